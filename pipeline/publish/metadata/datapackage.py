"""`datapackage.json`: the release as a Data Package (https://datapackage.org, version 2)."""

from pathlib import Path
from typing import Any

import polars as pl

from pipeline.publish import csv_tables, parquet_tables
from pipeline.publish.metadata.dataset_info import ReleaseContent, encode_json
from pipeline.publish.release_target import RELEASE_PROPERTY
from schemas import table_registry
from schemas.controlled_vocabularies import list_values
from schemas.table_registry import Column

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
DIALECT = {"header": True, "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True}
FIELD_TYPES: dict[Any, str] = {
    pl.String: "string",
    pl.Int64: "integer",
    pl.Float64: "number",
    pl.Boolean: "boolean",
    pl.Date: "date",
    pl.List: "array",
}
_BOUND_CONSTRAINTS = {"min_value": "minimum", "max_value": "maximum"}
CSV_NOTE = (
    "A cell of text that a spreadsheet would run (it begins, after any number of apostrophes, with =, +, -, @, their "
    "full-width forms, a tab or a line end) has one apostrophe put before it. To get the text back take one apostrophe "
    f"from the cells that match {csv_tables.NEUTRALISED_PATTERN} . Parquet has the text as it is."
)


def render_datapackage(content: ReleaseContent) -> bytes:
    """The descriptor: one resource a table, its CSV file, with keys and references; the Parquet file beside."""
    facts, dataset = content.facts, content.facts.dataset
    licence = {"name": dataset.licence, "title": dataset.licence_title, "path": dataset.licence_address}
    contact = {"email": dataset.contact} if "@" in (dataset.contact or "") else {}
    return encode_json(
        {
            "$schema": PROFILE,
            "name": dataset.name,
            "id": content.release,
            "title": dataset.title,
            "description": f"{dataset.description} {dataset.terms} {content.text_policy} {CSV_NOTE}",
            "version": dataset.version or facts.schema_version,
            **({"homepage": dataset.homepage} if dataset.homepage else {}),
            **({"licenses": [{name: text for name, text in licence.items() if text}]} if dataset.licence else {}),
            **(
                {"contributors": [{"title": name, "roles": ["author"], **contact} for name in dataset.authors]}
                if dataset.authors
                else {}
            ),
            "keywords": ["news", "events", "figures", "attribution", "provenance"],
            RELEASE_PROPERTY: {
                "release": content.release,
                **facts.to_properties(),
                "csvNeutralised": csv_tables.NEUTRALISED_PATTERN,
            },
            "resources": [_build_resource(content, name) for name in table_registry.PUBLISHED],
        }
    )


def _build_resource(content: ReleaseContent, name: str) -> dict[str, Any]:
    text, columnar = (
        csv_tables.get_csv_path(Path(), name).as_posix(),
        parquet_tables.get_parquet_path(Path(), name).as_posix(),
    )
    return {
        "name": name,
        "type": "table",
        "description": table_registry.describe(name),
        "path": text,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": DIALECT,
        "bytes": content.files[text].bytes,
        "hash": f"sha256:{content.files[text].sha256}",
        "schema": build_table_schema(name),
        # Validators read one file a resource; the same rows as Parquet are told beside.
        "parquet": {
            "path": columnar,
            "bytes": content.files[columnar].bytes,
            "hash": f"sha256:{content.files[columnar].sha256}",
        },
    }


def build_table_schema(name: str) -> dict[str, Any]:
    """The Table Schema of a table: types, constraints, keys and references.

    A list whose items are keys of another table cannot be told as a foreign key; its field says so in `references`.
    """
    columns = table_registry.list_columns(name)
    return {
        "$schema": SCHEMA_PROFILE,
        "fields": [_build_field(name, column) for column in columns],
        "missingValues": [""],
        "primaryKey": [table_registry.find_key(name)],
        "foreignKeys": [
            {
                "fields": [column.name],
                # An empty name is the resource itself.
                "reference": {
                    "resource": "" if column.references == name else column.references,
                    "fields": [table_registry.find_key(column.references)],
                },
            }
            for column in columns
            if column.references and column.is_foreign_key and not isinstance(column.dtype, pl.List)
        ],
    }


def _build_field(table: str, column: Column) -> dict[str, Any]:
    properties = {"unit": column.unit, "vocabulary": column.vocabulary, "references": column.references}
    return {
        "name": column.name,
        "type": FIELD_TYPES[column.dtype.base_type()],
        "description": column.description,
        **{name: text for name, text in properties.items() if text},
        "constraints": _build_constraints(table, column),
    }


def _build_constraints(table: str, column: Column) -> dict[str, Any]:
    """The checks of the column's schema in the terms of the standard."""
    # A list of ids may be empty, and is an empty cell then.
    may_be_blank = column.nullable or (isinstance(column.dtype, pl.List) and column.references is not None)
    constraints: dict[str, Any] = {"required": not may_be_blank}
    if column.is_key:
        constraints["unique"] = True
    for check in table_registry.get_schema(table).columns[column.name].checks:
        statistics = check.statistics
        if "pattern" in statistics:
            constraints["pattern"] = getattr(statistics["pattern"], "pattern", statistics["pattern"])
        constraints |= {
            _BOUND_CONSTRAINTS[name]: value for name, value in statistics.items() if name in _BOUND_CONSTRAINTS
        }
    if column.vocabulary:
        constraints["enum"] = list_values(column.vocabulary)
    return constraints
