"""What a correction may say, checked entry by entry: a row, an entity or an event of the timeline, and what is right.

A row is named by its evidence: the document, the characters and what was read there. A correction never edits text:
columns that quote a document or hold offsets cannot be corrected.
"""

import json
import math
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal

import polars as pl
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from pipeline.base.ids import make_identifier
from schemas import table_registry
from schemas.controlled_vocabularies import list_values
from schemas.table_registry import Column

Line = Annotated[str, Field(min_length=1, max_length=2000)]
Offset = Annotated[int, Field(ge=0, le=2**40, strict=True)]
MAX_READ_CHARS = 5000

RowTable = Literal["mentions", "statements", "figures", "events"]


class _Signed(BaseModel):
    """Why, who and when: every correction says it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reason: Line
    author: Line
    made_on: date

    @property
    def correction_id(self) -> str:
        """Made of all that the entry says, so that the same entry is the same correction."""
        return make_identifier("cor", json.dumps(self.model_dump(mode="json"), sort_keys=True))


class Evidence(BaseModel):
    """Where a row stands: the document by its external identifier, its characters, and what was read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    document: Line
    start: Offset
    end: Offset
    read: Annotated[str, Field(max_length=MAX_READ_CHARS)]
    row_id: str | None = Field(default=None, pattern=r"^[a-z]{3}_[0-9a-f]{16}$", description="Where several rows fit.")


class RowCorrection(_Signed):
    """A field of a row and what is right, or that the row is `wrong`: no such thing."""

    table: RowTable
    evidence: Evidence
    wrong: Literal[True] | None = None
    field: Line | None = None
    was: str | float | int | bool | date | None = None
    right: str | float | int | bool | date | None = Field(default=None, alias="is")

    @model_validator(mode="after")
    def check_field(self) -> "RowCorrection":
        """Either wrong, or a field that may be corrected with a value of its type."""
        if self.wrong:
            if self.field is not None or "right" in self.model_fields_set:
                raise ValueError("`wrong` stands alone; leave out `field` and `is`")
            return self
        if self.field is None or "right" not in self.model_fields_set:
            raise ValueError("give `field` and `is`, or `wrong: true`")
        columns = list_correctable(self.table)
        if self.field not in columns:
            raise ValueError(f"`{self.field}` cannot be corrected; of {self.table} these can: {', '.join(columns)}")
        parse_value(columns[self.field], self.right)
        return self


class EntityCorrection(_Signed):
    """That an entity is the same as another or is not, its name, or its Wikidata item."""

    table: Literal["entities"]
    entity: Line
    document: Line | None = Field(default=None, description="Only as this document knows it.")
    same_as: Line | None = None
    not_same_as: Line | None = None
    other_document: Line | None = Field(default=None, description="The other one only as this document knows it.")
    name: Line | None = None
    wikidata_id: str | None = Field(default=None, pattern=r"^Q[1-9][0-9]{0,11}$")

    @model_validator(mode="after")
    def check_one(self) -> "EntityCorrection":
        """One thing at a time."""
        if sum(value is not None for value in (self.same_as, self.not_same_as, self.name, self.wikidata_id)) != 1:
            raise ValueError("give one of `same_as`, `not_same_as`, `name`, `wikidata_id`")
        return self

    @property
    def field(self) -> str:
        """What the entry says of the entity."""
        return next(f for f in ("same_as", "not_same_as", "name", "wikidata_id") if getattr(self, f) is not None)


class TimelineCorrection(_Signed):
    """That a mention belongs to the event of another mention, or does not."""

    table: Literal["timeline"]
    evidence: Evidence
    belongs_with: Evidence | None = None
    apart_from: Evidence | None = None

    @model_validator(mode="after")
    def check_one(self) -> "TimelineCorrection":
        """One thing at a time."""
        if (self.belongs_with is None) == (self.apart_from is None):
            raise ValueError("give one of `belongs_with`, `apart_from`")
        return self


Correction = RowCorrection | EntityCorrection | TimelineCorrection
_MODELS: dict[str, TypeAdapter[Any]] = {
    **{table: TypeAdapter(RowCorrection) for table in ("mentions", "statements", "figures", "events")},
    "entities": TypeAdapter(EntityCorrection),
    "timeline": TypeAdapter(TimelineCorrection),
}


def parse_correction(raw: object) -> Correction:
    """An entry of a file as a correction. Raises ValueError with one line that says what is wrong."""
    if not isinstance(raw, dict):
        raise ValueError("expected a mapping with `table`, `reason`, `author` and `made_on`")
    model = _MODELS.get(str(raw.get("table")))
    if model is None:
        raise ValueError(f"`table` must be one of {', '.join(_MODELS)}")
    try:
        correction: Correction = model.validate_python(raw)
    except ValidationError as error:
        what = error.errors()[0]
        where = ".".join(str(part) for part in what["loc"])
        raise ValueError(f"{where + ': ' if where else ''}{what['msg'].removeprefix('Value error, ')}"[:500]) from error
    return correction


@cache
def list_correctable(table: str) -> dict[str, Column]:
    """The columns of a table that a correction may set: no key, offset, quotation or reference but to entities."""
    return {
        column.name: column
        for column in table_registry.list_columns(table)
        if not column.is_key
        and column.unit != "code point"
        and column.references in (None, "entities")
        and not isinstance(column.dtype, pl.List)
        and column.text not in ("quoted", "phrase")
        and column.name != "rule"
    }


def parse_value(column: Column, value: object) -> object:
    """A value as its column holds it; an entity stays the name or identifier given. Raises ValueError."""
    if value is None:
        if not column.nullable:
            raise ValueError(f"`{column.name}` is never null")
        return None
    if column.dtype == pl.Date:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    if column.dtype in (pl.Float64, pl.Int64):
        if isinstance(value, bool | date) or not math.isfinite(number := float(str(value))):
            raise ValueError(f"`{column.name}` is a number")
        return number if column.dtype == pl.Float64 else int(number)
    if column.dtype == pl.Boolean:
        if not isinstance(value, bool):
            raise ValueError(f"`{column.name}` is true or false")
        return value
    if column.vocabulary and value not in list_values(column.vocabulary):
        raise ValueError(f"`{column.name}` is one of {', '.join(list_values(column.vocabulary))}")
    return str(value)
