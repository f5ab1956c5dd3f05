"""Timeline: each event once, with how many independent publishers tell it and where they contradict each other."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl

from pipeline.base.ids import identifier
from pipeline.reconcile import conflicts
from pipeline.reconcile.clusters import cluster
from pipeline.reconcile.compared import Figure
from pipeline.reconcile.pairs import alike
from pipeline.reconcile.quantities import bounds, measures, thing
from pipeline.reconcile.summary import sentence
from pipeline.reconcile.tellings import Count, prepare
from schemas import tables as register

Row = dict[str, Any]

ROLES = ("actor", "recipient", "location")
WHO = ["entity_id", "name", "country"]

# Of tellings that differ in status the one that says most is the cluster's: what is asserted was also planned.
STATUS = ("asserted", "denied", "planned", "hypothetical")


def build(
    events: pl.DataFrame,
    documents: pl.DataFrame,
    entities: pl.DataFrame,
    figures: pl.DataFrame,
    groups: Sequence[Sequence[Figure]],
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The table `timeline`, and `events` with the `cluster_id` of each. Every telling is in exactly one cluster.

    `groups` are the figures of each series, so that tellings of one count are seen to be (`series.group`).

    Type, actor, recipient and place are those that most documents tell (copies count once; ties: the first by id), the
    days those that all dated tellings can hold together, else from the first to the last. An id is made of type, actor,
    recipient, place and first day; where two clusters share all these, the id of the earliest telling comes in. So it
    stays when a document is added that tells the event as it is told already or leaves things open, and changes when
    one of these fields does, or when a second event of the very same fields appears.
    """
    tellings = prepare(events, documents, entities, _series(figures, groups))
    columns = _Columns(tellings.rows, entities)
    counted = _counted(figures)
    made = [_row(columns.rows(numbers), counted) for numbers in cluster(tellings, alike(tellings))]
    _identify(made)
    published = register.polars_schema("timeline").names()
    timeline = register.frame("timeline", [{name: row[name] for name in published} for row in made])
    ids = timeline.select("cluster_id", event_id="event_ids").explode("event_id")
    joined = events.drop("cluster_id").join(ids, on="event_id", how="left", maintain_order="left")
    return timeline, joined.select(events.columns)


def _series(figures: pl.DataFrame, groups: Sequence[Sequence[Figure]]) -> dict[str, Count]:
    """By event id the figure tied to it, the first in the text."""
    tied = figures.filter(pl.col("event_id").is_not_null()).sort("char_start", "figure_id")
    firsts = dict(
        tied.unique("event_id", keep="first", maintain_order=True).select("figure_id", "event_id").iter_rows()
    )
    return {
        firsts[figure.figure_id]: Count(figure.measure, _thing(figure), number)
        for number, group in enumerate(groups)
        for figure in group
        if figure.figure_id in firsts and figure.measure in measures()
    }


def _thing(figure: Figure) -> str | None:
    """What is counted, beside what the measure says itself (people are killed); null where the text does not say."""
    return None if figure.concept is None else " ".join(sorted(thing(figure.measure, figure.concept)))


class _Columns:
    """The columns of the tellings as lists, in which equal values are one object, so that a million rows fit."""

    def __init__(self, told: pl.DataFrame, entities: pl.DataFrame) -> None:
        self._who = {own: (name, country) for own, name, country in entities.select(WHO).iter_rows()}
        self._columns: dict[str, list[Any]] = {}
        for name in told.columns:
            pool: dict[Any, Any] = {}
            self._columns[name] = [pool.setdefault(value, value) for value in told[name]]

    def rows(self, numbers: Iterable[int]) -> list[Row]:
        """The tellings of these numbers as dictionaries, with the names and countries of their entities."""
        made = []
        for number in numbers:
            row = {name: values[number] for name, values in self._columns.items()}
            for role in ROLES:
                row[f"{role}_name"], row[f"{role}_country"] = self._who.get(row[f"{role}_entity_id"], (None, None))
            made.append(row)
        return made


def _counted(figures: pl.DataFrame) -> dict[str, list[Row]]:
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
        low, high, *_ = bounds(row["value"], row["value_low"], row["value_high"], row["qualifier"])
        found.setdefault(row["event_id"], []).append(row | {"low": low, "high": high})
    return found


def _row(members: list[Row], counted: dict[str, list[Row]]) -> Row:
    told = {role: _most(members, f"{role}_entity_id") for role in ROLES}
    names = {row[f"{role}_entity_id"]: row[f"{role}_name"] for role in ROLES for row in members}
    event_type = _most(members, "event_type") or members[0]["event_type"]
    mode = _most(members, "event_mode")
    told_so = [row for row in members if row["event_mode"] == mode and row["event_type"] == event_type]
    status = min((row["status"] for row in members), key=STATUS.index)
    start, end, precision = _days([row for row in members if row["status"] == status] or members)
    documents = {row["document_id"] for row in members}
    found = conflicts.find(members, counted) if len(members) > 1 else None
    alone = len({row["original_id"] for row in members}) == 1
    return {
        "event_type": event_type,
        "event_mode": mode,
        "actor_entity_id": told["actor"],
        "recipient_entity_id": told["recipient"],
        "location_entity_id": told["location"],
        "date_start": start,
        "date_end": end,
        "date_precision": precision,
        "status": status,
        "summary": sentence(
            event_type,
            mode,
            _most(told_so or members, "text"),
            names.get(told["actor"]),
            names.get(told["recipient"]),
            names.get(told["location"]),
            (start, end),
            status,
        ),
        "event_count": len(members),
        "document_count": len(documents),
        "publisher_count": len({row["source"] for row in members}),
        "agreement": "single" if alone else "conflict" if found else "agree",
        "conflicts": found,
        "event_ids": [row["event_id"] for row in members],
    }


def _most(members: Iterable[Row], column: str) -> Any:
    """The value that most documents tell, copies counting once; null where none tells one."""
    told = {(row["original_id"], row[column]) for row in members if row[column] is not None}
    counts = Counter(value for _, value in told)
    return min(counts, key=lambda value: (-counts[value], value), default=None)


def _days(members: list[Row]) -> tuple[Any, Any, str]:
    """The days of a cluster and how exact they are: where all tellings can hold together, else from first to last."""
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


def _identify(rows: list[Row]) -> None:
    """Put an id into each row, of its fields, and of its earliest telling where fields alone are not enough."""
    shared: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        fields = ("event_type", "actor_entity_id", "recipient_entity_id", "location_entity_id", "date_start")
        shared.setdefault(tuple(row[name] for name in fields), []).append(row)
    for key, alike_rows in shared.items():
        parts = [None if part is None else str(part) for part in key]
        for row in alike_rows:
            own = parts if len(alike_rows) == 1 else [*parts, row["event_ids"][0]]
            row["cluster_id"] = identifier("clu", *own)
