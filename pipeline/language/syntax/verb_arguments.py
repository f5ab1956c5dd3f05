"""The arguments of verbs: agent, deep object, recipient, instrument, through voice, gaps, control, coordination."""

from typing import NamedTuple

from pipeline.language.syntax.clause_structure import (
    find_object_gap,
    find_one_among,
    is_passive,
    is_small_clause,
    resolve_relative,
)
from pipeline.language.syntax.dependency_relations import (
    SUBJECTS,
    find_direct_object,
    find_indirect_object,
    find_particle,
    find_prepositional_object,
    find_subject,
    is_noun,
    is_verb,
    list_complements,
    list_obliques,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.syntax_words import get_syntax_words
from pipeline.language.syntax.understood_subjects import (
    find_logical_subject,
    find_passive_agent,
    find_shared_object,
    find_understood_subject,
)


class Roles(NamedTuple):
    """Heads of the core arguments of one predicate."""

    agent: int | None = None
    patient: int | None = None
    recipient: int | None = None


def read_verb_roles(tree: DependencyTree, verb: int) -> Roles:
    """Agent, deep object and recipient of a verb; nobody is both doer and sufferer."""
    passive = is_passive(tree, verb)
    agent = _find_agent_of_passive(tree, verb) if passive else _find_active_agent(tree, verb)
    patient, recipient = _read_passive_objects(tree, verb) if passive else _read_active_objects(tree, verb)
    if patient is not None and patient == agent:
        agent = None if passive else agent
        patient = patient if passive else None
    return Roles(agent, patient, recipient)


def _find_active_agent(tree: DependencyTree, verb: int) -> int | None:
    found = find_logical_subject(tree, verb)
    if found is None and tree.label[verb] == "ROOT":
        found = _find_noun_before(tree, verb)
    if found is not None and tree.lower[found] in ("it", "there") and tree.label[found] == "expl":
        return None
    return found


def _find_noun_before(tree: DependencyTree, verb: int) -> int | None:
    """The noun right before a finite verb to which the model gave no subject."""
    if tree.tag[verb] not in ("VBD", "VBZ", "VBP") or tree.starts[verb]:
        return None
    return verb - 1 if is_noun(tree, verb - 1) and tree.head[verb - 1] in (verb, verb - 1) else None


def _find_agent_of_passive(tree: DependencyTree, verb: int) -> int | None:
    """Who stands behind `by`, also of a verb joined to it, or who `had` it done."""
    own = find_passive_agent(tree, verb)
    if own is not None:
        return own
    if is_small_clause(tree, verb):
        head = tree.head[verb]
        return find_logical_subject(tree, head) if tree.lemma[head] in get_syntax_words("arrangers") else None
    lower = _find_agent_hung_lower(tree, verb)
    if lower is None:
        lower = _find_agent_behind_place(tree, verb)
    if lower is not None:
        return lower
    for later in tree.list_children(verb, frozenset({"conj"})):
        if is_passive(tree, later) and find_subject(tree, later) is None:
            return find_passive_agent(tree, later)
    return None


def _find_agent_hung_lower(tree: DependencyTree, verb: int) -> int | None:
    """`was urged to show restraint by the opposition`: the model hangs `by` on what stands between."""
    for clause in tree.list_children(verb, frozenset({"xcomp", "oprd"})):
        if clause < verb or (is_verb(tree, clause) and is_passive(tree, clause)):
            continue
        found = find_passive_agent(tree, clause)
        thing = find_direct_object(tree, clause)
        if found is None and thing is not None and tree.tag[clause] == "VB":
            found = find_passive_agent(tree, thing)
        if found is not None:
            return found
    return None


def _find_agent_behind_place(tree: DependencyTree, verb: int) -> int | None:
    """`was sentenced at the Sarn Courthouse by Judge Rowe`: the model hangs `by` on a named place or day."""
    for found in list_obliques(tree, verb):
        if found.object > verb and tree.entity[found.object] in ("GPE", "FAC", "LOC", "ORG", "DATE", "TIME"):
            agent = find_prepositional_object(tree, found.object, "by")
            if agent is not None and tree.entity[agent] in ("PERSON", "ORG", "NORP"):
                return agent
    return None


def _read_passive_objects(tree: DependencyTree, verb: int) -> tuple[int | None, int | None]:
    """Patient and recipient of a passive: its subject, named or understood, and `to` or the object that is left."""
    undergoer = _find_undergoer(tree, verb)
    left = find_direct_object(tree, verb)
    if left is None:
        left = find_indirect_object(tree, verb)
    if left is not None and tree.lemma[verb] in get_syntax_words("transfer"):
        return left, undergoer
    told = tree.lemma[verb] in get_syntax_words("tellers") and bool(list_complements(tree, verb))
    if told:
        return None, undergoer
    return undergoer, _find_receiver(tree, verb)


def _find_undergoer(tree: DependencyTree, verb: int) -> int | None:
    own = find_logical_subject(tree, verb) if tree.find_child(verb, SUBJECTS) is not None else None
    if own is not None:
        return own
    if tree.label[verb] in ("acl", "relcl", "amod") and is_noun(tree, tree.head[verb]):
        return find_one_among(tree, tree.head[verb])
    if tree.label[verb] in ("acl", "relcl", "amod") and tree.pos[tree.head[verb]] in ("NUM", "DET", "ADJ"):
        return find_one_among(tree, tree.head[verb])
    return find_logical_subject(tree, verb) if tree.label[verb] == "ROOT" else find_understood_subject(tree, verb)


def _read_active_objects(tree: DependencyTree, verb: int) -> tuple[int | None, int | None]:
    """Patient and recipient of an active verb."""
    direct, indirect = find_direct_object(tree, verb), find_indirect_object(tree, verb)
    recipient = indirect if indirect is not None else _find_receiver(tree, verb)
    if direct is not None and indirect is None and tree.lemma[verb] in get_syntax_words("tellers"):
        clauses = [clause for clause in list_complements(tree, verb) if clause > direct]
        if clauses:
            return clauses[0], resolve_relative(tree, direct)
    if direct is None and _is_bounded(tree, verb):
        direct = find_prepositional_object(tree, verb, "up to", "to")
        recipient = indirect
    if direct is None:
        direct = find_object_gap(tree, verb)
    if direct is None:
        direct = find_shared_object(tree, verb)
    if direct is None:
        direct = _find_aim(tree, verb)
    if direct is None and (said := list_complements(tree, verb)):
        direct = said[0]
    direct = resolve_relative(tree, direct) if direct is not None else None
    if direct is not None and tree.tag[direct] in ("WDT", "WP"):
        direct = _find_aim(tree, verb)  # `it was in Tarn that workers rallied`: no object
    return direct, recipient


def _is_bounded(tree: DependencyTree, verb: int) -> bool:
    """`sent up to 200 troops`: the model reads `up` as a particle and `to` as a preposition."""
    return tree.find_child(verb, frozenset({"prt"})) is not None and find_particle(tree, verb) is None


def _find_aim(tree: DependencyTree, verb: int) -> int | None:
    """What a verb acts upon behind its preposition: `fired on the crowd`."""
    known = get_syntax_words("prepositional_patients")
    return next(
        (found.object for found in list_obliques(tree, verb) if f"{tree.lemma[verb]} {found.word}" in known), None
    )


def _find_receiver(tree: DependencyTree, verb: int) -> int | None:
    """To whom something is handed over or told behind `to`."""
    if tree.lemma[verb] not in get_syntax_words("transfer"):
        return None
    found = find_prepositional_object(tree, verb, "to")
    thing = find_direct_object(tree, verb)
    if found is None and thing is not None:
        found = find_prepositional_object(tree, thing, "to")
    return resolve_relative(tree, found) if found is not None and is_noun(tree, found) else None


def find_instrument(tree: DependencyTree, verb: int) -> int | None:
    """With what something is done: the thing behind `with` or `using`, not somebody who is met or fought."""
    for found in list_obliques(tree, verb):
        aimed = f"{tree.lemma[verb]} {found.word}" in get_syntax_words("prepositional_patients")
        if found.word == "with" and not aimed and tree.pos[found.object] == "NOUN" and not is_verb(tree, found.object):
            return found.object
    for clause in tree.list_children(verb, frozenset({"advcl"})):
        if tree.lower[clause] == "using":
            return find_direct_object(tree, clause)
    return None
