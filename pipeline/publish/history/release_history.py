"""The history of a release: its own changes beside those of the releases before it, which it takes over."""

from pathlib import Path

import polars as pl

from pipeline.publish import parquet_tables
from pipeline.publish.history.history_files import (
    CHANGE_FIELDS,
    KEPT_RELEASES,
    HistoryEntry,
    HistoryIndex,
    read_history_index,
    write_history_index,
    write_history_table,
)
from pipeline.publish.release_diff import ReleaseDiff
from schemas import table_registry

CHANGES = ("added", "updated", "removed")
CHANGE_NAMES = tuple(field.name for field in CHANGE_FIELDS)


def write_history(changes: ReleaseDiff, before: Path | None, after: Path) -> None:
    """Write `history/` into the release folder `after`; `before` is the release that it replaces, if there is one.

    Changes of earlier releases are taken over without the texts that the new release does not have: what an article's
    terms no longer allow, or what is gone, stays nowhere.
    """
    if changes.after is None:
        raise ValueError("a release that has no identifier has no history")
    counts = {}
    for name in table_registry.TABLES:
        rows = collect_changed_rows(changes, name, after)
        if rows.height:
            counts[name] = {kind: int((rows.get_column("change") == kind).sum()) for kind in CHANGES}
            write_history_table(name, rows, after / f"history/{changes.after}/{name}.parquet")
    kept = _take_over(before, after, changes.after) if before and changes.before else []
    entry = HistoryEntry(release=changes.after, replaces=changes.before, counts=counts)
    write_history_index(HistoryIndex(releases=(*kept, entry)), after)


def collect_changed_rows(changes: ReleaseDiff, name: str, after: Path) -> pl.DataFrame:
    """The rows of one table that changed, in the order of changes: whole where they are there, else their keys."""
    key = table_registry.find_key(name)
    own = changes.rows.filter(pl.col("table") == name).select(
        "change",
        "became",
        pl.col("columns").alias("change_columns"),
        pl.col("reason").alias("change_reason"),
        pl.col("key").alias(key),
    )
    if not own.height:
        return own
    rows = parquet_tables.read_table(after, name)
    columns = table_registry.build_polars_schema(name).names()
    joined = own.join(rows, on=key, how="left", maintain_order="left")
    return joined.select(*CHANGE_NAMES, *columns)


def _take_over(before: Path, after: Path, release: str) -> list[HistoryEntry]:
    """Copy the changes of earlier releases; their entries."""
    index = read_history_index(before)
    kept = [entry for entry in (index.releases if index else ()) if entry.release != release][1 - KEPT_RELEASES :]
    for name in table_registry.TABLES:
        if paths := [before / files[name] for files in map(HistoryEntry.list_files, kept) if name in files]:
            current = parquet_tables.read_table(after, name)
            for path in paths:
                rows = withhold_texts(name, parquet_tables.read_file(path), current)
                write_history_table(name, rows, after / path.relative_to(before))
    return kept


def withhold_texts(name: str, rows: pl.DataFrame, current: pl.DataFrame) -> pl.DataFrame:
    """Changed rows of an earlier release with null for every string that the same row of `current` does not have.

    A follower loses nothing: a row that has another text now is updated by a later change, one that is gone is removed.
    """
    key = table_registry.find_key(name)
    schema = table_registry.build_polars_schema(name)
    rows = _fit_columns(rows, schema)
    texts = [column for column in schema if schema[column] in (pl.String, pl.List(pl.String)) and column != key]
    own = current.select(key, *(pl.col(each).alias(f"_{each}") for each in texts))
    joined = rows.join(own, on=key, how="left", maintain_order="left")
    same = [pl.when(pl.col(each).eq_missing(pl.col(f"_{each}"))).then(each).alias(each) for each in texts]
    return joined.with_columns(same).select(rows.columns)


def _fit_columns(rows: pl.DataFrame, schema: pl.Schema) -> pl.DataFrame:
    """The rows with the columns of today's schema; a column that was not there yet is null."""
    added = [pl.lit(None, dtype).alias(name) for name, dtype in schema.items() if name not in rows.columns]
    return rows.with_columns(added).select(*CHANGE_NAMES, *schema)
