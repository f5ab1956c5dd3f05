"""What one release has that another has not: rows added, removed and changed, by table, with the reason where known."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq

from pipeline.publish import tables as files
from pipeline.publish.target import mark
from schemas import tables

# Why a row differs, with what the reason means; the codebook prints them.
REASONS = {
    "new document": "Its document was not in the release before.",
    "changed document": "Its document was there with other content, so all its rows have other identifiers.",
    "document gone": "Its document is no longer there.",
    "other documents": "Its document and the run are the same; what changed is its company of other documents.",
    "new code": "Its document is the same, the code or its lexicons are not.",
    "new model": "Its document is the same, the parser's model is not.",
    "new settings": "Its document is the same, the settings are not.",
    "new schema": "Its document is the same, the schema's version is not.",
    "new text policy": "Its document is the same, the policy on texts is not.",
}
_PARTS = {"code": "new code", "model": "new model", "settings": "new settings", "schema": "new schema"}
_PARTS |= {"text": "new text policy"}

SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "table": pl.String,
    "key": pl.String,
    "change": pl.String,
    "columns": pl.List(pl.String),
    "document_id": pl.String,
    "reason": pl.String,
}


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference from `before` to `after` (identifiers of releases; null where there is none).

    `rows` has one row a difference: table, key, change (`added`, `removed`, `changed`), columns (those that changed),
    document_id (null for tables across documents) and reason (null where none is known). `counts` has one row a table:
    rows before and after, added, removed, changed. `documents` are those that only one of the two has: external_id,
    document_id, change and reason.
    """

    before: str | None
    after: str | None
    rows: pl.DataFrame
    counts: pl.DataFrame
    documents: pl.DataFrame


def diff(before: Path | None, after: Path) -> Changes:
    """Compare two release folders; with none before, nothing counts as changed.

    Raises ValueError where a folder is no release of newsledger.
    """
    new = _mark(after)
    old = _mark(before) if before else None
    found, counts = [], []
    for name in tables.TABLES:
        rows = _table(before, after, name) if before else pl.DataFrame(schema=SCHEMA).drop("reason")
        found.append(rows)
        change = rows.get_column("change")
        counts.append(
            {"table": name, "before": _height(before, name), "after": _height(after, name)}
            | {kind: int((change == kind).sum()) for kind in ("added", "removed", "changed")}
        )
    documents = _documents(before, after)
    reason = _reason(old, new, documents.height > 0) if old else pl.lit(None, pl.String)
    fates = documents.select("document_id", fate="reason")
    rows = pl.concat(found).join(fates, on="document_id", how="left", maintain_order="left")
    rows = rows.with_columns(reason=pl.coalesce("fate", reason)).select(list(SCHEMA))
    return Changes(old["release"] if old else None, new["release"], rows, pl.DataFrame(counts), documents)


def _mark(folder: Path) -> dict[str, Any]:
    said = mark(folder)
    if said is None:
        raise ValueError(f"{folder} is no release of newsledger")
    return said


def _height(folder: Path | None, name: str) -> int:
    if folder is None or not files.path(folder, name).exists():
        return 0
    return int(pq.read_metadata(files.path(folder, name)).num_rows)


def _columns(folder: Path, name: str) -> list[str]:
    path = files.path(folder, name)
    return list(pq.read_schema(path).names) if path.exists() else []


def _read(folder: Path, name: str, columns: list[str]) -> pl.DataFrame:
    """Columns of a table; those that a release does not have (of another schema) are null."""
    there = _columns(folder, name)
    types = tables.polars_schema(name)
    asked = [column for column in columns if column in there]
    found = files.read(folder, name, asked).to_dict() if asked else {}
    nulls = pl.Series([None], dtype=pl.Null).new_from_index(0, _height(folder, name))
    return pl.DataFrame({column: found.get(column, nulls.cast(types[column])) for column in columns})


def _table(before: Path, after: Path, name: str) -> pl.DataFrame:
    """The differences of one table, column by column, so that no more than two columns of it are in memory at once."""
    key = tables.key(name)
    place = [key] + [column.name for column in tables.columns(name) if column.name == "document_id" != key]
    old, new = _read(before, name, place), _read(after, name, place)
    added = new.join(old, on=key, how="anti", maintain_order="left")
    removed = old.join(new, on=key, how="anti", maintain_order="left")
    both = new.with_row_index("new").join(old.select(key).with_row_index("old"), on=key, maintain_order="left")
    changed = _changed(before, after, name, both)
    parts = [
        _rows(name, key, added, "added"),
        _rows(name, key, removed, "removed"),
        _rows(name, key, changed, "changed"),
    ]
    return pl.concat(parts)


def _rows(name: str, key: str, rows: pl.DataFrame, change: str) -> pl.DataFrame:
    columns = pl.col("columns") if "columns" in rows.columns else pl.lit(None, pl.List(pl.String))
    document = pl.col("document_id") if "document_id" in rows.columns else pl.lit(None, pl.String)
    return rows.select(
        table=pl.lit(name), key=pl.col(key), change=pl.lit(change), columns=columns, document_id=document
    )


def _changed(before: Path, after: Path, name: str, both: pl.DataFrame) -> pl.DataFrame:
    """The rows that both have and that differ, with the names of the columns that do."""
    compared = [column for column in tables.polars_schema(name) if column != tables.key(name)]
    parts = []
    for column in compared:
        old = _read(before, name, [column]).to_series().gather(both.get_column("old"))
        new = _read(after, name, [column]).to_series().gather(both.get_column("new"))
        places = old.ne_missing(new).arg_true()
        if places.len():
            parts.append(pl.DataFrame({"place": places}).with_columns(columns=pl.lit(column)))
    if not parts:
        return both.clear().with_columns(columns=pl.lit(None, pl.List(pl.String)))
    named = pl.concat(parts).group_by("place", maintain_order=True).agg("columns").sort("place")
    return both[named.get_column("place")].with_columns(named.get_column("columns"))


def _documents(before: Path | None, after: Path) -> pl.DataFrame:
    """The documents that came and those that went; a changed one did both, under one external identifier."""
    ours = _read(after, "documents", ["external_id", "document_id"])
    theirs = _read(before, "documents", ["external_id", "document_id"]) if before else ours
    arrived = ours.join(theirs, on="document_id", how="anti", maintain_order="left")
    gone = theirs.join(ours, on="document_id", how="anti", maintain_order="left")
    return pl.concat([_fate(arrived, gone, "added", "new document"), _fate(gone, arrived, "removed", "document gone")])


def _fate(some: pl.DataFrame, others: pl.DataFrame, change: str, reason: str) -> pl.DataFrame:
    changed = pl.col("external_id").is_in(others.get_column("external_id").implode())
    fate = pl.when(changed).then(pl.lit("changed document")).otherwise(pl.lit(reason))
    return some.with_columns(change=pl.lit(change), reason=fate)


def _reason(old: dict[str, Any], new: dict[str, Any], moved: bool) -> pl.Expr:
    """Why a row differs whose document, if it has one, neither came nor went: by what differs between the two runs.

    `moved` says that documents came or went. Then, of the same run, the row changed by its company; and of another run,
    a row across documents can have changed by either, so that none is given.
    """
    run = "; ".join(reason for part, reason in _PARTS.items() if old.get(part) != new.get(part)) or None
    if not moved or run is None:
        return pl.lit("other documents" if moved else run, pl.String)
    return pl.when(pl.col("document_id").is_not_null()).then(pl.lit(run, pl.String))
