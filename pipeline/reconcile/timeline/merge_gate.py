"""The gate: mentions that are alike enough to be one event are joined only where a second look confirms it.

What two mentions share may be no more than a kind of act and a story. The gate asks what a reader would: do both tell
one particular event, do they share something particular (a victim, a number, a day, a place finer than a country), and
does the wording speak against it? Weights are those of a logistic regression over joins that were read, fitted by
`scripts/timeline_gate/train_timeline_gate.py`.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.reconcile.average_linkage import link_by_average
from pipeline.reconcile.timeline.column_codes import Codes
from pipeline.reconcile.timeline.event_mention_columns import EventMentions
from pipeline.reconcile.timeline.feature_weights import INTERCEPT, load_feature_weights
from pipeline.reconcile.timeline.join_vetoes import is_about_another_matter, is_loose_across_texts, is_vetoed
from pipeline.reconcile.timeline.mention_context import MentionContext
from pipeline.reconcile.timeline.merge_context import MergeContext
from pipeline.reconcile.timeline.merge_features import Features, compute_merge_features
from pipeline.reconcile.timeline.pair_evidence import collect_evidence
from pipeline.reconcile.timeline.pair_model import BATCH_SIZE, score_pairs
from pipeline.reconcile.timeline.settled_joins import is_settled
from schemas.event_ontology import load_event_types

WEIGHTS_PATH = Path(__file__).with_name("merge_weights.csv")
# Mean log odds from which mentions stay joined, and what is taken off where a document tells of more events than a
# short report, in which all is told of one thing.
MIN_LOG_ODDS = 0.5
SHORT_REPORT = 6  # mentions of events
LONG_DOCUMENT_DOUBT = 0.75
# Joins that need no second look. Those of mentions whose sentences are not known stay, in doubt, as by their fields.
STAYS_JOINED = 3.0
VETO = -6.0
# What the kind of join adds to the log odds, as it proved on mentions that were read. A text comes back to what it
# tells in words that fit several events, and still more so to what is said or agreed in it. Deeds that two texts of the
# same days tell are seldom two.
DEED_IN_ONE_TEXT = -1.0
SAID_IN_ONE_TEXT = -2.0
DEED_IN_NEAR_TEXTS = 0.7

Matrix = NDArray[np.float64]


def score_merges(
    event_mentions: EventMentions, context: MentionContext, merging: MergeContext, one: Codes, other: Codes
) -> NDArray[np.float64]:
    """The log odds that joined pairs of mentions, given as two columns of their numbers, are of one event."""
    total = np.zeros(len(one), dtype=np.float64)
    for at in range(0, len(one), BATCH_SIZE):
        part = slice(at, at + BATCH_SIZE)
        total[part] = _score_batch(event_mentions, context, merging, one[part], other[part])
    return total


def _score_batch(
    event_mentions: EventMentions, context: MentionContext, merging: MergeContext, one: Codes, other: Codes
) -> NDArray[np.float64]:
    weights = load_feature_weights(WEIGHTS_PATH)
    total = np.full(len(one), weights[INTERCEPT], dtype=np.float64)
    features = compute_merge_features(event_mentions, context, merging, one, other)
    for name, values in features.items():
        total += weights[name] * values
    longest = np.maximum(merging.document_mentions[one], merging.document_mentions[other])
    total -= np.where(longest > SHORT_REPORT, LONG_DOCUMENT_DOUBT, 0.0)
    total += _weigh_kinds(event_mentions, features, one, other)
    total[is_about_another_matter(event_mentions, features, one)] = VETO
    evidence = collect_evidence(event_mentions, one, other)
    settled = is_settled(event_mentions, merging, evidence, one, other)
    total[settled] = np.maximum(total[settled], STAYS_JOINED)
    unread = np.flatnonzero(~(merging.is_read[one] & merging.is_read[other]))
    by_fields = score_pairs(event_mentions, context, one[unread], other[unread])
    total[unread] = np.maximum(by_fields - LONG_DOCUMENT_DOUBT, MIN_LOG_ODDS)
    total[is_vetoed(event_mentions, merging, evidence, one, other)] = VETO
    total[is_loose_across_texts(event_mentions, merging, features, evidence, one, other)] = VETO
    return total


def _weigh_kinds(event_mentions: EventMentions, features: Features, one: Codes, other: Codes) -> NDArray[np.float64]:
    """What is added to the log odds for the kind of join: within a text or across texts, of deeds or of words."""
    kinds = load_event_types().values()
    is_said = np.array([kind.is_verbal or kind.is_mutual for kind in kinds])[event_mentions.event_type[one]]
    across = event_mentions.document[one] != event_mentions.document[other]
    near_deed = across & ~is_said & (features["days_apart"] == 0)
    within = np.where(is_said, SAID_IN_ONE_TEXT, DEED_IN_ONE_TEXT)
    return np.where(across, np.where(near_deed, DEED_IN_NEAR_TEXTS, 0.0), within)


def confirm_clusters(
    event_mentions: EventMentions, context: MentionContext, merging: MergeContext, clusters: list[list[int]]
) -> list[list[tuple[list[int], Matrix]]]:
    """For each cluster (numbers of mentions) the clusters that it falls into, each with the log odds of its pairs."""
    empty = [np.empty(0, dtype=np.int32)]
    sides = [np.triu_indices(len(members), 1) for members in clusters]
    numbers = [np.array(members, dtype=np.int32) for members in clusters]
    one, other = (
        np.concatenate(empty + [own[side[at]] for own, side in zip(numbers, sides, strict=True)]) for at in (0, 1)
    )
    scores = score_merges(event_mentions, context, merging, one, other)
    found = []
    at = 0
    for members, side in zip(clusters, sides, strict=True):
        matrix = np.zeros((len(members), len(members)))
        matrix[side] = scores[at : at + len(side[0])]
        matrix += matrix.T
        at += len(side[0])
        parts = link_by_average(matrix, MIN_LOG_ODDS)
        found.append([([members[place] for place in part], matrix[np.ix_(part, part)]) for part in parts])
    return found
