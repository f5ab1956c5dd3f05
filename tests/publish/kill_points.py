"""Publishing killed at any of its calls of the file system, counted by Python's audit events."""

import multiprocessing
import os
import signal
import sys
from pathlib import Path

from pipeline.publish import atomic_swap
from pipeline.publish.release_target import find_release_id
from pipeline.publish.release_writer import publish_release
from pipeline.publish.verification import verify_release
from tests.publish.example import dataset, facts

# Processes that begin with everything imported.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["pipeline.publish.release_writer", "tests.publish.example"])

CALLS = (
    "open",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.mkdir",
    "os.truncate",
    "os.scandir",
    "fcntl.flock",
    "os.utime",
)


def publish_and_die(target: Path, point: int, can_exchange: bool, count: "object") -> None:
    """Publish and be killed at a call of the file system, or, at point 0, count the calls."""
    if not can_exchange:
        atomic_swap._exchange_folders = lambda one, other: False
    beside = str(target.parent)
    seen = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event in CALLS and any(isinstance(value, (str, Path)) and beside in str(value) for value in arguments):
            seen += 1
            if seen == point:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    publish_release(dataset(), target, facts())
    count.value = seen  # type: ignore[attr-defined]


def run_publishing(target: Path, point: int, can_exchange: bool) -> tuple[int | None, int]:
    """Publish in a process of its own; gives its exit code, and the calls where it came to its end."""
    count = PROCESSES.Value("i", 0)
    child = PROCESSES.Process(target=publish_and_die, args=(target, point, can_exchange, count))
    child.start()
    child.join(120)
    return child.exitcode, count.value


def check_survival(target: Path, releases: set[str], can_exchange: bool) -> str:
    """What is wrong after a kill and the next run; empty where nothing is."""
    found = find_release_id(target)
    if found is None and can_exchange:
        return "there is no release"
    if found is not None and (found not in releases or verify_release(target)):
        return "the release is not one of the two whole ones"
    publish_release(dataset(), target, facts())
    if verify_release(target):
        return "the next run did not heal it"
    left = [path.name for path in target.parent.iterdir() if path != target]
    return f"left behind: {left}" if left else ""
