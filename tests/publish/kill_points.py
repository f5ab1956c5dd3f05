"""Publishing killed at any of its calls that change the file system, counted by Python's audit events."""

import multiprocessing
import os
import shutil
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from pipeline.publish import atomic_swap
from pipeline.publish.release_writer import publish_release
from pipeline.publish.verification import verify_release
from tests.publish.example import dataset, facts

# Processes that begin with everything imported.
PROCESSES = multiprocessing.get_context("forkserver")
PRELOADED = ["pipeline.publish.release_writer", "tests.publish.example"]

CALLS = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "os.utime")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def changes_files(event: str, arguments: tuple[object, ...], folder: str) -> bool:
    """Whether an audit event is a call that changes what lies in a folder.

    After a kill at a call that only reads, the disk is as after a kill at the change before it.
    """
    if event == "open":
        flags = arguments[2]
        if not isinstance(flags, int) or not flags & WRITING:
            return False
    elif event not in CALLS:
        return False
    return any(isinstance(value, (str, Path)) and folder in str(value) for value in arguments)


def publish_and_die(target: Path, point: int, can_exchange: bool, count: "object") -> None:
    """Publish and be killed at a call that changes files, or, at point 0, count the calls.

    `count` tells which: the calls, or less than zero. (Where threads wait for processes, an exit code can be lost.)
    """
    if not can_exchange:
        atomic_swap._exchange_folders = lambda one, other: False
    folder = str(target.parent)
    seen = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if changes_files(event, arguments, folder):
            seen += 1
            if seen == point:
                count.value = -point  # type: ignore[attr-defined]
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    publish_release(dataset(), target, facts())
    count.value = seen  # type: ignore[attr-defined]


def run_publishing(target: Path, point: int, can_exchange: bool) -> int:
    """Publish in a process of its own; gives its calls, less than zero where it was killed, 0 if it failed."""
    PROCESSES.set_forkserver_preload(PRELOADED)
    count = PROCESSES.Value("i", 0)
    child = PROCESSES.Process(target=publish_and_die, args=(target, point, can_exchange, count))
    child.start()
    child.join(120)
    calls: int = count.value
    return calls


def read_files(folder: Path) -> dict[str, bytes]:
    """The files of a folder by name; none where there is no such folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@dataclass(frozen=True, slots=True)
class KillPoints:
    """A release to publish over, the files of it and of the one that takes its place, and how many calls that takes."""

    folder: Path
    can_exchange: bool
    old: dict[str, bytes]
    new: dict[str, bytes]
    calls: int

    def try_point(self, point: int) -> str:
        """Kill publishing at a call and publish again; what is wrong then, empty where nothing is."""
        target = self.folder / str(point) / "out"
        shutil.copytree(self.folder / "old", target)
        if run_publishing(target, point, self.can_exchange) >= 0:
            return "it was not killed"
        found = read_files(target)
        # Where folders cannot be exchanged there is none for a moment; the next run brings it back.
        if found not in (self.old, self.new) and (self.can_exchange or found):
            return "there is no whole release"
        if run_publishing(target, 0, self.can_exchange) <= 0 or read_files(target) != self.new:
            return "the next run did not heal it"
        left = [path.name for path in target.parent.iterdir() if path != target]
        shutil.rmtree(target.parent)
        return f"left behind: {left}" if left else ""


def prepare_kill_points(folder: Path, can_exchange: bool) -> KillPoints:
    """Publish one release, and another over a copy of it, undisturbed."""
    publish_release(dataset(("a.txt",)), folder / "old", facts())
    target = folder / "undisturbed" / "out"
    shutil.copytree(folder / "old", target)
    calls = run_publishing(target, 0, can_exchange)
    assert calls > 0
    assert verify_release(folder / "old") == verify_release(target) == []
    old, new = read_files(folder / "old"), read_files(target)
    assert old["SHA256SUMS"] != new["SHA256SUMS"]
    return KillPoints(folder, can_exchange, old, new, calls)
