"""Tables as Parquet files: types, descriptions and order as `schemas` says, the same bytes for the same rows."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from schemas import table_registry
from schemas.controlled_vocabularies import list_values
from schemas.flat_views import FLAT_VIEWS
from schemas.table_registry import Column

# Near DuckDB's own 122,880 and small enough that a reader holds a few in memory.
ROW_GROUP_SIZE = 131_072

_ARROW_TYPES: dict[Any, Any] = {
    pl.String: pa.string(),
    pl.Int64: pa.int64(),
    pl.Float64: pa.float64(),
    pl.Boolean: pa.bool_(),
    pl.Date: pa.date32(),
}


def get_parquet_path(folder: Path, name: str) -> Path:
    """Where a release keeps the Parquet file of a table or flat view."""
    if name in FLAT_VIEWS:
        return folder / "flat" / f"{FLAT_VIEWS[name].table}.parquet"
    return folder / "parquet" / f"{name}.parquet"


def build_arrow_schema(name: str) -> pa.Schema:
    """The Arrow schema of a table: closed lists as dictionaries, each field with its description and unit."""
    columns = table_registry.list_columns(name)
    fields = [
        pa.field(c.name, _get_arrow_type(c), nullable=c.nullable, metadata=_build_field_metadata(c)) for c in columns
    ]
    # Readers that know no Arrow (DuckDB's parquet_kv_metadata, for one) find the descriptions under `columns`.
    descriptions = {c.name: c.description for c in columns}
    return pa.schema(
        fields,
        metadata={
            "table": name,
            "description": table_registry.describe(name),
            "schema_version": table_registry.SCHEMA_VERSION,
            "columns": json.dumps(descriptions, ensure_ascii=False),
        },
    )


def write_parquet(name: str, rows: pl.DataFrame, target: Path) -> None:
    """Write a table's rows, which must fit its schema and stand in its order.

    zstd, row groups of `ROW_GROUP_SIZE` rows with statistics and a page index, so that a reader skips what it does not
    need.
    """
    schema = build_arrow_schema(name)
    write_batches(
        (_build_batch(name, part, schema) for part in iterate_slices(rows)), schema, target, build_sorting_columns(name)
    )


def write_batches(
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
            writer.write_table(batch, row_group_size=ROW_GROUP_SIZE)


def read_table(folder: Path, name: str, columns: list[str] | None = None) -> pl.DataFrame:
    """A table of a release with the types of `schemas` (closed lists are strings again)."""
    return read_file(get_parquet_path(folder, name), columns)


def read_file(path: Path, columns: list[str] | None = None) -> pl.DataFrame:
    """A Parquet file of ours as a frame, closed lists as strings."""
    with pq.ParquetFile(path) as file:  # `pq.read_table` would load pyarrow's data sets, and takes longer for each file
        return convert_to_polars(file.read(columns))


def read_batches(folder: Path, name: str) -> Iterator[pl.DataFrame]:
    """The rows of a table, at most `ROW_GROUP_SIZE` at a time, with the types of `schemas`."""
    with pq.ParquetFile(get_parquet_path(folder, name)) as file:
        for batch in file.iter_batches(ROW_GROUP_SIZE):
            yield convert_to_polars(pa.Table.from_batches([batch]))


def convert_to_polars(table: pa.Table) -> pl.DataFrame:
    """An Arrow table as a frame, dictionaries resolved."""
    frame = pl.DataFrame(table)
    return frame.with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String))


def iterate_slices(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The rows, `ROW_GROUP_SIZE` at a time; nothing for an empty frame."""
    for start in range(0, rows.height, ROW_GROUP_SIZE):
        yield rows.slice(start, ROW_GROUP_SIZE)


def build_sorting_columns(name: str) -> list[pq.SortingColumn]:
    """The order of a table's rows as Parquet declares it."""
    names = [column.name for column in table_registry.list_columns(name)]
    return [pq.SortingColumn(names.index(column), nulls_first=False) for column in table_registry.get_info(name).sort]


def _get_arrow_type(column: Column) -> Any:
    if column.vocabulary:
        return pa.dictionary(pa.int32(), pa.string())
    if isinstance(column.dtype, pl.List):
        return pa.list_(pa.field("element", pa.string(), nullable=False))
    return _ARROW_TYPES[column.dtype]


def _build_field_metadata(column: Column) -> dict[str, str]:
    metadata = {
        "description": column.description,
        "unit": column.unit,
        "vocabulary": column.vocabulary,
        "references": column.references,
    }
    return {name: text for name, text in metadata.items() if text}


def _build_batch(name: str, part: pl.DataFrame, schema: pa.Schema) -> pa.Table:
    arrays = []
    for column in table_registry.list_columns(name):
        series = part.get_column(column.name)
        if column.vocabulary:
            arrays.append(encode_dictionary(series, column.vocabulary))
        else:
            arrays.append(series.to_arrow().cast(schema.field(column.name).type))
    return pa.Table.from_arrays(arrays, schema=schema)


def encode_dictionary(series: pl.Series, vocabulary: str) -> pa.DictionaryArray:
    """Values of a closed list as a dictionary.

    It has the whole list in its own order, whatever of it occurs, so that dictionaries agree between row groups.
    """
    listed = list_values(vocabulary)
    codes = series.cast(pl.Enum(listed)).to_physical().cast(pl.Int32)
    # `pa.array` would load pandas where that is installed.
    return pa.DictionaryArray.from_arrays(codes.to_arrow(), pl.Series(listed).to_arrow().cast(pa.string()))
