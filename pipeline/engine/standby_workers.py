"""Workers started before there is work for them, so that they load what they need while this process does the same."""

import pickle
from collections.abc import Callable
from typing import Any

from pipeline.engine.fault_handling import FaultHandling
from pipeline.engine.worker_process import WorkerProcess

# By what they were started for. They end with this process, whether they were given work or not.
_standby: dict[bytes, list[WorkerProcess]] = {}


def start_standby(function: Callable[[Any], Any], faults: FaultHandling[Any, Any], count: int) -> None:
    """Start workers that a `map_ordered` of this function and these faults takes up, on this machine."""
    purpose = _describe_purpose(function, faults.start, faults.seconds)
    _standby.setdefault(purpose, []).extend(WorkerProcess(function, faults.start, faults.seconds) for _ in range(count))


def take_worker(
    function: Callable[[Any], Any], start: Callable[[], object] | None, seconds: float | None
) -> WorkerProcess:
    """A worker for a function: one that stands by for it, else a new one."""
    waiting = _standby.get(_describe_purpose(function, start, seconds)) if _standby else None
    return waiting.pop(0) if waiting else WorkerProcess(function, start, seconds)


def _describe_purpose(
    function: Callable[[Any], Any], start: Callable[[], object] | None, seconds: float | None
) -> bytes:
    return pickle.dumps((function, start, seconds))  # as the worker gets it; never read back
