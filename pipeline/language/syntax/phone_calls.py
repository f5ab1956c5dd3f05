"""Infinitives behind a telephone call: they say what the caller, not the called, does."""

from pipeline.language.syntax.clause_structure import is_passive
from pipeline.language.syntax.dependency_relations import is_infinitive
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.syntax_words import get_syntax_words


def is_said_by_caller(tree: DependencyTree, verb: int) -> bool:
    """Whether an infinitive tells what is said by telephone: `called the envoy to thank him`."""
    head = tree.head[verb]
    if tree.lemma[head] not in get_syntax_words("telephoning") or not is_infinitive(tree, verb):
        return False
    return tree.lemma[verb] in get_syntax_words("telephoned") and not is_passive(tree, head)
