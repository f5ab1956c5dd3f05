"""The model of pairs: the log odds that two mentions are of one event, as a weighted sum of their features.

The weights are those of a logistic regression that `scripts/train_timeline.py` fits; see its text for the data.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.reconcile.timeline.column_codes import Codes
from pipeline.reconcile.timeline.event_mention_columns import EventMentions
from pipeline.reconcile.timeline.feature_weights import INTERCEPT, load_feature_weights
from pipeline.reconcile.timeline.mention_context import MentionContext
from pipeline.reconcile.timeline.pair_evidence import Evidence, collect_evidence
from pipeline.reconcile.timeline.pair_features import compute_features

WEIGHTS_PATH = Path(__file__).with_name("pair_weights.csv")
# Pairs scored at once: bounds the memory at some 400 bytes a pair.
BATCH_SIZE = 200_000

# Evidence that no likeness outweighs: another act, another thing that it is about, days or countries apart.
CONTRADICTIONS = ("act_differs", "theme_differs", "day_differs", "day_apart", "place_apart")
MAX_CONTRADICTED = -2.0
# What came of an act is joined to it before all else, since alone it does not tell what the act was.
OUTCOME_LOG_ODDS = 20.0

LogOdds = NDArray[np.float32]


def score_pairs(event_mentions: EventMentions, context: MentionContext, one: Codes, other: Codes) -> LogOdds:
    """The log odds of pairs of mentions, given as two columns of their numbers."""
    parts = [
        _score_batch(event_mentions, context, one[at : at + BATCH_SIZE], other[at : at + BATCH_SIZE])[0]
        for at in range(0, len(one), BATCH_SIZE)
    ]
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.float32)


def score_with_evidence(
    event_mentions: EventMentions, context: MentionContext, one: Codes, other: Codes
) -> tuple[LogOdds, Evidence]:
    """The log odds of a batch of pairs, and the evidence that they come from."""
    return _score_batch(event_mentions, context, one, other)


def _score_batch(
    event_mentions: EventMentions, context: MentionContext, one: Codes, other: Codes
) -> tuple[LogOdds, Evidence]:
    weights = load_feature_weights(WEIGHTS_PATH)
    evidence = collect_evidence(event_mentions, one, other)
    total = np.full(len(one), weights[INTERCEPT], dtype=np.float32)
    for name, values in compute_features(event_mentions, context, evidence, one, other).items():
        if weight := weights.get(name):
            total += np.float32(weight) * values
    for name in CONTRADICTIONS:
        total[evidence[name]] = np.minimum(total[evidence[name]], MAX_CONTRADICTED)
    total[evidence["outcome"]] = OUTCOME_LOG_ODDS
    return total, evidence
