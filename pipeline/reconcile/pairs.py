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
BATCH = 1_000_000


def alike(tellings: Tellings) -> pl.DataFrame:
    """The pairs whose likeness is enough: `one`, `other` (numbers, the smaller first) and `score`, sorted."""
    found = [
        pl.DataFrame({"one": one[enough], "other": other[enough], "score": scores[enough]})
        for one, other in _candidates(tellings)
        if (enough := (scores := likeness(tellings, one, other)) >= weights()["enough"]).any()
    ]
    schema = {"one": pl.Int32, "other": pl.Int32, "score": pl.Float32}
    note_evidence(["enough"] if found else [])
    pairs = pl.concat(found) if found else pl.DataFrame(schema=schema)
    return pairs.unique().sort("score", "one", "other", descending=[True, False, False])


def _candidates(tellings: Tellings) -> Iterator[tuple[Codes, Codes]]:
    block, number = _keys(tellings)
    order = np.lexsort((number, tellings.wording[number], tellings.near[number], block))
    block, number = block[order], number[order]
    for step in range(1, NEIGHBOURS + 1):
        at = np.flatnonzero(block[step:] == block[:-step])
        for first in range(0, len(at), BATCH):
            part = at[first : first + BATCH]
            one, other = number[part], number[part + step]
            yield np.minimum(one, other), np.maximum(one, other)


def _keys(tellings: Tellings) -> tuple[NDArray[np.int64], Codes]:
    """Blocks and the tellings in them. Types that may be confused share a block with each other beside their own."""
    numbers = np.arange(len(tellings), dtype=np.int32)
    names = list(types())
    families = [{n} for n in range(len(names))] + [
        {a, b} for a, one in enumerate(names) for b, other in enumerate(names) if other in types()[one].meets
    ]
    place = tellings.at
    shared = [
        *((0, tellings.side(side).entity) for side in SIDES),
        (1, np.where(place.entity == NONE, tellings.setting, place.country)),
        (2, tellings.document),
        (3, tellings.series),
    ]
    size = 1 + max(int(codes.max(initial=NONE)) for _, codes in shared)
    blocks, members = [], []
    for family_number, family in enumerate(families):
        chosen = numbers[np.isin(tellings.event_type, list(family))]
        for space, codes in shared:
            known = chosen[codes[chosen] != NONE]
            blocks.append((family_number * 4 + space) * size + codes[known].astype(np.int64))
            members.append(known)
    return np.concatenate(blocks), np.concatenate(members)
