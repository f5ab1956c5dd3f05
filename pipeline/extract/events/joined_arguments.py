"""Parties that are coordinated: `a bridge, two pylons and a bus` is one recipient in all its words."""

from dataclasses import replace

from pipeline.base.text_span import Span
from pipeline.extract.events.argument_nouns import Argument, ArgumentNouns
from pipeline.extract.events.trigger_lexicon import is_in_class
from pipeline.language.syntax.clause_structure import find_phrase_span
from pipeline.language.syntax.dependency_relations import (
    get_relation,
    is_noun,
    is_verb,
    list_appositions,
    list_conjuncts,
    list_determiners,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation

# A list of more tokens than this is read by its first noun: the model joins what does not belong together.
MAX_LIST_TOKENS = 16
# What stands between two coordinated nouns, and how many tokens of it: `, and`.
JOINING_WORDS = frozenset({"and", ",", "or", "&"})
MAX_JOINING = 2


def extend_to_conjuncts(nouns: ArgumentNouns, party: Argument | None, other: Argument | None) -> Argument | None:
    """Extend a party's words over the name behind it and the nouns coordinated with it.

    Its entity stays that of the first noun.
    A list that the other party belongs to (`Peru and Chile met`) is not extended.
    """
    if party is None or nouns.tree.pos[party.head] == "PRON":
        return party
    tree, parsed = nouns.tree, nouns.analysis.parsed
    joined = list_members(tree, party.head)
    if len(joined) == 1 and not list_appositions(tree, party.head):
        return party
    first, last = parsed.find_token(party.span.start), _find_last_token(nouns, party.head, party.span)
    if other is not None and other.head in joined:
        joined = joined[:1]
    beside = _list_beside(tree, party.head)
    for noun in joined[1:]:
        words = nouns.get_phrase_span(noun)
        begin, end = parsed.find_token(words.start), _find_last_token(nouns, noun, words)
        between = [tree.lower[token] for token in range(last, begin) if token not in beside]
        listed = 0 < len(between) <= MAX_JOINING and all(word in JOINING_WORDS for word in between)
        if not listed or end - first > MAX_LIST_TOKENS or not _is_like_party(nouns, party.head, noun):
            break
        last, beside = end, _list_beside(tree, noun)
    return replace(party, span=parsed.get_span(first, last))


def _list_beside(tree: DependencyTree, noun: int) -> set[int]:
    """The tokens of the name put beside a noun between commas: `his wife, Ana, and his father`."""
    found: set[int] = set()
    for name in list_appositions(tree, noun):
        first, last = find_phrase_span(tree, name)
        if tree.pos[name] == "PROPN" and tree.lower[first - 1] == ",":
            found |= set(range(first - 1, last))
    return found


def _find_last_token(nouns: ArgumentNouns, noun: int, words: Span) -> int:
    """The token behind a party's words, and behind the name right after a description: `the citizens Ana Rowe`."""
    tree, parsed = nouns.tree, nouns.analysis.parsed
    last = parsed.find_token(words.end - 1) + 1
    for name in list_appositions(tree, noun) if tree.pos[noun] == "NOUN" else ():
        named = nouns.get_phrase_span(name)
        if tree.pos[name] == "PROPN" and parsed.find_token(named.start) == last:
            return parsed.find_token(named.end - 1) + 1
    return last


def list_members(tree: DependencyTree, noun: int) -> list[int]:
    """A noun and those coordinated with it, also where the model took the second for its apposition.

    `a bridge, two pylons and a bus` is a list; `two men, a doctor and a nurse` and `Orlo, a poet and critic` are not.
    Behind a name only those who are counted or related to it are listed: `Orlo, his wife and two guards`.
    """
    joined = set(list_conjuncts(tree, noun))
    plural = tree.tag[noun] in ("NNS", "NNPS")
    for other in () if plural else list_appositions(tree, noun):
        if tree.pos[noun] == "PROPN" and not _is_beside_name(tree, other):
            continue
        behind = list_conjuncts(tree, other)[1:]
        if is_noun(tree, other) and behind and all(_is_determined(tree, one) for one in (other, behind[-1])):
            joined |= {other, *behind}
    return sorted(joined)


def _is_beside_name(tree: DependencyTree, noun: int) -> bool:
    """Whether a noun behind a name names another, not the same again: `his wife`, `two guards`."""
    counted = any(get_relation(tree, child) is Relation.NUMBER for child in tree.children[noun])
    return counted or any(tree.lower[child] in ("his", "her", "their") for child in tree.children[noun])


def _is_determined(tree: DependencyTree, noun: int) -> bool:
    """Whether a noun has a determiner, owner or number of its own, or is a name."""
    before = (get_relation(tree, child) for child in tree.children[noun] if child < noun)
    owned = any(relation in (Relation.POSSESSOR, Relation.NUMBER) for relation in before)
    return owned or bool(list_determiners(tree, noun)) or tree.pos[noun] == "PROPN"


def _is_like_party(nouns: ArgumentNouns, party: int, noun: int) -> bool:
    """Whether a coordinated noun can be a party as the first one is: people beside people, things beside things."""
    tree = nouns.tree
    if not is_noun(tree, noun) or is_verb(tree, noun) or noun in nouns.triggers_by_head or nouns.is_time(noun):
        return False
    if nouns.is_actor(noun):
        return True
    return not nouns.is_actor(party) or is_in_class(tree, noun, "targets")
