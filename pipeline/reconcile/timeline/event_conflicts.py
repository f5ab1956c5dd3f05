"""Conflicts: in what the mentions of one event contradict each other, and who tells which side.

- date: two mentions of a deed that is done in a day give exact days that differ;
- actor: one tells that somebody did it, another that it was done to that same one, or that someone of another country
  did;
- number: figures of one measure that the mentions tie to the event cannot all hold;
- status: one asserts it, another denies it.

What happens later than planned is no conflict, and neither is a mention that leaves something open.
"""

import json
from collections.abc import Callable
from typing import Any

from schemas.event_ontology import load_event_types

Row = dict[str, Any]


def find_conflicts(members: list[Row], figures_by_event: dict[str, list[Row]]) -> str | None:
    """The conflicts among the mentions of one event as JSON, or null: a list of `what` and `sides`.

    A side has its `value`, the `document_ids` that tell it and the `event_ids` of its mentions. `members` are rows of
    `events` with `original_id` and the names of their entities; `counted` has, by event id, the figures tied to it,
    each with its `low` and `high`. Mentions in copies of one document are one voice.
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
    """For each measure whose figures cannot all hold on one and the same day, its figures as sides."""
    by_measure: dict[tuple[Any, ...], list[tuple[Row, Row]]] = {}
    for row in members:
        for figure in figures_by_event.get(row["event_id"], []):
            key = (figure["measure"], figure["unit"], figure["as_of_start"], figure["as_of_end"])
            by_measure.setdefault(key, []).append((figure, row))
    found = []
    for _, told in sorted(by_measure.items(), key=lambda entry: str(entry[0])):
        if max(figure["low"] for figure, _ in told) > min(figure["high"] for figure, _ in told):
            sides: dict[str, list[Row]] = {}
            for figure, row in told:
                sides.setdefault(f"{figure['value'] or figure['value_low'] or 0:g} {figure['measure']}", []).append(row)
            found.append([_build_side(value, rows) for value, rows in sorted(sides.items())])
    return found


def _has_independent_sides(sides: list[Row], members: list[Row]) -> bool:
    """Whether more than one document, copies counting once, stands behind the sides."""
    originals = {row["event_id"]: row["original_id"] for row in members}
    return len({originals[event] for side in sides for event in side["event_ids"]}) > 1
