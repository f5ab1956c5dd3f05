"""Conflicts: in what the mentions of one event contradict each other, and who tells which side.

- date: two mentions of a deed that is done in a day give exact days that differ;
- actor: one tells that somebody did it, another that it was done to that same one, or that someone of another country
  did;
- number: figures of one measure that the mentions tie to the event cannot all hold on one day;
- status: one asserts it, another denies it.

What happens later than planned is no conflict, and neither is a mention that leaves something open, a toll that a
later text revises, a part of another figure, or a total of many events.
"""

import json
from collections.abc import Callable
from typing import Any

from pipeline.reconcile.timeline.event_casualties import is_whole_toll
from schemas.event_ontology import load_event_types

Row = dict[str, Any]


def find_conflicts(members: list[Row], figures_by_event: dict[str, list[Row]]) -> str | None:
    """The conflicts among the mentions of one event as JSON, or null: a list of `what` and `sides`.

    A side has its `value`, the `document_ids` that tell it, the `event_ids` of its mentions and, of a number, the
    `speakers` that give it. `members` are rows of `events` with `original_id`, `told_day` and the names of their
    entities; `figures_by_event` has, by event id, the figures tied to it, each with its `low`, `high` and `speaker`.
    Mentions in copies of one document are one voice.
    """
    asserted = [row for row in members if row["status"] == "asserted"]
    found = [
        ("date", _group_sides(asserted, _find_exact_day)),
        ("actor", _find_actor_sides(asserted)),
        *(("number", sides) for sides in _find_number_sides(members, figures_by_event)),
        (
            "status",
            _group_sides([row for row in members if row["status"] in ("asserted", "denied")], lambda r: r["status"]),
        ),
    ]
    told = [
        {"what": what, "sides": sides}
        for what, sides in found
        if len(sides) > 1 and _has_independent_sides(sides, members)
    ]
    return json.dumps(told, ensure_ascii=False, sort_keys=True) if told else None


def _find_exact_day(row: Row) -> str | None:
    """The exact day of a deed that is done in a day."""
    if (
        load_event_types()[row["event_type"]].duration_days
        or row["date_start"] is None
        or row["date_start"] != row["date_end"]
    ):
        return None
    return str(row["date_start"])


def _group_sides(members: list[Row], value: Callable[[Row], str | None]) -> list[Row]:
    sides: dict[str, list[Row]] = {}
    for row in members:
        told = value(row)
        if told is not None:
            sides.setdefault(told, []).append(row)
    return [_build_side(told, rows) for told, rows in sorted(sides.items())]


def _build_side(value: str, rows: list[Row]) -> Row:
    return {
        "value": value,
        "document_ids": sorted({row["document_id"] for row in rows}),
        "event_ids": sorted({row["event_id"] for row in rows}),
    }


def _find_actor_sides(members: list[Row]) -> list[Row]:
    """Sides that name different actors of what befell somebody: one of another country, or the one whom it befell."""
    told = [
        row
        for row in members
        if row["actor_entity_id"] is not None and not load_event_types()[row["event_type"]].acts_for_body
    ]
    by_actor: dict[str, list[Row]] = {}
    for row in told:
        by_actor.setdefault(row["actor_entity_id"], []).append(row)
    upon = {row["recipient_entity_id"] for row in told}
    turned = by_actor.keys() & upon
    countries = {rows[0]["actor_country"] for own, rows in by_actor.items()} - {None}
    chosen = [
        own
        for own, rows in sorted(by_actor.items())
        if (len(countries) > 1 and rows[0]["actor_country"])
        or own in turned
        or any(row["recipient_entity_id"] in turned for row in rows)
    ]
    return [_build_side(by_actor[own][0]["actor_name"], by_actor[own]) for own in chosen] if len(chosen) > 1 else []


def _find_number_sides(members: list[Row], figures_by_event: dict[str, list[Row]]) -> list[list[Row]]:
    """For each measure whose figures cannot all hold on one and the same day, its figures as sides.

    The day is that for which the figure holds, or else that of publication: what is told later revises it.
    """
    by_measure: dict[tuple[Any, ...], list[tuple[Row, Row]]] = {}
    for row in members:
        for figure in figures_by_event.get(row["event_id"], []):
            if is_whole_toll(figure):
                day = row["told_day"] if row["told_day"] is not None else figure["as_of_end"]
                by_measure.setdefault((figure["measure"], figure["unit"], day), []).append((figure, row))
    found = []
    for _, told in sorted(by_measure.items(), key=lambda entry: str(entry[0])):
        if max(figure["low"] for figure, _ in told) > min(figure["high"] for figure, _ in told):
            sides: dict[str, list[tuple[Row, Row]]] = {}
            for figure, row in told:
                value = f"{figure['value'] or figure['value_low'] or 0:g} {figure['measure']}"
                sides.setdefault(value, []).append((figure, row))
            found.append([_build_number_side(value, pairs) for value, pairs in sorted(sides.items())])
    return found


def _build_number_side(value: str, pairs: list[tuple[Row, Row]]) -> Row:
    speakers = sorted({figure["speaker"] for figure, _ in pairs if figure["speaker"]})
    return _build_side(value, [row for _, row in pairs]) | ({"speakers": speakers} if speakers else {})


def _has_independent_sides(sides: list[Row], members: list[Row]) -> bool:
    """Whether more than one document, copies counting once, or more than one speaker stands behind the sides."""
    originals = {row["event_id"]: row["original_id"] for row in members}
    if all(side.get("speakers") for side in sides):
        return len({speaker for side in sides for speaker in side["speakers"]}) > 1
    return len({originals[event] for side in sides for event in side["event_ids"]}) > 1
