"""Two small articles, their builds, and corrections of them."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from pipeline import job_runner
from pipeline.orchestration.resources import BuildResource
from schemas.table_registry import TABLES

OSLO = (
    "Dockers strike in Oslo\n\n"
    "OSLO -- About 300 dockers stopped work on Monday, union leader Kari Nilsen said. "
    "A crane fell and killed 14 people in Oslo on 3 May 2021. Police arrested Per Holm in Oslo.\n"
)
BERGEN = (
    "Strike spreads to Bergen\n\n"
    "BERGEN -- Police arrested Per Holm on Tuesday, the mayor said. "
    "A falling crane killed 16 people in Oslo on 3 May 2021, Nilsen said. Norway sent a ship to Sweden.\n"
)
SIGNED = {"reason": "The police told it so later.", "author": "A. Quist", "made_on": "2021-06-01"}


def write_articles(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bergen.txt").write_text(BERGEN)
    (folder / "oslo.txt").write_text(OSLO)
    return folder


def write_corrections(folder: Path, *entries: dict[str, Any]) -> None:
    plain = json.loads(json.dumps([SIGNED | entry for entry in entries]))  # no two places share an object: no aliases
    (folder / "corrections.yml").write_text(yaml.safe_dump(plain, sort_keys=False))


def evidence(text: str, words: str, document: str = "oslo.txt") -> dict[str, Any]:
    start = text.index(words)
    return {"document": document, "start": start, "end": start + len(words), "read": words}


def choose(folder: Path, articles: Path) -> BuildResource:
    # Whole articles of three sentences: with less than all of it nothing of them could be quoted. All events join rows.
    return BuildResource(
        inputs=[str(articles)],
        out=str(folder / "out"),
        state=str(folder / "state"),
        workers=1,
        excerpt_share=1.0,
        min_confidence=0.0,
    )


def publish(folder: Path, articles: Path) -> dict[str, pl.DataFrame]:
    """The tables of a build through Dagster's job."""
    outcome = job_runner.run_build(choose(folder, articles), lambda progress: None)
    assert outcome.failure is None, outcome.details
    return {name: pl.read_parquet(folder / "out" / "parquet" / f"{name}.parquet") for name in TABLES}
