"""Series: the same quantity as different documents give it, how it moved, and where it is in dispute."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from pipeline.base.ids import identifier
from pipeline.reconcile.compared import Figure, compared
from pipeline.reconcile.groups import Groups
from pipeline.reconcile.quantities import measures, ordinal, thing
from pipeline.reconcile.rules import CLOSE_DAYS
from schemas import tables as register

# A count that rose or fell by more than this from one telling to a later one is taken for another quantity, unless the
# bounds meet: tolls rise as more is known, and seldom fall.
GREATEST_RISE, GREATEST_FALL = 3.0, 1.5
# Descriptions are the same where they share at least this part of their words (Jaccard).
LEAST_SHARED = 0.5
# Days by which figures of measures without an entry in measures.yml may lie apart.
WINDOW = 7
FIRST, LAST = date.min.toordinal(), date.max.toordinal()  # where nothing bounds the days


@dataclass(frozen=True, slots=True)
class Node:
    """Figures that say the same of the same days, so that a thousand of them are compared once."""

    number: int
    block: tuple[Any, ...]
    place: str | None
    whole: bool  # the place is a whole country
    thing: frozenset[str]
    vague: bool
    low: float
    high: float
    start: int
    end: int
    happened: int | None
    nature: str | None
    originals: frozenset[str]
    rows: list[Figure]


def build(groups: Sequence[Sequence[Figure]]) -> pl.DataFrame:
    """The table `figure_series` of the figures of each series.

    An id is made of measure, direction, place and first day of the series; where two series share these, also of what
    is counted, and at last of their first figure. So it stays when a document adds a figure that moves none of these.
    """
    return register.frame("figure_series", _with_ids([_row(members) for members in groups]))


def group(
    figures: pl.DataFrame, events: pl.DataFrame, documents: pl.DataFrame, entities: pl.DataFrame
) -> list[list[Figure]]:
    """The figures of each series: every figure but ordinals in exactly one.

    Two figures are of one series when measure and direction are the same, the places can be one (the same, or a country
    and a place in it), their days lie within the measure's window (`measures.yml`; where no day is told, those of
    publication), and either their bounds meet and nothing named in one is foreign to the other, or both count the same
    thing and the greater is at most three times the less. A vague word is met only by what lies wholly inside it.
    Counts of deeds of different days are different counts, unless they are so close in day and number that the day is
    in dispute.
    """
    nodes = _nodes(compared(figures, events, documents, entities))
    groups = Groups(range(len(nodes)))
    places = {node.number: frozenset({node.place} if node.place and not node.whole else ()) for node in nodes}
    told = {node.number: frozenset(() if node.happened is None else (node.happened,)) for node in nodes}
    # The same place first: a figure for the whole country must not draw together those of two of its towns.
    links = sorted(
        (one.place != other.place, one.number, other.number) for block in _blocks(nodes) for one, other in _links(block)
    )
    for _, one, other in links:
        root, lost = groups.find(one), groups.find(other)
        if root == lost or (places[root] and places[lost] and not places[root] & places[lost]):
            continue
        days = told[root] | told[lost]
        if not days or max(days) - min(days) <= CLOSE_DAYS:
            groups.join(root, lost)
            places[root] |= places.pop(lost)
            told[root] |= told.pop(lost)
    return [[row for number in members for row in nodes[number].rows] for members in groups.members()]


def _nodes(rows: list[Figure]) -> list[Node]:
    """The figures by what they say, in the order of their first days."""
    alike: dict[tuple[Any, ...], list[Figure]] = {}
    for row in rows:
        counted = row.measure in measures()
        said = (
            row.measure,
            row.direction,
            row.home,
            None if counted else row.unit,
            row.location_entity_id,
            bool(row.is_country),
            thing(row.measure, row.concept_lemma or row.concept),
            row.qualifier == "vague",
            row.near_low,
            row.near_high,
            row.start,
            row.end,
            row.happened,
            row.nature,
        )
        alike.setdefault(said, []).append(row)
    return [
        Node(
            number=number,
            block=said[:4],
            place=said[4],
            whole=said[5],
            thing=said[6],
            vague=said[7],
            low=said[8],
            high=said[9],
            start=ordinal(said[10], FIRST),
            end=ordinal(said[11], LAST),
            happened=None if said[12] is None else said[12].toordinal(),
            nature=said[13],
            originals=frozenset(row.original_id for row in told),
            rows=told,
        )
        for number, (said, told) in enumerate(alike.items())
    ]


def _blocks(nodes: list[Node]) -> Iterable[list[Node]]:
    """Nodes that can be of one series at all: the same measure, direction, country and (unless counted) unit."""
    found: dict[tuple[Any, ...], list[Node]] = {}
    for node in nodes:
        found.setdefault(node.block, []).append(node)
    return found.values()


def _links(block: list[Node]) -> Iterator[tuple[Node, Node]]:
    """Pairs of one series within a block."""
    measure = measures().get(block[0].block[0])
    window = measure.window if measure else WINDOW
    block = sorted(block, key=lambda node: node.start)
    starts = np.array([node.start for node in block])
    low, high = np.array([node.low for node in block]), np.array([node.high for node in block])
    for first, node in enumerate(block):
        # Sorted by start, only what starts up to a window after this one's end can follow.
        rest = slice(first + 1, int(np.searchsorted(starts, node.end + window, side="right")))
        with np.errstate(divide="ignore", invalid="ignore"):
            move = np.where(low[rest] > node.high, low[rest] / node.high, node.low / high[rest])
        near = (low[rest] <= node.high) & (node.low <= high[rest]) | (move <= GREATEST_RISE) & (move > 0)
        for second in np.flatnonzero(near):
            if _same(node, other := block[first + 1 + int(second)], counted=measure is not None):
                yield node, other


def _same(one: Node, other: Node, *, counted: bool) -> bool:
    """Whether two figures near in time and size, the later one second, are of one quantity."""
    if not _places_fit(one, other) or (one.nature and other.nature and one.nature != other.nature):
        return False
    union = one.thing | other.thing
    alike = (len(one.thing & other.thing) / len(union) if union else float(counted)) >= LEAST_SHARED
    if not counted and not alike:
        return False
    if _fits(one, other):
        return alike or not one.thing or not other.thing
    if one.happened is not None and other.happened is not None and one.happened != other.happened:
        return False
    # Two numbers that differ in one text for one day are two quantities.
    apart = one.start != other.start or len(one.originals | other.originals) > 1
    fell = one.start < other.start and other.high * GREATEST_FALL < one.low
    return alike and apart and not fell and not one.vague and not other.vague


def _places_fit(one: Node, other: Node) -> bool:
    """Whether the places can be one; where neither a place nor a country is known, only within one text."""
    if one.place is None and other.place is None and one.block[2] is None:
        return one.originals == other.originals
    return one.place is None or other.place is None or one.place == other.place or one.whole or other.whole


def _fits(one: Node, other: Node) -> bool:
    """Whether both can be meant as the same number; a vague word is met by its like, or by what lies inside it."""
    if one.vague and other.vague:
        return one.low == other.low
    for vague, told in ((one, other), (other, one)):
        if vague.vague:
            return vague.low <= told.low and told.high <= vague.high
    return one.low <= other.high and other.low <= one.high


def _row(members: Sequence[Figure]) -> dict[str, Any]:
    """The row of `figure_series` for one series, with what its id is made of under keys of their own."""
    members = sorted(members, key=lambda row: (row.start or date.max, row.end or date.max, row.figure_id))
    spans = [(row.as_of_start, row.as_of_end) for row in members]
    given = [v for row in members for v in (row.value, row.value_low, row.value_high) if v is not None]
    location = _most(row.location_entity_id for row in members)
    concept = _most(row.concept for row in members)
    return {
        "measure": members[0].measure,
        "direction": members[0].direction,
        "first": min(row.figure_id for row in members),
        "thing": " ".join(sorted(thing(members[0].measure, concept))),
        "concept": concept,
        "location_entity_id": location,
        "as_of_start": min((start for start, _ in spans if start), default=None),
        "as_of_end": max((end for start, end in spans if start and end), default=None),
        "value_low": min(given, default=None),
        "value_high": max(given, default=None),
        "figure_count": len(members),
        "document_count": len({row.document_id for row in members}),
        "publisher_count": len({row.source for row in members}),
        "agreement": _agreement(members),
        "figure_ids": [row.figure_id for row in members],
    }


def _agreement(members: list[Figure]) -> str:
    """How the figures stand to each other."""
    if len(members) == 1:
        return "single"
    if _meet(members):
        return "agree"
    by_day: dict[Any, list[Figure]] = {}
    for row in members:
        if row.as_of_start is not None and row.as_of_start == row.as_of_end:
            by_day.setdefault(row.as_of_start, []).append(row)
    return "revised" if all(_meet(told) for told in by_day.values()) else "conflict"


def _meet(members: list[Figure]) -> bool:
    """Intervals on a line all meet when the greatest low is no more than the least high."""
    return bool(max(row.low for row in members) <= min(row.high for row in members))


def _most(values: Any) -> Any:
    """The value given most often; of equals the longer, then the first in order. Null where none is given."""
    counts: dict[Any, int] = {}
    for value in values:
        if value is not None:
            counts[value] = counts.get(value, 0) + 1
    return min(counts, key=lambda value: (-counts[value], -len(value), value), default=None)


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
