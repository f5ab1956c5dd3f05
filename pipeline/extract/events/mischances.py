"""What befalls by chance, which nobody does to anybody: accidental harm, closures for safety, own troubles."""

from pipeline.extract.events.event_triggers import Trigger
from pipeline.extract.events.trigger_lexicon import is_in_class
from pipeline.language.syntax.clause_structure import find_phrase_span
from pipeline.language.syntax.dependency_relations import (
    find_direct_object,
    find_possessor,
    find_subject,
    get_relation,
    is_verb,
    list_adjectives,
    list_compounds,
    list_obliques,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.predicates import read_predicate
from pipeline.language.word_kinds import load_kinds

# Prepositions between a closure and its reason.
REASONS = ("due", "because", "after", "following", "over", "by", "amid", "for")
# Entries of complaints that may be about one's own things.
OWN_TROUBLES = frozenset({"complain", "raise-concern", "voice-concern", "express-concern"})
# Kinds of nouns, by their first sense, that are blamed without blaming anybody.
BLAMELESS_KINDS = frozenset(
    {"act", "artifact", "phenomenon", "state", "substance", "object", "event", "process", "attribute"}
)
NAME_TYPES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
# Pronouns by which somebody names what is their own.
OWN = frozenset({"his", "her", "its", "their", "my", "our"})


def is_accidental(tree: DependencyTree, head: int) -> bool:
    """Whether harm is told as nobody's intent: `accidentally shot`, `killed when a neighbour accidentally hit her`."""
    if not is_verb(tree, head):
        return False
    told = [head, *(child for child in tree.children[head] if get_relation(tree, child) is Relation.ADVERBIAL_CLAUSE)]
    return any(is_in_class(tree, child, "by_chance") for verb in told for child in tree.children[verb])


def is_closed_by_chance(tree: DependencyTree, head: int) -> bool:
    """Whether something was closed or emptied for safety, by nobody: `was shut down because of a suspicious letter`."""
    if not is_verb(tree, head) or not is_in_class(tree, head, "closings"):
        return False
    predicate = read_predicate(tree, head)
    if not predicate.passive or (predicate.agent is not None and not is_in_class(tree, predicate.agent, "scares")):
        return False
    scares = [tie.object for tie in list_obliques(tree, head) if tie.is_behind(*REASONS)]
    first, last = find_phrase_span(tree, head)
    caused = any(tree.lower[at] in ("due", "because") for at in range(first, last))
    named = [at for at in range(head, last) if is_in_class(tree, at, "scares")] if caused else []
    return bool(named) or any(is_in_class(tree, one, "scares") for one in scares)


def is_own_trouble(tree: DependencyTree, trigger: Trigger) -> bool:
    """Whether somebody complains of what is their own: `complained about his microphone`."""
    if trigger.sense.id not in OWN_TROUBLES or not is_verb(tree, trigger.head):
        return False
    subject, thing = find_subject(tree, trigger.head), find_direct_object(tree, trigger.head)
    ties = [*list_obliques(tree, trigger.head), *(list_obliques(tree, thing) if thing is not None else ())]
    for tie in ties:
        owner = find_possessor(tree, tie.object) if tie.is_behind("of", "about", "over") else None
        people = any(is_in_class(tree, tie.object, name) for name in ("people", "crime"))
        if subject is not None and owner is not None and tree.lower[owner] in OWN and not people:
            return True
    return False


def is_blamed_thing(tree: DependencyTree, trigger: Trigger) -> bool:
    """Whether a thing or a force of nature is blamed, and nobody: `fires blamed on a stove`, `blamed the heat`."""
    if trigger.sense.id not in ("blame", "blame-on") or not is_verb(tree, trigger.head):
        return False
    behind = [tie.object for tie in list_obliques(tree, trigger.head) if tie.is_behind("on")]
    blamed = behind[0] if behind else read_predicate(tree, trigger.head).patient
    if blamed is None or tree.pos[blamed] != "NOUN" or tree.entity[blamed] or is_in_class(tree, blamed, "people"):
        return False
    if load_kinds("noun").get(tree.lemma[blamed]) not in BLAMELESS_KINDS or is_in_class(tree, blamed, "measures"):
        return False
    described = (*list_compounds(tree, blamed), *list_adjectives(tree, blamed))
    held = any(tree.entity[one] in NAME_TYPES for one in described) or find_possessor(tree, blamed) is not None
    return not held and not any(tie.is_behind("of", "by", "from") for tie in list_obliques(tree, blamed))
