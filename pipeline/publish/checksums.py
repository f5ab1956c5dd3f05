"""`SHA256SUMS`: every file of a release with its hash, as `sha256sum -c` reads it; and the release's identifier."""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import file_digest, sha256
from pathlib import Path

from pipeline.base.ids import make_identifier
from pipeline.base.ownership import OWNER_MARK

CHECKSUMS_FILE = "SHA256SUMS"
LINE_PATTERN = re.compile(r"([0-9a-f]{64})  ([^\n]+)\n")

RELEASE_ID_PATTERN = re.compile(r"rel_[0-9a-f]{16}")
# Stands for the identifier where the bytes that it is made of would hold it.
PLACEHOLDER_ID = "rel_" + "0" * 16
# What depends on the release that was replaced, and so does not belong to the content.
CHANGE_FILES = ("CHANGES.md", "changes.parquet")
HISTORY_PREFIX = "history/"


def list_files(folder: Path) -> list[str]:
    """All files under a folder, relative, in the order of their names (as UTF-8 bytes are ordered).

    The mark of a folder that is still being made is no part of it.
    """
    return sorted(name for name in _walk_files(folder, "") if name != OWNER_MARK)


def _walk_files(folder: Path, prefix: str) -> Iterator[str]:
    """The files under a folder, and links to anything; links are not followed, and what may not be read is passed."""
    with suppress(PermissionError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk_files(Path(entry.path), f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name


def hash_file(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def hash_bytes(content: bytes) -> str:
    """SHA-256 of what a file will hold, hexadecimal."""
    return sha256(content).hexdigest()


def render_checksums(folder: Path) -> bytes:
    """The checksum file for what a folder holds."""
    return "".join(
        f"{hash_file(folder / name)}  {name}\n" for name in list_files(folder) if name != CHECKSUMS_FILE
    ).encode()


def read_checksums(folder: Path) -> dict[str, str]:
    """Hash by file name. Raises ValueError where the file has a line of another form, or names a file twice."""
    text = (folder / CHECKSUMS_FILE).read_bytes().decode("utf-8")
    matches = list(LINE_PATTERN.finditer(text))
    listed = {match.group(2): match.group(1) for match in matches}
    if "".join(match.group() for match in matches) != text or len(listed) < len(matches):
        raise ValueError(
            f"{CHECKSUMS_FILE} has a line that is not a hash, two spaces and a file's name, or names a file twice"
        )
    return listed


def verify_checksums(folder: Path) -> list[str]:
    """What is wrong with the files of a folder, by its checksums; empty where all is right."""
    try:
        listed = read_checksums(folder)
    except (OSError, ValueError) as error:
        return [f"{CHECKSUMS_FILE} cannot be used: {error}"]
    present = [name for name in list_files(folder) if name != CHECKSUMS_FILE]
    violations = [f"{name}: no such file, but {CHECKSUMS_FILE} lists it" for name in listed if name not in present]
    violations += [f"{name}: {CHECKSUMS_FILE} does not list it" for name in present if name not in listed]
    links = [name for name in present if (folder / name).is_symlink()]
    violations += [f"{name}: is a link, not a file" for name in links]
    checked = [name for name in present if name in listed and name not in links]
    changed = [name for name in checked if hash_file(folder / name) != listed[name]]
    violations += [f"{name}: its SHA-256 is not the one that {CHECKSUMS_FILE} lists" for name in changed]
    if list(listed) != sorted(listed):
        violations.append(f"{CHECKSUMS_FILE}: files are out of order")
    return violations


def compute_release_id(data: Mapping[str, str], metadata: Mapping[str, bytes], current_id: str = PLACEHOLDER_ID) -> str:
    """The identifier of a release: the hash of the names and hashes of its files.

    `data` are the hashes of the table files and of the pages that do not name the release. Of the other files
    (`metadata`) the identifier that they hold is taken out first; those that tell what changed since the release before
    are left out. So the same content has the same identifier whatever it replaced.
    """
    parts = dict(data)
    for name, content in metadata.items():
        if name not in CHANGE_FILES:
            parts[name] = sha256(content.replace(current_id.encode(), PLACEHOLDER_ID.encode())).hexdigest()
    return make_identifier("rel", *(f"{parts[name]}  {name}" for name in sorted(parts)))
