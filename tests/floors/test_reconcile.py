"""Joining documents: how well copies, series and events of the seeds and of a generated world are found."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline import document_processing
from pipeline.base.reading_settings import Settings
from pipeline.extract.event_confidence.confidence_model import load_weights
from pipeline.intake.input_files import find_documents
from pipeline.intake.source_document import RawDocument
from schemas import table_registry
from tests.benchmarks.reconcile import read, reconcile, score, world
from tests.support import GOLD, SEEDS, floors

FLOORS = floors("reconcile")


@pytest.fixture(scope="module")
def generated() -> dict[str, float]:
    made = world(documents=400, seed=3)
    found = score(made, reconcile(read(made)))
    return {
        "generated_timeline_f1": found["timeline"]["f1"],
        "generated_series_f1": found["series"]["f1"],
        "generated_copies_p": found["copies"]["p"],
        "generated_copies_r": found["copies"]["r"],
    }


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for result in document_processing.process_documents(
        [item for item in find_documents([SEEDS]) if isinstance(item, RawDocument)], Settings()
    ):
        for name, more in result.tables.items():
            rows.setdefault(name, []).extend(more)
    read_frames = {name: table_registry.make_frame(name, more) for name, more in rows.items()}
    found, shipped = (
        _scored(tmp_path_factory.mktemp("build"), read_frames | reconcile(dict(read_frames), threshold))
        for threshold in (0.0, load_weights().threshold)
    )
    return {
        "seeds_series_f1": found["series"]["f1"],
        "seeds_series_agreement": found["series"]["agreement"],
        "seeds_timeline_f1": found["timeline"]["matched_only"]["f1"],
        "seeds_timeline_agreement": found["timeline"]["agreement"],
        "seeds_published_timeline_p": shipped["timeline"]["matched_only"]["p"],
        "seeds_published_timeline_f1": shipped["timeline"]["matched_only"]["f1"],
    }


def _scored(folder: Path, build: dict[str, pl.DataFrame]) -> dict[str, Any]:
    (folder / "parquet").mkdir()
    for name in table_registry.TABLES:
        build.get(name, table_registry.make_empty_frame(name)).write_parquet(folder / "parquet" / f"{name}.parquet")
    command = [sys.executable, str(GOLD / "score.py"), "--gold", str(GOLD), "--build", str(folder)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    scores: dict[str, Any] = json.loads(said.strip().splitlines()[-1])
    return scores


@pytest.mark.parametrize("metric", [name for name in FLOORS if name.startswith("generated")])
def test_generated_world(metric, generated):
    assert generated[metric] >= FLOORS[metric]


@pytest.mark.parametrize("metric", [name for name in FLOORS if name.startswith("seeds")])
def test_seeds(metric, seeds):
    assert seeds[metric] >= FLOORS[metric]
