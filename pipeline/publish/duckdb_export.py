"""A release as one DuckDB database: tables, flat views, further SQL views, closed lists, and comments on all of it."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.base.lexicon_loader import Entry, load_lexicon
from pipeline.publish import parquet_tables
from pipeline.publish.changelog import COLUMN_DESCRIPTIONS
from pipeline.publish.release_target import read_own_release
from schemas import table_registry
from schemas.controlled_vocabularies import load_vocabularies
from schemas.flat_views import FLAT_VIEWS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# The table by which a database is known as an export of ours, so that it may be written again.
OWN_TABLE = "newsledger_release"


class ExportError(ValueError):
    """An export that cannot be made; the message is one line that says why and what to do."""


class SqlView(Entry):
    """A ready-made view of the database: what one row is, and its query."""

    description: str
    query: str


def export_duckdb(release: Path, target: Path) -> dict[str, int]:
    """Write a release as a DuckDB database at `target`; the rows by table.

    Tables stand in the schema `main`, flat views in the schema `flat`. The file is written beside its place and
    renamed. Raises ExportError where the folder is no release, where `target` exists and is no export of ours, where it
    lies in the release, or where the package duckdb is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        raise ExportError("the package duckdb is not installed; install newsledger[duckdb]") from error
    info = read_own_release(release)
    if info is None:
        raise ExportError(f"{release} is no release of newsledger; name the folder that `build` made")
    if target.resolve().is_relative_to(release.resolve()):
        raise ExportError(f"{target} lies in the release {release}; name a file outside of it")
    if target.is_symlink() or (target.exists() and not _is_own_export(target)):
        raise ExportError(f"{target} exists and is no export of newsledger; name another file or move it away")
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with duckdb.connect(str(part)) as database:
            rows = _fill_database(database, release, str(info["release"]))
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return rows


def _is_own_export(path: Path) -> bool:
    import duckdb

    try:
        with duckdb.connect(str(path), read_only=True) as database:
            return bool(database.sql(f"FROM duckdb_tables() WHERE table_name = '{OWN_TABLE}'").fetchall())
    except duckdb.Error:
        return False


def _fill_database(database: "DuckDBPyConnection", release: Path, identifier: str) -> dict[str, int]:
    rows = {}
    for name, vocabulary in load_vocabularies().items():
        database.execute(f"CREATE TYPE {name} AS ENUM ({', '.join(_quote(value) for value in vocabulary.values)})")
    database.execute("CREATE SCHEMA flat")
    for name in table_registry.PUBLISHED:
        table = f"flat.{FLAT_VIEWS[name].table}" if name in FLAT_VIEWS else name
        columns = table_registry.list_columns(name)
        path = parquet_tables.get_parquet_path(release, name)
        types = {column.name: column.vocabulary for column in columns if column.vocabulary}
        rows[table] = _copy_table(database, table, path, types)
        _comment_table(
            database, table, table_registry.describe(name), {each.name: each.description for each in columns}
        )
    rows["changes"] = _copy_table(database, "changes", release / "changes.parquet", {})
    _comment_table(database, "changes", "Rows that differ from the release before.", COLUMN_DESCRIPTIONS)
    lists = [
        (name, value, text)
        for name, vocabulary in load_vocabularies().items()
        for value, text in vocabulary.values.items()
    ]
    database.execute("CREATE TABLE vocabulary (list VARCHAR, value VARCHAR, definition VARCHAR)")
    database.executemany("INSERT INTO vocabulary VALUES (?, ?, ?)", lists)
    _comment(database, "TABLE", "vocabulary", "The values of each closed list, with what they mean.")
    for view in load_lexicon(Path(__file__).with_name("duckdb_views.yml"), SqlView):
        database.execute(f"CREATE VIEW {view.id} AS {view.query}")
        _comment(database, "VIEW", view.id, view.description)
    database.execute(f"CREATE TABLE {OWN_TABLE} AS SELECT {_quote(identifier)} AS release")
    _comment(database, "TABLE", OWN_TABLE, "The release that this database was made of.")
    return rows


def _copy_table(database: "DuckDBPyConnection", table: str, path: Path, types: dict[str, str]) -> int:
    """Copy a Parquet file into a new table; `types` are the columns of closed lists. The number of rows."""
    casts = ", ".join(f'"{column}"::{kind} AS "{column}"' for column, kind in types.items())
    with pq.ParquetFile(path) as file:
        # Over Arrow, so that no sign in a folder's name is taken for a pattern of names.
        reader = pa.RecordBatchReader.from_batches(file.schema_arrow, file.iter_batches())
        database.register("source_rows", reader)
        replaced = f" REPLACE ({casts})" if casts else ""
        database.execute(f"CREATE TABLE {table} AS SELECT *{replaced} FROM source_rows")
        database.unregister("source_rows")
    [(count,)] = database.execute(f"SELECT count(*) FROM {table}").fetchall()
    return int(count)


def _comment_table(database: "DuckDBPyConnection", table: str, description: str, columns: dict[str, str]) -> None:
    _comment(database, "TABLE", table, description)
    for column, text in columns.items():
        _comment(database, "COLUMN", f'{table}."{column}"', text)


def _comment(database: "DuckDBPyConnection", kind: str, name: str, text: str) -> None:
    database.execute(f"COMMENT ON {kind} {name} IS {_quote(text)}")


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
