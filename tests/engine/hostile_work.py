"""Work for the engine in which some words kill, hang or starve the worker that does them. Light to import."""

import os
import re
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from pipeline.engine import Fault, PassingFaultError

Group = tuple[str, ...]


def shout(group: Group) -> Group:
    for word in group:
        if word == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif word == "exit":
            os._exit(7)
        elif word == "hang":
            time.sleep(600)
        elif word == "spin":  # holds the interpreter's lock
            re.match("(a+)+$", "a" * 60 + "b")
        elif word == "memory":
            raise MemoryError
        elif word == "files":
            raise PassingFaultError("found no free file")
        elif word.startswith("once:") and not Path(word[5:]).exists():
            Path(word[5:]).touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return tuple(word.upper() for word in group)


def start() -> None:
    return None


def cannot_start() -> None:
    raise OSError("the model is not installed")


def die_at_start() -> None:
    os._exit(3)


def divide(group: Group) -> Sequence[Group]:
    return [(word,) for word in group]


def set_aside(group: Group, fault: Fault) -> Group:
    return tuple(f"{word}: {fault.kind}: {fault.reason}" for word in group)
