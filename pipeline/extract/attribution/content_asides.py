"""Asides at the end of an object that are no part of what is said: details of a name, and where it was said."""

from pipeline.extract.attribution.cue_lexicon import find_document_noun
from pipeline.language.syntax.clause_structure import find_phrase_span
from pipeline.language.syntax.dependency_relations import get_relation, list_dependents
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation

ELABORATIONS = frozenset({Relation.APPOSITION, Relation.RELATIVE_CLAUSE})
NAME_POS = frozenset({"PROPN", "PRON"})


def find_end_before_aside(tree: DependencyTree, first: int, last: int) -> int:
    """Find where the object `[first, last)` ends once an aside that closes it is cut off.

    An apposition or relative clause gives details of a name ("praised Ana Silva, who leads the council"); a document
    is where something was said ("repeated the claim in an interview").
    """
    for place in range(first + 1, last - 1):
        word = tree.lower[place]
        if word == "in" and _is_setting(tree, place) and _reaches_end(tree, place, last):
            return place
        if word == "," and any(
            _is_elaboration(tree, token, place + 1, last) for token in (place + 1, *tree.iterate_ancestors(place + 1))
        ):
            return place
    return last


def _is_elaboration(tree: DependencyTree, token: int, first: int, last: int) -> bool:
    if get_relation(tree, token) not in ELABORATIONS or tree.pos[tree.head[token]] not in NAME_POS:
        return False
    return find_phrase_span(tree, token)[0] == first and _reaches_end(tree, token, last)


def _is_setting(tree: DependencyTree, preposition: int) -> bool:
    inside = list_dependents(tree, preposition, Relation.PREPOSITIONAL_OBJECT)
    return any(find_document_noun(tree, noun) is not None for noun in inside)


def _reaches_end(tree: DependencyTree, token: int, last: int) -> bool:
    return find_phrase_span(tree, token)[1] >= last - 1
