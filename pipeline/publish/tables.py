"""Tables as Parquet files: types, descriptions and order as `schemas` says, the same bytes for the same rows."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from schemas import tables
from schemas.tables import Column
from schemas.vocabulary import values

# Near DuckDB's own 122,880 and small enough that a reader holds a few in memory.
ROW_GROUP = 131_072

_PLAIN: dict[Any, Any] = {
    pl.String: pa.string(),
    pl.Int64: pa.int64(),
    pl.Float64: pa.float64(),
    pl.Boolean: pa.bool_(),
    pl.Date: pa.date32(),
}


def path(folder: Path, name: str) -> Path:
    """Where a release keeps a table's Parquet file."""
    return folder / "parquet" / f"{name}.parquet"


def description(name: str) -> str:
    """What one row of a table is: the docstring of its schema."""
    return " ".join((tables.TABLES[name].__doc__ or "").split())


def arrow_schema(name: str) -> pa.Schema:
    """The Arrow schema of a table: closed lists as dictionaries, each field with its description and unit."""
    columns = tables.columns(name)
    fields = [pa.field(c.name, _type(c), nullable=c.nullable, metadata=_told(c)) for c in columns]
    # Readers that know no Arrow (DuckDB's parquet_kv_metadata, for one) find the descriptions under `columns`.
    told = {c.name: c.description for c in columns}
    return pa.schema(
        fields,
        metadata={
            "table": name,
            "description": description(name),
            "schema_version": tables.VERSION,
            "columns": json.dumps(told, ensure_ascii=False),
        },
    )


def write(name: str, rows: pl.DataFrame, target: Path) -> None:
    """Write a table's rows, which must fit its schema and stand in its order.

    zstd, row groups of `ROW_GROUP` rows with statistics and a page index, so that a reader of a range skips the rest.
    """
    schema = arrow_schema(name)
    write_arrow((_batch(name, part, schema) for part in slices(rows)), schema, target, sorting(name))


def write_arrow(
    batches: Iterator[pa.Table], schema: pa.Schema, target: Path, order: list[pq.SortingColumn] | None = None
) -> None:
    """Write batches of one schema as a Parquet file, one row group a batch."""
    with pq.ParquetWriter(
        target,
        schema,
        compression="zstd",
        version="2.6",
        write_page_index=True,
        sorting_columns=order,
    ) as writer:
        for batch in batches:
            writer.write_table(batch, row_group_size=ROW_GROUP)


def read(folder: Path, name: str, columns: list[str] | None = None) -> pl.DataFrame:
    """A table of a release with the types of `schemas` (closed lists are strings again)."""
    return plain(pq.read_table(path(folder, name), columns=columns))


def read_batches(folder: Path, name: str) -> Iterator[pl.DataFrame]:
    """The rows of a table, at most `ROW_GROUP` at a time, with the types of `schemas`."""
    with pq.ParquetFile(path(folder, name)) as file:
        for batch in file.iter_batches(ROW_GROUP):
            yield plain(pa.Table.from_batches([batch]))


def plain(table: pa.Table) -> pl.DataFrame:
    """An Arrow table as a frame, dictionaries resolved."""
    frame = pl.DataFrame(table)
    return frame.with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String))


def slices(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The rows, `ROW_GROUP` at a time; nothing for an empty frame."""
    for start in range(0, rows.height, ROW_GROUP):
        yield rows.slice(start, ROW_GROUP)


def sorting(name: str) -> list[pq.SortingColumn]:
    """The order of a table's rows as Parquet declares it."""
    names = [column.name for column in tables.columns(name)]
    return [pq.SortingColumn(names.index(column), nulls_first=False) for column in tables.SORT[name]]


def _type(column: Column) -> Any:
    if column.vocabulary:
        return pa.dictionary(pa.int32(), pa.string())
    if isinstance(column.dtype, pl.List):
        return pa.list_(pa.field("element", pa.string(), nullable=False))
    return _PLAIN[column.dtype]


def _told(column: Column) -> dict[str, str]:
    told = {
        "description": column.description,
        "unit": column.unit,
        "vocabulary": column.vocabulary,
        "references": column.references,
    }
    return {name: text for name, text in told.items() if text}


def _batch(name: str, part: pl.DataFrame, schema: pa.Schema) -> pa.Table:
    arrays = []
    for column in tables.columns(name):
        series = part.get_column(column.name)
        if column.vocabulary:
            # The whole closed list, in its own order, whatever of it occurs: so dictionaries agree between row groups.
            listed = values(column.vocabulary)
            places = series.cast(pl.Enum(listed)).to_physical().cast(pl.Int32)
            arrays.append(pa.DictionaryArray.from_arrays(places.to_arrow(), pa.array(listed, pa.string())))
        else:
            arrays.append(series.to_arrow().cast(schema.field(column.name).type))
    return pa.Table.from_arrays(arrays, schema=schema)
