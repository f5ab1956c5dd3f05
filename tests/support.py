"""What tests share: a short way through the reading half, and the way to the benchmark data."""

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline import document_processing
from pipeline.base.reading_settings import Settings
from pipeline.intake.source_document import RawDocument, SuppliedMetadata

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
GOLD = ROOT / "tests" / "gold"


def read_text(text: str, *, assume_clean: bool = True, **given: Any) -> dict[str, list[dict[str, Any]]]:
    """Rows by table of one plain text; `given` is what a JSONL line may say of it (`published=date(2022, 1, 10)`)."""
    item = RawDocument("example", "example.txt", "text/plain", text.encode("utf-8"), "utf-8", SuppliedMetadata(**given))
    return document_processing.process_documents([item], Settings(assume_clean=assume_clean))[0].tables


def benchmarks() -> Path:
    """The folder of benchmark data and scorers; skips the test, saying so, where there is none."""
    folder = Path(os.environ.get("NEWSLEDGER_BENCHMARKS") or ROOT.parent / "shared" / "benchmarks")
    if not folder.is_dir():
        pytest.skip(f"no benchmark data: neither NEWSLEDGER_BENCHMARKS nor {folder.parent.name}/benchmarks is a folder")
    return folder


def floors(name: str) -> dict[str, float]:
    """The pinned quality floors of one file under `tests/floors/`; lowering one takes an edit there that says why."""
    pinned: dict[str, float] = yaml.safe_load((ROOT / "tests" / "floors" / f"{name}.yml").read_text(encoding="utf-8"))
    return pinned
