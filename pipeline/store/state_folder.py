"""The state folder: where finished work is kept between runs. It is marked when it is made, and holds nothing else.

    <state>/.made-by-newsledger      the mark
    <state>/<fingerprint>/           parts of one code and one set of settings (see `parts`)
    <state>/.run-*/                  tables between the steps of a running build
    <state>/tables/                  the same for Dagster's UI
    <state>/published.json           what each release was made of
    <state>/failure.txt, failures/   what went wrong

Only entries with these names are ever removed, and only in a folder that bears the mark.
"""

import fcntl
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.base.ownership import OWNER_MARK, is_own, mark_as_own

# Work under other fingerprints is kept for this many of the last used ones, so that going back and forth between two
# settings (or two branches of the code) does not read everything again each time.
GENERATIONS = 4

_GENERATION = re.compile(r"[0-9a-f]{16}")
_RUN_FOLDER = re.compile(r"\.run-\w+")
_OTHER_NAMES = re.compile(r"published\.json|published\.\d+\.part|failure\.txt|failures|tables|" + re.escape(OWNER_MARK))
_MARK_PART = re.compile(r"published\.\d+\.part")
# What is written within moments and has lain unfinished for this long was left by a run that was killed.
STALE_SECONDS = 3600
_LOCK = "lock"  # held by the process that uses a run folder, for as long as it lives


class StateError(ValueError):
    """A folder that finished work cannot be kept in; the message is one line that says why and what to do."""


def check_state(root: Path) -> None:
    """Raise StateError where `root` holds anything that a state folder does not; nothing is touched."""
    if Path.cwd().is_relative_to(root.resolve()):
        raise StateError(f"the state folder {root} is the folder that this runs in, or above it; name a folder in it")
    if not root.exists():
        if root.is_symlink():
            raise StateError(f"the state folder {root} is a link to a folder that does not exist")
        return
    if not root.is_dir():
        raise StateError(f"the state folder {root} is a file; name a folder")
    try:
        names = sorted(entry.name for entry in root.iterdir())
    except OSError as error:
        raise StateError(f"the state folder {root} cannot be read: {error.strerror}") from error
    foreign = [name for name in names if not _is_state_name(name)]
    if foreign:
        raise StateError(
            f"the state folder {root} holds {foreign[0]}, which is not ours; name an empty or a new folder"
        )
    # A folder of version 0.1.0 has no mark yet; it is known by the file that only a build of ours writes.
    if names and OWNER_MARK not in names and "published.json" not in names:
        raise StateError(f"the state folder {root} holds {names[0]} but no mark of ours; name an empty or a new folder")


def open_state(root: Path) -> None:
    """Make the state folder where it is absent, and mark it as ours. Raises as `check_state`, and OSError."""
    check_state(root)
    root.mkdir(parents=True, exist_ok=True)
    if not (root / OWNER_MARK).exists():
        mark_as_own(root)


@contextmanager
def open_run_folder(root: Path) -> Iterator[Path]:
    """Give a folder in the state folder for one run, locked while the run lives and removed after it."""
    folder = Path(tempfile.mkdtemp(prefix=".run-", dir=root))
    handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def prune_state(root: Path, current: str) -> None:
    """Remove all but the last used generations, `current` among those kept, and what runs left that are gone.

    A folder without our mark is left alone, and so is every entry whose name is not one of ours.
    """
    if not is_own(root):
        return
    folders = [path for path in root.iterdir() if path.is_dir() and not path.is_symlink()]
    generations = sorted(
        (path for path in folders if _GENERATION.fullmatch(path.name) and path.name != current),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    abandoned = [path for path in folders if _RUN_FOLDER.fullmatch(path.name) and _is_abandoned(path)]
    for path in generations[GENERATIONS - 1 :] + abandoned:
        shutil.rmtree(path, ignore_errors=True)
    for path in root.iterdir():
        if _MARK_PART.fullmatch(path.name) and is_stale(path):
            path.unlink(missing_ok=True)


def is_stale(path: Path) -> bool:
    """Whether what is written within moments has lain unfinished for so long that nobody writes it any more."""
    try:
        return path.lstat().st_mtime < time.time() - STALE_SECONDS
    except FileNotFoundError:
        return False


def _is_state_name(name: str) -> bool:
    return any(pattern.fullmatch(name) for pattern in (_GENERATION, _RUN_FOLDER, _OTHER_NAMES))


def _is_abandoned(folder: Path) -> bool:
    """Whether no living process holds a run folder.

    One without a lock file is just being made or removed; if it is old, its run was killed in the midst of that.
    """
    try:
        handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError:
        return is_stale(folder)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(handle)
    return True
