"""Noun phrases by the tree: what stands before a noun and belongs to it, and the tokens of its phrase."""

from collections.abc import Iterator

from pipeline.language.syntax.dependency_tree import DependencyTree

# What stands before a noun as its attribute, and what may stand before a noun or number at all.
ATTRIBUTES = frozenset({"compound", "nmod", "poss", "amod", "nummod"})
PREMODIFIERS = ATTRIBUTES | {"quantmod", "npadvmod", "advmod", "det", "predet"}
# Links to the left of a head that belong to its phrase, and to the right.
LEFT_MEMBERS = ATTRIBUTES | {"det", "case", "quantmod", "npadvmod", "punct"}
RIGHT_MEMBERS = frozenset({"prep", "pobj", "case", "nummod", "pcomp", "compound", "nmod"})
# Links of words that stand before a noun without being part of what it names.
OUTER = frozenset({"det", "punct", "case", "prep", "predet", "cc"})
JOINING_MARKS = frozenset({"-", "/", "&", "–", "'"})
# Links inside a phrase that are followed; real phrases need three or four.
DEPTH = 6


def find_span_root(tree: DependencyTree, first: int, last: int) -> int:
    """The token of a stretch `[first, last)` by which it hangs in its sentence."""
    token = last - 1
    while first <= tree.head[token] < last and tree.head[token] != token:
        token = tree.head[token]
    return token


def is_attributive(tree: DependencyTree, token: int) -> bool:
    """Whether a word is an attribute of the noun it hangs on: `the November vote`, `the army's losses`."""
    return tree.label[token] in ATTRIBUTES


def is_premodifier(tree: DependencyTree, token: int) -> bool:
    """Whether a word hangs as a modifier on a noun, number or adjective, as those before it do."""
    return tree.label[token] in PREMODIFIERS


def is_outer_word(tree: DependencyTree, token: int) -> bool:
    """Whether a word beside a noun is no part of what the noun names: articles, prepositions, marks."""
    return tree.label[token] in OUTER


def has_number_before(tree: DependencyTree, number: int) -> bool:
    """Whether a number counts the noun after it: `40 people`, not `room 40`."""
    return tree.label[number] == "nummod" and tree.head[number] > number


def list_phrase_tokens(
    tree: DependencyTree, head: int, without: set[int], *, with_conjuncts: bool, apart: frozenset[str]
) -> list[int]:
    """The tokens of a noun phrase in order, but for those in `without` and what hangs on them.

    Modifiers to the right that hold a token of `without` or a date are left out, and so is what stands behind one of
    the prepositions `apart`. Coordinated nouns belong to the phrase where `with_conjuncts` says so.
    """
    return sorted(set(_collect_members(tree, head, without, with_conjuncts, apart, 0)))


def _collect_members(
    tree: DependencyTree, head: int, without: set[int], with_conjuncts: bool, apart: frozenset[str], depth: int
) -> Iterator[int]:
    if head in without:
        return
    yield head
    if depth > DEPTH:
        return
    for child in tree.children[head]:
        if child in without or not _is_member(tree, head, child, with_conjuncts, apart):
            continue
        if child > head and tree.label[child] in ("prep", "acl") and _has_own_number(tree, child, without):
            continue
        yield from _collect_members(tree, child, without, with_conjuncts, apart, depth + 1)


def _is_member(tree: DependencyTree, head: int, child: int, with_conjuncts: bool, apart: frozenset[str]) -> bool:
    label = tree.label[child]
    if child < head:
        return label in LEFT_MEMBERS and (label != "punct" or tree.lower[child] in JOINING_MARKS)
    if label in ("conj", "cc"):
        return with_conjuncts or tree.pos[head] == "ADJ"
    if label == "acl":
        return tree.tag[child] == "VBN"
    if tree.pos[head] == "VERB":
        return label in ("prep", "advmod")
    return tree.lower[child] not in apart and label in RIGHT_MEMBERS


def _has_own_number(tree: DependencyTree, child: int, without: set[int]) -> bool:
    """Whether a modifier to the right holds a token of `without` or a date."""
    if tree.label[child] == "acl":
        return any(token in without for token in list_subtree(tree, child))
    inner = tree.list_children(child, frozenset({"pobj", "pcomp", "prep"}))
    if tree.lower[child] not in ("of", "for") and any(tree.entity[token] in ("DATE", "TIME") for token in inner):
        return True
    return any(
        token in without or any(left in without for left in tree.children[token] if left < token) for token in inner
    )


def list_subtree(tree: DependencyTree, token: int) -> list[int]:
    """A token and all that hang below it, in no order."""
    found = [token]
    for one in found:
        found += tree.children[one]
    return found
