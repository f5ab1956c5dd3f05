"""Tell Dagster of a release that was published without it, by the command line or on another machine."""

from functools import cache, partial
from pathlib import Path

import dagster as dg
from pyarrow.parquet import read_metadata

from pipeline.orchestration.materialization_metadata import build_materialization_metadata
from pipeline.orchestration.resources import BuildResource
from pipeline.publish.parquet_tables import get_parquet_path, read_table
from pipeline.publish.release_target import find_release_id
from schemas.table_registry import TABLES

# Of a table with more rows only their number is told: the sensor that tells it has little time.
MAX_ROWS_SHOWN = 100_000


def list_unknown_materializations(instance: dg.DagsterInstance, build: BuildResource) -> list[dg.AssetMaterialization]:
    """What Dagster's history lacks of the release at `out`: a materialization of each table; empty if it knows it."""
    release = find_release_id(Path(build.out))
    if release is None or release == _find_known_release(instance):
        return []
    read = cache(partial(read_table, Path(build.out)))
    source = {"published": "outside Dagster, by the command line"}
    tables = []
    for name in TABLES:
        rows = read_metadata(get_parquet_path(Path(build.out), name)).num_rows
        told = build_materialization_metadata(name, read(name), read) if rows <= MAX_ROWS_SHOWN else {}
        tables.append(dg.AssetMaterialization(name, metadata={"dagster/row_count": rows, **source, **told}))
    folder = dg.MetadataValue.path(str(Path(build.out).resolve()))
    return [*tables, dg.AssetMaterialization("release", metadata={"release": release, "folder": folder, **source})]


def _find_known_release(instance: dg.DagsterInstance) -> str | None:
    event = instance.get_latest_materialization_event(dg.AssetKey("release"))
    known = event.asset_materialization.metadata.get("release") if event and event.asset_materialization else None
    return str(known.value) if known else None
