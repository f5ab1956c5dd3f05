"""`datapackage.json`: the release as a Data Package (https://datapackage.org, version 2)."""

from pathlib import Path
from typing import Any

import polars as pl

from pipeline.publish import csv
from pipeline.publish import metadata as common
from pipeline.publish import tables as files
from pipeline.publish.metadata import Content, as_json
from pipeline.publish.target import MARK
from schemas import tables
from schemas.tables import Column
from schemas.vocabulary import values

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
DIALECT = {"header": True, "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True}
TYPES: dict[Any, str] = {
    pl.String: "string",
    pl.Int64: "integer",
    pl.Float64: "number",
    pl.Boolean: "boolean",
    pl.Date: "date",
    pl.List: "array",
}
_BOUNDS = {"min_value": "minimum", "max_value": "maximum"}
CSV_NOTE = (
    "A cell of text that a spreadsheet would run (it begins, after any number of apostrophes, with =, +, -, @, their "
    "full-width forms, a tab or a line end) has one apostrophe put before it. To get the text back take one apostrophe "
    f"from the cells that match {csv.NEUTRALISED} . Parquet has the text as it is."
)


def render(content: Content) -> bytes:
    """The descriptor: one resource a table, its CSV file, with keys and references; the Parquet file beside."""
    facts = content.facts
    return as_json(
        {
            "$schema": PROFILE,
            "name": common.NAME,
            "id": content.release,
            "title": common.TITLE,
            "description": f"{common.ABOUT} {common.LICENCE_NOTE} {content.text_policy} {CSV_NOTE}",
            "version": facts.schema_version,
            "licenses": [
                {"name": common.LICENCE_NAME, "title": common.LICENCE_TITLE, "path": common.LICENCE_URL},
            ],
            "contributors": [{"title": common.AUTHORS, "roles": ["author"]}],
            "keywords": ["news", "events", "figures", "attribution", "provenance"],
            MARK: {"release": content.release, **facts.run(), "csvNeutralised": csv.NEUTRALISED},
            "resources": [_resource(content, name) for name in tables.TABLES],
        }
    )


def _resource(content: Content, name: str) -> dict[str, Any]:
    text, columnar = csv.path(Path(), name).as_posix(), files.path(Path(), name).as_posix()
    return {
        "name": name,
        "type": "table",
        "description": files.description(name),
        "path": text,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": DIALECT,
        "bytes": content.files[text].bytes,
        "hash": f"sha256:{content.files[text].sha256}",
        "schema": schema(name),
        # Validators read one file a resource; the same rows as Parquet are told beside.
        "parquet": {
            "path": columnar,
            "bytes": content.files[columnar].bytes,
            "hash": f"sha256:{content.files[columnar].sha256}",
        },
    }


def schema(name: str) -> dict[str, Any]:
    """The Table Schema of a table: types, constraints, keys and references.

    A list whose items are keys of another table cannot be told as a foreign key; its field says so in `references`.
    """
    columns = tables.columns(name)
    return {
        "$schema": SCHEMA_PROFILE,
        "fields": [_field(name, column) for column in columns],
        "missingValues": [""],
        "primaryKey": [tables.key(name)],
        "foreignKeys": [
            {
                "fields": [column.name],
                # An empty name is the resource itself.
                "reference": {
                    "resource": "" if column.references == name else column.references,
                    "fields": [tables.key(column.references)],
                },
            }
            for column in columns
            if column.references and not isinstance(column.dtype, pl.List)
        ],
    }


def _field(table: str, column: Column) -> dict[str, Any]:
    told = {"unit": column.unit, "vocabulary": column.vocabulary, "references": column.references}
    return {
        "name": column.name,
        "type": TYPES[column.dtype.base_type()],
        "description": column.description,
        **{name: text for name, text in told.items() if text},
        "constraints": _constraints(table, column),
    }


def _constraints(table: str, column: Column) -> dict[str, Any]:
    """The checks of the column's schema in the terms of the standard."""
    found: dict[str, Any] = {"required": not column.nullable}
    if column.key:
        found["unique"] = True
    for check in tables.TABLES[table].to_schema().columns[column.name].checks:
        told = check.statistics
        if "pattern" in told:
            found["pattern"] = getattr(told["pattern"], "pattern", told["pattern"])
        found |= {_BOUNDS[name]: value for name, value in told.items() if name in _BOUNDS}
    if column.vocabulary:
        found["enum"] = values(column.vocabulary)
    return found
