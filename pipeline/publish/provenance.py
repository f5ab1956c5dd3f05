"""`provenance.json`: how the release came about, as W3C PROV (PROV-JSON, https://www.w3.org/submissions/prov-json/)."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import Field

from pipeline.base.lexicon import Entry, Lexicon, load
from pipeline.publish import csv
from pipeline.publish import metadata as common
from pipeline.publish import tables as files
from pipeline.publish.facts import Input
from pipeline.publish.metadata import Content, as_json
from schemas import tables

# A file that lists more inputs than this is of no use to a reader: `documents` has them all, with their hashes, and the
# file then holds one hash over the list.
LISTED = 1000


class Derivation(Entry):
    """How a table comes about; `id` is the table."""

    sources: tuple[str, ...] = Field(alias="from")
    room: str
    how: str


@cache
def derivations() -> Lexicon[Derivation]:
    """How each table comes about. Raises LexiconError where the file is wrong."""
    return load(Path(__file__).with_name("derivations.yml"), Derivation)


def render(content: Content) -> bytes:
    """Entities are the inputs, the tables, their files and the release; one activity made them. No hour is told."""
    run = content.facts.run()
    # A run is known by what it was done with: the same code over the same inputs is the same run.
    activity = f"nl:build/{run['code']['fingerprint']}"
    inputs = sorted(content.facts.inputs, key=lambda item: (item.external_id, item.sha256))
    members = {f"nl:input/{number}": item for number, item in enumerate(inputs)} if len(inputs) <= LISTED else {}
    return as_json(
        {
            "prefix": {
                "nl": f"urn:{common.NAME}:",
                "prov": "http://www.w3.org/ns/prov#",
                "dcterms": "http://purl.org/dc/terms/",
            },
            "entity": {
                f"nl:{content.release}": {
                    "prov:type": {"$": "prov:Collection", "type": "prov:QUALIFIED_NAME"},
                    "dcterms:title": common.TITLE,
                    "dcterms:license": common.LICENCE_URL,
                    "nl:text_policy": content.text_policy,
                },
                "nl:inputs": _inputs(inputs),
                **{name: _input(item) for name, item in members.items()},
                **{f"nl:table/{name}": _table(content, name) for name in tables.TABLES},
                **{f"nl:file/{name}": _file(content, name) for name in content.files},
            },
            "activity": {activity: {"prov:label": "newsledger build", **_flat(run)}},
            "agent": {
                "nl:software": {
                    "prov:type": {"$": "prov:SoftwareAgent", "type": "prov:QUALIFIED_NAME"},
                    "prov:label": f"{common.NAME} {run['code']['version']}",
                }
            },
            "wasAssociatedWith": {"_:associated": {"prov:activity": activity, "prov:agent": "nl:software"}},
            "used": {"_:used": {"prov:activity": activity, "prov:entity": "nl:inputs"}},
            "wasGeneratedBy": {
                f"_:generated/{name}": {"prov:entity": f"nl:table/{name}", "prov:activity": activity}
                for name in tables.TABLES
            },
            "wasDerivedFrom": _derived(content),
            "hadMember": {
                **_members("nl:inputs", list(members)),
                **_members(f"nl:{content.release}", [f"nl:table/{name}" for name in tables.TABLES]),
            },
        }
    )


def _inputs(inputs: list[Input]) -> dict[str, Any]:
    listing = "".join(f"{item.sha256}  {item.external_id}\n" for item in inputs)
    return {
        "prov:type": {"$": "prov:Collection", "type": "prov:QUALIFIED_NAME"},
        "prov:label": f"{len(inputs)} documents as they lay in the input",
        "nl:count": len(inputs),
        "nl:bytes": sum(item.bytes for item in inputs),
        # Of the lines `sha256  external_id`, in the order of both.
        "nl:sha256_of_listing": sha256(listing.encode("utf-8", "surrogatepass")).hexdigest(),
    }


def _input(item: Input) -> dict[str, Any]:
    return {"prov:label": item.external_id, "nl:sha256": item.sha256, "nl:bytes": item.bytes}


def _table(content: Content, name: str) -> dict[str, Any]:
    return {
        "prov:label": name,
        "dcterms:description": files.description(name),
        "nl:rows": content.tables[name].height,
        "nl:schema_version": tables.VERSION,
    }


def _file(content: Content, name: str) -> dict[str, Any]:
    stamp = content.files[name]
    return {"prov:label": name, "nl:sha256": stamp.sha256, "nl:bytes": stamp.bytes}


def _flat(run: dict[str, Any]) -> dict[str, Any]:
    """The run's properties with names of one level, as PROV-JSON has values and no objects."""
    found: dict[str, Any] = {}
    for part, value in run.items():
        told = value if isinstance(value, dict) else {"": value}
        found |= {f"nl:{part}{f'_{name}' if name else ''}": _plain(each) for name, each in told.items()}
    return found


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool) else str(value)


def _derived(content: Content) -> dict[str, Any]:
    found = {}
    for derivation in derivations():
        derivations().hit(derivation)
        sources = [f"nl:table/{source}" for source in derivation.sources] or ["nl:inputs"]
        for source in sources:
            found[f"_:derived/{derivation.id}/{source.rpartition('/')[2].removeprefix('nl:')}"] = {
                "prov:generatedEntity": f"nl:table/{derivation.id}",
                "prov:usedEntity": source,
                "nl:room": derivation.room,
                "nl:how": derivation.how,
            }
    for name in tables.TABLES:
        for path in (files.path(Path(), name), csv.path(Path(), name)):
            found[f"_:written/{path.as_posix()}"] = {
                "prov:generatedEntity": f"nl:file/{path.as_posix()}",
                "prov:usedEntity": f"nl:table/{name}",
            }
    return found


def _members(collection: str, members: list[str]) -> dict[str, Any]:
    return {f"_:member/{member}": {"prov:collection": collection, "prov:entity": member} for member in members}
