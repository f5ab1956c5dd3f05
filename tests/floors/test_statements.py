"""Statements do not get worse than their floors: on articles in which people marked who said what."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from pipeline import document_processing
from pipeline.base.reading_settings import Settings
from pipeline.intake.source_document import RawDocument, SuppliedMetadata
from tests.support import benchmarks, floors

COLUMNS = ("char_start", "char_end", "text", "speaker_text", "speaker_start", "speaker_end", "cue_start", "cue_end")


@pytest.fixture(scope="module")
def measured() -> dict[str, float]:
    folder = benchmarks()
    scorer = _load(folder / "attribution.py")
    articles = scorer.read_articles([folder / "data" / "attribution" / "dev.jsonl.gz"])
    items = [
        RawDocument(a["id"], a["id"], "text/plain", a["text"].encode("utf-8"), "utf-8", SuppliedMetadata())
        for a in articles
    ]
    tally, wrong = scorer.Tally(), 0
    for told, rows in zip(
        articles, document_processing.process_documents(items, Settings(assume_clean=True)), strict=True
    ):
        said = [{name: row[name] for name in COLUMNS} for row in rows.tables["statements"]]
        wrong += sum(told["text"][row["char_start"] : row["char_end"]] != row["text"] for row in said)
        scorer.score_article(told, said, tally)
    scores = tally.scores()
    return {"wrong_spans": wrong} | {f"{name} {part}": one[part] for name, one in scores.items() for part in one}


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def test_no_span_is_wrong(measured: dict[str, float]) -> None:
    assert measured["wrong_spans"] == 0


@pytest.mark.parametrize("name", floors("statements"))
def test_floor(measured: dict[str, float], name: str) -> None:
    assert measured[name] >= floors("statements")[name]
