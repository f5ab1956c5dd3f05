"""Figures against sentences that others annotated, where the benchmark is at hand; floors in `figures.yml`."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline import document_processing
from pipeline.base.reading_settings import Settings
from pipeline.intake.source_document import RawDocument, SuppliedMetadata
from schemas import table_registry
from tests.support import benchmarks, floors

OTHERS = ("age", "currency", "dimension", "temperature", "quantulum")
MEASURES = {
    "value": "value",
    "value_unit": "value+unit",
    "value_change": "value+change",
    "concept_partial": "value+concept partial",
    "concept_complete": "value+concept complete",
}
FLOORS = floors("figures")


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """F1 by floor name, of one reading of all sentences."""
    folder = benchmarks()
    data = [folder / "data" / "figures" / f"{name}.jsonl" for name in ("newsquant", *OTHERS)]
    out = tmp_path_factory.mktemp("figures")
    _read(data, out)
    found: dict[str, float] = {}
    for name, files in (("newsquant", data[:1]), ("others", data[1:])):
        scores = _score(folder / "figures.py", files, out)
        found |= {f"{name}_{short}": scores[long]["F1"] for short, long in MEASURES.items() if long in scores}
    return found


def _read(files: list[Path], out: Path) -> None:
    lines = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line]
    items = [
        RawDocument(e["id"], e["id"], "text/plain", e["text"].encode(), "utf-8", SuppliedMetadata()) for e in lines
    ]
    rows: dict[str, list[dict[str, Any]]] = {"documents": [], "figures": []}
    for read in document_processing.process_documents(items, Settings(assume_clean=True)):
        for table, own in rows.items():
            own += read.tables.get(table, [])
    (out / "parquet").mkdir()
    for table, own in rows.items():
        table_registry.make_frame(table, own).write_parquet(out / "parquet" / f"{table}.parquet")


def _score(script: Path, files: list[Path], build: Path) -> dict[str, dict[str, float]]:
    command = [sys.executable, str(script), "score", "--data", *map(str, files), "--build", str(build), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["scores"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", FLOORS)
def test_stays_above_its_floor(scored: dict[str, float], name: str) -> None:
    assert scored[name] >= FLOORS[name]
