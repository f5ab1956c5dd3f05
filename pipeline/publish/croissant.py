"""`croissant.json`: the release as MLCommons Croissant 1.0 (https://docs.mlcommons.org/croissant/docs/croissant-spec.html)."""

import json
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.publish import metadata as common
from pipeline.publish import tables as files
from pipeline.publish.metadata import Content, as_json
from schemas import tables
from schemas.tables import Column

CONFORMS_TO = "http://mlcommons.org/croissant/1.0"
PARQUET = "application/x-parquet"
TYPES: dict[Any, str] = {
    pl.String: "sc:Text",
    pl.Int64: "sc:Integer",
    pl.Float64: "sc:Float",
    pl.Boolean: "sc:Boolean",
    pl.Date: "sc:Date",
    pl.List: "sc:Text",
}


def render(content: Content) -> bytes:
    """The description: one file and one record set a table.

    References between tables are told in the descriptions only: as Croissant's `references` they ask readers to join,
    which drops every row whose reference is null. `datapackage.json` has them as foreign keys.
    """
    context = json.loads((common.TEMPLATES / "croissant_context.json").read_text(encoding="utf-8"))
    return as_json(
        {
            "@context": context,
            "@type": "sc:Dataset",
            "conformsTo": CONFORMS_TO,
            "name": common.NAME,
            "description": f"{common.ABOUT} {common.LICENCE_NOTE} {content.text_policy}",
            "license": common.LICENCE_URL,
            "version": content.facts.schema_version,
            "identifier": content.release,
            "creator": {"@type": "sc:Organization", "name": common.AUTHORS},
            "citeAs": f"{common.AUTHORS}: {common.TITLE}. Release {content.release}.",
            "keywords": ["news", "events", "figures", "attribution", "provenance"],
            "distribution": [_file(content, name) for name in tables.TABLES],
            "recordSet": [_record_set(name) for name in tables.TABLES],
        }
    )


def _file(content: Content, name: str) -> dict[str, Any]:
    path = files.path(Path(), name).as_posix()
    stamp = content.files[path]
    return {
        "@type": "cr:FileObject",
        "@id": path,
        "name": path,
        "description": files.description(name),
        "contentUrl": path,
        "contentSize": f"{stamp.bytes} B",
        "encodingFormat": PARQUET,
        "sha256": stamp.sha256,
    }


def _record_set(name: str) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": files.description(name),
        "key": {"@id": f"{name}/{tables.key(name)}"},
        "field": [_field(name, column) for column in tables.columns(name)],
    }


def _field(name: str, column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{name}/{column.name}",
        "name": f"{name}/{column.name}",
        "description": column.description + (f" Refers to {column.references}." if column.references else ""),
        "dataType": TYPES[column.dtype.base_type()],
        "source": {"fileObject": {"@id": files.path(Path(), name).as_posix()}, "extract": {"column": column.name}},
    }
    if isinstance(column.dtype, pl.List):
        found["repeated"] = True
    return found
