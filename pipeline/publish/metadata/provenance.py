"""`provenance.json`: how the release came about, as W3C PROV (PROV-JSON, https://www.w3.org/submissions/prov-json/)."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.publish import csv_tables, parquet_tables
from pipeline.publish.metadata.dataset_info import SOFTWARE_NAME, ReleaseContent, encode_json
from pipeline.publish.run_info import InputDocument
from schemas import table_registry

# A file that lists more inputs than this is of no use to a reader: `documents` has them all, with their hashes, and the
# file then holds one hash over the list.
MAX_LISTED_INPUTS = 1000


def render_provenance(content: ReleaseContent) -> bytes:
    """Entities are the inputs, the tables, their files and the release; one activity made them. No hour is told."""
    run, dataset = content.facts.to_properties(), content.facts.dataset
    # A run is known by what it was done with: the same code over the same inputs is the same run.
    activity = f"nl:build/{run['code']['fingerprint']}"
    inputs = sorted(content.facts.inputs, key=lambda item: (item.external_id, item.sha256))
    members = (
        {f"nl:input/{number}": item for number, item in enumerate(inputs)} if len(inputs) <= MAX_LISTED_INPUTS else {}
    )
    return encode_json(
        {
            "prefix": {
                "nl": f"urn:{SOFTWARE_NAME}:",
                "prov": "http://www.w3.org/ns/prov#",
                "dcterms": "http://purl.org/dc/terms/",
            },
            "entity": {
                f"nl:{content.release}": {
                    "prov:type": {"$": "prov:Collection", "type": "prov:QUALIFIED_NAME"},
                    "dcterms:title": dataset.title,
                    "dcterms:creator": dataset.author_names,
                    **({"dcterms:license": dataset.licence_address} if dataset.licence_address else {}),
                    "nl:text_policy": content.text_policy,
                },
                "nl:inputs": _build_input_collection(inputs),
                **{name: _build_input_entity(item) for name, item in members.items()},
                **{f"nl:table/{name}": _build_table_entity(content, name) for name in table_registry.PUBLISHED},
                **{f"nl:file/{name}": _build_file_entity(content, name) for name in content.files},
            },
            "activity": {activity: {"prov:label": "newsledger build", **_flatten_properties(run)}},
            "agent": {
                "nl:software": {
                    "prov:type": {"$": "prov:SoftwareAgent", "type": "prov:QUALIFIED_NAME"},
                    "prov:label": f"{SOFTWARE_NAME} {run['code']['version']}",
                }
            },
            "wasAssociatedWith": {"_:associated": {"prov:activity": activity, "prov:agent": "nl:software"}},
            "used": {"_:used": {"prov:activity": activity, "prov:entity": "nl:inputs"}},
            "wasGeneratedBy": {
                f"_:generated/{name}": {"prov:entity": f"nl:table/{name}", "prov:activity": activity}
                for name in table_registry.PUBLISHED
            },
            "wasDerivedFrom": _build_derivations(content),
            "hadMember": {
                **_build_memberships("nl:inputs", list(members)),
                **_build_memberships(
                    f"nl:{content.release}", [f"nl:table/{name}" for name in table_registry.PUBLISHED]
                ),
            },
        }
    )


def _build_input_collection(inputs: list[InputDocument]) -> dict[str, Any]:
    listing = "".join(f"{item.sha256}  {item.external_id}\n" for item in inputs)
    return {
        "prov:type": {"$": "prov:Collection", "type": "prov:QUALIFIED_NAME"},
        "prov:label": f"{len(inputs)} documents as they lay in the input",
        "nl:count": len(inputs),
        "nl:bytes": sum(item.bytes for item in inputs),
        # Of the lines `sha256  external_id`, in the order of both.
        "nl:sha256_of_listing": sha256(listing.encode("utf-8", "surrogatepass")).hexdigest(),
    }


def _build_input_entity(item: InputDocument) -> dict[str, Any]:
    return {"prov:label": item.external_id, "nl:sha256": item.sha256, "nl:bytes": item.bytes}


def _build_table_entity(content: ReleaseContent, name: str) -> dict[str, Any]:
    return {
        "prov:label": name,
        "dcterms:description": table_registry.describe(name),
        "nl:rows": content.tables[name].height,
        "nl:schema_version": table_registry.SCHEMA_VERSION,
    }


def _build_file_entity(content: ReleaseContent, name: str) -> dict[str, Any]:
    stamp = content.files[name]
    return {"prov:label": name, "nl:sha256": stamp.sha256, "nl:bytes": stamp.bytes}


def _flatten_properties(run: dict[str, Any]) -> dict[str, Any]:
    """The run's properties with names of one level, as PROV-JSON has values and no objects."""
    flat: dict[str, Any] = {}
    for part, value in run.items():
        properties = value if isinstance(value, dict) else {"": value}
        flat |= {f"nl:{part}{f'_{name}' if name else ''}": _to_literal(each) for name, each in properties.items()}
    return flat


def _to_literal(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool) else str(value)


def _build_derivations(content: ReleaseContent) -> dict[str, Any]:
    relations = {}
    for name in table_registry.PUBLISHED:
        info = table_registry.get_info(name)
        for source in [f"nl:table/{table}" for table in info.made_from] or ["nl:inputs"]:
            relations[f"_:derived/{name}/{source.rpartition('/')[2].removeprefix('nl:')}"] = {
                "prov:generatedEntity": f"nl:table/{name}",
                "prov:usedEntity": source,
                "nl:package": info.package,
                "nl:how": info.method,
            }
    for name in table_registry.PUBLISHED:
        for path in (parquet_tables.get_parquet_path(Path(), name), csv_tables.get_csv_path(Path(), name)):
            relations[f"_:written/{path.as_posix()}"] = {
                "prov:generatedEntity": f"nl:file/{path.as_posix()}",
                "prov:usedEntity": f"nl:table/{name}",
            }
    return relations


def _build_memberships(collection: str, members: list[str]) -> dict[str, Any]:
    return {f"_:member/{member}": {"prov:collection": collection, "prov:entity": member} for member in members}
