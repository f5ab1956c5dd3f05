"""Parties of violence that stand outside the slots: the doer in a phrase, and the things that are attacked."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.events.argument_nouns import Argument, ArgumentNouns
from pipeline.extract.events.event_triggers import Trigger, find_cause_beside
from pipeline.extract.events.trigger_lexicon import is_in_class
from pipeline.language.syntax.clause_structure import is_passive
from pipeline.language.syntax.dependency_relations import (
    find_direct_object,
    find_preposition,
    find_subject,
    get_relation,
    is_verb,
    list_conjuncts,
    list_markers,
    list_obliques,
    list_relative_clauses,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.predicates import PredicateKind, read_predicate
from pipeline.language.word_kinds import load_kinds
from schemas.event_ontology import get_event_type

# Prepositions between what befell somebody and the attack in which it did: `killed in police firing`.
CAUSES = ("in", "during", "by", "from", "due", "to", "of")
PLACE_TYPES = frozenset({"GPE", "LOC"})
ATTACK_MARKERS = frozenset({"when", "as", "after"})
# Prepositions that tell where something happens; `at` does so beside an attack, but tells the aim of what is fired.
LOCATIVES = frozenset({"in", "near", "inside", "outside", "within", "around", "across", "throughout", "off", "beside"})
OWNER_PLACES = frozenset({Relation.POSSESSOR, Relation.COMPOUND, Relation.ADJECTIVE})


def find_doer_of_attack(nouns: ArgumentNouns, attack: int) -> int | None:
    """Find who does what a noun of attack says, or uses the weapon: `police` in `police firing`, in `firing by police`,
    in `shots fired by police`, in `a gunfight with police`.
    """
    tree = nouns.tree
    if is_in_class(tree, attack, "fights"):
        agent = next((tie.object for tie in list_obliques(tree, attack) if tie.word == "with"), None)
    elif is_in_class(tree, attack, "assaults"):
        predicate = read_predicate(tree, attack)
        behind = (tie.object for tie in predicate.obliques if tie.word == "by")
        agent = next(behind, None) if predicate.kind is PredicateKind.VERB else predicate.agent
    elif is_in_class(tree, attack, "weapons"):
        agent = None
    else:
        return None
    if agent is None:
        used = (tie.object for verb in list_relative_clauses(tree, attack) for tie in list_obliques(tree, verb)
                if tie.word == "by")  # fmt: skip
        agent = next(used, None)
    if agent is None or is_verb(tree, agent):
        return None
    if is_in_class(tree, agent, "labels") and tree.head[agent] == attack:
        return None  # a terrorist attack
    return agent if nouns.is_actor(agent) or is_in_class(tree, agent, "people") else None


def find_doer_in_phrase(nouns: ArgumentNouns, trigger: Trigger) -> int | None:
    """Find who did it by the attack beside the word of harm: `killed in police firing`, `died in an army raid`."""
    tree = nouns.tree
    if not is_verb(tree, trigger.head):
        return None
    thing = read_predicate(tree, trigger.head).patient
    for token in (*list_conjuncts(tree, trigger.head), thing):
        for tie in list_obliques(tree, token) if token is not None else ():
            if not tie.is_behind(*CAUSES):
                continue
            inner = [deeper.object for deeper in list_obliques(tree, tie.object) if deeper.word == "in"]
            for attack in (*list_conjuncts(tree, tie.object), *inner):
                doer = find_doer_of_attack(nouns, attack)
                if doer is None and _is_read_as_clause(tree, attack):
                    doer = attack
                if doer is not None and doer != thing:
                    return doer
    return None


def find_attack_around(nouns: ArgumentNouns, trigger: Trigger) -> Trigger | None:
    """Find the attack that a clause beside the word of harm tells: `was killed when guards opened fire`.

    Or the one that it describes or whose outcome it tells: `an attack in which two died`, `was bombed, killing two`.
    """
    tree = nouns.tree
    attack = _find_attack_above(nouns, trigger)
    if attack is not None:
        return attack
    for clause in tree.children[trigger.head]:
        opened = {tree.lower[mark] for mark in list_markers(tree, clause)} & ATTACK_MARKERS
        attack = nouns.triggers_by_head.get(clause)
        beside = get_relation(tree, clause) is Relation.ADVERBIAL_CLAUSE and opened
        if beside and attack is not None and get_event_type(attack.event_type).is_violent:
            return attack
    return None


def _find_attack_above(nouns: ArgumentNouns, trigger: Trigger) -> Trigger | None:
    tree, head = nouns.tree, trigger.head
    above = tree.head[head]
    relative = get_relation(tree, head) is Relation.RELATIVE_CLAUSE and is_passive(tree, head)
    inside = relative and any(
        tie.is_behind("in") and tree.lower[tie.object] == "which" for tie in list_obliques(tree, head)
    )
    attacks = nouns.triggers_by_head
    if inside and is_in_class(tree, above, "assaults"):
        found = attacks.get(above) or next((one for one in attacks.values() if above in one.consumed), None)
    else:
        cause = find_cause_beside(tree, head, attacks) if tree.tag[head] == "VBG" else None
        found = attacks[cause] if cause is not None else None
    violent = found is not None and get_event_type(found.event_type).is_violent and found.head != head
    return found if violent else None


def find_assailant_around(nouns: ArgumentNouns, trigger: Trigger) -> int | None:
    """Find who attacked by the clause beside the word of harm: `were killed after a suicide bomber crashed a truck`."""
    tree = nouns.tree
    for clause in tree.children[trigger.head]:
        opened = {tree.lower[child] for child in tree.children[clause] if child < clause} & ATTACK_MARKERS
        doer = find_subject(tree, clause) if get_relation(tree, clause) is Relation.ADVERBIAL_CLAUSE else None
        if opened and doer is not None and is_in_class(tree, doer, "attackers") and not is_passive(tree, clause):
            return doer
    return None


def _is_read_as_clause(tree: DependencyTree, noun: int) -> bool:
    """Whether a body and the attack behind it were read as a noun and its participle: `in police firing`."""
    attack = noun + 1
    if attack >= len(tree) or tree.tag[attack] != "VBG" or not is_in_class(tree, noun, "people"):
        return False
    return is_in_class(tree, attack, "assaults") and find_direct_object(tree, attack) is None


def is_scene_of_violence(nouns: ArgumentNouns, trigger: Trigger, noun: int) -> bool:
    """Whether a noun names the place where violence happens, which nobody attacks: `clashes in Lagos`."""
    properties, noun_trigger = get_event_type(trigger.event_type), not is_verb(nouns.tree, trigger.head)
    if not (properties.harms_people or (properties.is_violent and noun_trigger)):
        return False
    tree, index = nouns.tree, nouns.analysis.entity_index
    preposition = find_preposition(tree, noun)
    if preposition not in LOCATIVES and not (preposition == "at" and not _is_aimed_with_at(tree, trigger)):
        return False
    mention = index.mention_at(noun)
    place = mention is not None and index.entities[mention.entity_key].entity_type == "place"
    return (
        place
        or tree.entity[noun] in PLACE_TYPES
        or is_in_class(tree, noun, "grounds")
        or is_in_class(tree, noun, "lands")
    )


def _is_aimed_with_at(tree: DependencyTree, trigger: Trigger) -> bool:
    """Whether `at` beside a trigger tells at whom something is fired or thrown, not where: `fired rockets at Pell`."""
    if "at" not in (trigger.sense.recipient or ()):
        return False
    if is_verb(tree, trigger.head):
        thing = find_direct_object(tree, trigger.head)
        return thing is None or not is_in_class(tree, thing, "attacks")
    return is_in_class(tree, trigger.head, "volleys")


def is_described_building(tree: DependencyTree, trigger: Trigger, noun: int) -> bool:
    """Whether a building is read as the doer of a relative clause: `the bombing of the hall, which killed six`."""
    described = get_relation(tree, trigger.head) is Relation.RELATIVE_CLAUSE and tree.head[trigger.head] == noun
    return described and is_in_class(tree, noun, "targets") and not is_in_class(tree, noun, "weapons")


def _is_made_thing(nouns: ArgumentNouns, noun: int) -> bool:
    """Whether a common noun names a thing made by people that is no weapon and no event: `a water tank`."""
    tree = nouns.tree
    made = load_kinds("noun").get(tree.lemma[noun]) == "artifact" and tree.pos[noun] == "NOUN"
    return made and noun not in nouns.triggers_by_head and not is_in_class(tree, noun, "weapons")


def is_place_within(nouns: ArgumentNouns, noun: int, inner: int) -> bool:
    """Whether a name inside a phrase only tells where somebody or something is from: `the sheriff from Gao`.

    What is hit in `the outskirts of Gao` or `parts of Gao` is the place.
    """
    index = nouns.analysis.entity_index
    mention = index.mention_at(inner)
    if mention is None or mention.form != "name" or index.entities[mention.entity_key].entity_type != "place":
        return False
    whole = load_kinds("noun").get(nouns.tree.lemma[noun]) in ("location", "quantity", "relation")
    return not whole and not any(is_in_class(nouns.tree, noun, name) for name in ("grounds", "territory", "measures"))


def is_setting_of_thing(nouns: ArgumentNouns, inner: int) -> bool:
    """Whether a name behind a thing tells where it is, and no party: `rifles on Highway 61`, `a jet over the lake`."""
    index = nouns.analysis.entity_index
    mention = index.mention_at(inner)
    if mention is None:
        return False
    kind, preposition = index.entities[mention.entity_key].entity_type, find_preposition(nouns.tree, inner)
    if kind == "place":
        return preposition == "over"
    return kind == "facility" and preposition in {*LOCATIVES, "on", "at"}


def find_attacked_thing(
    nouns: ArgumentNouns, candidates: Iterator[int] | list[int], *, is_any_made_thing: bool
) -> Argument | None:
    """Find the thing that is attacked, in all its words; its entity is its own or that of whose it is, not its place.

    Where people or things are harmed, any made thing may be it; else only what the lexicon lists as targets.

    `bombed a market in Idlib`: the market, which is no place; `burned the Danish embassy`: the embassy, as Denmark's.
    """
    tree, index = nouns.tree, nouns.analysis.entity_index
    for noun in candidates:
        is_target = is_in_class(tree, noun, "targets") or (is_any_made_thing and _is_made_thing(nouns, noun))
        if not is_target or tree.entity[noun] in ("PERSON", "DATE", "TIME"):
            continue
        own = index.mention_at(noun)
        if own is not None and own.form != "nominal":
            continue  # a name, which is an actor or a place in its own right
        argument = nouns.build_argument(noun)
        if argument.entity_key is not None:
            return argument
        owners = (one for one in tree.children[noun] if get_relation(tree, one) in OWNER_PLACES)
        owner = next((one for one in owners if nouns.is_actor(one)), None)
        return replace(argument, entity_key=nouns.resolve_entity_key(owner) if owner is not None else None)
    return None
