"""Fields of a timeline row: what its clearest mention states, else what several mentions state and none denies."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pipeline.reconcile.timeline.mention_rows import Row
from schemas.event_ontology import load_event_types

# Mentions that must state a value where the clearest one does not.
MIN_STATED = 2
# A place or day that stands elsewhere in the sentence may be another's: "flew to Oslo after he was arrested".
ELSEWHERE = "sentence"


def choose_value(members: Sequence[Row], column: str, clearest: Row) -> Any:
    """The value of the mention that sums up the row, else the one that several mentions share; null for none."""
    if clearest[column] is not None:
        return clearest[column]
    stated = [row[column] for row in members if row[column] is not None]
    return stated[0] if len(stated) >= MIN_STATED and len(set(stated)) == 1 else None


def choose_party(members: Sequence[Row], role: str, clearest: Row) -> Any:
    """The actor or recipient of a row."""
    return choose_value(members, f"{role}_entity_id", clearest)


def choose_place(members: Sequence[Row], clearest: Row) -> Any:
    """Where the event of a row was, unless that is only told as whose people or body it befell.

    "A Bergen man was killed" and "sanctions on Norway" name no place of the event.
    """
    placed = [
        row | {"location_entity_id": None} if row["location_basis"] == ELSEWHERE or _is_of_a_party(row) else row
        for row in members
    ]
    own = placed[next(at for at, row in enumerate(members) if row is clearest)]
    return choose_value(placed, "location_entity_id", own)


def _is_of_a_party(row: Row) -> bool:
    place = row["location_text"]
    parties = [row[f"{role}_text"] for role in ("actor", "recipient")]
    is_modifier = bool(place) and any(
        text is not None and place.casefold() in text.casefold() and place.casefold() != text.casefold()
        for text in parties
    )
    kind = load_event_types()[row["event_type"]]
    ids = (row["actor_entity_id"], row["recipient_entity_id"])
    return is_modifier or (row["location_entity_id"] in ids and not kind.is_located and not kind.is_mutual)


def choose_days(members: Sequence[Row], clearest: Row) -> tuple[date | None, date | None, str]:
    """First and last day of the event of a row and how exact they are."""
    columns = ("date_start", "date_end", "date_precision")
    dated = [row for row in members if row["date_start"] and row["date_end"] and row["date_basis"] != ELSEWHERE]
    days = [tuple(row[name] for name in columns) for row in dated]
    own = [found for row, found in zip(dated, days, strict=True) if row is clearest]
    is_shared = len(days) >= MIN_STATED and len(set(days)) == 1
    start, end, precision = own[0] if own else days[0] if is_shared else (None, None, "unknown")
    return start, end, precision
