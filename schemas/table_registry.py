"""The register of tables: their order, keys and references, and how a frame is split by its schema.

A table and its columns are described once, in the pandera model: Parquet, CSV, codebook, metadata standards, sorting,
licences, span checks, row counts, provenance, lineage and Dagster's pages are all made of that.

A new column costs its line in the model (of free text with its policy: `define_quotation`, `define_phrase`, or
`define_string` where it is the dataset's own) and the place where the row is made (`pipeline/document_rows.py`, or its
stage of `reconcile`). A column of a closed list needs the list in `vocabulary.yml`.

A new table costs four files: the model, in a module of this package, with `Config.metadata = describe_table(...)`; its
line in `TABLES` below; the code that makes its rows; and its asset in `pipeline/orchestration/assets.py`.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import pandera.errors
import pandera.polars as pa
import polars as pl

from schemas.column_types import Table, TextPolicy
from schemas.correction_table import Corrections
from schemas.entity_tables import Entities, Mentions
from schemas.extraction_tables import Events, Figures, Statements
from schemas.flat_views import FLAT_METHOD, FLAT_PACKAGE, FLAT_VIEWS, build_flat_schema, list_flat_sources
from schemas.internal_tables import INTERNAL_TABLES
from schemas.reconciliation_tables import FigureSeries, Timeline
from schemas.reject_table import Rejects
from schemas.schema_conformance import conforms_to_schema
from schemas.table_info import TableInfo
from schemas.text_tables import Documents, Segments, Sentences

SCHEMA_VERSION = "1.2.0"

TABLES: dict[str, type[Table]] = {
    "documents": Documents,
    "segments": Segments,
    "sentences": Sentences,
    "entities": Entities,
    "mentions": Mentions,
    "statements": Statements,
    "figures": Figures,
    "events": Events,
    "figure_series": FigureSeries,
    "timeline": Timeline,
    "corrections": Corrections,
    "rejects": Rejects,
}

# All that a release holds as Parquet and CSV: the tables, and the flat views made from them.
PUBLISHED: tuple[str, ...] = (*TABLES, *FLAT_VIEWS)

# Every model by name, those that are not published too.
TABLE_MODELS: dict[str, type[Table]] = TABLES | INTERNAL_TABLES


@dataclass(frozen=True, slots=True)
class Column:
    """One column as the metadata writers need it."""

    name: str
    dtype: pl.DataType
    description: str
    nullable: bool
    is_key: bool
    prefix: str | None
    references: str | None  # the table whose keys it holds
    is_foreign_key: bool  # whether each of them is a row there
    vocabulary: str | None
    unit: str | None
    text: TextPolicy | None  # of free text: how it is published
    span: tuple[str, str] | None  # of a quotation: the columns of its first and last offset
    within: str | None  # of a quotation: the table whose row holds it
    sources: tuple[str, ...]  # columns that it is made from, as `table.column`


@dataclass(frozen=True, slots=True)
class SplitFrame:
    """A frame parted by its schema: rows that hold, rows that do not, and (row, check, failure) of each finding."""

    valid: pl.DataFrame
    invalid: pl.DataFrame
    findings: pl.DataFrame


def get_schema(name: str) -> pa.DataFrameSchema:
    """The pandera schema of a table or flat view. Raises KeyError for one that does not exist."""
    return TABLE_MODELS[name].to_schema() if name in TABLE_MODELS else build_flat_schema(name)


def describe(name: str) -> str:
    """What one row of a table or flat view is."""
    description = TABLE_MODELS[name].__doc__ if name in TABLE_MODELS else FLAT_VIEWS[name].description
    return " ".join((description or "").split())


def list_columns(name: str) -> list[Column]:
    """The columns of a table or flat view, in order. Raises KeyError for one that does not exist."""
    return list(_read_columns(TABLE_MODELS[name]) if name in TABLE_MODELS else _read_view_columns(name))


@cache
def _read_columns(model: type[Table]) -> tuple[Column, ...]:
    return _describe_columns(model.to_schema())


@cache
def _read_view_columns(name: str) -> tuple[Column, ...]:
    return _describe_columns(build_flat_schema(name))


def _describe_columns(schema: pa.DataFrameSchema) -> tuple[Column, ...]:
    out = []
    for column_name, column in schema.columns.items():
        metadata: dict[str, Any] = column.metadata or {}
        out.append(
            Column(
                name=column_name,
                dtype=column.dtype.type,
                description=column.description or "",
                nullable=column.nullable,
                is_key=bool(metadata.get("key")),
                prefix=metadata.get("prefix"),
                references=metadata.get("references"),
                is_foreign_key=bool(metadata.get("is_foreign_key")),
                vocabulary=metadata.get("vocabulary"),
                unit=metadata.get("unit"),
                text=metadata.get("text"),
                span=metadata.get("span"),
                within=metadata.get("within"),
                sources=metadata.get("sources", ()),
            )
        )
    return tuple(out)


def get_info(name: str) -> TableInfo:
    """How a table or flat view is sorted and made. Raises KeyError for one that does not exist."""
    if name in FLAT_VIEWS:
        return TableInfo(get_info(FLAT_VIEWS[name].table).sort, FLAT_PACKAGE, FLAT_METHOD, list_flat_sources(name))
    return cast("TableInfo", TABLE_MODELS[name].Config.metadata["table"])


def list_document_tables() -> list[str]:
    """The tables that are made while documents are read one by one, published or not."""
    return [name for name in TABLE_MODELS if get_info(name).is_per_document]


def list_text_columns(name: str, *policies: TextPolicy) -> list[Column]:
    """The columns of a table whose text is published by one of these policies; by default those of documents' words."""
    return [column for column in list_columns(name) if column.text in (policies or ("quoted", "phrase"))]


def list_quotations(name: str) -> list[Column]:
    """The columns of a table that quote the document, with the span of what they quote."""
    return [column for column in list_columns(name) if column.span]


def find_key(name: str) -> str:
    """The name of a table's key column."""
    return next(column.name for column in list_columns(name) if column.is_key)


def build_polars_schema(name: str) -> pl.Schema:
    """Column names and polars types of a table, in order."""
    return pl.Schema({column.name: column.dtype for column in list_columns(name)})


def make_empty_frame(name: str) -> pl.DataFrame:
    """The table with zero rows."""
    return pl.DataFrame(schema=build_polars_schema(name))


def make_frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Rows as a frame of the table's columns and types, sorted as the table is; absent values are null.

    Raises polars' errors where a value cannot be of its column's type.
    """
    unsorted = pl.DataFrame(rows, schema=build_polars_schema(name), orient="row") if rows else make_empty_frame(name)
    return sort_rows(name, unsorted)


def sort_rows(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows in the table's own order, which does not depend on how they arrived."""
    return rows.sort(*get_info(name).sort, nulls_last=True, maintain_order=True)


def split_rows(name: str, rows: pl.DataFrame) -> SplitFrame:
    """Part a frame by its pandera model into good and bad rows.

    Raises pandera's SchemaErrors where the frame as a whole does not fit (a column is missing, has another type or
    stands in another place), because then no row can be told good.
    """
    schema = get_schema(name)
    if not conforms_to_schema(schema, rows):
        try:
            schema.validate(rows, lazy=True)
        except pandera.errors.SchemaErrors as errors:
            return _part_by_failures(name, rows, errors)
    none = pl.DataFrame(schema={"row": pl.UInt32, "check": pl.String, "failure": pl.String})
    return SplitFrame(valid=rows, invalid=rows.clear(), findings=none)


def _part_by_failures(name: str, rows: pl.DataFrame, errors: pandera.errors.SchemaErrors) -> SplitFrame:
    """Good and bad rows by what pandera found; raises its errors where they concern the frame as a whole."""
    cases = errors.failure_cases
    if cases.get_column("index").null_count():
        raise errors
    findings = cases.select(
        pl.col("index").cast(pl.UInt32).alias("row"),
        pl.concat_str([pl.col("column").fill_null(name), pl.col("check")], separator=": ").alias("check"),
        # A check over several columns gives the whole row as its failure case, texts and all; those must stay here.
        pl.when(pl.col("schema_context") == "Column")
        .then(pl.col("failure_case").cast(pl.String).fill_null("null"))
        .otherwise(pl.lit("does not hold"))
        .alias("failure"),
    ).sort("row", "check")
    marked = rows.with_row_index("row")
    bad_rows = findings.select("row").unique()
    return SplitFrame(
        valid=marked.join(bad_rows, on="row", how="anti", maintain_order="left").drop("row"),
        invalid=marked.join(bad_rows, on="row", how="semi", maintain_order="left").drop("row"),
        findings=findings,
    )
