"""Is a release what it says it is? Every check answers with a list of violations, each a line that names its place."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pandera.errors
import polars as pl
import pyarrow.parquet as pq

from pipeline.publish import checksums, csv_tables, parquet_tables
from pipeline.publish.flat.flat_rows import FLAT_SOURCES, build_flat_view
from pipeline.publish.history.history_files import INDEX_FILE, read_history_index
from pipeline.publish.release_target import read_release_info
from pipeline.publish.site.site_files import SITE_PREFIX, START_PAGE
from pipeline.publish.span_verification import check_sources, check_spans
from schemas import table_registry
from schemas.flat_views import FLAT_VIEWS

METADATA_FILES = (
    "CHANGES.md",
    "CITATION.cff",
    "CODEBOOK.md",
    "README.md",
    "changes.parquet",
    "croissant.json",
    "datapackage.json",
    "provenance.json",
    "sbom.cdx.json",
    START_PAGE,
)
MAX_SHOWN = 5  # findings told of one table by one check; the rest are counted


def verify_release(folder: Path, seeds: Path | None = None) -> list[str]:
    """What is wrong with a release, by checksums, identifier, schemas, keys, references and spans.

    CSV is compared with Parquet cell by cell. With `seeds` (the folder that the documents were read from) every span is
    compared with the text of its source, decoded anew.
    """
    if not folder.is_dir():
        return [f"{folder} is no folder"]
    violations = checksums.verify_checksums(folder) + _check_files(folder)
    if violations:
        return violations  # what lies in the folder is not what was published: no use in asking what it says
    violations = _check_release_id(folder)
    schema_violations = [
        violation for name in table_registry.PUBLISHED for violation in _run_table_check(name, _check_schema, folder)
    ]
    if schema_violations:
        return violations + schema_violations
    for name in table_registry.PUBLISHED:
        violations += _run_table_check(name, _check_rows, folder)
        violations += _run_table_check(name, _check_keys, folder)
    violations += check_spans(folder)
    violations += _check_flat_views(folder)
    if seeds is not None:
        violations += check_sources(folder, seeds)
    return violations


def _check_files(folder: Path) -> list[str]:
    expected = [
        *METADATA_FILES,
        *(parquet_tables.get_parquet_path(Path(), name).as_posix() for name in table_registry.PUBLISHED),
    ]
    expected += [csv_tables.get_csv_path(Path(), name).as_posix() for name in table_registry.PUBLISHED]
    if (index := read_history_index(folder)) is None:
        return [f"{INDEX_FILE}: cannot be used"]
    expected += [INDEX_FILE, *(path for entry in index.releases for path in entry.list_files().values())]
    present = [name for name in checksums.list_files(folder) if name != checksums.CHECKSUMS_FILE]
    violations = [f"{name}: no such file, but a release has one" for name in expected if name not in present]
    # Which pages a site has depends on the rows; the release's identifier is made of all of them.
    foreign = (name for name in present if name not in expected and not name.startswith(SITE_PREFIX))
    return violations + [f"{name}: no part of a release" for name in foreign]


def _check_release_id(folder: Path) -> list[str]:
    """The identifier is the hash of the content, so it cannot stay when a file and its checksum change."""
    info = read_release_info(folder)
    if info is None:
        return ["datapackage.json: not of newsledger"]
    metadata = {name: (folder / name).read_bytes() for name in METADATA_FILES}
    listed = checksums.read_checksums(folder)
    data = {
        name: digest
        for name, digest in listed.items()
        if name not in metadata and not name.startswith(checksums.HISTORY_PREFIX)
    }
    computed = checksums.compute_release_id(data, metadata, info["release"])
    return (
        [] if computed == info["release"] else [f"datapackage.json: the release is {computed}, not {info['release']}"]
    )


def _run_table_check(name: str, check: Callable[[Path, str], Iterator[str]], folder: Path) -> list[str]:
    """The first findings of a check over a table, and how many more there are; a file that cannot be read is one."""
    try:
        violations = list(check(folder, name))
    except (OSError, ValueError, pl.exceptions.PolarsError) as error:
        return [f"{name}: cannot be read: {str(error).splitlines()[0]}"]
    more = [f"{name}: and {len(violations) - MAX_SHOWN} more of the same check"] if len(violations) > MAX_SHOWN else []
    return [f"{name}: {violation}" for violation in violations[:MAX_SHOWN]] + more


def _check_schema(folder: Path, name: str) -> Iterator[str]:
    schema, expected = (
        pq.read_schema(parquet_tables.get_parquet_path(folder, name)),
        parquet_tables.build_arrow_schema(name),
    )
    if schema.names != expected.names:
        yield f"its columns are {', '.join(schema.names)}; the schema has {', '.join(expected.names)}"
    elif not schema.equals(expected):
        wrong = [field.name for field in expected if not schema.field(field.name).equals(field)]
        yield f"the type of {', '.join(wrong)} is not that of the schema"
    elif not schema.equals(expected, check_metadata=True):
        yield "the descriptions in the Parquet file are not those of the schema"


def _check_rows(folder: Path, name: str) -> Iterator[str]:
    """Row by row: the schema's checks, the order, and the CSV file beside."""
    last: pl.DataFrame | None = None
    seen = 0
    with csv_tables.get_csv_path(folder, name).open("rb") as text:
        if text.read(len(csv_tables.encode_header(name))) != csv_tables.encode_header(name):
            yield "the CSV file has another header"
            return
        for batch in parquet_tables.read_batches(folder, name):
            yield from find_schema_violations(name, batch)
            joined = batch if last is None else pl.concat([last, batch])
            if not table_registry.sort_rows(name, joined).equals(joined):
                yield f"rows from {seen} on are out of order"
            expected = csv_tables.encode_rows(name, batch)
            if (found := text.read(len(expected))) != expected:
                yield f"the CSV file differs from Parquet in {_locate_difference(found, expected, seen)}"
                return
            last, seen = batch.tail(1), seen + batch.height
        if text.read(1):
            yield f"the CSV file has more than the {seen} rows of Parquet"


def find_schema_violations(name: str, rows: pl.DataFrame) -> Iterator[str]:
    """What the table's pandera model finds in some rows."""
    try:
        findings = table_registry.split_rows(name, rows).findings
    except pandera.errors.SchemaErrors as errors:
        yield from sorted({f"{case['column']}: {case['check']}" for case in errors.failure_cases.to_dicts()})
        return
    for row, check, failure in findings.iter_rows():
        yield f"row {rows.item(row, table_registry.find_key(name))}: {check}: {failure}"


def _check_flat_views(folder: Path) -> Iterator[str]:
    """Flat views that do not say what the tables beside them say."""
    tables = {name: parquet_tables.read_table(folder, name) for name in FLAT_SOURCES}
    for name in FLAT_VIEWS:
        if not build_flat_view(name, tables).equals(parquet_tables.read_table(folder, name)):
            yield f"{name}: differs from the tables that it is made from"


def _locate_difference(found: bytes, expected: bytes, before: int) -> str:
    pairs = zip(found.split(b"\r\n"), expected.split(b"\r\n"), strict=False)
    line = next((number for number, (one, other) in enumerate(pairs) if one != other), 0)
    return f"record {before + line + 1}"


def _check_keys(folder: Path, name: str) -> Iterator[str]:
    """Keys are distinct, and what refers to a key finds it."""
    key = table_registry.find_key(name)
    links = [column for column in table_registry.list_columns(name) if column.references and column.is_foreign_key]
    rows = parquet_tables.read_table(folder, name, list(dict.fromkeys([key, *(column.name for column in links)])))
    if rows.get_column(key).n_unique() < rows.height:
        yield f"{key} is not unique"
    known: dict[str, pl.Series] = {}
    for column in links:
        table = str(column.references)
        if table not in known:
            known[table] = parquet_tables.read_table(folder, table, [table_registry.find_key(table)]).to_series()
        references = rows.get_column(column.name).rename("held")
        references = (references.explode() if isinstance(column.dtype, pl.List) else references).drop_nulls().unique()
        for value in references.filter(~references.is_in(known[table].implode())).sort():
            yield f"{column.name} {value} is no row of {table}"
