"""Who may have done what a verb says, the likeliest first: its agent, then the subjects of the clauses around it."""

from collections.abc import Iterator

from pipeline.extract.events.trigger_lexicon import is_in_class
from pipeline.language.syntax.clause_structure import is_passive
from pipeline.language.syntax.dependency_relations import find_subject, get_relation, is_verb
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.predicates import read_predicate
from pipeline.language.syntax.understood_subjects import list_outer_subjects


def list_agent_candidates(tree: DependencyTree, verb: int, include_reporters: bool = True) -> Iterator[int]:
    """List who may do what a verb says: its agent, then the subjects around it.

    The outer ones serve where the agent is a thing (`used the chance to seize`); with `include_reporters` also whoever
    only tells that somebody else did it. A building that is said to act is an error of the parse.
    """
    predicate = read_predicate(tree, verb)
    own = find_subject(tree, verb)
    foiled = own is None and any(is_in_class(tree, above, "foils") for above in tree.iterate_ancestors(verb))
    if predicate.agent is not None and not foiled:
        yield predicate.agent
    if foiled:
        return  # who foils a plot to kill does not kill
    if predicate.passive or (own is not None and not is_in_class(tree, own, "buildings")):
        return
    inner = verb
    for outer, subject in list_outer_subjects(tree, verb):
        if not include_reporters and _is_reported(tree, inner):
            return
        joined = get_relation(tree, inner) is Relation.CONJUNCT
        if not joined and is_in_class(tree, outer, "accusers") and not is_passive(tree, outer):
            return  # who accuses somebody of a deed has not done it
        suffers = tree.tag[inner] == "VBG" and is_passive(tree, outer)  # a camp was attacked, killing six
        if subject != predicate.patient and not suffers:
            yield subject
        inner = outer


def find_object_noun(tree: DependencyTree, verb: int) -> int | None:
    """Find the noun that a verb acts upon: its patient, or its hearer where the patient is a clause."""
    predicate = read_predicate(tree, verb)
    patient = predicate.patient
    if patient is not None and is_verb(tree, patient) and get_relation(tree, patient) is not Relation.OBJECT:
        behind = any(found.object == predicate.recipient for found in predicate.obliques)
        return None if behind else predicate.recipient
    return patient


def _is_reported(tree: DependencyTree, clause: int) -> bool:
    """Whether somebody only tells what a clause says of another: `a bomb went off, killing two, police said`."""
    own = find_subject(tree, clause) if get_relation(tree, clause) is Relation.CLAUSE else None
    return own is not None and tree.pos[own] != "PRON"
