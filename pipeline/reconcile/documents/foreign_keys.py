"""References: every foreign key of a build checked once, by the register of tables."""

from typing import Any

import polars as pl

from pipeline.base.reject_rows import make_reject_row
from schemas import table_registry


def remove_orphans(tables: dict[str, pl.DataFrame]) -> tuple[dict[str, pl.DataFrame], list[dict[str, Any]]]:
    """The tables without the rows that refer to what is not there, and rows of `rejects` for those.

    A row whose parent is missing is set aside too, also where the reference may be null: a null would say that the
    text told nothing. For a list of references one missing member is enough. What was set aside may itself be a parent,
    so this goes on until nothing changes. References to tables that were not handed over are left unchecked.
    """
    settled = dict(tables)
    rejected: list[dict[str, Any]] = []
    links = [
        (name, column.name, column.references)
        for name in settled
        for column in table_registry.list_columns(name)
        if column.is_foreign_key and column.references in settled
    ]
    changed = True
    while changed:
        changed = False
        for name, column, parent in links:
            orphans = _find_orphans(settled[name], column, settled[parent], table_registry.find_key(parent))
            if orphans.is_empty():
                continue
            changed = True
            settled[name] = settled[name].join(
                orphans, on=table_registry.find_key(name), how="anti", maintain_order="left"
            )
            kept = tables[name].join(orphans, on=table_registry.find_key(name), how="inner", maintain_order="left")
            for row in kept.iter_rows(named=True):
                failure = f"{row.pop('_missing')} is not in {parent}: it was set aside, or never made"
                document = row["document_id"] if "document_id" in row and name != "rejects" else None
                rejected.append(make_reject_row(name, document, f"{column}: references {parent}", failure, row))
    return settled, rejected


def _find_orphans(frame: pl.DataFrame, column: str, parents: pl.DataFrame, parent_key: str) -> pl.DataFrame:
    """Key of each row that refers to something missing, with (the first of) what is missing as `_missing`."""
    own_key = frame.columns[0]
    pairs = frame.select(own_key, _missing=column)
    if isinstance(frame.schema[column], pl.List):
        pairs = pairs.explode("_missing")
    known = parents.select(_missing=parent_key)
    missing = pairs.drop_nulls("_missing").join(known, on="_missing", how="anti")
    return missing.group_by(own_key).agg(pl.col("_missing").min()).sort(own_key)
