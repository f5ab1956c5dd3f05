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
BATCH = 500_000


def alike(tellings: Tellings) -> pl.DataFrame:
    """The pairs whose likeness is enough: `one`, `other` (numbers, the smaller first) and `score`, sorted."""
    size, enough = len(tellings), weights()["enough"]
    keys, scores = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
    for one, other in _candidates(tellings):
        found = likeness(tellings, one, other)
        chosen = found >= enough
        # One number for a pair, and each pair kept once at every step: what is compared twice is not held twice.
        keys, first = np.unique(
            np.concatenate([keys, one[chosen].astype(np.int64) * size + other[chosen]]), return_index=True
        )
        scores = np.concatenate([scores, found[chosen]])[first]
    note_evidence(["enough"] if len(keys) else [])
    order = np.lexsort((keys, -scores))
    columns = {"one": keys[order] // max(size, 1), "other": keys[order] % max(size, 1), "score": scores[order]}
    return pl.DataFrame(columns, schema={"one": pl.Int32, "other": pl.Int32, "score": pl.Float32})


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
