"""What befell the people that a figure counts, by the event whose argument they are."""

from functools import cache
from pathlib import Path
from typing import Literal

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.extract.quantities.counted_nouns import is_known_thing, is_person
from pipeline.extract.quantities.lexed_sentence import LexedSentence
from pipeline.extract.quantities.quantity_record import Quantity
from pipeline.extract.quantities.quantity_root import find_counted, find_root, has_noun
from pipeline.language.syntax.argument_roles import ArgumentRole, list_argument_roles
from pipeline.language.syntax.dependency_relations import (
    find_direct_object,
    find_governor,
    find_preposition,
    list_adjectives,
    list_complements,
    list_obliques,
    list_predicatives,
    list_relative_clauses,
)
from pipeline.language.syntax.dependency_tree import DependencyTree

LEXICON_PATH = Path(__file__).parent / "lexicons" / "en" / "outcomes.yml"
UNDERGOERS = frozenset({"patient", "agent", "predicative"})


class OutcomeFrame(Entry):
    """A predicate, or words around one, that tell what befell one of its arguments; see the file for the fields."""

    measure: str
    role: Literal["patient", "agent", "undergoer", "state"]
    example: str
    predicates: frozenset[str] = frozenset()
    object: frozenset[str] = frozenset()
    state: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()
    governed_by: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    is_object_counted: bool = False
    is_strict: bool = False


@cache
def get_lexicon() -> Lexicon[OutcomeFrame]:
    """The outcome frames."""
    return load_lexicon(LEXICON_PATH, OutcomeFrame)


@cache
def _index_frames() -> dict[str, tuple[OutcomeFrame, ...]]:
    """The frames by the lemmas of their predicates, those of any predicate under the empty word."""
    frames: dict[str, tuple[OutcomeFrame, ...]] = {}
    for entry in get_lexicon():
        for word in entry.predicates or {""}:
            frames[word] = (*frames.get(word, ()), entry)
    return frames


def find_outcome(
    tree: DependencyTree, counted: int, *, is_noun: bool, root: int | None = None, is_shared: bool = False
) -> tuple[OutcomeFrame, ArgumentRole] | None:
    """The frame that tells what befell the counted, and the role in which they stand; null for things.

    `counted` is the counted noun, or the number itself where the noun is left out (`is_noun` false); `root` is the
    token by which both hang in the sentence (`hundreds` of herders). Where the noun is another figure's (`is_shared`),
    it tells what kind of thing is counted; what befell them is told by the clause that the number itself stands in
    (`nine men were killed and six hurt`), and by the noun's only where the number has none.
    """
    if is_noun and is_known_thing(tree, counted) and not _is_victim_noun(tree, counted):
        return None
    known = not is_noun or is_person(tree, counted)
    roles = [*list_argument_roles(tree, counted)]
    group = find_governor(tree, counted) if not is_noun and find_preposition(tree, counted) == "of" else None
    if group is not None and tree.pos[group] == "NOUN":
        roles += list_argument_roles(tree, group)  # a crew of 14
    if root is not None and root != counted:
        own = list_argument_roles(tree, root)
        roles = own or roles if is_shared else [*roles, *own]
    for found in roles:
        for entry in _list_frames(tree, found.predicate):
            if (known or not entry.is_strict) and _is_fitting(tree, entry, found, counted):
                return entry, found
    return None


def find_quantity_outcome(lexed: LexedSentence, quantity: Quantity) -> tuple[OutcomeFrame, ArgumentRole] | None:
    """The frame that tells what befell those whom a quantity counts, and their role in it; null for things."""
    return find_outcome(
        lexed.tree,
        find_counted(lexed, quantity),
        is_noun=has_noun(quantity),
        root=find_root(lexed, quantity),
        is_shared=quantity.counted_noun is None and quantity.shared_noun is not None,
    )


def _is_victim_noun(tree: DependencyTree, noun: int) -> bool:
    """`claimed four lives`, `recovered nine bodies`: things that are counted for people."""
    return any(entry.is_object_counted and tree.lemma[noun] in entry.object for entry in get_lexicon())


def _list_frames(tree: DependencyTree, predicate: int) -> tuple[OutcomeFrame, ...]:
    """The frames of a predicate by its lemma and form, then those of any."""
    frames = _index_frames()
    named = dict.fromkeys((tree.lemma[predicate], tree.lower[predicate]))
    return tuple(entry for word in (*named, "") for entry in frames.get(word, ()))


def _is_fitting(tree: DependencyTree, entry: OutcomeFrame, found: ArgumentRole, counted: int) -> bool:
    if entry.role in ("patient", "agent") and found.role != entry.role:
        return False
    if found.role not in UNDERGOERS or (entry.counted and tree.lemma[counted] not in entry.counted):
        return False
    predicate = found.predicate
    if entry.object and not _has_object(tree, entry, predicate, counted):
        return False
    if entry.state and not _has_state(tree, entry, predicate, counted):
        return False
    if entry.behind and not _has_oblique(tree, entry, predicate):
        return False
    if entry.governed_by:
        governor = find_governor(tree, predicate)
        return governor is not None and tree.lemma[governor] in entry.governed_by
    return True


def _has_object(tree: DependencyTree, entry: OutcomeFrame, predicate: int, counted: int) -> bool:
    if entry.is_object_counted:
        return tree.lemma[counted] in entry.object
    thing = find_direct_object(tree, predicate)
    return thing is not None and thing != counted and tree.lemma[thing] in entry.object


def _has_state(tree: DependencyTree, entry: OutcomeFrame, predicate: int, counted: int) -> bool:
    """Whether one of the words is said of the counted: `left nine dead`, `were found murdered`, `nine dead men`."""
    said = [*list_predicatives(tree, predicate), *list_complements(tree, predicate), *list_adjectives(tree, counted)]
    return any(tree.lower[word] in entry.state for word in said)


def _has_oblique(tree: DependencyTree, entry: OutcomeFrame, predicate: int) -> bool:
    near = [found.object for found in list_obliques(tree, predicate)]
    near += [found.object for noun in near for found in list_obliques(tree, noun)]
    near += [verb for noun in near for verb in list_relative_clauses(tree, noun)]  # among those killed
    return any(not {tree.lemma[noun], tree.lower[noun]}.isdisjoint(entry.behind) for noun in near)
