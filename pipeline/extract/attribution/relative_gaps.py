"""Content that stands before its cue: a relative pronoun, or the noun that a relative clause or participle modifies."""

from pipeline.extract.attribution.attribution_record import TokenRange
from pipeline.language.syntax.clause_structure import find_object_gap, find_phrase_span, resolve_relative
from pipeline.language.syntax.dependency_relations import (
    find_direct_object,
    find_subject,
    get_relation,
    is_noun,
    list_dependents,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation

RELATIVE_TAGS = frozenset({"WDT", "WP"})


def find_gap_object(tree: DependencyTree, verb: int) -> TokenRange | None:
    """Find the object of a verb in its relative clause: "the plan which she backs", "the plan she backs".

    A relative pronoun where there is one that is not the subject; else the noun that the clause modifies.
    """
    if get_relation(tree, verb) is not Relation.RELATIVE_CLAUSE or not is_noun(tree, tree.head[verb]):
        return None
    subject = find_subject(tree, verb)
    pronoun = _find_relative_pronoun(tree, verb, verb)
    if pronoun is None:
        fronted = find_direct_object(tree, verb)
        pronoun = fronted if fronted is not None and resolve_relative(tree, fronted) != fronted else None
    if pronoun is not None:
        return (pronoun, pronoun + 1) if subject not in (None, pronoun) else None
    if find_object_gap(tree, verb) is None or list_dependents(tree, verb, Relation.OBJECT):
        return None
    return find_modified_noun(tree, verb)


def find_gap_subject(tree: DependencyTree, verb: int, clause: int) -> list[TokenRange]:
    """Find the relative pronoun before a cue that is the subject of the clause after it ("which she said would close").

    Without a pronoun it is the noun that the cue's clause modifies.
    """
    own = _find_relative_pronoun(tree, clause, verb)
    if own is not None:
        return [(own, own + 1)]
    gap = find_gap_object(tree, verb) if find_subject(tree, clause) is None else None
    return [gap] if gap is not None else []


def _find_relative_pronoun(tree: DependencyTree, verb: int, before: int) -> int | None:
    return next((child for child in tree.children[verb] if child < before and tree.tag[child] in RELATIVE_TAGS), None)


def find_modified_noun(tree: DependencyTree, verb: int) -> TokenRange:
    """Give the noun that a relative clause or participle modifies, with the words before the clause."""
    noun = tree.head[verb]
    return find_phrase_span(tree, noun)[0], max(noun + 1, find_phrase_span(tree, verb)[0])
