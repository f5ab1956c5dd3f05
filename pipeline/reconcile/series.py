"""Series: the same quantity as different documents give it, how it moved, and where it is in dispute."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from pipeline.base.ids import identifier
from pipeline.reconcile.compared import Figure, compared
from pipeline.reconcile.groups import Groups
from pipeline.reconcile.nodes import GREATEST_RISE, Block, Node, nodes, same
from pipeline.reconcile.quantities import measures, thing
from pipeline.reconcile.rules import CLOSE_DAYS
from schemas import tables as register

# Days by which figures of measures without an entry in measures.yml may lie apart.
WINDOW = 7


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
    told = nodes(compared(figures, events, documents, entities))
    groups = Groups(range(len(told)))
    places = {n.number: frozenset({n.said.place} if n.said.place and not n.said.whole else ()) for n in told}
    happened = {n.number: frozenset(() if n.said.happened is None else (n.said.happened,)) for n in told}
    # The same place first: a figure for the whole country must not draw together those of two of its towns.
    links = sorted(
        (one.said.place != other.said.place, one.number, other.number)
        for block in _blocks(told)
        for one, other in _links(block)
    )
    for _, one, other in links:
        root, lost = groups.find(one), groups.find(other)
        if root == lost or (places[root] and places[lost] and not places[root] & places[lost]):
            continue
        days = happened[root] | happened[lost]
        if not days or max(days) - min(days) <= CLOSE_DAYS:
            groups.join(root, lost)
            places[root] |= places.pop(lost)
            happened[root] |= happened.pop(lost)
    return [[row for number in members for row in told[number].rows] for members in groups.members()]


def _blocks(told: list[Node]) -> Iterable[list[Node]]:
    """Nodes that can be of one series at all."""
    found: dict[Block, list[Node]] = {}
    for node in told:
        found.setdefault(node.said.block, []).append(node)
    return found.values()


def _links(block: list[Node]) -> Iterator[tuple[Node, Node]]:
    """Pairs of one series within a block."""
    measure = measures().get(block[0].said.block.measure)
    window = measure.window if measure else WINDOW
    block = sorted(block, key=lambda node: node.said.start)
    starts = np.array([node.said.start for node in block])
    low, high = (np.array([getattr(node.said, end) for node in block]) for end in ("low", "high"))
    for first, node in enumerate(block):
        said = node.said
        # Sorted by start, only what starts up to a window after this one's end can follow.
        rest = slice(first + 1, int(np.searchsorted(starts, node.said.end + window, side="right")))
        with np.errstate(divide="ignore", invalid="ignore"):
            move = np.where(low[rest] > said.high, low[rest] / said.high, said.low / high[rest])
        near = (low[rest] <= said.high) & (said.low <= high[rest]) | (move <= GREATEST_RISE) & (move > 0)
        for second in np.flatnonzero(near):
            if same(node, other := block[first + 1 + int(second)], counted=measure is not None):
                yield node, other


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
