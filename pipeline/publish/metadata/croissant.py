"""`croissant.json`: the release as MLCommons Croissant 1.0 (https://docs.mlcommons.org/croissant/docs/croissant-spec.html)."""

import json
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.publish import parquet_tables
from pipeline.publish.metadata import dataset_info
from pipeline.publish.metadata.dataset_info import ReleaseContent, encode_json
from schemas import table_registry
from schemas.table_registry import Column

CONFORMS_TO = "http://mlcommons.org/croissant/1.0"
PARQUET_MEDIA_TYPE = "application/x-parquet"
DATA_TYPES: dict[Any, str] = {
    pl.String: "sc:Text",
    pl.Int64: "sc:Integer",
    pl.Float64: "sc:Float",
    pl.Boolean: "sc:Boolean",
    pl.Date: "sc:Date",
    pl.List: "sc:Text",
}


def render_croissant(content: ReleaseContent) -> bytes:
    """The description: one file and one record set a table.

    References between tables are told in the descriptions only: as Croissant's `references` they ask readers to join,
    which drops every row whose reference is null. `datapackage.json` has them as foreign keys.
    """
    dataset = content.facts.dataset
    context = json.loads((dataset_info.TEMPLATE_FOLDER / "croissant_context.json").read_text(encoding="utf-8"))
    return encode_json(
        {
            "@context": context,
            "@type": "sc:Dataset",
            "conformsTo": CONFORMS_TO,
            "name": dataset.name,
            "description": f"{dataset.description} {dataset.terms} {content.text_policy}",
            **({"license": dataset.licence_address} if dataset.licence_address else {}),
            **({"url": dataset.homepage} if dataset.homepage else {}),
            "version": dataset.version or content.facts.schema_version,
            "identifier": content.release,
            **(
                {"creator": [{"@type": "sc:Organization", "name": name} for name in dataset.authors]}
                if dataset.authors
                else {}
            ),
            "citeAs": f"{dataset.author_names}: {dataset.title}. Release {content.release}.",
            "keywords": ["news", "events", "figures", "attribution", "provenance"],
            "distribution": [_build_file_object(content, name) for name in table_registry.PUBLISHED],
            "recordSet": [_build_record_set(name) for name in table_registry.PUBLISHED],
        }
    )


def _build_file_object(content: ReleaseContent, name: str) -> dict[str, Any]:
    path = parquet_tables.get_parquet_path(Path(), name).as_posix()
    stamp = content.files[path]
    return {
        "@type": "cr:FileObject",
        "@id": path,
        "name": path,
        "description": table_registry.describe(name),
        "contentUrl": path,
        "contentSize": f"{stamp.bytes} B",
        "encodingFormat": PARQUET_MEDIA_TYPE,
        "sha256": stamp.sha256,
    }


def _build_record_set(name: str) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": table_registry.describe(name),
        "key": {"@id": f"{name}/{table_registry.find_key(name)}"},
        "field": [_build_field(name, column) for column in table_registry.list_columns(name)],
    }


def _build_field(name: str, column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{name}/{column.name}",
        "name": f"{name}/{column.name}",
        "description": column.description + (f" Refers to {column.references}." if column.references else ""),
        "dataType": DATA_TYPES[column.dtype.base_type()],
        "source": {
            "fileObject": {"@id": parquet_tables.get_parquet_path(Path(), name).as_posix()},
            "extract": {"column": column.name},
        },
    }
    if isinstance(column.dtype, pl.List):
        found["repeated"] = True
    return found
