"""One process of this machine that does items, one at a time; it ends when its parent does, however that ends."""

import ctypes
import faulthandler
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any

from pipeline.base.garbage_collection import collect_rarely, exempt_present_objects
from pipeline.engine.engine_errors import EngineError, PassingFaultError
from pipeline.engine.fault_handling import Fault

# Spawned, not forked: this process may hold threads (Dagster, polars), and forking those can hang.
PROCESSES = multiprocessing.get_context("spawn")
# The parent ends a worker that is too slow. Where the parent is gone, the worker ends itself this much later.
GRACE_SECONDS = 5.0
_PR_SET_PDEATHSIG = 1  # linux/prctl.h: the signal that a process gets when its parent ends


class WorkerProcess:
    """A worker as its parent sees it. `ready` once it has run `start`; `deadline` while it does an item."""

    def __init__(
        self, function: Callable[[Any], Any], start: Callable[[], object] | None, seconds: float | None
    ) -> None:
        self.connection, theirs = PROCESSES.Pipe()
        self.process = PROCESSES.Process(target=_work, args=(theirs, function, start, seconds), daemon=True)
        self.process.start()
        theirs.close()
        self.seconds = seconds
        self.ready = False
        self.deadline: float | None = None

    def send(self, item: Any) -> bool:
        """Hand over an item; False where the worker is gone."""
        try:
            self.connection.send(item)
        except OSError:
            return False
        self.deadline = time.monotonic() + self.seconds if self.seconds else float("inf")
        return True

    def receive(self) -> Any:
        """Take its answer: `(True, result)` or `(False, error)`. Raises EOFError where it died instead."""
        self.deadline = None
        try:
            return self.connection.recv()
        except OSError as error:
            raise EOFError from error

    def describe_death(self) -> Fault:
        """Why it died, as far as the system tells."""
        self.process.join(GRACE_SECONDS)
        code = self.process.exitcode
        if code is not None and code < 0:
            name = signal.Signals(-code).name
            why = ", perhaps for want of memory" if name == "SIGKILL" else ""
            return Fault("worker_died", f"ended its process by {name}{why}")
        return Fault("worker_died", f"ended its process with status {code}")

    def stop(self) -> None:
        """End it at once, whatever it does."""
        self.connection.close()
        self.process.kill()
        self.process.join(GRACE_SECONDS)


def _work(
    connection: Connection, function: Callable[[Any], Any], start: Callable[[], object] | None, seconds: float | None
) -> None:
    collect_rarely()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the parent too, which decides
    _end_with_parent()
    watchdog = os.open(os.devnull, os.O_WRONLY)  # for the traceback of an item that is stopped
    try:
        if start:
            start()
            exempt_present_objects()
    except BaseException as error:
        _answer(connection, False, error)
        return
    _answer(connection, True, None)
    with suppress(EOFError, OSError):  # the parent has closed its end
        while True:
            item = connection.recv()
            if seconds:  # a thread of C, which no item can hold up
                faulthandler.dump_traceback_later(seconds + GRACE_SECONDS, file=watchdog, exit=True)
            try:
                result = function(item)
            except BaseException as error:
                _answer(connection, False, error)
            else:
                _answer(connection, True, result)
            faulthandler.cancel_dump_traceback_later()


def _answer(connection: Connection, done: bool, content: object) -> None:
    if isinstance(content, MemoryError):
        content = PassingFaultError("needed more memory than there was")
    elif isinstance(content, BaseException):
        content.add_note("".join(traceback.format_exception(content)))
    try:
        message = pickle.dumps((done, content))
    except Exception as error:  # an error, or a result, that pickle cannot carry
        message = pickle.dumps((False, EngineError(f"a worker's answer cannot be sent: {content!r:.200}: {error}")))
    connection.send_bytes(message)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    if sys.platform == "linux":
        # By the kernel, even while an item holds the interpreter's lock.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
