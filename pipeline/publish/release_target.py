"""Where a release may be put: a folder that is absent, empty, or an earlier release of ours and nothing more."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from pipeline.publish import checksums

# The data package's own property by which a release of ours is known; it holds the release's identifier and run.
RELEASE_PROPERTY = "newsledger"


class TargetError(ValueError):
    """A folder that a release cannot be put in; the message is one line that says why."""


def check_target(target: Path) -> None:
    """Raise TargetError where a release cannot be put at `target`; nothing is touched."""
    if target.is_symlink() and not target.exists():
        raise TargetError(f"{target} is a link to a folder that does not exist")
    target = target.resolve()
    if Path.cwd().is_relative_to(target):
        raise TargetError(f"{target} is the folder that this runs in, or above it; name a folder in it")
    if target.exists():
        _check_content(target)
    _check_writable(target)


def _check_content(target: Path) -> None:
    if not target.is_dir():
        raise TargetError(f"{target} is a file; name a folder")
    if os.path.ismount(target):
        raise TargetError(f"{target} is a mount point, which cannot be replaced; name a folder in it")
    try:
        names = checksums.list_files(target)
        if not any(target.iterdir()):
            return
    except OSError as error:
        raise TargetError(f"{target} cannot be read: {error.strerror}") from error
    if read_own_release(target) is None:
        raise TargetError(f"{target} holds other files and is no release of newsledger; name an empty or a new folder")
    if foreign := _find_foreign_files(target, names):
        raise TargetError(f"{target} holds {foreign[0]}, which is not part of the release there; move it away first")


def _check_writable(target: Path) -> None:
    """Try the nearest folder that exists: rights alone do not tell (a read-only disk, a virtual file system)."""
    parent = target.parent
    while not parent.exists():
        parent = parent.parent
    try:
        with tempfile.TemporaryFile(dir=parent):
            pass
    except OSError as error:
        raise TargetError(f"{target} cannot be written: {parent}: {error.strerror}") from error


def read_own_release(folder: Path) -> dict[str, Any] | None:
    """What the release in a folder says of itself; None where it is no release of ours."""
    try:
        checksums.read_checksums(folder)
    except (OSError, ValueError):
        return None
    return read_release_info(folder)


def find_release_id(folder: Path) -> str | None:
    """The identifier of the release in a folder; null where there is none of ours."""
    info = read_release_info(folder)
    return str(info["release"]) if info else None


def is_release(folder: Path) -> bool:
    """Whether a folder is a release of ours and holds nothing that its checksums do not list."""
    return (
        not folder.is_symlink()
        and read_own_release(folder) is not None
        and not _find_foreign_files(folder, checksums.list_files(folder))
    )


def _find_foreign_files(folder: Path, names: list[str]) -> list[str]:
    """Files and empty folders in the folder of a release that are not part of it."""
    listed = {checksums.CHECKSUMS_FILE, *checksums.read_checksums(folder)}
    empty = (path for path in folder.rglob("*") if path.is_dir() and not path.is_symlink() and not any(path.iterdir()))
    return [name for name in (*names, *(path.relative_to(folder).as_posix() for path in empty)) if name not in listed]


def read_release_info(folder: Path) -> dict[str, Any] | None:
    """What the data package in a folder says of its release (`release`, and the run); None where it is not ours."""
    try:
        package = json.loads((folder / "datapackage.json").read_bytes())
    except (OSError, ValueError):
        return None
    info = package.get(RELEASE_PROPERTY) if isinstance(package, dict) else None
    named = isinstance(info, dict) and checksums.RELEASE_ID_PATTERN.fullmatch(str(info.get("release")))
    return info if named else None
