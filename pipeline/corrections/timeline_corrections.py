"""Corrections of the timeline: mentions that belong to one event, and mentions that do not."""

from collections.abc import Iterable

import polars as pl

from pipeline.corrections.correction_entries import Correction, TimelineCorrection
from pipeline.corrections.outcomes import Outcome
from pipeline.corrections.row_corrections import EvidenceIndex

Pairs = list[tuple[str, str]]


def resolve_timeline_corrections(
    events: pl.DataFrame, documents: pl.DataFrame, corrections: Iterable[Correction]
) -> tuple[Pairs, Pairs, list[Outcome]]:
    """Pairs of events that belong together, pairs that do not, and an outcome for each correction of the timeline."""
    own = [entry for entry in corrections if isinstance(entry, TimelineCorrection)]
    wanted = [each for entry in own for each in (entry.evidence, entry.belongs_with, entry.apart_from) if each]
    index = EvidenceIndex("events", events, documents, wanted)
    together: Pairs = []
    apart: Pairs = []
    outcomes = []
    for entry in own:
        row, other = (
            index.find_row(entry.evidence),
            index.find_row(entry.belongs_with or entry.apart_from or entry.evidence),
        )
        field = "belongs_with" if entry.belongs_with else "apart_from"
        if isinstance(row, str) or isinstance(other, str):
            outcomes.append(Outcome(entry, None, field, note=row if isinstance(row, str) else str(other)))
            continue
        (together if entry.belongs_with else apart).append((row["event_id"], other["event_id"]))
        outcomes.append(Outcome(entry, row["event_id"], field, None, other["event_id"]))
    return together, apart, outcomes


def mark_needless(outcomes: list[Outcome], found: pl.DataFrame, timeline: pl.DataFrame) -> list[Outcome]:
    """The outcomes with the cluster that each mention came to; stale where it is so without any correction.

    `found` are the clusters without corrections: it has `event_id` and `cluster_id`.
    """
    clusters = dict(found.select("event_id", "cluster_id").iter_rows())
    exploded = timeline.select("cluster_id", "event_ids").explode("event_ids")
    final = dict(exploded.select("event_ids", "cluster_id").iter_rows())
    told = []
    for outcome in outcomes:
        if outcome.note is not None or outcome.row_id is None:
            told.append(outcome)
            continue
        are_one = clusters.get(outcome.row_id) == clusters.get(str(outcome.right))
        needless = are_one == (outcome.field == "belongs_with")
        note = "this is what is found anyway; take the correction out" if needless else None
        was, now = clusters.get(outcome.row_id), final.get(outcome.row_id)
        told.append(Outcome(outcome.correction, now, outcome.field, was, now, note))
    return told
