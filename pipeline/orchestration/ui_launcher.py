"""Dagster's UI and daemon as one service: `python -m pipeline.orchestration.ui_launcher`, options as of `dagster dev`.

It ends on SIGTERM and SIGINT, and then nothing that it started is left running, whatever that does.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

# Seconds in which Dagster may end by itself what it runs.
GRACE_SECONDS = 8.0
_PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h: processes whose parent ends become children of this one


def list_descendants(process: int) -> list[int]:
    """The processes that a process started, and those that these started, as Linux tells them; parents come first."""
    found: list[int] = []
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, children.read_text().split()):
                found += [child, *list_descendants(child)]
    return found


def end_descendants() -> None:
    """Kill all that this process started, and wait until they are gone."""
    while descendants := list_descendants(os.getpid()):
        for process in descendants:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        time.sleep(0.05)


def main() -> None:
    """Start Dagster, pass on the signal to end, and clear up."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    status = 0
    # In a session of its own: Ctrl-C reaches this process alone, which ends the other once and in order.
    command = [sys.executable, "-m", "pipeline.orchestration.guarded_dev", *sys.argv[1:]]
    dagster = subprocess.Popen(command, start_new_session=True)
    try:
        status = dagster.wait()
    except KeyboardInterrupt:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        dagster.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            dagster.wait(GRACE_SECONDS)
    finally:
        end_descendants()
    sys.exit(status)


if __name__ == "__main__":
    main()
