"""What one release has that another has not: rows added, removed and changed, by table, with the reason where known."""

import filecmp
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq

from pipeline.publish import parquet_tables
from pipeline.publish.release_target import read_release_info
from schemas import table_registry

# Why a row differs, with what the reason means; the codebook prints them.
CHANGE_REASONS = {
    "new document": "Its document was not in the release before.",
    "changed document": "Its document came again with other content.",
    "document gone": "Its document is no longer there.",
    "other documents": "Its document and the run are the same; what changed is its company of other documents.",
    "new code": "Its document is the same, the code or its lexicons are not.",
    "new model": "Its document is the same, the parser's model is not.",
    "new settings": "Its document is the same, the settings are not.",
    "new schema": "Its document is the same, the schema's version is not.",
    "new text policy": "Its document is the same, the policy on texts is not.",
}
# Columns whose values repeat words of a document.
WORDS = ("quoted", "phrase", "derived")
# Values of a table that are in memory at once, of either release.
CELLS_AT_ONCE = 1_000_000

_RUN_REASONS = {"code": "new code", "model": "new model", "settings": "new settings", "schema": "new schema"}
_RUN_REASONS |= {"text": "new text policy"}

CHANGES_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "table": pl.String,
    "key": pl.String,
    "change": pl.String,
    "columns": pl.List(pl.String),
    "was": pl.List(pl.String),
    "is": pl.List(pl.String),
    "document_id": pl.String,
    "reason": pl.String,
    "became": pl.List(pl.String),
}


@dataclass(frozen=True, slots=True)
class ReleaseDiff:
    """The difference from `before` to `after` (identifiers of releases; null where there is none).

    `rows` has one row a difference: table, key, change (`added`, `removed`, `updated`), columns (those that changed),
    what they held before (`was`) and hold now (`is`), as strings (null for words of a document), document_id (null for
    tables across documents), reason (null where none is known) and, of an event of the timeline that is gone, what it
    `became`. `counts` has one row a table: rows before and after, added, removed, updated. `documents` are those that
    came, went or have other content: external_id, document_id, change and reason.
    """

    before: str | None
    after: str | None
    rows: pl.DataFrame
    counts: pl.DataFrame
    documents: pl.DataFrame


def diff_releases(before: Path | None, after: Path) -> ReleaseDiff:
    """Compare two release folders; with none before, nothing counts as changed.

    Raises ValueError where a folder is no release of newsledger.
    """
    new = _require_release_info(after)
    old = _require_release_info(before) if before else None
    differences, counts = [], []
    for name in table_registry.TABLES:
        nothing = pl.DataFrame(schema=CHANGES_SCHEMA).drop("reason", "became")
        rows = _diff_table(before, after, name) if before and not _is_same_table(before, after, name) else nothing
        differences.append(rows)
        change = rows.get_column("change")
        counts.append(
            {"table": name, "before": _count_rows(before, name), "after": _count_rows(after, name)}
            | {kind: int((change == kind).sum()) for kind in ("added", "removed", "updated")}
        )
    documents = _diff_documents(before, after)
    reason = _infer_row_reason(old, new, documents.height > 0) if old else pl.lit(None, pl.String)
    document_reasons = documents.select("document_id", fate="reason")
    rows = pl.concat(differences).join(document_reasons, on="document_id", how="left", maintain_order="left")
    rows = rows.with_columns(reason=pl.coalesce("fate", reason))
    rows = rows.join(_find_successors(before, after), on=["table", "key"], how="left", maintain_order="left")
    rows = rows.select(list(CHANGES_SCHEMA))
    return ReleaseDiff(old["release"] if old else None, new["release"], rows, pl.DataFrame(counts), documents)


def _require_release_info(folder: Path) -> dict[str, Any]:
    info = read_release_info(folder)
    if info is None:
        raise ValueError(f"{folder} is no release of newsledger")
    return info


def _count_rows(folder: Path | None, name: str) -> int:
    if folder is None or not parquet_tables.get_parquet_path(folder, name).exists():
        return 0
    return int(pq.read_metadata(parquet_tables.get_parquet_path(folder, name)).num_rows)


def _list_file_columns(folder: Path, name: str) -> list[str]:
    path = parquet_tables.get_parquet_path(folder, name)
    return list(pq.read_schema(path).names) if path.exists() else []


def _read_columns(folder: Path, name: str, columns: list[str]) -> pl.DataFrame:
    """Columns of a table; those that a release does not have (of another schema) are null."""
    present = _list_file_columns(folder, name)
    types = table_registry.build_polars_schema(name)
    available = [column for column in columns if column in present]
    found = parquet_tables.read_table(folder, name, available).to_dict() if available else {}
    nulls = pl.Series([None], dtype=pl.Null).new_from_index(0, _count_rows(folder, name))
    return pl.DataFrame({column: found.get(column, nulls.cast(types[column])) for column in columns})


def _is_same_table(before: Path, after: Path, name: str) -> bool:
    """Whether the files of a table hold the same bytes, as most do where one document came or was renamed."""
    old, new = (parquet_tables.get_parquet_path(folder, name) for folder in (before, after))
    return old.exists() and filecmp.cmp(old, new, shallow=False)


def _diff_table(before: Path, after: Path, name: str) -> pl.DataFrame:
    """The differences of one table."""
    key = table_registry.find_key(name)
    key_columns = [key] + [
        column.name for column in table_registry.list_columns(name) if column.name == "document_id" != key
    ]
    old, new = _read_columns(before, name, key_columns), _read_columns(after, name, key_columns)
    added = new.join(old, on=key, how="anti", maintain_order="left")
    removed = old.join(new, on=key, how="anti", maintain_order="left")
    both = new.with_row_index("new").join(old.select(key).with_row_index("old"), on=key, maintain_order="left")
    changed = _find_changed_rows(before, after, name, both)
    parts = [
        _build_change_rows(name, key, added, "added"),
        _build_change_rows(name, key, removed, "removed"),
        _build_change_rows(name, key, changed, "updated"),
    ]
    return pl.concat(parts)


def _build_change_rows(name: str, key: str, rows: pl.DataFrame, change: str) -> pl.DataFrame:
    nothing = pl.lit(None, pl.List(pl.String))
    columns, was, now = (pl.col(each) if each in rows.columns else nothing for each in ("columns", "was", "is"))
    document = pl.col("document_id") if "document_id" in rows.columns else pl.lit(None, pl.String)
    return rows.select(
        pl.lit(name).alias("table"),
        pl.col(key).alias("key"),
        pl.lit(change).alias("change"),
        columns.alias("columns"),
        was.alias("was"),
        now.alias("is"),
        document.alias("document_id"),
    )


def _find_changed_rows(before: Path, after: Path, name: str, both: pl.DataFrame) -> pl.DataFrame:
    """The rows that both have and that differ, with the names of the columns that do.

    Columns are read a few at a time: all of a small table at once, one by one of a large table.
    """
    compared = [
        column for column in table_registry.build_polars_schema(name) if column != table_registry.find_key(name)
    ]
    parts = []
    size = max(1, CELLS_AT_ONCE // max(1, both.height))
    for columns in (compared[start : start + size] for start in range(0, len(compared), size)):
        was, now = _read_columns(before, name, columns), _read_columns(after, name, columns)
        for column in columns:
            old = was.get_column(column).gather(both.get_column("old"))
            new = now.get_column(column).gather(both.get_column("new"))
            positions = old.ne_missing(new).arg_true()
            if positions.len():
                values = {"was": _format_values(old.gather(positions)), "is": _format_values(new.gather(positions))}
                part = pl.DataFrame({"place": positions, **values}).with_columns(columns=pl.lit(column))
                parts.append(_withhold_words(name, column, part))
    if not parts:
        nothing = pl.lit(None, pl.List(pl.String))
        return both.clear().with_columns(nothing.alias("columns"), nothing.alias("was"), nothing.alias("is"))
    changed = pl.concat(parts).group_by("place", maintain_order=True).agg("columns", "was", "is").sort("place")
    return both[changed.get_column("place")].with_columns(changed.select("columns", "was", "is"))


def _withhold_words(name: str, column: str, part: pl.DataFrame) -> pl.DataFrame:
    """Changes tell that words of a document changed, never the words: terms may have changed with them."""
    policy = next(each.text for each in table_registry.list_columns(name) if each.name == column)
    nothing = pl.lit(None, pl.String)
    return part.with_columns(nothing.alias("was"), nothing.alias("is")) if policy in WORDS else part


def _format_values(values: pl.Series) -> pl.Series:
    """Values of any column as strings, null where they are null."""
    return values.list.join("; ") if isinstance(values.dtype, pl.List) else values.cast(pl.String)


def _find_successors(before: Path | None, after: Path) -> pl.DataFrame:
    """Of each event of the timeline that is gone: the events to which its mentions went, where they are still there."""
    schema = pl.Schema({"table": pl.String(), "key": pl.String(), "became": pl.List(pl.String())})
    if before is None:
        return pl.DataFrame(schema=schema)
    old, new = _read_clusters(before), _read_clusters(after)
    gone = old.join(new, on="key", how="anti").join(new.rename({"key": "became"}), on="event_id")
    found = gone.group_by("key").agg(pl.col("became").unique().sort())
    return found.select(pl.lit("timeline").alias("table"), "key", "became").cast(schema)


def _read_clusters(folder: Path) -> pl.DataFrame:
    """Of each event of the timeline the mentions: `key` and `event_id`."""
    rows = _read_columns(folder, "timeline", ["cluster_id", "event_ids"])
    return rows.select(key="cluster_id", event_id="event_ids").explode("event_id")


def _diff_documents(before: Path | None, after: Path) -> pl.DataFrame:
    """The documents that came, those that went, and those that came again with other content."""
    columns = ["external_id", "document_id", "source_sha256"]
    new = _read_columns(after, "documents", columns)
    old = _read_columns(before, "documents", columns) if before else new
    other = pl.col("source_sha256") != pl.col("source_sha256_right")
    versions = new.join(old, on="document_id", maintain_order="left").filter(other).select(columns)
    added = new.join(old, on="document_id", how="anti", maintain_order="left")
    removed = old.join(new, on="document_id", how="anti", maintain_order="left")
    return pl.concat(
        [
            _add_document_reason(added, removed, "added", "new document"),
            _add_document_reason(removed, added, "removed", "document gone"),
            versions.with_columns(change=pl.lit("updated"), reason=pl.lit("changed document")),
        ]
    ).drop("source_sha256")


def _add_document_reason(
    documents: pl.DataFrame, other_documents: pl.DataFrame, change: str, reason: str
) -> pl.DataFrame:
    changed = pl.col("external_id").is_in(other_documents.get_column("external_id").implode())
    change_reason = pl.when(changed).then(pl.lit("changed document")).otherwise(pl.lit(reason))
    return documents.with_columns(change=pl.lit(change), reason=change_reason)


def _infer_row_reason(old: dict[str, Any], new: dict[str, Any], documents_changed: bool) -> pl.Expr:
    """Why a row differs whose document, if it has one, neither came nor went: by what differs between the two runs.

    `moved` says that documents came or went. Then, of the same run, the row changed by its company; and of another run,
    a row across documents can have changed by either, so that none is given.
    """
    run = "; ".join(reason for part, reason in _RUN_REASONS.items() if old.get(part) != new.get(part)) or None
    if not documents_changed or run is None:
        return pl.lit("other documents" if documents_changed else run, pl.String)
    return pl.when(pl.col("document_id").is_not_null()).then(pl.lit(run, pl.String))
