"""A folder put in place of another as one step, by one process at a time."""

import ctypes
import fcntl
import logging
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.base.durable_files import sync_folder, sync_tree
from pipeline.base.ownership import is_own, mark_as_own, remove_own, unmark
from pipeline.publish.release_target import TargetError, is_release

logger = logging.getLogger(__name__)

_LOCK_PATTERN = re.compile(rb"[0-9]*\n?")
_AT_FDCWD = -100  # linux/fcntl.h: names are relative to the working directory
_RENAME_EXCHANGE = 2  # linux/fs.h: the two names change places
_RENAME_SWAP = 2  # the same on macOS, sys/stdio.h


def get_staging_folder(target: Path) -> Path:
    """The folder in which the next release of a target is made: beside it, so that a rename is enough."""
    return target.with_name(f".{target.name}.newsledger-staging")


def _get_backup_folder(target: Path) -> Path:
    return target.with_name(f".{target.name}.newsledger-old")


def _get_lock_path(target: Path) -> Path:
    return target.with_name(f".{target.name}.newsledger-lock")


def _is_lock_file(path: Path) -> bool:
    """Whether a file is empty or holds a process number alone, as our locks do."""
    try:
        return path.is_file() and path.stat().st_size < 32 and _LOCK_PATTERN.fullmatch(path.read_bytes()) is not None
    except FileNotFoundError:  # its holder removed it just now
        return True


@contextmanager
def lock_target(target: Path) -> Iterator[None]:
    """Hold a target for this process; where another holds it, say who and wait.

    The lock is the kernel's (flock), so it ends with the process that holds it, however that ends.
    """
    check_sibling_paths(target)
    path = _get_lock_path(target)
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(handle, 32).decode("ascii", "replace").strip() or "unknown"
            logger.warning("%s is being published by process %s; waiting for it to end", target, holder)
            fcntl.flock(handle, fcntl.LOCK_EX)
        if _is_same_file(handle, path):
            break
        os.close(handle)  # the holder removed the file as it left: this lock holds nothing
    try:
        os.truncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode("ascii"), 0)
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)


def _is_same_file(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def check_sibling_paths(target: Path) -> None:
    """Raise TargetError where one of the names that are used beside a target is taken by what is not ours."""
    for path in (_get_backup_folder(target), get_staging_folder(target)):
        if path.is_symlink() or (path.exists() and not _is_removable(path)):
            raise TargetError(f"{path} is in the way and was not made by newsledger; move it away")
    path = _get_lock_path(target)
    if path.is_symlink() or (path.exists() and not _is_lock_file(path)):
        raise TargetError(f"{path} is in the way and is no lock of newsledger; move it away")


def _is_removable(folder: Path) -> bool:
    """Whether a folder beside a target is a release being made or taken apart (marked), or a whole one of ours.

    An empty one may be either: a run was killed just before it wrote the mark, or just after it removed it.
    """
    return is_own(folder) or is_release(folder) or (folder.is_dir() and not any(folder.iterdir()))


def _remove_folder(folder: Path) -> None:
    """Remove a folder beside a target; it is marked first, so that half of it is still known as ours."""
    mark_as_own(folder)
    remove_own(folder)


def make_staging_folder(target: Path) -> Path:
    """Make the empty folder in which the next release of a target is put together, marked as ours."""
    folder = get_staging_folder(target)
    folder.mkdir()
    mark_as_own(folder)
    return folder


def recover_target(target: Path) -> None:
    """Clear away what a killed run left beside the target; to be called under the lock.

    Where it died between the two renames of `_replace`, the old release is put back. Raises TargetError as
    `check_beside`.
    """
    check_sibling_paths(target)
    backup = _get_backup_folder(target)
    if is_release(backup) and not target.exists():
        backup.rename(target)
    for folder in (backup, get_staging_folder(target)):
        if folder.exists():
            _remove_folder(folder)


def swap_release(target: Path) -> None:
    """Put the staging folder in the target's place and remove the release that stood there.

    The caller has checked that the target is a release of ours, absent or empty. The mark goes first: from then on the
    staging folder is a whole release, and known as ours by that, as is the old one that takes its place.
    """
    staging = get_staging_folder(target)
    unmark(staging)
    sync_tree(staging)
    if not target.exists() or not any(target.iterdir()):
        staging.rename(target)  # over an empty folder POSIX lets a folder be renamed
    elif _exchange_folders(staging, target):
        _clear_away(staging)
    else:
        logger.warning("the file system of %s cannot exchange folders: readers find none for a moment", target)
        _replace_folder(staging, target)
    with suppress(OSError):  # the release is in its place, whatever a power cut may still undo
        sync_folder(target.parent)


def _exchange_folders(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the system or the file system cannot."""
    library = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        return bool(library.renamex_np(os.fsencode(one), os.fsencode(other), ctypes.c_uint(_RENAME_SWAP)) == 0)
    if sys.platform != "linux" or library is None:
        return False
    if not hasattr(library, "renameat2"):
        return False
    done = library.renameat2(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), ctypes.c_uint(_RENAME_EXCHANGE)
    )
    return bool(done == 0)


def _replace_folder(staging: Path, target: Path) -> None:
    """Two renames; a run killed between them is mended by `recover`."""
    backup = _get_backup_folder(target)
    target.rename(backup)
    try:
        staging.rename(target)
    except OSError:
        backup.rename(target)
        raise
    _clear_away(backup)


def _clear_away(folder: Path) -> None:
    """Remove the release that was replaced; where that fails, the new one is published all the same."""
    try:
        _remove_folder(folder)
    except OSError as error:
        logger.warning("%s, the release before, cannot be removed: %s", folder, error.strerror)
