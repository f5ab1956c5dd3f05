"""Pairs: which tellings are compared at all, so that the cost grows with their number and not with its square.

Sorted neighbourhoods (Hernández and Stolfo 1995): tellings that share a type and a party, place, country, document or
count form a block; in it they are sorted by day and words, and each is compared with the next few. Tellings of one
event follow each other, so that they are found one from the next.
"""

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.reconcile.likeness import likeness
from pipeline.reconcile.rules import note_evidence, types, weights
from pipeline.reconcile.tellings import NONE, SIDES, Codes, Tellings

# With 8, 16 and 50 the generated world's events are found alike (pairwise F1 0.924, 0.924, 0.918).
NEIGHBOURS = 12
# Pairs scored at once: bounds the memory at some 200 bytes a pair.
BATCH = 250_000

Numbers = NDArray[np.int64]


def alike(tellings: Tellings) -> pl.DataFrame:
    """The pairs whose likeness is enough: `one`, `other` (numbers, the smaller first) and `score`, sorted."""
    size, enough = max(len(tellings), 1), weights()["enough"]
    pairs, scores = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
    for candidates in _candidates(tellings):
        found = [(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32))]
        for first in range(0, len(candidates), BATCH):
            batch = candidates[first : first + BATCH]
            one, other = np.divmod(batch, size)
            score = likeness(tellings, one.astype(np.int32), other.astype(np.int32))
            found.append((batch[score >= enough], score[score >= enough]))
        # Two families may find the same pair, with the same score.
        pairs, kept = np.unique(np.concatenate([pairs, *(pair for pair, _ in found)]), return_index=True)
        scores = np.concatenate([scores, *(score for _, score in found)])[kept]
    note_evidence(["enough"] if len(pairs) else [])
    order = np.lexsort((pairs, -scores))
    columns = {"one": pairs[order] // size, "other": pairs[order] % size, "score": scores[order]}
    return pl.DataFrame(columns, schema={"one": pl.Int32, "other": pl.Int32, "score": pl.Float32})


def _candidates(tellings: Tellings) -> Iterator[Numbers]:
    """The pairs to compare, each once, one family of types after another, since all together would not fit.

    A pair is one number, the smaller telling's times the count of tellings, plus the greater's.
    """
    size = len(tellings)
    shared = _shared(tellings)
    for chosen in _families(tellings):
        found = [np.empty(0, dtype=np.int64)]
        for columns in shared:
            known = [chosen[codes[chosen] != NONE] for codes in columns]
            block = np.concatenate([codes[told] for codes, told in zip(columns, known, strict=True)])
            number = np.concatenate(known)
            order = np.lexsort((number, tellings.wording[number], tellings.near[number], block))
            block, number = block[order], number[order]
            for step in range(1, NEIGHBOURS + 1):
                at = np.flatnonzero(block[step:] == block[:-step])
                one, other = number[at], number[at + step]
                found.append(np.minimum(one, other).astype(np.int64) * size + np.maximum(one, other))
        yield _distinct(np.concatenate(found))


def _distinct(pairs: Numbers) -> Numbers:
    """The pairs sorted, each once; sorting in place is quicker and takes less memory than `np.unique`."""
    pairs.sort()
    return pairs[np.append(True, pairs[1:] != pairs[:-1])] if len(pairs) else pairs


def _families(tellings: Tellings) -> Iterator[Codes]:
    """The tellings of each type, then those of each two types that may be confused, which meet in blocks too."""
    numbers = np.arange(len(tellings), dtype=np.int32)
    names = list(types())
    confused = [(a, b) for a, one in enumerate(names) for b, other in enumerate(names) if other in types()[one].meets]
    for family in [*((number,) for number in range(len(names))), *confused]:
        yield numbers[np.isin(tellings.event_type, family)]


def _shared(tellings: Tellings) -> list[list[Codes]]:
    """What puts two tellings of a family into one block: the same party or place, on whichever sides, and so on."""
    place = tellings.at
    country = np.where(place.entity == NONE, tellings.setting, place.country)
    return [[tellings.side(side).entity for side in SIDES], [country], [tellings.document], [tellings.series]]
