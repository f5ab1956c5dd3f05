"""The parts of torture, each of which kills, feeds or loads builds and says what came of it."""

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.support import ROOT
from tests.torture import build_kills, hostile_corpus, hostile_reading, load, publishing_kills

RESULTS = ROOT / "build" / "torture"
# In the load only small inputs are hostile: what is slow is measured one by one.
SMALL_INPUTS = ("damaged", "records", "names")


def kill_builds(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Whole builds killed at times spread over their life."""
    report = build_kills.BuildKills(folder).run(options.kills)
    two = (
        f", {report.two_file_systems} of them with release and state on two file systems"
        if report.two_file_systems
        else ""
    )
    return {
        "what": f"whole builds killed at times spread evenly over their life{two}",
        "count": f"{report.kills:,} kills",
        "result": f"one whole release after each ({report.old_found} times the old one); after {report.runs_through} "
        "runs that were let through the bytes of an undisturbed build, and nothing left behind",
        "faults": report.faults,
    }


def kill_publishing(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Publishing killed at every call that changes files: folders exchanged, and, on another file system, renamed."""
    one = publishing_kills.kill_publishing(folder, can_exchange=True, every=options.every)
    other_folder = publishing_kills.find_other_file_system(folder)
    other = publishing_kills.kill_publishing(other_folder or folder, can_exchange=False, every=options.every)
    place = "one that cannot" if other_folder is None else "another that cannot"
    return {
        "what": "publishing killed at its calls that change the file system, on one that exchanges folders in one step "
        f"and on {place}",
        "count": f"{one.kills} of {one.calls} calls, and {other.kills} of {other.calls}",
        "result": "the old or the new release, byte for byte; where folders cannot be exchanged none for a moment, and "
        "the next run brings it back",
        "faults": one.faults + other.faults,
    }


def read_hostile(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Each hostile input read by itself."""
    hostile_corpus.write_corpus(folder / "in")
    readings = hostile_reading.read_corpus(hostile_reading.list_inputs(folder / "in")[:: options.every])
    read = sum(reading.documents > 0 for reading in readings)
    slowest = max(readings, key=lambda reading: reading.seconds)
    largest = max(readings, key=lambda reading: reading.megabytes)
    return {
        "what": "hostile inputs: damaged files of 16 formats, bombs, odd records, prose, names, `sources.yml`, links",
        "count": f"{len(readings):,} inputs",
        "result": f"{read} read, {len(readings) - read} set aside with a reason; the slowest {slowest.seconds:.1f} s "
        f"(`{slowest.name}`), the most memory {largest.megabytes:,.0f} MB (`{largest.name}`)",
        "faults": [f"{reading.name}: {reading.fault}" for reading in readings if reading.fault],
    }


def build_load(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """A large build with two hostile inputs among a hundred documents."""
    hostile_corpus.write_corpus(folder / "corpus")
    hostile = [path for path in hostile_reading.list_inputs(folder / "corpus") if path.parent.name in SMALL_INPUTS]
    report = load.build_with_hostile(folder / "load", options.documents, hostile)
    return {
        "what": "a build with 2 % hostile inputs, compared with one without them",
        "count": f"{report.documents:,} documents, {report.hostile} hostile inputs",
        "result": f"all {report.rows:,} rows of the documents are equal (`cluster_id` aside); {report.set_aside} "
        f"things set aside; {report.cpu_seconds:.0f} s of CPU, {report.megabytes:,.0f} MB the largest process",
        "faults": report.faults,
    }


PARTS: dict[str, Callable[[Path, argparse.Namespace], dict[str, Any]]] = {
    "builds": kill_builds,
    "publishing": kill_publishing,
    "hostile": read_hostile,
    "load": build_load,
}


def run_part(name: str, options: argparse.Namespace) -> tuple[float, list[str]]:
    """Run one part and keep what it measured; its seconds and its faults."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="newsledger-torture-") as folder:
        found = PARTS[name](Path(folder), options)
    (RESULTS / f"{name}.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    return time.perf_counter() - started, found["faults"]
