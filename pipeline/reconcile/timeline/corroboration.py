"""Corroboration: what reading one text leaves in doubt is surer where other reports tell the same event.

A candidate that is joined with mentions of other texts gets a new confidence, from its own and from how many of them
tell the same type and the same parties; where that passes the threshold it is published. Weights are those of a
logistic regression over candidates that were read, fitted by `scripts/corroboration/train_corroboration.py`.
"""

import math
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from pipeline.reconcile.series.figure_records import FigureRecord
from pipeline.reconcile.stories.story_clusters import Stories
from pipeline.reconcile.timeline.described_parties import find_head_stem
from pipeline.reconcile.timeline.event_joining import join_mentions
from pipeline.reconcile.timeline.feature_weights import INTERCEPT, load_feature_weights
from pipeline.reconcile.timeline.mention_rows import Row, Tables
from pipeline.reconcile.timeline.readable_clusters import MIN_JOINED

WEIGHTS_PATH = Path(__file__).with_name("corroboration_weights.csv")
# The least confidence of a candidate that other reports can bear out, and the most of any row.
LEAST_LIKELY, MOST_SURE = 0.3, 0.99
DIGITS = 3
FEATURES = ("own", "same_type", "same_actor", "untold_actor", "same_recipient", "other_recipient")


def select_joinable(events: pl.DataFrame) -> pl.DataFrame:
    """The events that are published, and those that other reports may bear out."""
    return events.filter((pl.col("tier") == "published") | (pl.col("confidence") >= LEAST_LIKELY))


def _select_told_twice(events: pl.DataFrame, stories: Stories) -> pl.DataFrame:
    """The events of stories in which several documents tell any, candidates among them."""
    story = pl.col("document_id").replace_strict(stories.numbers, return_dtype=pl.Int64)
    several = pl.col("document_id").n_unique().over("story") > 1
    doubted = (pl.col("tier") == "candidate").any().over("story")
    return events.with_columns(story=story).filter(several & doubted).drop("story")


def publish_corroborated(
    tables: Tables, groups: Sequence[Sequence[FigureRecord]], stories: Stories, threshold: float
) -> pl.DataFrame:
    """The table `events`, in which candidates are published whose confidence passes by what other texts tell.

    `tables`, `groups` and `stories` are those that `join_mentions` takes.
    """
    events = tables["events"]
    joinable = _select_told_twice(select_joinable(events), stories)
    if (joinable["tier"] == "published").all():
        return events
    joined = join_mentions(tables, groups, stories, joinable)
    raised: dict[str, float] = {}
    for cluster in joined.clusters:
        if len(cluster.members) > 1 and cluster.confidence >= MIN_JOINED:
            rows = joined.rows.select_rows(cluster.members)
            raised |= {row["event_id"]: corroborate(row, rows) for row in rows if row["tier"] == "candidate"}
    passing = {own: chance for own, chance in raised.items() if chance >= threshold}
    chance = pl.col("event_id").replace_strict(passing, default=None, return_dtype=pl.Float64)
    tier = pl.when(chance.is_not_null()).then(pl.lit("published")).otherwise(pl.col("tier").cast(pl.String))
    confidence = pl.coalesce(chance, "confidence").cast(events.schema["confidence"])
    return events.with_columns(confidence=confidence, tier=tier.cast(events.schema["tier"]))


def corroborate(row: Row, members: Sequence[Row]) -> float:
    """The chance that a candidate is right, given the mentions joined with it.

    What no other text supports is no surer than it was.
    """
    others = select_supporters(row, members)
    if not others:
        return float(row["confidence"])
    weights = load_feature_weights(WEIGHTS_PATH)
    told = describe_support(row, others)
    total = weights[INTERCEPT] + sum(weights[name] * told[name] for name in FEATURES)
    return round(1 / (1 + math.exp(-total)), DIGITS)


def select_supporters(row: Row, members: Sequence[Row]) -> list[Row]:
    """The mentions of other texts; of those that have the very sentence only published ones.

    What reading makes of a sentence is no surer because two texts have it.
    """
    return [
        other
        for other in members
        if other["original_id"] != row["original_id"]
        and (other["tier"] == "published" or other["sentence"] != row["sentence"])
    ]


def describe_support(row: Row, others: Sequence[Row]) -> dict[str, float]:
    """The features of a candidate, given mentions of other texts that are joined with it.

    `own` is its confidence as log odds, the rest are shares of the others: whose type, actor and recipient are its own,
    who name an actor where it has none, and who name another recipient.
    """
    found = {
        "own": _compute_log_odds(row["confidence"]),
        "same_type": sum(other["event_type"] == row["event_type"] for other in others) / len(others),
    }
    for role in ("actor", "recipient"):
        named = [other for other in others if other[f"{role}_text"] is not None]
        same = sum(_is_same_party(row, other, role) for other in named) / len(others)
        is_told = row[f"{role}_text"] is not None
        found |= {
            f"same_{role}": same,
            f"other_{role}": len(named) / len(others) - same if is_told else 0.0,
            f"untold_{role}": 0.0 if is_told else len(named) / len(others),
        }
    return found


def _compute_log_odds(chance: float) -> float:
    bounded = min(max(chance, 1 - MOST_SURE), MOST_SURE)
    return math.log(bounded / (1 - bounded))


def _is_same_party(row: Row, other: Row, role: str) -> bool:
    """Whether two parties are one entity, or are described by one noun."""
    mine, theirs = row[f"{role}_entity_id"], other[f"{role}_entity_id"]
    if mine is not None and theirs is not None:
        return bool(mine == theirs)
    head = find_head_stem(row[f"{role}_text"])
    return head is not None and head == find_head_stem(other[f"{role}_text"])
