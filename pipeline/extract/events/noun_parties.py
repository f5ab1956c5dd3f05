"""Parties of an event noun that stand in the clause around it, where its own phrase names nobody.

`his role in the bombing`, `spoke after two days of talks with the rebels`, `was jailed for the murder of`, `was killed
in a shootout with police`, `is serving a long sentence`, `was arrested after an inquiry by the fraud squad`.
"""

from collections.abc import Iterator

from pipeline.extract.events.argument_nouns import Argument, ArgumentNouns
from pipeline.extract.events.event_triggers import Trigger
from pipeline.extract.events.trigger_lexicon import is_in_class
from pipeline.language.syntax.clause_structure import is_passive
from pipeline.language.syntax.dependency_relations import (
    find_direct_object,
    find_governor,
    find_possessor,
    find_preposition,
    get_relation,
    is_noun,
    is_verb,
    list_determiners,
    list_obliques,
)
from pipeline.language.syntax.factuality import read_factuality
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.predicates import read_predicate
from pipeline.language.syntax.signatures import Status
from pipeline.language.syntax.syntax_words import get_syntax_words
from pipeline.language.syntax.understood_subjects import find_logical_subject, find_nominal_agent, find_object_verb
from schemas.event_ontology import get_event_type

# Prepositions between what somebody says or does and the talks that they have come from or go to.
BESIDE_TALKS = frozenset({"after", "following", "during", "before", "ahead"})
# Prepositions between what somebody says and the meeting at which they say it.
AT_TALKS = frozenset({"at", "in", "during"})
# Prepositions between somebody's punishment or plea and the deed.
FOR_DEEDS = frozenset({"for", "of", "to", "in", "over"})
# Prepositions between the harm and the attack in which somebody suffers it.
IN_ATTACKS = frozenset({"in", "during"})
# Event types of what befalls somebody when an inquiry ends.
AFTER_INQUIRIES = frozenset({"COERCE", "ACCUSE", "SANCTION"})
# How many measures are looked through: `the second day of a round of talks`.
MAX_MEASURES = 2


def fill_from_clause(
    nouns: ArgumentNouns, trigger: Trigger, actor: Argument | None, recipient: Argument | None
) -> tuple[Argument | None, Argument | None]:
    """Fill the empty sides of an event from the clause that it stands in; of a verb only who is harmed."""
    if trigger.sense.part_of_speech != "noun":
        harmed = _find_harmed(nouns, trigger) if recipient is None else None
        party = nouns.build_argument(harmed) if harmed is not None else None
        return actor, party if party is not None and party.is_distinct_from(actor) else recipient
    if actor is None:
        likely_doers = (one for one in _list_clause_actors(nouns, trigger) if nouns.is_actor(one))
        found = next((one for one in likely_doers if not _is_nobody(nouns, one)), None)
        likely = nouns.build_argument(found) if found is not None else None
        actor = likely if likely is not None and likely.is_distinct_from(recipient) else None
    if recipient is None:
        found = next((one for one in _list_clause_recipients(nouns, trigger) if nouns.can_be_argument(one)), None)
        likely = nouns.build_argument(found) if found is not None else None
        recipient = likely if likely is not None and likely.is_distinct_from(actor) else None
    return actor, recipient


def _list_clause_actors(nouns: ArgumentNouns, trigger: Trigger) -> Iterator[int]:
    """List who may do what an event noun says by the clause around it, the likeliest first."""
    tree, noun = nouns.tree, _find_measured(nouns, trigger.head)
    if is_verb(tree, trigger.head) or trigger.event_type == "ACCIDENT":
        return  # those involved in a collision have not done it
    if noun != trigger.head:  # eight days of riots by miners
        yield from (tie.object for tie in list_obliques(tree, noun) if tie.word == "by")
    above, word = _find_clause_above(nouns, noun), find_preposition(tree, noun)
    if above is None or word is None:
        return
    if word == "in" and is_in_class(tree, above, "shares"):
        yield from _as_list(find_nominal_agent(tree, above))
    violent = get_event_type(trigger.event_type).is_violent
    if violent and word == "for" and tree.lemma[above] == "responsibility":
        verb = find_object_verb(tree, above)
        claims = verb is not None and is_in_class(tree, verb, "claiming") and not is_passive(tree, verb)
        claims = claims and verb is not None and read_factuality(tree, verb).status is Status.ASSERTED
        yield from _as_list(find_logical_subject(tree, verb) if claims and verb is not None else None)
    if violent and word == "for" and tree.lemma[above] == "responsible":
        yield from _as_list(find_logical_subject(tree, tree.head[above]))
    if violent and word == "behind" and tree.lemma[above] == "be":
        yield from _as_list(find_logical_subject(tree, above))
    if not is_verb(tree, above):
        return
    if word == "in" and is_in_class(tree, above, "sharing"):
        yield from _as_list(_find_affected(nouns, above))
    if trigger.event_type == "CONSULT" and not is_passive(tree, above):
        sided = any(tie.word == "with" for tie in list_obliques(tree, trigger.head))
        if (sided and word in BESIDE_TALKS) or (word in AT_TALKS and is_in_class(tree, above, "telling")):
            yield from _as_list(find_logical_subject(tree, above))
    if violent and word == "with" and is_in_class(tree, above, "responding") and not is_passive(tree, above):
        yield from _as_list(find_logical_subject(tree, above))
    if violent and word in FOR_DEEDS and is_in_class(tree, above, "answering"):
        yield from _as_list(_find_affected(nouns, above))
    if violent and word in IN_ATTACKS and is_in_class(tree, above, "befalling"):
        yield from (tie.object for tie in list_obliques(tree, trigger.head) if tie.word == "with")


def _list_clause_recipients(nouns: ArgumentNouns, trigger: Trigger) -> Iterator[int]:
    """List who may suffer what an event noun says by the clause around it, the likeliest first."""
    tree, head = nouns.tree, trigger.head
    if is_verb(tree, head):
        return
    above, word = find_governor(tree, head), find_preposition(tree, head)
    if trigger.event_type == "SANCTION" and is_in_class(tree, head, "punishments"):
        verb = find_object_verb(tree, head)
        serves = verb is not None and is_in_class(tree, verb, "serving") and not is_passive(tree, verb)
        yield from _as_list(find_logical_subject(tree, verb) if serves and verb is not None else None)
        yield from _as_list(find_possessor(tree, head))
    if trigger.event_type == "ACCUSE" and is_in_class(tree, head, "charges"):
        verb = find_object_verb(tree, head)
        denies = verb is not None and is_in_class(tree, verb, "rebutting") and not is_passive(tree, verb)
        yield from _as_list(find_logical_subject(tree, verb) if denies and verb is not None else None)
    if above is None or not is_verb(tree, above):
        return
    if word == "with" and tree.lemma[head] in get_syntax_words("had_nouns"):
        yield from _as_list(find_logical_subject(tree, above))  # rose with the support of
    if trigger.sense.mode == "investigate" and word in ("after", "following"):
        outer = nouns.triggers_by_head.get(above)
        if outer is not None and outer.event_type in AFTER_INQUIRIES:
            yield from _as_list(read_predicate(tree, above).patient)
    attack = any(is_in_class(tree, head, one) for one in ("assaults", "fights"))
    if attack and get_event_type(trigger.event_type).harms_people and is_in_class(tree, above, "befalling"):
        attacked = word in IN_ATTACKS or head == read_predicate(tree, above).agent
        yield from _as_list(_find_affected(nouns, above) if attacked and word else None)
        yield from _as_list(read_predicate(tree, above).patient if attacked and not word else None)


def _find_harmed(nouns: ArgumentNouns, trigger: Trigger) -> int | None:
    """Whom an attack harms by the participle behind it: `fired the gun, wounding his mother`."""
    tree, head = nouns.tree, trigger.head
    if not get_event_type(trigger.event_type).harms_people or trigger.sense.recipient == () or is_passive(tree, head):
        return None
    for clause in tree.children[head]:
        beside = clause > head and get_relation(tree, clause) is Relation.ADVERBIAL_CLAUSE
        if beside and tree.tag[clause] == "VBG" and is_in_class(tree, clause, "befalling"):
            harmed = find_direct_object(tree, clause)
            if harmed is not None and nouns.can_be_argument(harmed):
                return harmed
    return None


def _find_clause_above(nouns: ArgumentNouns, noun: int) -> int | None:
    """What a noun hangs on, over an adjective of a plea: `pleaded guilty to the murder`."""
    tree = nouns.tree
    above = find_governor(tree, noun)
    if above is not None and is_in_class(tree, above, "pleas") and is_verb(tree, tree.head[above]):
        return tree.head[above]
    return above


def _find_measured(nouns: ArgumentNouns, noun: int) -> int:
    """The measure or time that an event noun is counted by, else itself: `two days of talks`."""
    tree = nouns.tree
    for _ in range(MAX_MEASURES):
        above = find_governor(tree, noun)
        if above is None or find_preposition(tree, noun) != "of" or not is_noun(tree, above):
            break
        timed = nouns.is_time(above) or tree.entity[above] in ("DATE", "TIME")
        if not timed and not is_in_class(tree, above, "collections"):
            break
        noun = above
    return noun


def _find_affected(nouns: ArgumentNouns, verb: int) -> int | None:
    """Whom a verb of harm or punishment befalls: its patient, or the subject of a verb without one (`died`)."""
    tree = nouns.tree
    if is_passive(tree, verb):
        return read_predicate(tree, verb).patient
    thing = read_predicate(tree, verb).patient
    if thing is not None and nouns.is_actor(thing):
        return thing
    return find_logical_subject(tree, verb)


def _is_nobody(nouns: ArgumentNouns, noun: int) -> bool:
    """Whether a noun names nobody: `no group has claimed responsibility`."""
    tree = nouns.tree
    return any(tree.lower[child] in ("no", "neither", "nobody") for child in (noun, *list_determiners(tree, noun)))


def _as_list(noun: int | None) -> list[int]:
    return [noun] if noun is not None else []
