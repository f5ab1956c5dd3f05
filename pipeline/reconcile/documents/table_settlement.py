"""The tables of a build as they can be published: rows that break schema, key, span or reference are set aside."""

from typing import Any

import polars as pl

from pipeline.reconcile.documents.foreign_keys import remove_orphans
from pipeline.store.row_checks import check_table, separate_wrong_spans


def settle_tables(tables: dict[str, pl.DataFrame]) -> tuple[dict[str, pl.DataFrame], list[dict[str, Any]]]:
    """The tables without the rows that cannot go out, and rows of `rejects` for those. Never raises for a row."""
    settled: dict[str, pl.DataFrame] = {}
    rejects: list[dict[str, Any]] = []
    for name, frame in tables.items():
        settled[name], refused = check_table(name, frame)
        rejects += refused
    settled, misplaced = separate_wrong_spans(settled)
    settled, orphans = remove_orphans(settled)
    return settled, [*rejects, *misplaced, *orphans]
