"""The arguments of verbs: agent, deep object, recipient, instrument, through voice, gaps, control, coordination."""

from typing import NamedTuple

from pipeline.language.syntax.clause_structure import is_passive, is_small_clause, object_gap_of, resolve_relative
from pipeline.language.syntax.dependency_relations import (
    SUBJECTS,
    complements_of,
    direct_object_of,
    indirect_object_of,
    is_noun,
    is_verb,
    object_behind,
    obliques_of,
    particle_of,
    subject_of,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.syntax_words import words_of
from pipeline.language.syntax.understood_subjects import (
    logical_subject_of,
    passive_agent_of,
    shared_object_of,
    understood_subject_of,
)


class Roles(NamedTuple):
    """Heads of the core arguments of one predicate."""

    agent: int | None = None
    patient: int | None = None
    recipient: int | None = None


def verb_roles(tree: DependencyTree, verb: int) -> Roles:
    """Agent, deep object and recipient of a verb; nobody is both doer and sufferer."""
    passive = is_passive(tree, verb)
    agent = _agent_of_passive(tree, verb) if passive else _active_agent(tree, verb)
    patient, recipient = _passive_objects(tree, verb) if passive else _active_objects(tree, verb)
    if patient is not None and patient == agent:
        agent = None if passive else agent
        patient = patient if passive else None
    return Roles(agent, patient, recipient)


def _active_agent(tree: DependencyTree, verb: int) -> int | None:
    found = logical_subject_of(tree, verb)
    if found is None and tree.label[verb] == "ROOT":
        found = _noun_before(tree, verb)
    if found is not None and tree.lower[found] in ("it", "there") and tree.label[found] == "expl":
        return None
    return found


def _noun_before(tree: DependencyTree, verb: int) -> int | None:
    """The noun right before a finite verb to which the model gave no subject."""
    if tree.tag[verb] not in ("VBD", "VBZ", "VBP") or tree.starts[verb]:
        return None
    return verb - 1 if is_noun(tree, verb - 1) and tree.head[verb - 1] in (verb, verb - 1) else None


def _agent_of_passive(tree: DependencyTree, verb: int) -> int | None:
    """Who stands behind `by`, also of a verb joined to it, or who `had` it done."""
    own = passive_agent_of(tree, verb)
    if own is not None:
        return own
    if is_small_clause(tree, verb):
        head = tree.head[verb]
        return logical_subject_of(tree, head) if tree.lemma[head] in words_of("arrangers") else None
    lower = _agent_hung_lower(tree, verb)
    if lower is not None:
        return lower
    for later in tree.children_with(verb, frozenset({"conj"})):
        if is_passive(tree, later) and subject_of(tree, later) is None:
            return passive_agent_of(tree, later)
    return None


def _agent_hung_lower(tree: DependencyTree, verb: int) -> int | None:
    """`was urged to show restraint by the opposition`: the model hangs `by` on what stands between."""
    for clause in tree.children_with(verb, frozenset({"xcomp", "oprd"})):
        if clause < verb or (is_verb(tree, clause) and is_passive(tree, clause)):
            continue
        found = passive_agent_of(tree, clause)
        thing = direct_object_of(tree, clause)
        if found is None and thing is not None and tree.tag[clause] == "VB":
            found = passive_agent_of(tree, thing)
        if found is not None:
            return found
    return None


def _passive_objects(tree: DependencyTree, verb: int) -> tuple[int | None, int | None]:
    """Patient and recipient of a passive: its subject, named or understood, and `to` or the object that is left."""
    undergoer = _undergoer(tree, verb)
    left = direct_object_of(tree, verb)
    if left is None:
        left = indirect_object_of(tree, verb)
    if left is not None and tree.lemma[verb] in words_of("transfer"):
        return left, undergoer
    told = tree.lemma[verb] in words_of("tellers") and bool(complements_of(tree, verb))
    if told:
        return None, undergoer
    return undergoer, _receiver(tree, verb)


def _undergoer(tree: DependencyTree, verb: int) -> int | None:
    own = logical_subject_of(tree, verb) if tree.first_child(verb, SUBJECTS) is not None else None
    if own is not None:
        return own
    if tree.label[verb] in ("acl", "relcl", "amod") and is_noun(tree, tree.head[verb]):
        return tree.head[verb]
    if tree.label[verb] in ("acl", "relcl", "amod") and tree.pos[tree.head[verb]] in ("NUM", "DET", "ADJ"):
        return tree.head[verb]
    return logical_subject_of(tree, verb) if tree.label[verb] == "ROOT" else understood_subject_of(tree, verb)


def _active_objects(tree: DependencyTree, verb: int) -> tuple[int | None, int | None]:
    """Patient and recipient of an active verb."""
    direct, indirect = direct_object_of(tree, verb), indirect_object_of(tree, verb)
    recipient = indirect if indirect is not None else _receiver(tree, verb)
    if direct is not None and indirect is None and tree.lemma[verb] in words_of("tellers"):
        clauses = [clause for clause in complements_of(tree, verb) if clause > direct]
        if clauses:
            return clauses[0], resolve_relative(tree, direct)
    if direct is None and _is_bounded(tree, verb):
        direct = object_behind(tree, verb, "up to", "to")
    if direct is None:
        direct = object_gap_of(tree, verb)
    if direct is None:
        direct = shared_object_of(tree, verb)
    if direct is None:
        direct = _aimed_at(tree, verb)
    if direct is None and (said := complements_of(tree, verb)):
        direct = said[0]
    direct = resolve_relative(tree, direct) if direct is not None else None
    if direct is not None and tree.tag[direct] in ("WDT", "WP"):
        direct = _aimed_at(tree, verb)  # `it was in Tarn that workers rallied`: no object
    return direct, recipient


def _is_bounded(tree: DependencyTree, verb: int) -> bool:
    """`sent up to 200 troops`: the model reads `up` as a particle and `to` as a preposition."""
    return tree.first_child(verb, frozenset({"prt"})) is not None and particle_of(tree, verb) is None


def _aimed_at(tree: DependencyTree, verb: int) -> int | None:
    """What a verb acts upon behind its preposition: `fired on the crowd`."""
    known = words_of("prepositional_patients")
    return next(
        (found.object for found in obliques_of(tree, verb) if f"{tree.lemma[verb]} {found.word}" in known), None
    )


def _receiver(tree: DependencyTree, verb: int) -> int | None:
    """To whom something is handed over or told behind `to`."""
    if tree.lemma[verb] not in words_of("transfer"):
        return None
    found = object_behind(tree, verb, "to")
    thing = direct_object_of(tree, verb)
    if found is None and thing is not None:
        found = object_behind(tree, thing, "to")
    return resolve_relative(tree, found) if found is not None and is_noun(tree, found) else None


def instrument_of(tree: DependencyTree, verb: int) -> int | None:
    """With what something is done: the thing behind `with` or `using`, not somebody who is met or fought."""
    for found in obliques_of(tree, verb):
        aimed = f"{tree.lemma[verb]} {found.word}" in words_of("prepositional_patients")
        if found.word == "with" and not aimed and tree.pos[found.object] == "NOUN" and not is_verb(tree, found.object):
            return found.object
    for clause in tree.children_with(verb, frozenset({"advcl"})):
        if tree.lower[clause] == "using":
            return direct_object_of(tree, clause)
    return None
