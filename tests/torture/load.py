"""A large build with hostile inputs in it: the rows of the good documents are those of a build without them."""

import json
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from schemas import table_registry
from tests.support import ROOT

HOSTILE_SHARE = 0.02
PLACES = ("Oslo", "Bergen", "Turku", "Malmo", "Aarhus", "Gdansk", "Riga", "Tallinn", "Vilnius", "Rostock", "Bremen")
WHO = ("dockers", "nurses", "miners", "teachers", "drivers", "farmers", "pilots", "welders", "students")
TAILS = (
    "The mayor of {place} met the ministers.",
    "Police in {place} arrested {few} people.",
    "A court in {place} fined the company {few} million euros.",
    "The union accused the ministry of delays.",
)


@dataclass(slots=True)
class LoadReport:
    """What the two builds gave: their sizes, costs, and where the rows of good documents differ."""

    documents: int
    hostile: int
    set_aside: int = 0
    rows: int = 0  # of the good documents
    seconds: float = 0.0  # of the build with hostile inputs, with a worker a core
    cpu_seconds: float = 0.0  # the same, of all its processes
    megabytes: float = 0.0  # of its largest process
    faults: list[str] = field(default_factory=list)


def write_documents(path: Path, count: int) -> None:
    """Write short articles of our own, one a line, no two the same."""
    draw = random.Random(7)
    with path.open("w", encoding="utf-8") as lines:
        for number in range(count):
            place, who, few = draw.choice(PLACES), draw.choice(WHO), draw.randrange(2, 90)
            text = (
                f"{place.upper()} -- About {100 + number} {who} in {place} stopped work on Monday, the union said. "
                f"{draw.choice(TAILS).format(place=place, few=few)}"
            )
            published = f"2024-{1 + number % 12:02}-{1 + number // 12 % 28:02}"
            lines.write(json.dumps({"id": f"good-{number}", "text": text, "published": published}) + "\n")


def build_with_hostile(folder: Path, count: int, hostile: Sequence[Path]) -> LoadReport:
    """Build documents alone, then with hostile inputs among them, and compare the rows of the former."""
    report = LoadReport(count, min(len(hostile), round(count * HOSTILE_SHARE)))
    for name in ("alone", "among"):
        (folder / name / "in").mkdir(parents=True)
        write_documents(folder / name / "in" / "good.jsonl", count)
    draw = random.Random(3)
    for number, path in enumerate(draw.sample(list(hostile), report.hostile)):
        shutil.copyfile(path, folder / "among" / "in" / f"{number:04}-{path.name[-100:]}", follow_symlinks=False)
    for name, expected in (("alone", {0}), ("among", {0, 3})):
        started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        status, told = _run_build(folder / name)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        report.seconds = time.perf_counter() - started
        report.cpu_seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        report.megabytes = after.ru_maxrss / 1024
        if status not in expected or "Traceback" in told:
            report.faults.append(f"the build {name} ended with {status}: {told[-300:]}")
            return report
    _compare(folder / "alone" / "out", folder / "among" / "out", report)
    return report


def _run_build(folder: Path) -> tuple[int, str]:
    command = [sys.executable, "-m", "pipeline.cli", "build", "in", "--out", "out", "--state", "state"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    return run.returncode, run.stderr.decode("utf-8", "replace")


def _compare(alone: Path, among: Path, report: LoadReport) -> None:
    """Count the rows of the good documents, and note each table in which they differ.

    Which reports tell one event is decided over all documents, and those hostile inputs that could be read are
    documents: `events.cluster_id` may differ.
    """
    good = pl.read_parquet(alone / "parquet" / "documents.parquet").get_column("document_id")
    if good.len() != report.documents:
        report.faults.append(f"{report.documents - good.len()} good documents are no rows")
    for name in [name for name in table_registry.TABLES if name in table_registry.list_document_tables()]:
        one, other = (pl.read_parquet(release / "parquet" / f"{name}.parquet") for release in (alone, among))
        kept = other.filter(pl.col("document_id").is_in(good.implode()))
        report.rows += one.height
        if one.height != kept.height:
            report.faults.append(f"{name} has {one.height} rows alone, {kept.height} among hostile inputs")
        elif differing := [
            column for column in one.columns if not one[column].equals(kept[column]) and column != "cluster_id"
        ]:
            report.faults.append(f"the rows of {name} differ in {', '.join(differing)}")
    rejects = pl.read_parquet(among / "parquet" / "rejects.parquet")
    report.set_aside = rejects.filter(pl.col("table") == "documents").height
