"""A worker that dies, hangs or runs out of memory costs the item that it dies of, and nothing else."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.engine import EngineError, FaultHandling, map_ordered
from pipeline.engine.executor import EngineName
from tests.engine.hostile_work import Group, cannot_start, die_at_start, divide, set_aside, shout, start
from tests.support import ROOT

TOLD = {
    "kill": "kill: worker_died: ended its process by SIGKILL, perhaps for want of memory",
    "exit": "exit: worker_died: ended its process with status 7",
    "hang": "hang: too_slow: took longer than 3 seconds",
    "spin": "spin: too_slow: took longer than 3 seconds",
    "memory": "memory: passing_fault: needed more memory than there was",
    "files": "files: passing_fault: found no free file",
}


def run(groups: list[Group], workers: int, engine: EngineName = "local") -> list[str]:
    results = map_ordered(
        shout, groups, workers=workers, engine=engine, faults=FaultHandling(start, 3, divide, set_aside)
    )
    return [word for result in results for word in result]


@pytest.mark.parametrize("workers", [1, 3])
def test_only_the_items_that_kill_are_set_aside(workers: int, tmp_path: Path) -> None:
    once = f"once:{tmp_path / 'seen'}"
    groups: list[Group] = [("a", "kill", "b"), ("exit",), ("c", "hang"), ("d", once), ("memory", "e", "files"), ("f",)]
    expected = ["A", TOLD["kill"], "B", TOLD["exit"], "C", TOLD["hang"], "D", once.upper()]
    assert run(groups, workers) == [*expected, TOLD["memory"], "E", TOLD["files"], "F"]


def test_work_that_never_lets_go_of_the_interpreter_is_stopped() -> None:
    assert run([("spin",)], workers=1) == [TOLD["spin"]]


def test_workers_that_cannot_start_end_the_map_and_set_nothing_aside() -> None:
    for broken, error, told in ((cannot_start, OSError, "not installed"), (die_at_start, EngineError, "cannot start")):
        with pytest.raises(error, match=told):
            list(map_ordered(shout, [("a",)], workers=1, faults=FaultHandling(broken, 3, divide, set_aside)))


PARENT = """
import sys
from tests.engine.hostile_work import shout, start, divide, set_aside
from pipeline.engine import FaultHandling, map_ordered
if __name__ == "__main__":
    groups = [("a",), (sys.argv[1],), ("b",), (sys.argv[1],)]
    for result in map_ordered(shout, groups, workers=2, faults=FaultHandling(start, 500, divide, set_aside)):
        print(result, flush=True)
"""


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
def test_workers_end_with_their_parent(tmp_path: Path, ending: signal.Signals) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, str(script), "spin"], stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        assert b"A" in parent.stdout.readline()
        children = [int(pid) for pid in Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()]
        assert len(children) >= 2
        parent.send_signal(ending)
        parent.wait(60)
    end = time.monotonic() + 60
    while any(is_running(pid) for pid in children):
        assert time.monotonic() < end, "a worker outlives its parent"
        time.sleep(0.05)


def is_running(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def test_ray_sets_the_same_aside() -> None:
    pytest.importorskip("ray")
    assert [word[:18] for word in run([("a", "exit"), ("b",)], 2, "ray")] == ["A", "exit: worker_died:", "B"]
