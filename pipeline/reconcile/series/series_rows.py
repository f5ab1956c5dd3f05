"""Series: the same quantity as different documents give it, how it moved, and where it is in dispute."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from pipeline.base.ids import make_identifier
from pipeline.reconcile.disjoint_sets import DisjointSets
from pipeline.reconcile.event_rules import MAX_DISPUTED_DAYS
from pipeline.reconcile.series.figure_groups import (
    MAX_RISE,
    BlockingKey,
    FigureGroup,
    group_equal_figures,
    is_same_quantity,
)
from pipeline.reconcile.series.figure_records import FigureRecord, build_figure_records
from pipeline.reconcile.series.measure_rules import load_measures, select_concept_words
from schemas import table_registry

# Days by which figures of measures without an entry in measures.yml may lie apart.
DEFAULT_WINDOW_DAYS = 7


def build_figure_series(groups: Sequence[Sequence[FigureRecord]]) -> pl.DataFrame:
    """The table `figure_series` of the figures of each series.

    An id is made of measure, direction, place and first day of the series; where two series share these, also of what
    is counted, and at last of their first figure. So it stays when a document adds a figure that moves none of these.
    """
    return table_registry.make_frame(
        "figure_series", _assign_series_ids([_build_series_row(members) for members in groups])
    )


def group_figures(
    figures: pl.DataFrame, events: pl.DataFrame, documents: pl.DataFrame, entities: pl.DataFrame
) -> list[list[FigureRecord]]:
    """The figures of each series: every figure but ordinals in exactly one.

    Two figures are of one series when measure and direction are the same, the places can be one (the same, or a country
    and a place in it), their days lie within the measure's window (`measures.yml`; where no day is told, those of
    publication), and either their bounds meet and nothing named in one is foreign to the other, or both count the same
    thing and the greater is at most three times the less. A vague word is met only by what lies wholly inside it.
    Counts of deeds of different days are different counts, unless they are so close in day and number that the day is
    in dispute.
    """
    figure_groups = group_equal_figures(build_figure_records(figures, events, documents, entities))
    groups = DisjointSets(range(len(figure_groups)))
    places = {
        n.number: frozenset({n.features.place} if n.features.place and not n.features.is_country else ())
        for n in figure_groups
    }
    happened = {
        n.number: frozenset(() if n.features.event_day is None else (n.features.event_day,)) for n in figure_groups
    }
    # The same place first: a figure for the whole country must not draw together those of two of its towns.
    links = sorted(
        (one.features.place != other.features.place, one.number, other.number)
        for block in _group_by_blocking_key(figure_groups)
        for one, other in _find_matching_pairs(block)
    )
    for _, one, other in links:
        root, lost = groups.find_root(one), groups.find_root(other)
        if root == lost or (places[root] and places[lost] and not places[root] & places[lost]):
            continue
        days = happened[root] | happened[lost]
        if not days or max(days) - min(days) <= MAX_DISPUTED_DAYS:
            groups.merge(root, lost)
            places[root] |= places.pop(lost)
            happened[root] |= happened.pop(lost)
    return [[row for number in members for row in figure_groups[number].figures] for members in groups.list_sets()]


def _group_by_blocking_key(figure_groups: list[FigureGroup]) -> Iterable[list[FigureGroup]]:
    """Nodes that can be of one series at all."""
    found: dict[BlockingKey, list[FigureGroup]] = {}
    for node in figure_groups:
        found.setdefault(node.features.blocking_key, []).append(node)
    return found.values()


def _find_matching_pairs(block: list[FigureGroup]) -> Iterator[tuple[FigureGroup, FigureGroup]]:
    """Pairs of one series within a block."""
    measure = load_measures().get(block[0].features.blocking_key.measure)
    window = measure.window_days if measure else DEFAULT_WINDOW_DAYS
    block = sorted(block, key=lambda node: node.features.start)
    starts = np.array([node.features.start for node in block])
    low, high = (np.array([getattr(node.features, end) for node in block]) for end in ("low", "high"))
    for first, node in enumerate(block):
        features = node.features
        # Sorted by start, only what starts up to a window after this one's end can follow.
        rest = slice(first + 1, int(np.searchsorted(starts, node.features.end + window, side="right")))
        with np.errstate(divide="ignore", invalid="ignore"):
            move = np.where(low[rest] > features.high, low[rest] / features.high, features.low / high[rest])
        near = (low[rest] <= features.high) & (features.low <= high[rest]) | (move <= MAX_RISE) & (move > 0)
        for second in np.flatnonzero(near):
            if is_same_quantity(node, other := block[first + 1 + int(second)], counted=measure is not None):
                yield node, other


def _build_series_row(members: Sequence[FigureRecord]) -> dict[str, Any]:
    """The row of `figure_series` for one series, with what its id is made of under keys of their own."""
    members = sorted(members, key=lambda row: (row.start or date.max, row.end or date.max, row.figure_id))
    spans = [(row.as_of_start, row.as_of_end) for row in members]
    given = [v for row in members for v in (row.value, row.value_low, row.value_high) if v is not None]
    location = _find_most_frequent(row.location_entity_id for row in members)
    concept = _find_most_frequent(row.concept for row in members)
    return {
        "measure": members[0].measure,
        "direction": members[0].direction,
        "first": min(row.figure_id for row in members),
        "thing": " ".join(sorted(select_concept_words(members[0].measure, concept))),
        "concept": concept,
        "location_entity_id": location,
        "as_of_start": min((start for start, _ in spans if start), default=None),
        "as_of_end": max((end for start, end in spans if start and end), default=None),
        "value_low": min(given, default=None),
        "value_high": max(given, default=None),
        "figure_count": len(members),
        "document_count": len({row.document_id for row in members}),
        "publisher_count": len({row.source for row in members}),
        "agreement": _assess_agreement(members),
        "figure_ids": [row.figure_id for row in members],
    }


def _assess_agreement(members: list[FigureRecord]) -> str:
    """How the figures stand to each other."""
    if len(members) == 1:
        return "single"
    if _has_common_value(members):
        return "agree"
    by_day: dict[Any, list[FigureRecord]] = {}
    for row in members:
        if row.as_of_start is not None and row.as_of_start == row.as_of_end:
            by_day.setdefault(row.as_of_start, []).append(row)
    return "revised" if all(_has_common_value(told) for told in by_day.values()) else "conflict"


def _has_common_value(members: list[FigureRecord]) -> bool:
    """Intervals on a line all meet when the greatest low is no more than the least high."""
    return bool(max(row.low for row in members) <= min(row.high for row in members))


def _find_most_frequent(values: Any) -> Any:
    """The value given most often; of equals the longer, then the first in order. Null where none is given."""
    counts: dict[Any, int] = {}
    for value in values:
        if value is not None:
            counts[value] = counts.get(value, 0) + 1
    return min(counts, key=lambda value: (-counts[value], -len(value), value), default=None)


def _assign_series_ids(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
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
            row | {"series_id": make_identifier("ser", *map(_convert_to_text, k))}
            for k, (row, *more) in shared.items()
            if not more
        ]
        left = [row for group in shared.values() if len(group) > 1 for row in group]
    columns = table_registry.build_polars_schema("figure_series").names()
    return [{name: row[name] for name in columns} for row in made]


def _convert_to_text(value: Any) -> str | None:
    return None if value is None else str(value)
