"""Events inside events: what is asked, promised, refused or threatened, and what that makes of the event around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.extract.events.event_triggers import Trigger
from pipeline.extract.events.trigger_lexicon import expand_word_classes, is_in_class
from pipeline.language.syntax.clause_operators import find_negation
from pipeline.language.syntax.content_clauses import find_content_clause
from pipeline.language.syntax.dependency_relations import (
    find_direct_object,
    find_subject,
    get_relation,
    is_finite,
    is_noun,
    is_verb,
    list_auxiliaries,
    list_complements,
    list_determiners,
    list_markers,
    list_obliques,
    list_predicatives,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.factuality import Factuality, read_factuality
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.predicates import read_predicate
from pipeline.language.syntax.signatures import Status
from pipeline.language.syntax.syntax_words import get_syntax_words
from pipeline.language.syntax.understood_subjects import find_light_verb
from schemas.event_ontology import get_event_type

# Where the content of an event stands; phrases of time and subordinate clauses beside it are not part of it.
EMBEDDED_PLACES = frozenset(
    {
        Relation.OBJECT,
        Relation.OPEN_CLAUSE,
        Relation.CLAUSE,
        Relation.NOUN_CLAUSE,
        Relation.PREPOSITION,
        Relation.AGENT_PREPOSITION,
        Relation.PREPOSITIONAL_OBJECT,
        Relation.PASSIVE_SUBJECT,
        Relation.INDIRECT_OBJECT,
        Relation.RELATIVE_CLAUSE,
        Relation.CONJUNCT,
        Relation.ADJECTIVE,
        Relation.COMPOUND,
        Relation.APPOSITION,
        Relation.POSSESSOR,
        Relation.PREDICATIVE,
    }
)
OWNERS = frozenset({Relation.POSSESSOR, Relation.PREPOSITION, Relation.COMPOUND, Relation.ADJECTIVE})
# Rules and signatures of `factuality` by which somebody tells what they themselves are going to do.
INTENTION_RULES = frozenset({"future", "be to", "go-to", "ready"})

# Signatures of words by which somebody is accused of a deed, cleared of it, or denies it.
ALLEGATIONS = frozenset({"accuse", "fear-noun", "deny", "acquit"})


@dataclass(frozen=True)
class EventMention:
    """An event as told: its trigger, the type and mode that its surroundings make of it, and its status."""

    trigger: Trigger
    event_type: str
    event_mode: str | None
    factuality: str


def select_event_mentions(tree: DependencyTree, found: Sequence[Trigger]) -> list[EventMention]:
    """Select the event mentions of one sentence: triggers that are only the content of another event are left out."""
    by_head = {trigger.head: trigger for trigger in found}
    mentions = {
        i: _build_event_mention(tree, trigger, by_head)
        for i, trigger in by_head.items()
        if not _is_incidental(tree, trigger)
    }
    mentions = {i: mention for i, mention in mentions.items() if not _is_attribution(tree, mention, mentions)}
    return [
        mention
        for mention in mentions.values()
        if get_event_type(mention.event_type).is_independent or not _is_embedded(tree, mention, mentions)
    ]


def _is_embedded(tree: DependencyTree, mention: EventMention, mentions: Mapping[int, EventMention]) -> bool:
    """Whether an event is the content of another."""
    token = mention.trigger.head
    if _is_alleged_deed(tree, mention):
        return False
    if any(tree.lower[child] in get_syntax_words("coming_adjectives") for child in tree.children[token]):
        return False  # what is scheduled stands whatever is said of it
    beside = False  # crossed into a condition or a purpose
    while tree.head[token] != token:
        if _is_circumstance(tree, token) or _is_fact_clause(tree, token):
            return False
        relation = get_relation(tree, token)
        if relation is Relation.ADVERBIAL_CLAUSE:
            beside = True
        elif relation not in EMBEDDED_PLACES and not (relation is Relation.SUBJECT and is_verb(tree, token)):
            return False
        sibling = relation is Relation.CONJUNCT
        token = tree.head[token]
        outer = mentions.get(token)
        if outer is None or sibling:
            continue
        outer_type = get_event_type(outer.event_type)
        if mention.event_type == "REQUEST" and outer_type.embeds_demands:
            return True
        if (
            outer_type.embeds_content
            and not _is_self_performed(tree, outer, mention)
            and (not beside or outer_type.embeds_conditions)
        ):
            return True
    return False


def _is_alleged_deed(tree: DependencyTree, mention: EventMention) -> bool:
    """Whether violence is what somebody is accused of, tried for or denies: told, but not as a fact."""
    if mention.factuality == Status.ASSERTED.value or not get_event_type(mention.event_type).is_violent:
        return False
    sense = mention.trigger.sense
    if sense.recipient == () or sense.clause or "@territory" in sense.object:
        return False  # the breach of a truce, an attempt whose deed stands below it, the taking of a town
    if read_predicate(tree, mention.trigger.head).agent is None:
        return False  # nobody is said to have done it
    return any(reason.rule in ALLEGATIONS for reason in read_factuality(tree, mention.trigger.head).reasons)


def _is_self_performed(tree: DependencyTree, order: EventMention, mention: EventMention) -> bool:
    """Whether who orders an act does it: nobody is named who is told to (`ordered to arrest him`)."""
    head = order.trigger.head
    told = (Relation.OBJECT, Relation.PREPOSITION, Relation.INDIRECT_OBJECT)
    alone = order.event_type == "REQUEST" and not any(get_relation(tree, one) in told for one in tree.children[head])
    return alone and is_verb(tree, mention.trigger.head) and is_in_class(tree, head, "orders")


def _is_fact_clause(tree: DependencyTree, token: int) -> bool:
    """Whether a clause tells what somebody else did, whatever is said around it: `an offer that Oslo spurned`."""
    relation = get_relation(tree, token)
    if relation is Relation.RELATIVE_CLAUSE:
        doer = find_subject(tree, token)
        return is_finite(tree, token) and doer is not None and tree.tag[doer] not in ("WDT", "WP")
    above = tree.head[token]
    behind = relation is Relation.PREPOSITIONAL_OBJECT and is_verb(tree, token) and tree.lower[above] == "for"
    return behind and is_in_class(tree, tree.head[above], "judges")


def _is_circumstance(tree: DependencyTree, token: int) -> bool:
    """Whether a phrase tells when or amid what, rather than what."""
    if get_relation(tree, token) is not Relation.PREPOSITION:
        return False
    head = tree.head[token]
    return tree.lower[token] in expand_word_classes(("@amid",)) or (is_verb(tree, head) and token < head)


def _is_incidental(tree: DependencyTree, trigger: Trigger) -> bool:
    """Whether a word only colours another: a participle before its noun, a bare noun in a phrase of circumstance."""
    head = trigger.head
    relation, above = get_relation(tree, head), tree.head[head]
    if is_verb(tree, head):
        put_down = trigger.event_type == "COERCE" and is_in_class(tree, above, "rally")
        return _is_imperative(tree, head) or (relation is Relation.ADJECTIVE and not put_down)
    noun = trigger.sense.part_of_speech == "noun"
    if noun and (_is_attributive(tree, head) or _is_generality(tree, head)):
        return True
    if relation is Relation.COMPOUND and noun and not is_in_class(tree, above, "carriers"):
        return True  # an arrest warrant, a border patrol agent
    passing = (Relation.PREPOSITIONAL_OBJECT, Relation.APPOSITION, Relation.CONJUNCT)
    if not noun or not get_event_type(trigger.event_type).noun_needs_party or relation not in passing:
        return False
    named = any(
        get_relation(tree, child) is Relation.POSSESSOR
        or (get_relation(tree, child) in OWNERS and tree.pos[child] in ("PROPN", "ADP"))
        for child in tree.children[head]
    )
    duty = tree.head[above]
    claimed = relation is Relation.PREPOSITIONAL_OBJECT and tree.lemma[duty] == "responsibility"
    claimed = claimed and get_relation(tree, duty) is Relation.OBJECT  # claimed responsibility for the attack
    return not named and not claimed and tree.lemma[head] not in expand_word_classes(("@talks",))


def _is_attributive(tree: DependencyTree, noun: int) -> bool:
    """Whether a noun only describes another: `the war torn country`, `a panel of experts for sanctions`."""
    after = noun + 1
    if after < len(tree) and is_in_class(tree, after, "stricken") and tree.tag[after] in ("VBN", "JJ"):
        return True
    if get_relation(tree, noun) is not Relation.PREPOSITIONAL_OBJECT or tree.lower[tree.head[noun]] not in (
        "for",
        "on",
    ):
        return False
    held = tree.head[tree.head[noun]]
    return is_noun(tree, held) and is_in_class(tree, held, "panels")


def _is_generality(tree: DependencyTree, noun: int) -> bool:
    """Whether a noun tells of a kind of event, not of one: `the prevalence of knife attacks`, `handles inquiries`."""
    above = tree.head[noun]
    if get_relation(tree, noun) is Relation.OBJECT and is_in_class(tree, above, "handling"):
        return tree.tag[noun] == "NNS" and not list_determiners(tree, noun)
    if get_relation(tree, noun) is Relation.SUBJECT and tree.lemma[above] == "be" and tree.tag[noun] == "NNS":
        habitual = any(is_in_class(tree, one, "habitual") for one in list_predicatives(tree, above))
        return habitual and not list_determiners(tree, noun)  # clashes are frequent
    if get_relation(tree, noun) is not Relation.PREPOSITIONAL_OBJECT or tree.lower[above] not in ("of", "against"):
        return False
    if tree.lower[above] == "against":  # a defence against attacks
        return is_in_class(tree, tree.head[above], "protections")
    given = any(get_relation(tree, child) in (Relation.DETERMINER, Relation.POSSESSOR) for child in tree.children[noun])
    return not given and is_in_class(tree, tree.head[above], "generalities")


def _is_imperative(tree: DependencyTree, verb: int) -> bool:
    """Whether a verb is an imperative: what is told to the reader or hearer, not of anybody."""
    helpers = {tree.lower[helper] for helper in list_auxiliaries(tree, verb)}
    alone = find_subject(tree, verb) is None and helpers <= {"do"}  # `Don't blame the king` denies nothing
    return tree.tag[verb] == "VB" and get_relation(tree, verb) is Relation.ROOT and alone


def _is_attribution(tree: DependencyTree, mention: EventMention, mentions: Mapping[int, EventMention]) -> bool:
    """Whether an accusing verb only says who tells the sentence's event: `guards beat him, a rights group charged`."""
    head = mention.trigger.head
    if mention.event_type != "ACCUSE":
        return False
    content = next((clause for clause in list_complements(tree, head) if clause < head), None)
    if content is None:
        return False
    return any(i != head and (i == content or content in tree.iterate_ancestors(i)) for i in mentions)


def _build_event_mention(tree: DependencyTree, trigger: Trigger, by_head: Mapping[int, Trigger]) -> EventMention:
    event_type, mode = trigger.event_type, trigger.sense.mode
    factuality = read_factuality(tree, trigger.head)
    status = trigger.sense.factuality or factuality.status.value
    verb = _find_predicate_verb(tree, trigger.head)
    properties = get_event_type(event_type)
    is_cooperative = properties.stance == "cooperative"
    if status == Status.PLANNED and verb is not None and _is_intended(tree, factuality):
        if (properties.promise_is_threat and event_type != "REJECT") or (
            is_cooperative and _has_unless_clause(tree, verb)
        ):
            return EventMention(trigger, "THREATEN", None, Status.PLANNED.value)
        if is_cooperative and not (event_type == "CONSULT" and _is_own_meeting(tree, trigger.head, verb)):
            return EventMention(trigger, "AGREE", None, Status.PLANNED.value)
    content = find_content_clause(tree, trigger.head)
    inner = _find_promised_trigger(tree, content, by_head)
    if event_type == "AGREE" and inner is not None and content is not None:
        against = get_event_type(inner.event_type).promise_is_threat
        if against != (find_negation(tree, content) is not None):
            return EventMention(trigger, "THREATEN" if against else "REJECT", None, Status.ASSERTED.value)
    if is_cooperative and verb is not None and _is_refused(tree, verb):
        return EventMention(trigger, "REJECT", None, Status.ASSERTED.value)
    return EventMention(trigger, event_type, mode, status)


def _is_own_meeting(tree: DependencyTree, head: int, verb: int) -> bool:
    """Whether a meeting to come is that of one body, which agrees with nobody: `will hold an emergency meeting`."""
    return head != verb and not any(tie.is_behind("with") for one in (head, verb) for tie in list_obliques(tree, one))


def _find_promised_trigger(tree: DependencyTree, content: int | None, by_head: Mapping[int, Trigger]) -> Trigger | None:
    """The event that is promised: the verb of the complement, or the noun that is its object."""
    if content is None:
        return None
    thing = find_direct_object(tree, content)
    return by_head.get(content) or (by_head.get(thing) if thing is not None else None)


def _find_predicate_verb(tree: DependencyTree, head: int) -> int | None:
    """The verb that an event stands or falls with: its own word, or the light verb above it (`will hold talks`)."""
    return head if is_verb(tree, head) else find_light_verb(tree, head)


def _is_intended(tree: DependencyTree, factuality: Factuality) -> bool:
    """Whether the future is the doer's own word: `will`, `is to`, `plans to`."""
    return any(
        reason.rule in INTENTION_RULES or (reason.rule == "plan" and is_in_class(tree, reason.token, "intends"))
        for reason in factuality.reasons
    )


def _is_refused(tree: DependencyTree, verb: int) -> bool:
    """Whether a doer says that it will not or cannot do it."""
    known = get_syntax_words("future_auxiliaries") | {"can", "could", "ca"}
    says = any(tree.lower[helper] in known for helper in list_auxiliaries(tree, verb))
    return says and find_negation(tree, verb) is not None


def _has_unless_clause(tree: DependencyTree, verb: int) -> bool:
    """Whether an `unless` hangs on the event."""
    clauses = [one for one in tree.children[verb] if get_relation(tree, one) is Relation.ADVERBIAL_CLAUSE]
    return any(tree.lower[mark] == "unless" for clause in clauses for mark in list_markers(tree, clause))
