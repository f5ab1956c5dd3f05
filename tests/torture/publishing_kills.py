"""Publishing killed at every call that changes the file system, and run again."""

import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.publish.kill_points import prepare_kill_points

LANES = 2


@dataclass(frozen=True, slots=True)
class PublishingReport:
    """How many calls publishing has, at how many it was killed, and what was wrong after them."""

    calls: int
    kills: int
    faults: list[str]


def kill_publishing(folder: Path, *, can_exchange: bool, every: int = 1) -> PublishingReport:
    """Kill publishing at each `every`th of its calls. The releases lie in a folder of their own in `folder`."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        points = prepare_kill_points(Path(place), can_exchange)
        chosen = range(1, points.calls + 1, every)
        with ThreadPoolExecutor(LANES) as pool:
            found = list(pool.map(points.try_point, chosen))
        faults = [
            f"call {point} of {points.calls}: {fault}" for point, fault in zip(chosen, found, strict=True) if fault
        ]
        return PublishingReport(points.calls, len(chosen), faults)


def find_other_file_system(folder: Path) -> Path | None:
    """A folder in memory on another file system than `folder`, null where there is none."""
    shared = Path("/dev/shm")
    is_usable = shared.is_dir() and os.access(shared, os.W_OK) and shared.stat().st_dev != folder.stat().st_dev
    return shared if is_usable else None
