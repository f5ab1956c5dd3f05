"""Timeline: each event once, with how many independent publishers tell it and where they contradict each other."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl

from pipeline.reconcile.series.figure_records import FigureRecord
from pipeline.reconcile.series.measure_rules import compute_bounds, load_measures, select_concept_words
from pipeline.reconcile.timeline import event_conflicts
from pipeline.reconcile.timeline.cluster_ids import make_cluster_ids
from pipeline.reconcile.timeline.event_clusters import cluster_event_mentions
from pipeline.reconcile.timeline.event_mention_columns import EventCount, prepare_event_mentions
from pipeline.reconcile.timeline.mention_context import build_mention_context
from pipeline.reconcile.timeline.event_summary import write_summary
from pipeline.reconcile.timeline.given_pairs import EventPair, apply_given_pairs
from schemas import table_registry

Row = dict[str, Any]

ROLES = ("actor", "recipient", "location")
ENTITY_COLUMNS = ["entity_id", "name", "country"]

# Of mentions that differ in status the one that says most is the cluster's: what is asserted was also planned.
STATUS_ORDER = ("asserted", "denied", "planned", "hypothetical")


def build_timeline(
    events: pl.DataFrame,
    documents: pl.DataFrame,
    entities: pl.DataFrame,
    figures: pl.DataFrame,
    groups: Sequence[Sequence[FigureRecord]],
    *,
    together: Sequence[EventPair] = (),
    apart: Sequence[EventPair] = (),
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The table `timeline`, and `events` with the `cluster_id` of each. Every mention is in exactly one cluster.

    `groups` are the figures of each series, so that mentions of one count are seen to be (`series.group`). `together`
    and `apart` are pairs of events that someone said are one, or are not.

    Type, actor, recipient and place are those that most documents tell (copies count once; ties: the first by id), the
    days those that all dated mentions can hold together, else from the first to the last. `cluster_ids`
    tells how an id is made.
    """
    event_mentions = prepare_event_mentions(events, documents, entities, index_event_counts(figures, groups))
    columns = _MentionRows(event_mentions.rows, entities)
    figures_by_event = _index_event_figures(figures)
    found = cluster_event_mentions(event_mentions, find_similar_pairs(event_mentions))
    clusters = apply_given_pairs(found, event_mentions.rows["event_id"].to_list(), together, apart)
    made = [_build_timeline_row(columns.select_rows(numbers), figures_by_event) for numbers in clusters]
    for row, cluster_id in zip(
        made, make_cluster_ids([row["event_ids"] for row in made], events, documents), strict=True
    ):
        row["cluster_id"] = cluster_id
    published = table_registry.build_polars_schema("timeline").names()
    timeline = table_registry.make_frame("timeline", [{name: row[name] for name in published} for row in made])
    ids = timeline.select("cluster_id", event_id="event_ids").explode("event_id")
    joined = events.drop("cluster_id").join(ids, on="event_id", how="left", maintain_order="left")
    return timeline, joined.select(events.columns)


def index_event_counts(figures: pl.DataFrame, groups: Sequence[Sequence[FigureRecord]]) -> dict[str, EventCount]:
    """By event id the figure tied to it, the first in the text."""
    tied = figures.filter(pl.col("event_id").is_not_null()).sort("char_start", "figure_id")
    firsts = dict(
        tied.unique("event_id", keep="first", maintain_order=True).select("figure_id", "event_id").iter_rows()
    )
    return {
        firsts[figure.figure_id]: EventCount(figure.measure, _join_concept_words(figure), number)
        for number, group in enumerate(groups)
        for figure in group
        if figure.figure_id in firsts and figure.measure in load_measures()
    }


def _join_concept_words(figure: FigureRecord) -> str | None:
    """What is counted, beside what the measure says itself (people are killed); null where the text does not say."""
    return None if figure.concept is None else " ".join(sorted(select_concept_words(figure.measure, figure.concept)))


class _MentionRows:
    """The columns of the mentions as lists, in which equal values are one object, so that a million rows fit."""

    def __init__(self, told: pl.DataFrame, entities: pl.DataFrame) -> None:
        self._entity_names = {
            own: (name, country) for own, name, country in entities.select(ENTITY_COLUMNS).iter_rows()
        }
        self._columns: dict[str, list[Any]] = {}
        for name in told.columns:
            pool: dict[Any, Any] = {}
            self._columns[name] = [pool.setdefault(value, value) for value in told[name]]

    def select_rows(self, numbers: Iterable[int]) -> list[Row]:
        """The mentions of these numbers as dictionaries, with the names and countries of their entities."""
        made = []
        for number in numbers:
            row = {name: values[number] for name, values in self._columns.items()}
            for role in ROLES:
                row[f"{role}_name"], row[f"{role}_country"] = self._entity_names.get(
                    row[f"{role}_entity_id"], (None, None)
                )
            made.append(row)
        return made


def _index_event_figures(figures: pl.DataFrame) -> dict[str, list[Row]]:
    """By event id the figures tied to it, with the bounds of what they can mean."""
    found: dict[str, list[Row]] = {}
    columns = [
        "event_id",
        "measure",
        "unit",
        "value",
        "value_low",
        "value_high",
        "qualifier",
        "as_of_start",
        "as_of_end",
    ]
    tied = figures.filter(pl.col("event_id").is_not_null() & (pl.col("measure") != "ordinal"))
    for row in tied.sort("figure_id").select(columns).iter_rows(named=True):
        low, high, *_ = compute_bounds(row["value"], row["value_low"], row["value_high"], row["qualifier"])
        found.setdefault(row["event_id"], []).append(row | {"low": low, "high": high})
    return found


def _build_timeline_row(members: list[Row], figures_by_event: dict[str, list[Row]]) -> Row:
    entity_ids = {role: _find_most_frequent(members, f"{role}_entity_id") for role in ROLES}
    names = {row[f"{role}_entity_id"]: row[f"{role}_name"] for role in ROLES for row in members}
    event_type = _find_most_frequent(members, "event_type") or members[0]["event_type"]
    mode = _find_most_frequent(members, "event_mode")
    typed_members = [row for row in members if row["event_mode"] == mode and row["event_type"] == event_type]
    status = min((row["status"] for row in members), key=STATUS_ORDER.index)
    start, end, precision = _combine_days([row for row in members if row["status"] == status] or members)
    documents = {row["document_id"] for row in members}
    found = event_conflicts.find_conflicts(members, figures_by_event) if len(members) > 1 else None
    is_single_source = len({row["original_id"] for row in members}) == 1
    return {
        "event_type": event_type,
        "event_mode": mode,
        "actor_entity_id": entity_ids["actor"],
        "recipient_entity_id": entity_ids["recipient"],
        "location_entity_id": entity_ids["location"],
        "date_start": start,
        "date_end": end,
        "date_precision": precision,
        "status": status,
        "summary": write_summary(
            event_type,
            mode,
            _find_most_frequent(typed_members or members, "text"),
            names.get(entity_ids["actor"]),
            names.get(entity_ids["recipient"]),
            names.get(entity_ids["location"]),
            (start, end),
            status,
        ),
        "event_count": len(members),
        "document_count": len(documents),
        "publisher_count": len({row["source"] for row in members}),
        "agreement": "single" if is_single_source else "conflict" if found else "agree",
        "conflicts": found,
        "event_ids": [row["event_id"] for row in members],
    }


def _find_most_frequent(members: Iterable[Row], column: str) -> Any:
    """The value that most documents tell, copies counting once; null where none tells one."""
    distinct_values = {(row["original_id"], row[column]) for row in members if row[column] is not None}
    counts = Counter(value for _, value in distinct_values)
    return min(counts, key=lambda value: (-counts[value], value), default=None)


def _combine_days(members: list[Row]) -> tuple[Any, Any, str]:
    """The days of a cluster and how exact they are: where all mentions can hold together, else from first to last."""
    dated = [row for row in members if row["date_start"] is not None and row["date_end"] is not None]
    if not dated:
        return None, None, "unknown"
    start, end = max(row["date_start"] for row in dated), min(row["date_end"] for row in dated)
    if start > end:
        start, end = min(row["date_start"] for row in dated), max(row["date_end"] for row in dated)
    if start == end:
        return start, end, "day"
    same = [row["date_precision"] for row in dated if (row["date_start"], row["date_end"]) == (start, end)]
    return start, end, min(same, default="range")
