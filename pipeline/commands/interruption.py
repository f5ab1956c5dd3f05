"""End a build at once on Ctrl-C or SIGTERM, whatever it is doing, with one true line about what it leaves.

A release is swapped in as one step and finished work is kept chunk by chunk, so a build may end anywhere. Python and
Dagster would raise an error in the midst of the work instead, which takes up to half a minute to come through. So a
thread of its own is woken by the signal and ends the process.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = frozenset({signal.SIGINT, signal.SIGTERM})


def _ignore(number: int, frame: FrameType | None) -> None:
    """The thread that `end_on_signal` starts acts instead."""


@contextmanager
def end_on_signal(describe: Callable[[], str], status: int) -> Iterator[None]:
    """While the block runs, let either signal end the process with `status`, after the line that `describe` gives."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may set handlers
        return
    reading, writing = os.pipe()
    os.set_blocking(writing, False)

    def wait() -> None:
        while number := os.read(reading, 1):
            if number[0] in SIGNALS:
                start = "\r\x1b[2K" if sys.stderr.isatty() else ""
                sys.stderr.write(f"{start}{describe()}\n")
                sys.stderr.flush()
                os._exit(status)
        os.close(reading)

    # Whatever handlers Dagster sets meanwhile, Python writes the signal's number into the pipe before it calls them.
    handlers = {number: signal.signal(number, _ignore) for number in SIGNALS}
    wakeup = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    threading.Thread(target=wait, daemon=True).start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(wakeup)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        os.close(writing)
