"""The page of an actor or place: what it did and what befell it, what it said, figures about it, on a line of time."""

from collections.abc import Iterator
from datetime import date

from pipeline.publish.site.life_line import draw_life_line
from pipeline.publish.site.site_rows import Row, SiteRows, name_entity, name_party, sort_by_day
from pipeline.publish.site.site_templates import render_page

MAX_ROWS = 100  # of each kind on one page; the explorer has the rest


def render_entities(rows: SiteRows) -> Iterator[tuple[str, bytes]]:
    """The page of each entity that takes part in a row, with its address."""
    for entity in rows.entities.values():
        if entity["entity_id"] in rows.with_page:
            yield f"entities/{entity['entity_id']}.html", _render_entity(entity, rows)


def _render_entity(entity: Row, rows: SiteRows) -> bytes:
    key = entity["entity_id"]
    events = sort_by_day(rows.parts["flat_events"].get(key), "date_start", "date_end")
    statements = sort_by_day(rows.parts["flat_statements"].get(key), "stated_on", "published_on")
    figures = sort_by_day(rows.parts["flat_figures"].get(key), "as_of_start", "as_of_end")
    lanes = {
        "Events": [row["date_start"] for row in events if _is_short(row["date_start"], row["date_end"])],
        "Statements": [row["stated_on"] for row in statements if row["stated_on"]],
        "Figures": [row["as_of_start"] for row in figures if _is_short(row["as_of_start"], row["as_of_end"])],
    }
    return render_page(
        "entity.html.j2",
        up="../",
        entity=entity,
        title=name_entity(entity),
        events=[row | {"role": _find_role(row, key), "sides": _name_sides(row)} for row in events[:MAX_ROWS]],
        statements=statements[:MAX_ROWS],
        figures=figures[:MAX_ROWS],
        totals={"events": len(events), "statements": len(statements), "figures": len(figures)},
        line=draw_life_line(lanes),
        with_page=rows.with_page,
    )


def _is_short(start: date | None, end: date | None) -> bool:
    """Whether an interval is known to at most a month, so that it has a place on the line."""
    return start is not None and end is not None and (end - start).days <= 31


def _find_role(row: Row, key: str) -> str:
    for role, word in (("actor", "acts"), ("recipient", "is acted on")):
        if row[f"{role}_entity_id"] == key:
            return word
    return "is the place"


def _name_sides(row: Row) -> str:
    """Who did it to whom, in names."""
    actor, recipient = name_party(row, "actor"), name_party(row, "recipient")
    return " → ".join(side or "?" for side in (actor, recipient)) if actor or recipient else ""
