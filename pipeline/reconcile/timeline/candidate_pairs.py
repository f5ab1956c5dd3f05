"""Pairs: which mentions are compared at all, so that the cost grows with their number and not with its square.

Sorted neighbourhoods (Hernández and Stolfo 1995): mentions that share a type and a party, place, country, document or
count form a block; in it they are sorted by day and words, and each is compared with the next few. Mentions of one
event follow each other, so that they are found one from the next.
"""

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.reconcile.event_rules import load_weights, note_evidence
from pipeline.reconcile.timeline.column_codes import NULL_CODE, Codes
from pipeline.reconcile.timeline.event_mention_columns import ROLE_NAMES, EventMentions
from pipeline.reconcile.timeline.pair_evidence import is_comparable
from schemas.event_ontology import load_event_types

# With 8, 16 and 50 the generated world's events are found alike (pairwise F1 0.924, 0.924, 0.918).
NEIGHBOUR_COUNT = 12
# Pairs scored at once: bounds the memory at some 200 bytes a pair.
BATCH_SIZE = 250_000

PairNumbers = NDArray[np.int64]


def find_similar_pairs(event_mentions: EventMentions) -> pl.DataFrame:
    """The pairs whose likeness is enough: `one`, `other` (numbers, the smaller first) and `score`, sorted."""
    size, enough = max(len(event_mentions), 1), load_weights()["enough"]
    kept, kept_scores = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.float32)]
    for candidates in _generate_candidates(event_mentions):
        for first in range(0, len(candidates), BATCH_SIZE):
            batch = candidates[first : first + BATCH_SIZE]
            one, other = np.divmod(batch, size)
            found = score_similarity(event_mentions, one.astype(np.int32), other.astype(np.int32))
            chosen = found >= enough
            kept.append(batch[chosen])
            kept_scores.append(found[chosen])
    pairs, scores = np.concatenate(kept), np.concatenate(kept_scores)
    note_evidence(["enough"] if len(pairs) else [])
    order = np.lexsort((pairs, -scores))
    one, other = np.divmod(pairs[order], size)
    columns = {"one": one.astype(np.int32), "other": other.astype(np.int32), "score": scores[order]}
    return pl.DataFrame(columns, schema={"one": pl.Int32, "other": pl.Int32, "score": pl.Float32})


def _generate_candidates(event_mentions: EventMentions) -> Iterator[PairNumbers]:
    """The pairs to compare, each once, one family of types after another, since all together would not fit.

    A pair is one number: the smaller mention's times the count of mentions, plus the greater's.
    """
    size, kind = len(event_mentions), event_mentions.event_type
    shared = _list_blocking_keys(event_mentions)
    for family in _list_type_families():
        chosen = np.flatnonzero(np.isin(kind, family)).astype(np.int32)
        found = [np.empty(0, dtype=np.int64)]
        for columns in shared:
            known = [chosen[codes[chosen] != NULL_CODE] for codes in columns]
            block = np.concatenate([codes[told] for codes, told in zip(columns, known, strict=True)])
            number = np.concatenate(known)
            order = np.lexsort((number, event_mentions.trigger_stem[number], event_mentions.anchor_day[number], block))
            block, number = block[order], number[order]
            for step in range(1, NEIGHBOUR_COUNT + 1):
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


def _list_type_families() -> list[tuple[int, ...]]:
    """Each type by its number, then each two types that may be confused, or tell what came of one another."""
    names, known = list(load_event_types()), load_event_types()
    meeting = {
        (min(a, b), max(a, b))
        for a, one in enumerate(names)
        for b, two in enumerate(names)
        if two in known[one].confused_with or two in known[one].outcome_types
    }
    return [*((number,) for number in range(len(names))), *sorted((a, b) for a, b in meeting if a != b)]


def _list_blocking_keys(event_mentions: EventMentions) -> list[list[Codes]]:
    """What puts two mentions of a family into one block.

    The same party or place, on whichever sides; the same country, and the same act there; the same text or count.
    """
    place = event_mentions.location
    country = np.where(place.entity == NULL_CODE, event_mentions.document_country, place.country)
    known = (country != NULL_CODE) & (event_mentions.subtype != NULL_CODE)
    country_subtype = np.where(
        known, country * (event_mentions.subtype.max(initial=0) + 1) + event_mentions.subtype, NULL_CODE
    ).astype(np.int32)
    parties = [event_mentions.select_role(side).entity for side in ROLE_NAMES]
    return [parties, [country], [country_subtype], [event_mentions.document], [event_mentions.series]]
