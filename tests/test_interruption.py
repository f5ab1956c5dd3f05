"""Ctrl-C and SIGTERM end a build soon, with one true line, and leave nothing running."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.orchestration.ui_launcher import list_descendants
from tests.engine.test_faults import is_running
from tests.support import ROOT

TEXT = "About 300 dockers in Oslo stopped work on Monday, the union said. The mayor met the ministers in Bergen.\n\n"


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_build_that_is_interrupted_ends_and_says_what_it_leaves(tmp_path: Path, ending: signal.Signals) -> None:
    (tmp_path / "in").mkdir()
    for number in range(40):
        (tmp_path / "in" / f"{number}.txt").write_text(TEXT * 60 + str(number))
    command = [
        sys.executable,
        "-m",
        "pipeline.cli",
        "build",
        "in",
        "--out",
        "out",
        "--state",
        "state",
        "--workers",
        "2",
    ]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE) as build:
        try:
            end = time.monotonic() + 120
            while not list((tmp_path / "state").glob("*/*")) and not len(list_descendants(build.pid)) >= 2:
                assert time.monotonic() < end
                time.sleep(0.1)
            time.sleep(2)
            started = list_descendants(build.pid)
            build.send_signal(ending)
            build.wait(60)
            assert build.stderr is not None
            told = build.stderr.read().decode().splitlines()
        finally:
            build.kill()
    assert build.returncode == 1
    assert told[-1] == "newsledger: interrupted; what was read is kept, and nothing was published"
    assert not any("Traceback" in line for line in told)
    end = time.monotonic() + 60
    while any(map(is_running, started)):
        assert time.monotonic() < end, "a worker outlives the build"
        time.sleep(0.05)
    assert not (tmp_path / "out").exists()
