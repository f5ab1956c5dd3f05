"""Independent tellings of an event: what one publisher, one sentence or one speaker tells is told once."""

from collections.abc import Hashable, Iterator, Sequence

from pipeline.reconcile.disjoint_sets import DisjointSets
from pipeline.reconcile.folded_names import WORD_PATTERN
from pipeline.reconcile.timeline.mention_rows import Row

# Two sentences have one origin where so great a share of the shorter one's words stands in the other, of so many.
MIN_SHARED, MIN_WORDS = 0.8, 8


def count_tellings(members: Sequence[Row]) -> int:
    """How many of the mentions of an event do not go back to one another, as far as is seen.

    Mentions are one telling if they are of one publisher, if both are in the words of one speaker, or if their
    sentences are almost the same, as in what two papers take from an agency.
    """
    sets = DisjointSets(range(len(members)))
    first: dict[Hashable, int] = {}
    for number, row in enumerate(members):
        for origin in _list_origins(row):
            sets.merge(first.setdefault(origin, number), number)
    words = [_list_words(row) for row in members]
    for number, own in enumerate(words):
        for other in range(number):
            if _is_one_wording(own, words[other]):
                sets.merge(other, number)
    return len(list(sets.list_sets()))


def _list_origins(row: Row) -> Iterator[Hashable]:
    yield "publisher", row["source"]
    if row["speaker_entity_id"] is not None:
        yield "speaker", row["speaker_entity_id"]


def _list_words(row: Row) -> frozenset[str]:
    return frozenset(WORD_PATTERN.findall((row["sentence"] or "").casefold()))


def _is_one_wording(one: frozenset[str], other: frozenset[str]) -> bool:
    shorter = min(len(one), len(other))
    return shorter >= MIN_WORDS and len(one & other) >= MIN_SHARED * shorter
