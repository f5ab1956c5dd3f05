"""Pairs of mentions across stories: those that share so much that two stories may well tell of one event.

Sorted neighbourhoods (Hernández and Stolfo 1995): mentions that share a type and a party or place form a block; in it
they are sorted by day and act, and each is compared with the next few. So the cost grows with the number of mentions
and not with its square.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from pipeline.reconcile.timeline.column_codes import NULL_CODE, Flags
from pipeline.reconcile.timeline.event_mention_columns import ROLE_NAMES, EventMentions
from pipeline.reconcile.timeline.mention_context import MentionContext
from pipeline.reconcile.timeline.pair_evidence import Evidence
from pipeline.reconcile.timeline.pair_model import BATCH_SIZE, score_with_evidence

# Mentions of a block, sorted, are compared with so many that follow.
NEIGHBOUR_COUNT = 12

PairNumbers = NDArray[np.int64]

# Evidence of which none may speak against a tie between two stories.
CONTRADICTIONS = (
    "type_confused", "status_differs", "act_differs", "mode_differs", "theme_differs", "count_differs",
    "actor_differs", "actor_open", "actor_unlike", "recipient_differs", "recipient_open", "recipient_member",
    "recipient_unlike", "place_sibling", "place_apart", "place_apart_said", "day_close", "day_apart", "day_elsewhere",
)  # fmt: skip


def generate_tied_pairs(event_mentions: EventMentions, context: MentionContext) -> list[tuple[float, int, int]]:
    """The strong ties between mentions of two stories, as log odds and two numbers, the surest first.

    A strong tie is the same act at the same place finer than a country, or of the same two parties, on a day that both
    tell and that fits, with nothing against it.
    """
    size = max(len(event_mentions), 1)
    found: list[tuple[float, int, int]] = []
    for candidates in _generate_candidates(event_mentions):
        one, other = (part.astype(np.int32) for part in np.divmod(candidates, size))
        apart = context.story[one] != context.story[other]
        one, other = one[apart], other[apart]
        for at in range(0, len(one), BATCH_SIZE):
            first, second = one[at : at + BATCH_SIZE], other[at : at + BATCH_SIZE]
            scores, evidence = score_with_evidence(event_mentions, context, first, second)
            kept = _is_strong_tie(evidence)
            found += zip(scores[kept].tolist(), first[kept].tolist(), second[kept].tolist(), strict=True)
    return sorted(found, key=lambda tie: (-tie[0], tie[1], tie[2]))


def _is_strong_tie(evidence: Evidence) -> Flags:
    act = evidence["stem_same"] | evidence["act_same"]
    actor = evidence["actor_same"] | evidence["actor_same_crowd"]
    parties = actor & (evidence["recipient_same"] | evidence["recipient_same_crowd"])
    day = evidence["day_same"] | evidence["day_overlaps"]
    against = np.logical_or.reduce([evidence[name] for name in CONTRADICTIONS])
    return np.asarray(act & (evidence["place_same"] | parties) & day & ~against, dtype=np.bool_)


def _generate_candidates(event_mentions: EventMentions) -> Iterator[PairNumbers]:
    """The pairs to compare, each once, one type after another, since all together would not fit.

    A pair is one number: the smaller mention's times the count of mentions, plus the greater's.
    """
    size = len(event_mentions)
    sides = [event_mentions.select_role(side).entity for side in ROLE_NAMES]
    for kind in np.unique(event_mentions.event_type).tolist():
        chosen = np.flatnonzero(event_mentions.event_type == kind).astype(np.int32)
        known = [chosen[codes[chosen] != NULL_CODE] for codes in sides]
        block = np.concatenate([codes[told] for codes, told in zip(sides, known, strict=True)])
        number = np.concatenate(known)
        keys = (event_mentions.trigger_stem, event_mentions.merged_subtype, event_mentions.anchor_day)
        order = np.lexsort((number, *(column[number] for column in keys), block))
        block, number = block[order], number[order]
        found = [np.empty(0, dtype=np.int64)]
        for step in range(1, NEIGHBOUR_COUNT + 1):
            one, other = number[:-step], number[step:]
            near = block[step:] == block[:-step]
            one, other = one[near], other[near]
            found.append(np.minimum(one, other).astype(np.int64) * size + np.maximum(one, other))
        yield np.unique(np.concatenate(found))
