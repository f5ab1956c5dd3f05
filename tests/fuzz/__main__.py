"""Fuzz every target for a while and write what came of it into SECURITY.md: `make fuzz SECONDS=60`."""

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.targets import TARGETS
from tests.intake.support import PAGE, STORY
from tests.measured_sections import write_section
from tests.support import ROOT

LANES = 2
ARTIFACTS = ROOT / "build" / "fuzz"
DONE = re.compile(r"Done (\d+) (?:runs )?in (\d+) second")
FAULT = re.compile(r"^ ?(?:=== Uncaught Python exception: ===\n(.+)|(ALARM|ERROR|.*libFuzzer: .+))$", re.MULTILINE)
# An input that takes this long is a fault, as is one that needs this much memory.
TIMEOUT_SECONDS, MAX_MEGABYTES = 60, 4000

SEEDS = {
    "decoding": [STORY.encode(), STORY.encode("utf-16"), "Köln, Łódź".encode("iso-8859-2"), b"\xef\xbb\xbfa\x00b"],
    "html": [
        PAGE.encode(),
        PAGE.encode("utf-16"),
        b"<template><p>a<script type='application/ld+json'>{}</script>",
    ],
    "numbers and dates": [bytes(range(0, 120, 7)), bytes(range(3, 200, 5))],
    "fields": [b"2024-06-04T18:00:00Z", b"4 June 2024", b'{"a": [1, "\\ud83d\\ude00"]}'],
    "yaml": [b"a: &x [1, 2]\nb: {<<: {c: *x}, d: 2024-06-04}\n", b"- !!int '7'\n- |\n  text\n"],
}


@dataclass(frozen=True, slots=True)
class FuzzReport:
    """What came of one target: how often it ran, and the fault that ended it, if one did."""

    name: str
    executions: int
    seconds: int
    fault: str | None


def fuzz_target(name: str, seconds: int, artifacts: Path) -> FuzzReport:
    """Fuzz one target for some seconds; an input that makes it fail is kept in `artifacts`."""
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(SEEDS[name]):
            (Path(corpus) / str(number)).write_bytes(seed)
        options = [f"-max_total_time={seconds}", f"-timeout={TIMEOUT_SECONDS}", f"-rss_limit_mb={MAX_MEGABYTES}"]
        prefix = f"-artifact_prefix={artifacts}/{name.replace(' ', '-')}-"
        command = [sys.executable, "-m", "tests.fuzz.run_target", name, *options, prefix, "-max_len=20000", corpus]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    told = run.stderr.decode("utf-8", "replace") + run.stdout.decode("utf-8", "replace")
    (artifacts / f"{name.replace(' ', '-')}.log").write_text(told[-100_000:])
    done = DONE.search(told)
    fault = None
    if run.returncode != 0 or done is None:
        lines = [line for match in FAULT.findall(told) for line in match if line]
        fault = (lines or [f"it ended with {run.returncode}"])[0].strip()[:200]
    return FuzzReport(name, int(done[1]) if done else 0, int(done[2]) if done else seconds, fault)


def render_table(reports: Sequence[FuzzReport]) -> str:
    """The table for SECURITY.md."""
    lines = ["| target | executions | seconds | result |", "|---|---:|---:|---|"]
    lines += [
        f"| {report.name} | {report.executions:,} | {report.seconds} | {report.fault or 'nothing found'} |"
        for report in reports
    ]
    return "\n".join(lines)


def main() -> int:
    """Fuzz all targets or those that are named; exit status 1 where one failed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("targets", nargs="*", default=list(TARGETS), help=", ".join(TARGETS))
    options.add_argument("--seconds", type=int, default=120, help="for each target")
    options.add_argument(
        "--artifacts", type=Path, default=ROOT / "build" / "fuzz", help="where failing inputs are kept"
    )
    chosen = options.parse_args()
    chosen.artifacts.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(LANES) as pool:
        reports = list(pool.map(lambda name: fuzz_target(name, chosen.seconds, chosen.artifacts), chosen.targets))
    table = render_table(reports)
    sys.stdout.write(f"{table}\n")
    if set(chosen.targets) == set(TARGETS):
        write_section("fuzz", table)
    return 1 if any(report.fault for report in reports) else 0


if __name__ == "__main__":
    sys.exit(main())
