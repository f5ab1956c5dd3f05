"""Walk the inputs: every file with its name, and everything that is no readable file with the reason.

The order is that of names, so that it does not depend on the file system. Hidden files and folders (a leading dot) are
no input, nor are folders that newsledger made itself: a release or a state folder that lies inside an input.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.base.boundary.input_bounds import DEFAULT_BOUNDS, InputBounds
from pipeline.base.ownership import is_own
from pipeline.intake.source_document import RejectedInput

# Linux takes no longer path in one call.
MAX_PATH_BYTES = 4096
RELEASE_FILES = ("datapackage.json", "SHA256SUMS", "parquet/documents.parquet")


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file of the inputs: where it is, its name relative to the input folder as valid text, and that folder."""

    path: Path
    name: str
    root: Path


def walk_input(path: Path, bounds: InputBounds = DEFAULT_BOUNDS) -> Iterator[InputFile | RejectedInput]:
    """The files of one input, a file or a folder. Raises FileNotFoundError where it does not exist."""
    if not path.exists():
        raise FileNotFoundError(f"no such file or folder: {decode_filename(str(path))}")
    if path.is_dir():
        yield from _walk_folder(path, bounds)
    elif path.is_file():
        yield InputFile(path, decode_filename(path.name), path.parent)
    else:
        yield _reject(decode_filename(path.name), "not_a_file", "a pipe, socket or device is no input; name a file")


def walk_inputs(inputs: Sequence[Path], bounds: InputBounds = DEFAULT_BOUNDS) -> Iterator[InputFile | RejectedInput]:
    """The files of all inputs, in the order in which the inputs are given."""
    for path in inputs:
        yield from walk_input(path, bounds)


def decode_filename(name: str) -> str:
    """A file name as valid text: bytes that are no UTF-8 are read as Windows-1252, as old systems wrote them."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return os.fsencode(name).decode("windows-1252", "replace")
    return name


def _walk_folder(root: Path, bounds: InputBounds) -> Iterator[InputFile | RejectedInput]:
    found: list[tuple[str, InputFile | RejectedInput]] = []
    real_root = Path(os.path.realpath(root))
    waiting: list[tuple[Path, str, int]] = [(root, "", 0)]
    while waiting:
        folder, prefix, depth = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                listed = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError as error:
            name = decode_filename(prefix.rstrip("/") or root.name)
            found.append((name, _reject(name, "unreadable", f"the folder cannot be read: {error.strerror or error}")))
            continue
        for entry in listed:
            name = decode_filename(prefix + entry.name)
            if len(os.fsencode(entry.path)) >= MAX_PATH_BYTES:
                found.append((name, _reject(name[:200], "path_too_long", f"its path has over {MAX_PATH_BYTES} bytes")))
            elif entry.is_symlink():
                found.append((name, _check_link(Path(entry.path), name, root, real_root)))
            elif entry.is_dir(follow_symlinks=False):
                if depth >= bounds.max_nesting:
                    reason = f"folders are read {bounds.max_nesting} levels deep; move it up"
                    found.append((name, _reject(name, "nested_too_deeply", reason)))
                elif not _is_made_by_us(Path(entry.path)):
                    waiting.append((Path(entry.path), f"{prefix}{entry.name}/", depth + 1))
            elif entry.is_file(follow_symlinks=False):
                found.append((name, InputFile(Path(entry.path), name, root)))
            else:
                found.append((name, _reject(name, "not_a_file", "a pipe, socket or device is no input")))
    yield from (item for _, item in sorted(found, key=lambda pair: pair[0]))


def _check_link(path: Path, name: str, root: Path, real_root: Path) -> InputFile | RejectedInput:
    """The file that a link leads to, if it lies in the same input folder; else why it is not read."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: a loop of links
        return _reject(name, "dangling_link", "a link that leads nowhere; remove or mend it")
    if not target.is_relative_to(real_root):
        reason = "a link that leads out of the input folder; copy the files, or name their folder as an input"
        return _reject(name, "link_outside", reason)
    if target.is_dir():
        return _reject(name, "linked_folder", "a link to a folder of this input, whose files are read where they are")
    if not target.is_file():
        return _reject(name, "not_a_file", "a pipe, socket or device is no input")
    return InputFile(path, name, root)


def _is_made_by_us(folder: Path) -> bool:
    try:
        return is_own(folder) or all((folder / name).is_file() for name in RELEASE_FILES)
    except OSError:
        return False


def _reject(name: str, check: str, failure: str) -> RejectedInput:
    return RejectedInput(name, name, check, failure)
