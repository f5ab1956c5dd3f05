"""What became of each correction: a row of the table `corrections`."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from pipeline.corrections.correction_entries import Correction
from schemas import table_registry


@dataclass(frozen=True, slots=True)
class Outcome:
    """A correction that was applied, or is stale: then `note` says why its evidence or its effect is gone."""

    correction: Correction
    row_id: str | None = None
    field: str | None = None
    was: object = None
    right: object = None
    note: str | None = None

    def to_row(self) -> dict[str, Any]:
        """The row of the table."""
        return {
            "correction_id": self.correction.correction_id,
            "table": self.correction.table,
            "row_id": self.row_id,
            "field": self.field,
            "was": format_value(self.was),
            "is": format_value(self.right),
            "reason": self.correction.reason,
            "author": self.correction.author,
            "made_on": self.correction.made_on,
            "state": "stale" if self.note else "applied",
            "note": self.note,
        }


def format_value(value: object) -> str | None:
    """A value of any column as a string: whole numbers without a point, days as ISO 8601."""
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return None if value is None else str(value)


def make_outcome_frame(outcomes: list[Outcome]) -> pl.DataFrame:
    """The outcomes as a frame of the table `corrections`."""
    return table_registry.make_frame("corrections", [outcome.to_row() for outcome in outcomes])
