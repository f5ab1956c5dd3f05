"""The cast of the seeds against the gold's entities; floors in `cast.yml`."""

import importlib.util
import json
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from pipeline import document_processing
from pipeline.base.reading_settings import Settings
from pipeline.intake.source_document import RawDocument, SuppliedMetadata
from tests.support import GOLD, SEEDS, floors

FLOORS = floors("entities")


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", GOLD / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _named(gold: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Persons, bodies, places and facilities that a text names; groups and the unnamed are left out."""
    for row in gold:
        if row["entity_type"] != "group" and "not named" not in row.get("note", ""):
            yield row


@pytest.fixture(scope="module")
def scored() -> dict[str, float]:
    """Shares by floor name, of one reading of the seeds."""
    gold = [json.loads(line) for line in (GOLD / "entities.jsonl").read_text(encoding="utf-8").splitlines() if line]
    canon = _scorer().Names(gold).canon
    items = [
        RawDocument(p.name, p.name, "text/plain", p.read_bytes(), None, SuppliedMetadata())
        for p in sorted(SEEDS.glob("*.txt"))
    ]
    actors = [
        row
        for rows in document_processing.process_documents(items, Settings())
        for row in rows.tables.get("actors", [])
    ]
    called: dict[str, list[dict[str, Any]]] = {}
    for actor in actors:
        for name in {canon(name) for name in (actor["name"], *actor["aliases"])}:
            called.setdefault(name, []).append(actor)
    wanted = list(_named(gold))
    found = [(row, called[row["name"]]) for row in wanted if row["name"] in called]
    placed = [(row, own) for row, own in found if row["country"]]
    known = [(row, own) for row, own in found if row.get("wikidata_id")]
    return {
        "found": len(found) / len(wanted),
        "type": sum(any(a["entity_type"] == row["entity_type"] for a in own) for row, own in found) / len(found),
        "country": sum(any(a["country"] == row["country"] for a in own) for row, own in placed) / len(placed),
        "wikidata": sum(any(a["wikidata_id"] == row["wikidata_id"] for a in own) for row, own in known) / len(known),
    }


@pytest.mark.parametrize("name", FLOORS)
def test_floor(scored: dict[str, float], name: str) -> None:
    assert scored[name] >= FLOORS[name], f"{name}: {scored[name]:.3f}"
