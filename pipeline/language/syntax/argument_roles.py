"""Of which predicates a noun is an argument, and in what role: for figures and whoever asks what befell somebody."""

from typing import Literal, NamedTuple

from pipeline.language.syntax.clause_structure import resolve_relative
from pipeline.language.syntax.dependency_relations import (
    find_first_conjunct,
    find_governor,
    find_subject,
    is_verb,
    list_adjectives,
    list_complements,
    list_conjuncts,
    list_obliques,
    list_predicatives,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.predicates import read_predicate

Role = Literal["agent", "patient", "recipient", "predicative", "oblique"]


class ArgumentRole(NamedTuple):
    """A predicate and the part that a noun has in it; the preposition of an oblique argument."""

    predicate: int
    role: Role
    preposition: str | None = None


def list_argument_roles(tree: DependencyTree, noun: int) -> list[ArgumentRole]:
    """The roles of a noun, those in its own relative clauses first, then in the clause around it, outwards.

    Looked at are the verb or noun that it hangs on, the clauses below that verb, and the verbs joined to it.
    """
    key = ("list_argument_roles", noun)
    if key not in tree.memo:
        roles = (_find_role(tree, predicate, noun) for predicate in _list_candidates(tree, noun))
        tree.memo[key] = list(dict.fromkeys(role for role in roles if role is not None))
    found: list[ArgumentRole] = tree.memo[key]
    return found


def _list_candidates(tree: DependencyTree, noun: int) -> list[int]:
    first = find_first_conjunct(tree, noun)
    found = [token for token in tree.list_children(noun, frozenset({"acl", "relcl"})) if is_verb(tree, token)]
    found += [token for token in list_adjectives(tree, noun) if is_verb(tree, token)]
    governor = find_governor(tree, noun)
    if governor is None:
        return found
    if is_verb(tree, governor):
        found += list_clause_verbs(tree, governor)
    else:
        found.append(governor)
    if first != noun:
        found += [token for token in tree.list_children(first, frozenset({"acl", "relcl"})) if is_verb(tree, token)]
    return found


def list_clause_verbs(tree: DependencyTree, verb: int) -> list[int]:
    """A verb, the verbs of its complements and states, and those joined to it: `were reported killed`."""
    found = [verb]
    for one in found:
        below = [*list_complements(tree, one), *list_predicatives(tree, one)]
        below += [joined for joined in list_conjuncts(tree, one) if find_subject(tree, joined) is None]
        below += [
            clause for clause in tree.list_children(one, frozenset({"advcl"})) if find_subject(tree, clause) is None
        ]
        found += [token for token in below if is_verb(tree, token) and token not in found]
    return found


def _find_role(tree: DependencyTree, predicate: int, noun: int) -> ArgumentRole | None:
    read = read_predicate(tree, predicate)
    first = find_first_conjunct(tree, noun)
    same = {noun, first}
    if read.patient in same:
        return ArgumentRole(predicate, "patient")
    if read.agent in same:
        return ArgumentRole(predicate, "agent")
    if read.recipient in same:
        return ArgumentRole(predicate, "recipient")
    if noun in list_predicatives(tree, predicate):
        return ArgumentRole(predicate, "predicative")
    for found in list_obliques(tree, predicate):
        if resolve_relative(tree, found.object) in same:
            return ArgumentRole(predicate, "oblique", found.word)
    return None
