"""The schemas as Dagster shows them: columns of every table, and from which columns of other tables they come."""

from collections.abc import Callable
from functools import cache
from typing import Any

import dagster as dg
import polars as pl

from schemas import table_registry

# Who answers for the assets; a team puts its own address here.
ASSET_OWNERS = ["team:newsledger"]


@cache
def build_column_schema(name: str) -> dg.TableSchema:
    """A table's columns, types, descriptions and constraints, for the asset's page."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                name=column.name,
                type=str(column.dtype),
                description=column.description,
                constraints=dg.TableColumnConstraints(
                    nullable=column.nullable,
                    unique=column.is_key,
                    other=[f"references {column.references}"] if column.references else None,
                ),
            )
            for column in table_registry.list_columns(name)
        ]
    )


@cache
def build_column_lineage(name: str) -> dg.TableColumnLineage:
    """From which columns of other assets the columns of a table are taken or derived."""
    return dg.TableColumnLineage(
        deps_by_column={
            column.name: [
                dg.TableColumnDep(asset_key=dg.AssetKey(table), column_name=source)
                for table, _, source in (origin.partition(".") for origin in column.sources)
            ]
            for column in table_registry.list_columns(name)
            if column.sources
        }
    )


def describe_asset(name: str) -> dict[str, Any]:
    """What an asset that is a table of the dataset says of itself before it has ever run."""
    metadata: dict[str, Any] = {"dagster/column_schema": build_column_schema(name)}
    if build_column_lineage(name).deps_by_column:
        metadata["dagster/column_lineage"] = build_column_lineage(name)
    return {
        "description": table_registry.TABLES[name].__doc__,
        "metadata": metadata,
        "kinds": {"polars", "parquet"},
        "owners": ASSET_OWNERS,
        "tags": {"published": "yes"},
        "io_manager_key": "tables",
    }


def define_table_asset(
    name: str, *, group: str, after: str | None = None, ins: dict[str, dg.AssetIn] | None = None
) -> Callable[[Callable[..., pl.DataFrame]], dg.AssetsDefinition]:
    """Decorator: an asset that is a table of the dataset, described by its schema.

    `after` is the asset that its rows were made from while documents were read: no argument of the function, since they
    were read in one go, but the way of the datum all the same.
    """
    decorator: Callable[[Callable[..., pl.DataFrame]], dg.AssetsDefinition] = dg.asset(
        name=name, group_name=group, deps=[after] if after else [], ins=ins, **describe_asset(name)
    )
    return decorator


def define_table_out(name: str) -> dg.AssetOut:
    """The same, as one of several outputs of one step."""
    return dg.AssetOut(**describe_asset(name))
