"""Warnings in the log of a run: what of the input could not be read as it is, by the file's name."""

import json
from collections.abc import Iterator

import dagster as dg
import polars as pl

from pipeline.store.chunk_store import Store

# Warnings in the log of one run; the table `rejects` has all.
MAX_WARNINGS = 20


def warn_of_refused(context: dg.AssetExecutionContext, articles: pl.DataFrame, store: Store) -> None:
    """Log a warning for each item of the input that was set aside, or of which something was."""
    messages = list(dict.fromkeys(_list_messages(articles, store)))
    for message in messages[:MAX_WARNINGS]:
        context.log.warning(message)
    if len(messages) > MAX_WARNINGS:
        context.log.warning(f"{len(messages) - MAX_WARNINGS} more were set aside; see the table rejects")


def _list_messages(articles: pl.DataFrame, store: Store) -> Iterator[str]:
    refused = articles.filter(pl.col("check").is_not_null())
    for name, check, failure in refused.select("external_id", "check", "failure").iter_rows():
        yield f"{name}: {check}: {failure}"
    for row in store.list_rejects(dict(articles.select("key", "source_path").drop_nulls().iter_rows())):
        if row["table"] == "documents":
            yield f"{json.loads(row['record']).get('external_id')}: {row['check']}: {row['failure']}"
