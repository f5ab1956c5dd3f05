"""Folders that newsledger made and may remove: each holds a mark, and nothing without one is ever removed."""

import os
import shutil
from pathlib import Path

# A file of this name says that the folder is ours. It is made first and removed last, so that a run that is killed
# while it fills or empties the folder leaves one that can still be told from a user's.
OWNER_MARK = ".made-by-newsledger"


def mark_as_own(folder: Path) -> None:
    """Write the mark into an existing folder. Raises OSError where it cannot be written."""
    (folder / OWNER_MARK).touch()


def is_own(folder: Path) -> bool:
    """Whether a path is a real folder (no link to one) that holds our mark."""
    return folder.is_dir() and not folder.is_symlink() and (folder / OWNER_MARK).is_file()


def unmark(folder: Path) -> None:
    """Remove the mark of a folder that is finished and goes to its reader."""
    (folder / OWNER_MARK).unlink()


def remove_own(folder: Path) -> None:
    """Remove a marked folder and all in it, its mark last; links in it are removed, never followed.

    Raises ValueError for a folder without the mark, which stays as it is, and OSError where it cannot be removed.
    """
    if not is_own(folder):
        raise ValueError(f"{folder} was not made by newsledger, so it is not removed")
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == OWNER_MARK:
                continue
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path)
            else:
                Path(entry.path).unlink()
    unmark(folder)
    folder.rmdir()
