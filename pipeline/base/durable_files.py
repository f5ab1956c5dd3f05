"""Files that are on the disk before anything relies on them: written, synchronised, and renamed into their place."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

SYNCS_AT_ONCE = 8


def write_file(path: Path, content: bytes) -> None:
    """Write a file and have the system put it on the disk."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace_file(path: Path, content: bytes, *, part: Path) -> None:
    """Put a file in the place of another in one step; `part` is its name, in the same folder, until then."""
    try:
        write_file(part, content)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have the system put the names in a folder on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Have the system put all files and folders under a folder on the disk; links are not followed.

    Several at a time: a file system that keeps a journal then writes it once for many small files.
    """
    paths = [path for path in folder.rglob("*") if not path.is_symlink()]
    with ThreadPoolExecutor(SYNCS_AT_ONCE) as threads:
        for _ in threads.map(_sync_file, (path for path in paths if not path.is_dir())):
            pass
        for _ in threads.map(sync_folder, (path for path in paths if path.is_dir())):
            pass
    sync_folder(folder)


def _sync_file(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
