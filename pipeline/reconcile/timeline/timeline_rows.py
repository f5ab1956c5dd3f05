"""Timeline: each event once, with how many independent publishers tell it and where they contradict each other."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl

from pipeline.reconcile.event_tiers import select_published
from pipeline.reconcile.series.figure_records import FigureRecord
from pipeline.reconcile.stories.story_clusters import Stories
from pipeline.reconcile.timeline import event_conflicts
from pipeline.reconcile.timeline.cluster_ids import make_cluster_ids
from pipeline.reconcile.timeline.event_casualties import summarize_casualties
from pipeline.reconcile.timeline.event_clusters import EventCluster
from pipeline.reconcile.timeline.event_joining import join_mentions
from pipeline.reconcile.timeline.event_summary import write_summary
from pipeline.reconcile.timeline.given_pairs import EventPair, apply_given_pairs
from pipeline.reconcile.timeline.independent_tellings import count_tellings
from pipeline.reconcile.timeline.mention_rows import MentionRows, Row, Tables
from pipeline.reconcile.timeline.readable_clusters import choose_status, part_weak_clusters
from pipeline.reconcile.timeline.row_fields import choose_days, choose_party, choose_place
from pipeline.reconcile.timeline.summary_choice import choose_clearest
from schemas import table_registry

# Confidence from which sources are said to agree or to contradict each other, and count as sources of one event.
MIN_SURE = 0.9
# News tells what is new: articles further apart than this tell of one event only where they date it alike.
MAX_DAYS_APART = 3


def build_timeline(
    tables: Tables,
    groups: Sequence[Sequence[FigureRecord]],
    stories: Stories,
    *,
    together: Sequence[EventPair] = (),
    apart: Sequence[EventPair] = (),
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The table `timeline`, and `events` with the `cluster_id` of each. Candidates keep the one of their own.

    `tables` are documents, sentences, entities, mentions, statements, figures and events. `groups` are the figures of
    each series, so that mentions of one count are seen to be (`series.group`), `stories` those of `find_stories`.
    `together` and `apart` are pairs of events that someone said are one, or are not.

    Type and mode are those that most documents tell (copies count once; ties: that of the summary, then the first by
    id), parties, place and days those that the mention of the summary states, or several without one against it
    (`row_fields`). `cluster_ids` tells how an id is made.
    """
    events, documents = tables["events"], tables["documents"]
    joined = join_mentions(tables, groups, stories, select_published(events))
    mention_rows = joined.rows
    found = part_weak_clusters(joined.clusters, mention_rows)
    clusters = _apply_corrections(found, joined.event_ids, together, apart)
    made = [_build_timeline_row(mention_rows.select_rows(each.members), mention_rows, each) for each in clusters]
    ids = make_cluster_ids([row["event_ids"] for row in made], joined.events, documents)
    related: dict[int, list[str]] = {}
    for each, cluster_id in zip(clusters, ids, strict=True):
        related.setdefault(each.related, []).append(cluster_id)
    for row, each, cluster_id in zip(made, clusters, ids, strict=True):
        row["cluster_id"] = cluster_id
        row["related_cluster_ids"] = sorted(set(related[each.related]) - {cluster_id})
    published = table_registry.build_polars_schema("timeline").names()
    timeline = table_registry.make_frame("timeline", [{name: row[name] for name in published} for row in made])
    links = timeline.select("cluster_id", event_id="event_ids").explode("event_id")
    linked = events.join(links, on="event_id", how="left", suffix="_linked", maintain_order="left")
    linked = linked.with_columns(cluster_id=pl.coalesce("cluster_id_linked", "cluster_id"))
    return timeline, linked.select(events.columns)


def _apply_corrections(
    found: Sequence[EventCluster], event_ids: Sequence[str], together: Sequence[EventPair], apart: Sequence[EventPair]
) -> list[EventCluster]:
    """The clusters as corrections have them; one that somebody joined is as sure as its surest part."""
    if not together and not apart:
        return list(found)
    before = {number: each for each in found for number in each.members}
    changed = []
    for members in apply_given_pairs([each.members for each in found], event_ids, together, apart):
        parts = [before[number] for number in members]
        sure = 1.0 if len({id(part) for part in parts}) > 1 else parts[0].confidence
        changed.append(EventCluster(members, sure if len(members) > 1 else 1.0, parts[0].related))
    return changed


def _build_timeline_row(members: list[Row], mention_rows: MentionRows, cluster: EventCluster) -> Row:
    status = choose_status(members)
    clearest = choose_clearest(members, status)
    event_type = _find_most_frequent(members, "event_type", clearest)
    start, end, precision = choose_days([row for row in members if row["status"] == status], clearest)
    figures = {row["event_id"]: mention_rows.list_figures(row["event_id"]) for row in members}
    is_sure = cluster.confidence >= MIN_SURE and (_are_told_together(members) or _are_dated_alike(members))
    found = event_conflicts.find_conflicts(members, figures) if is_sure and len(members) > 1 else None
    is_single_text = len({row["original_id"] for row in members}) == 1
    tellings = count_tellings(members)
    told_twice = "unconfirmed" if not is_sure else "single" if tellings == 1 else "agree"
    speakers = {row["speaker_entity_id"] for row in members} - {None}
    return {
        "event_type": event_type,
        "event_mode": _find_most_frequent(members, "event_mode", clearest),
        "actor_entity_id": choose_party(members, "actor", clearest),
        "recipient_entity_id": choose_party(members, "recipient", clearest),
        "location_entity_id": choose_place(members, clearest),
        "date_start": start,
        "date_end": end,
        "date_precision": precision,
        "status": status,
        "summary": write_summary(clearest),
        "summary_event_id": clearest["event_id"],
        "told_by": "claimed" if all(row["statement_id"] is not None for row in members) else "reported",
        "speaker_entity_ids": sorted(speakers),
        **summarize_casualties(((figure, row) for row in members for figure in figures[row["event_id"]]), clearest),
        "event_count": len(members),
        "document_count": len({row["document_id"] for row in members}),
        "publisher_count": tellings if is_sure else 1,
        "agreement": "single" if is_single_text else "conflict" if found else told_twice,
        "confidence": cluster.confidence,
        "conflicts": found,
        "event_ids": [row["event_id"] for row in members],
    }


def _are_told_together(members: list[Row]) -> bool:
    days = [row["told_day"] for row in members if row["told_day"] is not None]
    return not days or (max(days) - min(days)).days <= MAX_DAYS_APART


def _are_dated_alike(members: list[Row]) -> bool:
    return len({(row["date_start"], row["date_end"]) for row in members}) == 1 and members[0]["date_start"] is not None


def _find_most_frequent(members: Iterable[Row], column: str, clearest: Row) -> Any:
    """The value that most documents tell, copies counting once; of equals that of the summary. Null for none."""
    distinct_values = {(row["original_id"], row[column]) for row in members if row[column] is not None}
    counts = Counter(value for _, value in distinct_values)
    return min(counts, key=lambda value: (-counts[value], value != clearest[column], value), default=None)
