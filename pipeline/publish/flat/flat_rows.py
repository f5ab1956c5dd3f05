"""The rows of the flat views, made from the published tables as `schemas.flat_views` declares them."""

from collections.abc import Mapping

import polars as pl

from pipeline.publish.flat.speaker_columns import compute_speaker, compute_told_by
from pipeline.publish.flat.timeline_columns import compute_timeline_columns
from pipeline.reconcile.event_tiers import select_published
from schemas import table_registry
from schemas.flat_views import FLAT_VIEWS, LIST_SEPARATOR, follow_path, list_flat_columns

Tables = Mapping[str, pl.DataFrame]

# The tables that views are made from.
FLAT_SOURCES = ("documents", "sentences", "entities", "statements", "figures", "events", "figure_series", "timeline")


def build_flat_views(tables: Tables) -> dict[str, pl.DataFrame]:
    """All views by name. `tables` must be redacted already: a view says no more than they do."""
    return {name: build_flat_view(name, tables) for name in FLAT_VIEWS}


def build_flat_view(name: str, tables: Tables) -> pl.DataFrame:
    """One view, with a row for each row of its table, in the table's order; of events those of the tier `published`."""
    table = FLAT_VIEWS[name].table
    if table == "events":
        tables = {**tables, "events": select_published(tables["events"])}
    computed = _compute_columns(name, tables)
    columns = [
        (follow_references(tables, table, column.path) if column.path else computed.get_column(column.name)).alias(
            column.name
        )
        for column in list_flat_columns(name)
    ]
    return pl.DataFrame(columns, schema_overrides=table_registry.build_polars_schema(name))


def follow_references(tables: Tables, table: str, path: tuple[str, ...]) -> pl.Series:
    """For each row of a table the value at the end of a path of references; null where one of them is null.

    A list becomes one string.
    """
    values = tables[table].get_column(path[0])
    for step, parent in zip(path[1:], follow_path(table, path)[1:], strict=True):
        key = table_registry.find_key(parent)
        targets = tables[parent].select(pl.col(key).alias("key"), pl.col(step).alias("value"))
        values = pl.DataFrame({"key": values}).join(targets, on="key", how="left", maintain_order="left")["value"]
    return values.list.join(LIST_SEPARATOR) if isinstance(values.dtype, pl.List) else values


def _compute_columns(name: str, tables: Tables) -> pl.DataFrame:
    """The columns of a view that are not copied, beside each other in the order of its rows."""
    rows = tables[FLAT_VIEWS[name].table]
    if name == "flat_timeline":
        return compute_timeline_columns(tables)
    if name == "flat_statements":
        return pl.DataFrame({"speaker": compute_speaker(tables, rows.get_column("statement_id"))})
    claims = rows.get_column("statement_id")
    columns = {"told_by": compute_told_by(claims), "speaker": compute_speaker(tables, claims)}
    if name == "flat_figures":
        columns |= _find_series(tables, rows.get_column("figure_id"))
    return pl.DataFrame(columns)


def _find_series(tables: Tables, figure_ids: pl.Series) -> dict[str, pl.Series]:
    """The series of each figure, and how the series agrees."""
    members = tables["figure_series"].select("series_id", "agreement", figure_id="figure_ids").explode("figure_id")
    members = members.unique("figure_id", keep="first", maintain_order=True)
    found = figure_ids.to_frame("figure_id").join(members, on="figure_id", how="left", maintain_order="left")
    return {"series_id": found["series_id"], "series_agreement": found["agreement"]}
