"""`CHANGES.md` and `changes.parquet`: what changed since the release that this one replaces."""

from pathlib import Path

import polars as pl
import pyarrow as pa

from pipeline.publish import parquet_tables
from pipeline.publish.metadata.dataset_info import render_template
from pipeline.publish.release_diff import CHANGES_SCHEMA, ReleaseDiff

MAX_LISTED_DOCUMENTS = 100  # documents that CHANGES.md names; `changes.parquet` has all

MAX_LISTED_VALUES = 100  # values that CHANGES.md shows
# Tables whose values a reader follows, and columns that shift with every edit of an article.
VALUE_TABLES = ("statements", "figures", "events", "figure_series", "timeline", "entities")
SHIFTING_COLUMNS = ("char_start", "char_end", "speaker_start", "speaker_end", "cue_start", "cue_end", "text")

COLUMN_DESCRIPTIONS = {
    "table": "Table of the row.",
    "key": "The row's key.",
    "change": "`added`, `removed` or `updated`.",
    "columns": "Columns whose value changed; null for rows added and removed.",
    "was": "What those columns held before, as strings; null for words of a document.",
    "is": "What they hold now.",
    "document_id": "Document of the row; null in tables across documents.",
    "reason": "Why, where it is known.",
    "became": "Of an event of the timeline that is gone: the events to which its mentions went.",
}


def write_changelog(changes: ReleaseDiff, folder: Path, damaged: str | None = None) -> None:
    """Write both files; `damaged` is the release before where its files no longer are what was published."""
    (folder / "CHANGES.md").write_bytes(render_changelog(changes, damaged).encode())
    schema = build_changes_schema()
    batches = (part.to_arrow().cast(schema) for part in parquet_tables.iterate_slices(changes.rows))
    parquet_tables.write_batches(batches, schema, folder / "changes.parquet")


def build_changes_schema() -> pa.Schema:
    """The Arrow schema of `changes.parquet`."""
    types = {
        name: pa.string() if dtype == pl.String else pa.list_(pa.string()) for name, dtype in CHANGES_SCHEMA.items()
    }
    fields = [
        pa.field(name, types[name], metadata={"description": COLUMN_DESCRIPTIONS[name]}) for name in CHANGES_SCHEMA
    ]
    return pa.schema(fields, metadata={"table": "changes"})


def render_changelog(changes: ReleaseDiff, damaged: str | None = None) -> str:
    """The difference in Markdown: by table, by reason, by column, and the documents that came and went."""
    rows = changes.rows
    return render_template(
        "changes.md.j2",
        changes=changes,
        damaged=damaged,
        counts=changes.counts.to_dicts(),
        total=rows.height,
        reasons=_count_rows_by(rows.with_columns(pl.col("reason").fill_null("not known")), "reason", "change"),
        columns=_count_rows_by(rows.filter(pl.col("change") == "updated").explode("columns"), "table", "columns"),
        values=_list_values(rows),
        listed_values=MAX_LISTED_VALUES,
        clusters=rows.filter(pl.col("became").is_not_null()).head(MAX_LISTED_VALUES).to_dicts(),
        documents=changes.documents.head(MAX_LISTED_DOCUMENTS).to_dicts(),
        listed=MAX_LISTED_DOCUMENTS,
    ).decode()


def _list_values(rows: pl.DataFrame) -> list[dict[str, object]]:
    """Updated values of the facts themselves, one row a column, without places and counts."""
    told = rows.filter((pl.col("change") == "updated") & pl.col("table").is_in(VALUE_TABLES))
    each = told.select("table", "key", "columns", "was", "is").explode("columns", "was", "is")
    return each.filter(~pl.col("columns").is_in(SHIFTING_COLUMNS)).head(MAX_LISTED_VALUES).to_dicts()


def _count_rows_by(rows: pl.DataFrame, *by: str) -> list[dict[str, object]]:
    return rows.group_by(by).agg(rows=pl.len()).sort("rows", *by, descending=[True] + [False] * len(by)).to_dicts()
