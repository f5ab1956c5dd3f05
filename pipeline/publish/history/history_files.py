"""The files of `history/`: one Parquet file for each release and table that it changed, and an index.

A file holds the rows that were added or updated, whole, and the keys of those that were removed. Who has the tables of
the release before removes from them every key that the file names and adds the rows that are `added` or `updated`.
"""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.publish import parquet_tables
from pipeline.publish.checksums import RELEASE_ID_PATTERN
from schemas import table_registry

HISTORY_FOLDER = "history"
INDEX_FILE = "history/index.json"
# Releases whose changes are kept; who is further behind takes the whole release.
KEPT_RELEASES = 100

CHANGE_FIELDS = (
    pa.field("change", pa.string(), nullable=False, metadata={"description": "`added`, `updated` or `removed`."}),
    pa.field("change_columns", pa.list_(pa.string()), metadata={"description": "Columns that changed, of `updated`."}),
    pa.field("change_reason", pa.string(), metadata={"description": "Why, where it is known."}),
    pa.field(
        "became",
        pa.list_(pa.string()),
        metadata={"description": "Of a row of `timeline` that is gone: the events to which its mentions went."},
    ),
)


class HistoryEntry(BaseModel):
    """One release of the index: what it replaced, and the files of its changes by table, with their numbers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    release: str = Field(pattern=RELEASE_ID_PATTERN.pattern)
    replaces: str | None = Field(pattern=RELEASE_ID_PATTERN.pattern)
    counts: dict[str, dict[str, int]] = Field(description="Rows added, updated and removed, by table that changed.")

    def list_files(self) -> dict[str, str]:
        """The file of each table that changed."""
        return {name: f"{HISTORY_FOLDER}/{self.release}/{name}.parquet" for name in self.counts}


class HistoryIndex(BaseModel):
    """The releases in their order, the last one that of the folder."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    releases: tuple[HistoryEntry, ...] = ()


def read_history_index(folder: Path) -> HistoryIndex | None:
    """The index of a release folder; null where there is none that can be used."""
    try:
        return HistoryIndex.model_validate_json((folder / INDEX_FILE).read_bytes())
    except (OSError, ValidationError):
        return None


def write_history_index(index: HistoryIndex, folder: Path) -> None:
    """Write the index, one line a file's worth of changes."""
    text = json.dumps(index.model_dump(mode="json"), ensure_ascii=False, indent=1)
    (folder / INDEX_FILE).parent.mkdir(exist_ok=True)
    (folder / INDEX_FILE).write_text(text + "\n", encoding="utf-8")


def build_history_schema(name: str) -> pa.Schema:
    """The columns of a table as nullable ones, after what says how the row changed."""
    schema = parquet_tables.build_arrow_schema(name)
    return pa.schema([*CHANGE_FIELDS, *(field.with_nullable(True) for field in schema)], metadata=schema.metadata)


def write_history_table(name: str, rows: pl.DataFrame, target: Path) -> None:
    """Write changed rows of one table; `rows` has the columns of `build_history_schema`."""
    schema = build_history_schema(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    batches = (_build_batch(name, part, schema) for part in parquet_tables.iterate_slices(rows))
    parquet_tables.write_batches(batches, schema, target)


def _build_batch(name: str, part: pl.DataFrame, schema: pa.Schema) -> pa.Table:
    vocabularies = {column.name: column.vocabulary for column in table_registry.list_columns(name)}
    arrays: list[Any] = []
    for field in schema:
        series = part.get_column(field.name)
        if vocabulary := vocabularies.get(field.name):
            arrays.append(parquet_tables.encode_dictionary(series, vocabulary))
        else:
            arrays.append(series.to_arrow().cast(field.type))
    return pa.Table.from_arrays(arrays, schema=schema)
