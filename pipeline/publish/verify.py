"""Is a release what it says it is? Every check answers with a list of lies, each a line that names its place."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pandera.errors
import polars as pl
import pyarrow.parquet as pq

from pipeline.publish import checksums, csv
from pipeline.publish import tables as files
from pipeline.publish.spans import check_sources, check_spans
from pipeline.publish.target import mark
from schemas import tables

METADATA = (
    "CHANGES.md",
    "CITATION.cff",
    "CODEBOOK.md",
    "README.md",
    "changes.parquet",
    "croissant.json",
    "datapackage.json",
    "provenance.json",
)
SHOWN = 5  # findings told of one table by one check; the rest are counted


def verify(folder: Path, seeds: Path | None = None) -> list[str]:
    """What is wrong with a release, by checksums, identifier, schemas, keys, references and spans.

    CSV is compared with Parquet cell by cell. With `seeds` (the folder that the documents were read from) every span is
    compared with the text of its source, decoded anew.
    """
    if not folder.is_dir():
        return [f"{folder} is no folder"]
    lies = checksums.check(folder) + _missing(folder)
    if lies:
        return lies  # what lies in the folder is not what was published: no use in asking what it says
    lies = _identity(folder)
    misshapen = [lie for name in tables.TABLES for lie in _told(name, _schema, folder)]
    if misshapen:
        return lies + misshapen
    for name in tables.TABLES:
        lies += _told(name, _rows, folder)
        lies += _told(name, _keys, folder)
    lies += check_spans(folder)
    if seeds is not None:
        lies += check_sources(folder, seeds)
    return lies


def _missing(folder: Path) -> list[str]:
    wanted = [*METADATA, *(files.path(Path(), name).as_posix() for name in tables.TABLES)]
    wanted += [csv.path(Path(), name).as_posix() for name in tables.TABLES]
    found = [name for name in checksums.files(folder) if name != checksums.NAME]
    lies = [f"{name}: no such file, but a release has one" for name in wanted if name not in found]
    return lies + [f"{name}: no part of a release" for name in found if name not in wanted]


def _identity(folder: Path) -> list[str]:
    """The identifier is the hash of the content, so it cannot stay when a file and its checksum change."""
    said = mark(folder)
    if said is None:
        return ["datapackage.json: not of newsledger"]
    metadata = {name: (folder / name).read_bytes() for name in METADATA}
    data = {name: digest for name, digest in checksums.read(folder).items() if name not in metadata}
    made = checksums.release_id(data, metadata, said["release"])
    return [] if made == said["release"] else [f"datapackage.json: the release is {made}, not {said['release']}"]


def _told(name: str, check: Callable[[Path, str], Iterator[str]], folder: Path) -> list[str]:
    """The first findings of a check over a table, and how many more there are; a file that cannot be read is one."""
    try:
        found = list(check(folder, name))
    except (OSError, ValueError, pl.exceptions.PolarsError) as error:
        return [f"{name}: cannot be read: {str(error).splitlines()[0]}"]
    more = [f"{name}: and {len(found) - SHOWN} more of the same check"] if len(found) > SHOWN else []
    return [f"{name}: {lie}" for lie in found[:SHOWN]] + more


def _schema(folder: Path, name: str) -> Iterator[str]:
    schema, expected = pq.read_schema(files.path(folder, name)), files.arrow_schema(name)
    if schema.names != expected.names:
        yield f"its columns are {', '.join(schema.names)}; the schema has {', '.join(expected.names)}"
    elif not schema.equals(expected):
        wrong = [field.name for field in expected if not schema.field(field.name).equals(field)]
        yield f"the type of {', '.join(wrong)} is not that of the schema"
    elif not schema.equals(expected, check_metadata=True):
        yield "the descriptions in the Parquet file are not those of the schema"


def _rows(folder: Path, name: str) -> Iterator[str]:
    """Row by row: the schema's checks, the order, and the CSV file beside."""
    last: pl.DataFrame | None = None
    seen = 0
    with csv.path(folder, name).open("rb") as text:
        if text.read(len(csv.header(name))) != csv.header(name):
            yield "the CSV file has another header"
            return
        for batch in files.read_batches(folder, name):
            yield from faults(name, batch)
            joined = batch if last is None else pl.concat([last, batch])
            if not tables.sort(name, joined).equals(joined):
                yield f"rows from {seen} on are out of order"
            expected = csv.lines(name, batch)
            if (found := text.read(len(expected))) != expected:
                yield f"the CSV file differs from Parquet in {_difference(found, expected, seen)}"
                return
            last, seen = batch.tail(1), seen + batch.height
        if text.read(1):
            yield f"the CSV file has more than the {seen} rows of Parquet"


def faults(name: str, rows: pl.DataFrame) -> Iterator[str]:
    """What the table's pandera model finds in some rows."""
    try:
        findings = tables.split(name, rows).findings
    except pandera.errors.SchemaErrors as errors:
        yield from sorted({f"{case['column']}: {case['check']}" for case in errors.failure_cases.to_dicts()})
        return
    for row, check, failure in findings.iter_rows():
        yield f"row {rows.item(row, tables.key(name))}: {check}: {failure}"


def _difference(found: bytes, expected: bytes, before: int) -> str:
    pairs = zip(found.split(b"\r\n"), expected.split(b"\r\n"), strict=False)
    line = next((number for number, (one, other) in enumerate(pairs) if one != other), 0)
    return f"record {before + line + 1}"


def _keys(folder: Path, name: str) -> Iterator[str]:
    """Keys are distinct, and what refers to a key finds it."""
    key = tables.key(name)
    own_keys = files.read(folder, name, [key]).get_column(key)
    if own_keys.n_unique() < own_keys.len():
        yield f"{key} is not unique"
    for column in tables.columns(name):
        if column.references is None:
            continue
        held = files.read(folder, name, [column.name]).get_column(column.name).rename("held")
        held = (held.explode() if isinstance(column.dtype, pl.List) else held).drop_nulls().unique()
        keys = files.read(folder, column.references, [tables.key(column.references)]).to_series()
        for value in held.filter(~held.is_in(keys.implode())).sort():
            yield f"{column.name} {value} is no row of {column.references}"
