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
    kept, likely = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.float32)]
    for candidates in _candidates(tellings):
        for first in range(0, len(candidates), BATCH):
            batch = candidates[first : first + BATCH]
            one, other = np.divmod(batch, size)
            found = likeness(tellings, one.astype(np.int32), other.astype(np.int32))
            chosen = found >= enough
            kept.append(batch[chosen])
            likely.append(found[chosen])
    pairs, scores = np.concatenate(kept), np.concatenate(likely)
    note_evidence(["enough"] if len(pairs) else [])
    order = np.lexsort((pairs, -scores))
    one, other = np.divmod(pairs[order], size)
    columns = {"one": one.astype(np.int32), "other": other.astype(np.int32), "score": scores[order]}
    return pl.DataFrame(columns, schema={"one": pl.Int32, "other": pl.Int32, "score": pl.Float32})


def _candidates(tellings: Tellings) -> Iterator[Numbers]:
    """The pairs to compare, each once, one family of types after another, since all together would not fit.

    A pair is one number: the smaller telling's times the count of tellings, plus the greater's.
    """
    size, kind = len(tellings), tellings.event_type
    shared = _shared(tellings)
    for family in _families():
        chosen = np.flatnonzero(np.isin(kind, family)).astype(np.int32)
        found = [np.empty(0, dtype=np.int64)]
        for columns in shared:
            known = [chosen[codes[chosen] != NONE] for codes in columns]
            block = np.concatenate([codes[told] for codes, told in zip(columns, known, strict=True)])
            number = np.concatenate(known)
            order = np.lexsort((number, tellings.wording[number], tellings.near[number], block))
            block, number = block[order], number[order]
            for step in range(1, NEIGHBOURS + 1):
                one, other = number[:-step], number[step:]
                # Where two types meet, those of one type have been compared: alone they are no farther from each other.
                near = (block[step:] == block[:-step]) & ((kind[one] == kind[other]) == (len(family) == 1))
                one, other = one[near], other[near]
                found.append(np.minimum(one, other).astype(np.int64) * size + np.maximum(one, other))
        pairs = np.concatenate(found)
        found.clear()
        # Sorted in place, which is quicker and takes less memory than `np.unique`.
        pairs.sort()
        yield pairs[np.append(pairs[1:] != pairs[:-1], True)[: len(pairs)]]


def _families() -> list[tuple[int, ...]]:
    """Each type by its number, then each two types that may be confused, or tell what came of one another."""
    names, known = list(types()), types()
    meeting = {
        (min(a, b), max(a, b))
        for a, one in enumerate(names)
        for b, two in enumerate(names)
        if two in known[one].meets or two in known[one].outcomes
    }
    return [*((number,) for number in range(len(names))), *sorted((a, b) for a, b in meeting if a != b)]


def _shared(tellings: Tellings) -> list[list[Codes]]:
    """What puts two tellings of a family into one block.

    The same party or place, on whichever sides; the same country, and the same act there; the same text or count.
    """
    place = tellings.at
    country = np.where(place.entity == NONE, tellings.setting, place.country)
    known = (country != NONE) & (tellings.deed != NONE)
    deed = np.where(known, country * (tellings.deed.max(initial=0) + 1) + tellings.deed, NONE).astype(np.int32)
    parties = [tellings.side(side).entity for side in SIDES]
    return [parties, [country], [deed], [tellings.document], [tellings.series]]
