"""`CHANGES.md` and `changes.parquet`: what changed since the release that this one replaces."""

from pathlib import Path

import polars as pl
import pyarrow as pa

from pipeline.publish import tables as files
from pipeline.publish.diff import SCHEMA, Changes
from pipeline.publish.metadata import from_template

LISTED = 100  # documents that CHANGES.md names; `changes.parquet` has all

DESCRIPTIONS = {
    "table": "Table of the row.",
    "key": "The row's key.",
    "change": "`added`, `removed` or `changed`.",
    "columns": "Columns whose value changed; null for rows added and removed.",
    "document_id": "Document of the row; null in tables across documents.",
    "reason": "Why, where it is known.",
}


def write(changes: Changes, folder: Path, damaged: str | None = None) -> None:
    """Write both files; `damaged` is the release before where its files no longer are what was published."""
    (folder / "CHANGES.md").write_bytes(summary(changes, damaged).encode())
    schema = arrow_schema()
    batches = (part.to_arrow().cast(schema) for part in files.slices(changes.rows))
    files.write_arrow(batches, schema, folder / "changes.parquet")


def arrow_schema() -> pa.Schema:
    """The Arrow schema of `changes.parquet`."""
    types = {name: pa.string() if dtype == pl.String else pa.list_(pa.string()) for name, dtype in SCHEMA.items()}
    fields = [pa.field(name, types[name], metadata={"description": DESCRIPTIONS[name]}) for name in SCHEMA]
    return pa.schema(fields, metadata={"table": "changes"})


def summary(changes: Changes, damaged: str | None = None) -> str:
    """The difference in Markdown: by table, by reason, by column, and the documents that came and went."""
    rows = changes.rows
    return from_template(
        "changes.md.j2",
        changes=changes,
        damaged=damaged,
        counts=changes.counts.to_dicts(),
        total=rows.height,
        reasons=_counted(rows.with_columns(pl.col("reason").fill_null("not known")), "reason", "change"),
        columns=_counted(rows.filter(pl.col("change") == "changed").explode("columns"), "table", "columns"),
        documents=changes.documents.head(LISTED).to_dicts(),
        listed=LISTED,
    ).decode()


def _counted(rows: pl.DataFrame, *by: str) -> list[dict[str, object]]:
    return rows.group_by(by).agg(rows=pl.len()).sort("rows", *by, descending=[True] + [False] * len(by)).to_dicts()
