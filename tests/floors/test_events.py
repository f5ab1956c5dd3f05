"""Acts do not get worse than their floors: on single sentences coded by hand, and on the seeds against the gold."""

import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pipeline import document_processing
from pipeline.base.reading_settings import Settings
from pipeline.document_rows import TableRows
from pipeline.intake.source_document import RawDocument, SuppliedMetadata
from tests.support import GOLD, SEEDS, benchmarks, floors


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"scorer_{path.stem}", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


# Sentences of our own for every type, written and coded without sight of the lexicon.
OWN = Path(__file__).with_name("acts.jsonl")


@pytest.fixture(scope="module")
def sentences() -> dict[str, float]:
    folder = benchmarks()
    scorer = _load(folder / "events.py")
    own = {f"own_{name}": value for name, value in _single(scorer, OWN).items()}
    return own | _single(scorer, folder / "data" / "events" / "events.jsonl")


def _single(scorer: ModuleType, path: Path) -> dict[str, float]:
    """Shares by name over single sentences, each a document of its own."""
    data = scorer.read_jsonl(path)
    items = [
        RawDocument(d["id"], d["id"], "text/plain", d["text"].encode("utf-8"), "utf-8", SuppliedMetadata())
        for d in data
    ]
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for told, rows in zip(data, document_processing.process_documents(items, Settings(assume_clean=True)), strict=True):
        known = {actor["entity_id"]: actor for actor in rows.tables.get("actors", [])}
        for event in rows.tables["events"]:
            named = {f"{role}_{field}": known.get(event[f"{role}_entity_id"], {}).get(field) for role, field in NAMED}
            found[told["id"]] += [event | named] if event["status"] != "denied" else []
    types = scorer.score_types(data, found, lambda kind: kind, False)
    count, _ = scorer.score_roles(data, found)
    return {
        "types_recall": types["recall"],
        "types_precision": types["precision"],
        "all_correct": count["all"] / count["events"],
        "all_correct_by_words": count["all_words"] / count["events"],
    }


NAMED = [(role, field) for role in ("actor", "recipient") for field in ("name", "country")]


@pytest.fixture(scope="module")
def seeds() -> dict[str, float]:
    scorer = _load(GOLD / "score.py")
    paths = sorted(SEEDS.glob("*.txt"))
    read = document_processing.process_documents(
        [RawDocument(p.name, p.name, "text/plain", p.read_bytes()) for p in paths], Settings()
    )
    build = {name: _table(read, name) for name in scorer.TABLES} | {"entities": _table(read, "actors")}
    gold = scorer.read_gold(GOLD)
    scorer.attach_files(build, [row["file"] for row in gold["documents"]])
    build |= {"names": scorer.Names(gold["entities"])}
    build |= {f"{kind}_by_id": {r[f"{kind}_id"]: r for r in build[t]} for kind, t in INDEXED}
    scores, _ = scorer.score_events(gold["events"], build, [])
    stated = {f"seeds_stated_{field}": value for field, value in scores["stated"].items()}
    return stated | {f"seeds_{name}": scores[name] for name in ("core_r", "core_f1", "f1")}


INDEXED = [("entity", "entities"), ("statement", "statements")]


def _table(read: Sequence[TableRows], name: str) -> list[dict[str, Any]]:
    rows = [row for document in read for row in document.tables.get(name, [])]
    table: list[dict[str, Any]] = json.loads(json.dumps(rows, default=str))
    return table


@pytest.mark.parametrize("name", [name for name in floors("events") if not name.startswith("seeds_")])
def test_sentences(sentences: dict[str, float], name: str) -> None:
    assert sentences[name] >= floors("events")[name]


@pytest.mark.parametrize("name", [name for name in floors("events") if name.startswith("seeds_")])
def test_seeds(seeds: dict[str, float], name: str) -> None:
    assert seeds[name] >= floors("events")[name]
