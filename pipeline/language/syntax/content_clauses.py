"""The clause that tells what is said, asked or promised by a verb, noun or adjective, wherever the model hangs it."""

from pipeline.language.syntax.dependency_relations import (
    NOUN_CLAUSES,
    OBJECT,
    PREDICATIVES,
    find_direct_object,
    find_subject,
    is_infinitive,
    is_noun,
    list_complements,
)
from pipeline.language.syntax.dependency_tree import DependencyTree

ADVERBIAL = frozenset({"advcl"})


def find_content_clause(tree: DependencyTree, token: int) -> int | None:
    """The clause that tells what is said, asked or promised, also where the model hangs it on the object or verb.

    `issued a reminder that they must go` and `told the guards they must go`, but not `the demands that come with it`.
    """
    own = list_complements(tree, token)
    if not own and tree.label[token] in PREDICATIVES:
        own = list_complements(tree, tree.head[token])  # was adamant that they would leave
    if own:
        return own[0]
    if is_noun(tree, token):
        own = _list_clauses_without_pronoun(tree, token)
        if not own and tree.label[token] in OBJECT:
            own = list_complements(tree, tree.head[token])
        return own[0] if own else None
    thing = find_direct_object(tree, token)
    if thing is None:
        return None
    own = list_complements(tree, thing) or _list_clauses_without_pronoun(tree, thing)
    own = own or [clause for clause in tree.list_children(token, ADVERBIAL) if is_infinitive(tree, clause)]
    return own[0] if own else None


def _list_clauses_without_pronoun(tree: DependencyTree, noun: int) -> list[int]:
    """Relative clauses of a noun by the model's label whose subject is no relative pronoun."""
    found = []
    for clause in tree.list_children(noun, NOUN_CLAUSES):
        subject = find_subject(tree, clause)
        if subject is not None and tree.tag[subject] not in ("WDT", "WP"):
            found.append(clause)
    return found
