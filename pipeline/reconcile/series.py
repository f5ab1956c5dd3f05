"""Series: the same quantity as different documents give it, how it moved, and where it is in dispute."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from pipeline.base.ids import identifier
from pipeline.reconcile.groups import Groups
from pipeline.reconcile.places import regions
from pipeline.reconcile.quantities import bounds, days, measures, ordinal, thing
from pipeline.reconcile.sources import independent
from schemas import tables as register

# A count that moved by more than this between two tellings is taken for another quantity unless its bounds meet.
GREATEST_MOVE = 3.0
# Descriptions are the same where they share at least this part of their words (Jaccard).
LEAST_SHARED = 0.5
# Days by which figures of measures without an entry in measures.yml may lie apart.
WINDOW = 14
UNKNOWN = 0  # a day before all days

BOUNDS = ["low", "high", "near_low", "near_high"]


def build(figures: pl.DataFrame, documents: pl.DataFrame, entities: pl.DataFrame) -> pl.DataFrame:
    """The table `figure_series`: every figure but ordinals in exactly one series.

    Two figures are of one series when measure and direction are the same, the places can be one (the same, or a country
    and a place in it), their days lie within the measure's window (`measures.yml`; where no day is told, those of
    publication), and either their bounds meet and nothing named in one is foreign to the other, or both count the same
    thing and the greater is at most three times the less. A vague word is met only by what lies wholly inside it.

    An id is made of measure, direction, place and first day of the series; where two series share these, also of what
    is counted, and at last of their first figure. So it stays when a document adds a figure that moves none of these.
    """
    rows = _prepare(figures, documents, entities)
    groups = Groups(range(len(rows)))
    for block in _blocks(rows):
        for one, other in _links(block):
            groups.join(one["number"], other["number"])
    series = [[rows[number] for number in members] for members in groups.members()]
    return register.frame("figure_series", _with_ids([_row(members) for members in series]))


def _prepare(figures: pl.DataFrame, documents: pl.DataFrame, entities: pl.DataFrame) -> list[dict[str, Any]]:
    """Figures as they are compared, in an order of their own."""
    places = regions(entities).rename({"entity_id": "location_entity_id"})
    counted = figures.filter(pl.col("measure") != "ordinal").join(places, on="location_entity_id", how="left")
    # A figure without a place is compared as if it held where most of its document's figures do.
    homes = (
        counted.drop_nulls("country")
        .group_by("document_id", home="country")
        .len()
        .sort("document_id", "len", "home", descending=[False, True, False])
        .unique("document_id", keep="first", maintain_order=True)
        .drop("len")
    )
    joined = (
        counted.join(homes, on="document_id", how="left")
        .join(days(documents), on="document_id", how="left")
        .join(independent(documents), on="document_id", how="left")
        .with_columns(
            start=pl.coalesce("as_of_start", "told_start"),
            end=pl.coalesce("as_of_end", "told_end"),
            home=pl.coalesce("country", "home"),
        )
        .sort("start", "end", "figure_id", nulls_last=True)
    )
    rows = joined.to_dicts()
    for number, row in enumerate(rows):
        row["number"] = number
        row["thing"] = thing(row["measure"], row["concept_lemma"] or row["concept"])
        row.update(
            zip(BOUNDS, bounds(row["value"], row["value_low"], row["value_high"], row["qualifier"]), strict=True)
        )
    return rows


def _blocks(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Figures that can be of one series at all: the same measure, direction, country and (unless counted) unit."""
    found: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        unit = None if row["measure"] in measures() else row["unit"]
        found.setdefault((row["measure"], row["direction"], row["home"], unit), []).append(row)
    yield from found.values()


def _links(block: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Pairs of one series within a block, whose rows are sorted by first day."""
    measure = measures().get(block[0]["measure"])
    window = measure.window if measure else WINDOW
    starts = np.array([ordinal(row["start"], UNKNOWN) for row in block])
    ends = np.array([ordinal(row["end"], UNKNOWN) for row in block])
    order = np.argsort(starts, kind="stable")
    low, high = (np.array([row[name] for row in block]) for name in ("near_low", "near_high"))
    for place, first in enumerate(order):
        # Sorted by start, only what starts up to a window after this one's end can follow.
        last = int(np.searchsorted(starts[order], ends[first] + window, side="right"))
        rest = order[place + 1 : last]
        with np.errstate(divide="ignore", invalid="ignore"):
            move = np.where(low[rest] > high[first], low[rest] / high[first], low[first] / high[rest])
        near = (low[rest] <= high[first]) & (low[first] <= high[rest]) | (move <= GREATEST_MOVE) & (move > 0)
        for second in rest[near]:
            if _same(block[first], block[second], counted=measure is not None):
                yield block[first], block[second]


def _same(one: dict[str, Any], other: dict[str, Any], *, counted: bool) -> bool:
    """Whether two figures near in time and size are of one quantity."""
    if not _places_fit(one, other):
        return False
    mine, theirs = one["thing"], other["thing"]
    shared = len(mine & theirs) / len(mine | theirs) if mine | theirs else float(counted)
    alike = shared >= LEAST_SHARED
    if not counted and not alike:
        return False
    if _fits(one, other):
        return alike or not mine or not theirs
    # Two numbers that differ in one text for one day are two quantities.
    apart = one["original_id"] != other["original_id"] or one["start"] != other["start"]
    return alike and apart and "vague" not in (one["qualifier"], other["qualifier"])


def _places_fit(one: dict[str, Any], other: dict[str, Any]) -> bool:
    here, there = one["location_entity_id"], other["location_entity_id"]
    return here is None or there is None or here == there or one["is_country"] or other["is_country"]


def _fits(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether both can be meant as the same number; a vague word is met by its like, or by what lies inside it."""
    if one["qualifier"] == "vague" and other["qualifier"] == "vague":
        return bool(one["near_low"] == other["near_low"])
    for vague, told in ((one, other), (other, one)):
        if vague["qualifier"] == "vague":
            return bool(vague["near_low"] <= told["near_low"] and told["near_high"] <= vague["near_high"])
    return bool(one["near_low"] <= other["near_high"] and other["near_low"] <= one["near_high"])


def _row(members: list[dict[str, Any]]) -> dict[str, Any]:
    """The row of `figure_series` for one series, with what its id is made of under keys of their own."""
    known = [row for row in members if row["as_of_start"] is not None]
    given = [v for row in members for v in (row["value"], row["value_low"], row["value_high"]) if v is not None]
    location = _most(row["location_entity_id"] for row in members)
    return {
        "measure": members[0]["measure"],
        "direction": members[0]["direction"],
        "first": min(row["figure_id"] for row in members),
        "thing": " ".join(sorted(_most(row["thing"] or None for row in members) or ())),
        "concept": _most(row["concept"] for row in members),
        "location_entity_id": location,
        "as_of_start": min((row["as_of_start"] for row in known), default=None),
        "as_of_end": max((row["as_of_end"] for row in known), default=None),
        "value_low": min(given, default=None),
        "value_high": max(given, default=None),
        "figure_count": len(members),
        "document_count": len({row["document_id"] for row in members}),
        "publisher_count": len({row["source"] for row in members}),
        "agreement": _agreement(members),
        "figure_ids": [row["figure_id"] for row in members],
    }


def _agreement(members: list[dict[str, Any]]) -> str:
    """How the figures stand to each other."""
    if len(members) == 1:
        return "single"
    if _meet(members):
        return "agree"
    by_day: dict[Any, list[dict[str, Any]]] = {}
    for row in members:
        if row["as_of_start"] is not None and row["as_of_start"] == row["as_of_end"]:
            by_day.setdefault(row["as_of_start"], []).append(row)
    return "revised" if all(_meet(told) for told in by_day.values()) else "conflict"


def _meet(members: list[dict[str, Any]]) -> bool:
    """Intervals on a line all meet when the greatest low is no more than the least high."""
    return bool(max(row["low"] for row in members) <= min(row["high"] for row in members))


def _most(values: Any) -> Any:
    """The value given most often; of equals the longer, then the first in order. Null where none is given."""
    counts: dict[Any, int] = {}
    for value in values:
        if value is not None:
            counts[value] = counts.get(value, 0) + 1
    return min(counts, key=lambda v: (-counts[v], -len(v), sorted(v), str(v)), default=None)


def _with_ids(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each row under an id of what it says, and of more only where two say the same."""
    keys = [
        ("measure", "direction", "location_entity_id", "as_of_start"),
        ("measure", "direction", "location_entity_id", "as_of_start", "thing"),
        ("measure", "first"),
    ]
    made = []
    left = rows
    for key in keys:
        shared: dict[Any, list[dict[str, Any]]] = {}
        for row in left:
            shared.setdefault(tuple(row[name] for name in key), []).append(row)
        made += [
            row | {"series_id": identifier("ser", *map(_text, k))} for k, (row, *more) in shared.items() if not more
        ]
        left = [row for group in shared.values() if len(group) > 1 for row in group]
    columns = register.polars_schema("figure_series").names()
    return [{name: row[name] for name in columns} for row in made]


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
