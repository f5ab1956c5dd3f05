"""The register of tables: their order, keys and references, and how a frame is split by its schema."""

from dataclasses import dataclass
from typing import Any

import pandera.errors
import polars as pl

from schemas.actors import Entities, Mentions
from schemas.claims import Events, Figures, Statements
from schemas.columns import Table
from schemas.local import LOCAL
from schemas.rejects import Rejects
from schemas.series import FigureSeries, Timeline
from schemas.text import Documents, Segments, Sentences

VERSION = "1.0.0"

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
    "rejects": Rejects,
}

# The order of rows within each table: it depends on content and position alone, never on how rows arrived.
SORT: dict[str, tuple[str, ...]] = {
    "documents": ("external_id", "document_id"),
    "segments": ("document_id", "segment_no"),
    "sentences": ("document_id", "sentence_no"),
    "entities": ("entity_id",),
    "mentions": ("document_id", "char_start", "char_end", "mention_id"),
    "statements": ("document_id", "char_start", "char_end", "statement_id"),
    "figures": ("document_id", "char_start", "char_end", "figure_id"),
    "events": ("document_id", "char_start", "char_end", "event_id"),
    "figure_series": ("measure", "series_id"),
    "timeline": ("date_start", "cluster_id"),
    "rejects": ("table", "reject_id"),
    "actors": ("document_id", "entity_id"),
    "signatures": ("document_id",),
}

# Every model by name, those that are not published too.
MODELS: dict[str, type[Table]] = TABLES | LOCAL


@dataclass(frozen=True, slots=True)
class Column:
    """One column as the metadata writers need it."""

    name: str
    dtype: pl.DataType
    description: str
    nullable: bool
    key: bool
    prefix: str | None
    references: str | None
    vocabulary: str | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Split:
    """A frame parted by its schema: rows that hold, rows that do not, and (row, check, failure) of each finding."""

    good: pl.DataFrame
    bad: pl.DataFrame
    findings: pl.DataFrame


def columns(name: str) -> list[Column]:
    """The columns of a table, in order. Raises KeyError for a table that does not exist."""
    out = []
    for column_name, column in MODELS[name].to_schema().columns.items():
        metadata: dict[str, Any] = column.metadata or {}
        out.append(
            Column(
                name=column_name,
                dtype=column.dtype.type,
                description=column.description or "",
                nullable=column.nullable,
                key=bool(metadata.get("key")),
                prefix=metadata.get("prefix"),
                references=metadata.get("references"),
                vocabulary=metadata.get("vocabulary"),
                unit=metadata.get("unit"),
            )
        )
    return out


def key(name: str) -> str:
    """The name of a table's key column."""
    return next(column.name for column in columns(name) if column.key)


def polars_schema(name: str) -> pl.Schema:
    """Column names and polars types of a table, in order."""
    return pl.Schema({column.name: column.dtype for column in columns(name)})


def empty(name: str) -> pl.DataFrame:
    """The table with zero rows."""
    return pl.DataFrame(schema=polars_schema(name))


def frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Rows as a frame of the table's columns and types, sorted as the table is; absent values are null.

    Raises polars' errors where a value cannot be of its column's type.
    """
    made = pl.DataFrame(rows, schema=polars_schema(name), orient="row") if rows else empty(name)
    return sort(name, made)


def sort(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows in the table's own order, which does not depend on how they arrived."""
    return rows.sort(*SORT[name], nulls_last=True, maintain_order=True)


def split(name: str, rows: pl.DataFrame) -> Split:
    """Part a frame by its pandera model into good and bad rows.

    Raises pandera's SchemaErrors where the frame as a whole does not fit (a column is missing, has another type or
    stands in another place), because then no row can be told good.
    """
    try:
        MODELS[name].validate(rows, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        if cases.get_column("index").null_count():
            raise
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
        return Split(
            good=marked.join(bad_rows, on="row", how="anti", maintain_order="left").drop("row"),
            bad=marked.join(bad_rows, on="row", how="semi", maintain_order="left").drop("row"),
            findings=findings,
        )
    none = pl.DataFrame(schema={"row": pl.UInt32, "check": pl.String, "failure": pl.String})
    return Split(good=rows, bad=rows.clear(), findings=none)
