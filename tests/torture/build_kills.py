"""Whole builds killed with all their processes at times spread evenly over a build's life, and run again.

A build starts in a process that has everything imported, so its life is work from the first moment on: that is what
can leave something half done. Kills come in rows: the run after a kill is killed too, and after the last the next is
let through. After each kill the folder must hold one whole release, byte for byte the old or the new one; after the run
that is let through, the new one, and nothing else beside it, in the state folder or among the temporary files. (What
others may still be writing is kept for an hour; the files that kills left are given that age.)
"""

import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import job_runner
from pipeline.orchestration.resources import BuildResource
from pipeline.publish.verification import verify_release
from pipeline.store.state_folder import STALE_SECONDS

PROCESSES = multiprocessing.get_context("forkserver")
LANES = 2
KILLS_IN_A_ROW = 4
PATIENCE_SECONDS = 300
LOST_EXIT_CODE = 255  # what multiprocessing gives where another thread has asked for it first
SHARED_MEMORY = Path("/dev/shm")
# What a build keeps only while it runs: tables between its steps, chunks and marks that are being written.
PASSING_FILES = (".run-*", "*/.chunk_*", "published.*.part")

OLD = {
    "a.txt": "OSLO -- About 300 dockers in Oslo stopped work on Monday, the union said. The mayor met the ministers.\n",
    "b.txt": "TURKU -- Two ferries collided near Turku on 8 January 2022 and killed 14 people, the coast guard said.\n",
}
NEW = {
    "b.txt": "TURKU -- Two ferries collided near Turku on 8 January 2022 and killed 15 people, the coast guard said.\n",
    "c.txt": "BERGEN -- Police in Bergen arrested 12 people on Tuesday after a march of about 3,000 farmers.\n",
}


@dataclass(slots=True)
class KillReport:
    """What became of the kills: how many there were, over what life, and what was wrong after them."""

    seconds: float = 0.0  # an undisturbed build
    kills: int = 0
    runs_through: int = 0
    two_file_systems: int = 0  # kills with the release and the state on two of them
    old_found: int = 0  # kills after which the old release was there
    faults: list[str] = field(default_factory=list)

    def add(self, other: "KillReport") -> None:
        """Take up what another row of kills gave."""
        self.kills += other.kills
        self.runs_through += other.runs_through
        self.two_file_systems += other.two_file_systems
        self.old_found += other.old_found
        self.faults += other.faults


def run_build(folder: Path, out: Path) -> None:
    """One build, in a process group of its own."""
    os.setsid()
    log = os.open(folder / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder / "tmp")
    chosen = BuildResource(inputs=[str(folder / "in")], out=str(out), state=str(folder / "state"), workers=1)
    outcome = job_runner.run_build(chosen, lambda progress: None)
    sys.exit(outcome.failure)


def read_files(folder: Path) -> dict[str, bytes]:
    """The files of a folder by name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def write_texts(folder: Path, texts: dict[str, str]) -> None:
    """Write texts into a folder."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text)


class BuildKills:
    """A folder with an old release and a changed input, the bytes of both releases, and how long a build takes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        PROCESSES.set_forkserver_preload(["tests.torture.build_kills", "pipeline.definitions"])
        self.template = folder / "template"
        (self.template / "tmp").mkdir(parents=True)
        write_texts(self.template / "in", OLD)
        self._finish(self._start(self.template, self.template / "out"))
        self.old = read_files(self.template / "out")
        write_texts(self.template / "in", NEW)
        # As many at a time as later, so that the machine is as busy.
        with ThreadPoolExecutor(LANES) as pool:
            undisturbed = list(pool.map(self._measure, range(LANES)))
        self.seconds = max(seconds for seconds, _ in undisturbed)
        self.new = undisturbed[0][1]
        assert all(files == self.new for _, files in undisturbed)
        assert self.new["SHA256SUMS"] != self.old["SHA256SUMS"]

    def _measure(self, number: int) -> tuple[float, dict[str, bytes]]:
        place = self._copy_template(f"undisturbed-{number}", None)
        started = time.perf_counter()
        self._finish(self._start(place, place / "place" / "out"))
        seconds = time.perf_counter() - started
        assert verify_release(place / "place" / "out") == []
        files = read_files(place / "place" / "out")
        shutil.rmtree(place)
        return seconds, files

    def _copy_template(self, name: str, other_file_system: Path | None) -> Path:
        """A copy of the template; its release lies in a folder of its own, perhaps on another file system."""
        place = Path(shutil.copytree(self.template, self.folder / name))
        (other_file_system or place / "place").mkdir(exist_ok=True)
        if other_file_system is not None:
            (place / "place").symlink_to(other_file_system)
        shutil.copytree(place / "out", place / "place" / "out")
        shutil.rmtree(place / "out")
        return place

    def _start(self, folder: Path, out: Path) -> "multiprocessing.process.BaseProcess":
        process = PROCESSES.Process(target=run_build, args=(folder, out))
        process.start()
        return process

    def _finish(self, process: "multiprocessing.process.BaseProcess") -> None:
        process.join(PATIENCE_SECONDS)
        assert process.exitcode in (0, LOST_EXIT_CODE), f"a build ended with {process.exitcode}"

    def run(self, kills: int, seed: int = 1) -> KillReport:
        """Kill that many builds, in rows on several lanes."""
        draw = random.Random(seed)
        points = [self.seconds * (number + draw.random()) / kills for number in range(kills)]
        draw.shuffle(points)
        rows = [sorted(points[start : start + KILLS_IN_A_ROW]) for start in range(0, kills, KILLS_IN_A_ROW)]
        report = KillReport(seconds=self.seconds)
        with ThreadPoolExecutor(LANES) as pool:
            for part in pool.map(self._run_row, range(len(rows)), rows):
                report.add(part)
        return report

    def _run_row(self, number: int, points: list[float]) -> KillReport:
        """Some kills one after the other, and the run that is let through."""
        report = KillReport()
        with tempfile.TemporaryDirectory(
            prefix="newsledger-torture-", dir=SHARED_MEMORY if SHARED_MEMORY.is_dir() else None
        ) as shared:
            other = Path(shared) if number % 2 else None
            place = self._copy_template(f"row-{number}", other)
            out = place / "place" / "out"
            for point in points:
                report.faults += self._kill(place, out, point, report)
            if other is not None and other.stat().st_dev != place.stat().st_dev:
                report.two_file_systems = report.kills
            self._grow_old(place / "state")
            process = self._start(place, out)
            process.join(PATIENCE_SECONDS)
            report.runs_through = 1
            told = f"kills at {', '.join(f'{point:.2f}' for point in points)} s of {self.seconds:.2f} s: "
            report.faults += [told + fault for fault in self._check_healed(place, out, process.exitcode)]
            shutil.rmtree(place, ignore_errors=not report.faults)
        return report

    def _kill(self, place: Path, out: Path, point: float, report: KillReport) -> list[str]:
        """Kill one build after so many seconds; a shorter life is killed at a part of it that is as great."""
        for share in (1.0, 0.5, 0.25, 0.1):
            process = self._start(place, out)
            process.join(point * share)
            if process.exitcode is None:
                try:
                    os.killpg(process.pid or 0, signal.SIGKILL)
                except ProcessLookupError:  # not yet in a group of its own, so it is alone
                    process.kill()
                process.join()
                break
        else:
            return [f"no build could be killed {point:.2f} s after its start"]
        report.kills += 1
        found = read_files(out) if out.is_dir() else {}
        report.old_found += found == self.old
        return [] if found in (self.old, self.new) else [f"after {point:.2f} s there was no whole release"]

    def _grow_old(self, state: Path) -> None:
        """Make what the killed builds left look an hour old: until then another build might be writing it."""
        hour_ago = time.time() - STALE_SECONDS - 1
        for pattern in PASSING_FILES:
            for path in state.glob(pattern):
                os.utime(path, (hour_ago, hour_ago))

    def _check_healed(self, place: Path, out: Path, exitcode: int | None) -> list[str]:
        if exitcode not in (0, LOST_EXIT_CODE):  # the files tell all the same
            return [f"the next run ended with {exitcode}: {(place / 'log').read_text()[-300:]}"]
        faults = [] if read_files(out) == self.new else ["the release is not that of an undisturbed build"]
        left = [path.name for path in out.parent.iterdir() if path != out]
        left += [path.name for pattern in PASSING_FILES for path in (place / "state").glob(pattern)]
        left += [path.name for path in (place / "tmp").iterdir()]
        return faults + ([f"left behind: {', '.join(sorted(left))}"] if left else [])
