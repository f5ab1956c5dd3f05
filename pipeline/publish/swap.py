"""A folder put in place of another as one step, by one process at a time."""

import ctypes
import fcntl
import logging
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

logger = logging.getLogger(__name__)

_AT_FDCWD = -100  # linux/fcntl.h: names are relative to the working directory
_RENAME_EXCHANGE = 2  # linux/fs.h: the two names change places


def staging(target: Path) -> Path:
    """The folder in which the next release of a target is made: beside it, so that a rename is enough."""
    return target.with_name(f".{target.name}.staging")


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


@contextmanager
def lock(target: Path) -> Iterator[None]:
    """Hold a target for this process; where another holds it, say who and wait.

    The lock is the kernel's (flock), so it ends with the process that holds it, however that ends.
    """
    path = target.with_name(f".{target.name}.lock")
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(handle, 32).decode("ascii", "replace").strip() or "unknown"
            logger.warning("%s is being published by process %s; waiting for it to end", target, holder)
            fcntl.flock(handle, fcntl.LOCK_EX)
        if _same_file(handle, path):
            break
        os.close(handle)  # the holder removed the file as it left: this lock holds nothing
    try:
        os.truncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode("ascii"), 0)
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)


def _same_file(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def recover(target: Path) -> None:
    """Clear away what a killed run left beside the target; to be called under the lock.

    Where it died between the two renames of `_replace`, the old release is put back.
    """
    aside = _aside(target)
    if aside.exists():
        if target.exists():
            shutil.rmtree(aside)
        else:
            aside.rename(target)
    if staging(target).exists():
        shutil.rmtree(staging(target))


def swap(target: Path) -> None:
    """Put the staging folder in the target's place and remove what stood there."""
    stage = staging(target)
    _flush(stage)
    if not target.exists() or not any(target.iterdir()):
        stage.rename(target)  # over an empty folder POSIX lets a folder be renamed
    elif _exchange(stage, target):
        shutil.rmtree(stage)
    else:
        _replace(stage, target)
    _flush_folder(target.parent)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the system or the file system cannot."""
    if sys.platform != "linux":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        return False
    done = library.renameat2(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), ctypes.c_uint(_RENAME_EXCHANGE)
    )
    return bool(done == 0)


def _replace(stage: Path, target: Path) -> None:
    """Two renames; a run killed between them is mended by `recover`."""
    aside = _aside(target)
    target.rename(aside)
    stage.rename(target)
    shutil.rmtree(aside)


def _flush(folder: Path) -> None:
    """Have the system write a folder's files to the disk, so that a power cut after the rename finds them whole."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            handle = os.open(path, os.O_RDONLY)
            os.fsync(handle)
            os.close(handle)
        else:
            _flush_folder(path)
    _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
