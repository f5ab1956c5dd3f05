"""`dagster dev` with the webserver of `guarded_webserver` in place of its own; started by `ui_launcher`."""

import ctypes
import logging
import signal
import sys
import warnings
from typing import Any

from dagster._cli import dev

PLAIN, GUARDED = "dagster_webserver", "pipeline.orchestration.guarded_webserver"
_PR_SET_PDEATHSIG = 1  # linux/prctl.h: the signal that a process gets when its parent ends


def guard_command(parts: list[str]) -> list[str]:
    """The command that starts a process, with the guarded webserver for the plain one.

    Raises RuntimeError where it starts a webserver in another way, so that none is ever started without its guard.
    """
    guarded = [
        GUARDED if before == "-m" and part == PLAIN else part for before, part in zip(["", *parts], parts, strict=False)
    ]
    if GUARDED not in guarded and any("webserver" in part for part in guarded):
        raise RuntimeError("this version of Dagster starts its webserver in a way that cannot be guarded")
    return guarded


def main() -> None:
    """Run Dagster's own command with the arguments of this one."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    # `dg dev` starts its webserver without the guard, and a `dagster.yaml` lies in the checkout for those who call
    # Dagster by hand there: neither is news to who starts this command.
    warnings.filterwarnings("ignore", message=".*is superseded and its usage is discouraged")
    logging.getLogger("dagster").addFilter(lambda record: "will not be used to configure" not in record.getMessage())
    command: Any = dev
    start = command.open_ipc_subprocess
    started: list[list[str]] = []

    def start_guarded(parts: list[str], **options: Any) -> Any:
        started.append(guard_command(parts))
        if not any(GUARDED in command for command in started):
            raise RuntimeError("this version of Dagster starts its webserver in a way that cannot be guarded")
        return start(started[-1], **options)

    command.open_ipc_subprocess = start_guarded
    command.dev_command()


if __name__ == "__main__":
    main()
