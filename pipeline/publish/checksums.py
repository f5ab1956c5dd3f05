"""`SHA256SUMS`: every file of a release with its hash, as `sha256sum -c` reads it; and the release's identifier."""

import re
from collections.abc import Mapping
from hashlib import file_digest, sha256
from pathlib import Path

from pipeline.base.ids import identifier
from pipeline.base.ownership import OWNER_MARK

NAME = "SHA256SUMS"
LINE = re.compile(r"([0-9a-f]{64})  ([^\n]+)\n")

RELEASE = re.compile(r"rel_[0-9a-f]{16}")
# Stands for the identifier where the bytes that it is made of would hold it.
UNNAMED = "rel_" + "0" * 16
# What depends on the release that was replaced, and so does not belong to the content.
CHANGES = ("CHANGES.md", "changes.parquet")


def files(folder: Path) -> list[str]:
    """All files under a folder, relative, in the order of their names (as UTF-8 bytes are ordered).

    The mark of a folder that is still being made is no part of it.
    """
    found = (path for path in folder.rglob("*") if not path.is_dir() or path.is_symlink())
    return sorted(path.relative_to(folder).as_posix() for path in found if path != folder / OWNER_MARK)


def digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def render(folder: Path) -> bytes:
    """The checksum file for what a folder holds."""
    return "".join(f"{digest(folder / name)}  {name}\n" for name in files(folder) if name != NAME).encode()


def read(folder: Path) -> dict[str, str]:
    """Hash by file name. Raises ValueError where the file has a line of another form, or names a file twice."""
    text = (folder / NAME).read_bytes().decode("utf-8")
    matches = list(LINE.finditer(text))
    listed = {match.group(2): match.group(1) for match in matches}
    if "".join(match.group() for match in matches) != text or len(listed) < len(matches):
        raise ValueError(f"{NAME} has a line that is not a hash, two spaces and a file's name, or names a file twice")
    return listed


def check(folder: Path) -> list[str]:
    """What is wrong with the files of a folder, by its checksums; empty where all is right."""
    try:
        listed = read(folder)
    except (OSError, ValueError) as error:
        return [f"{NAME} cannot be used: {error}"]
    present = [name for name in files(folder) if name != NAME]
    lies = [f"{name}: no such file, but {NAME} lists it" for name in listed if name not in present]
    lies += [f"{name}: {NAME} does not list it" for name in present if name not in listed]
    links = [name for name in present if (folder / name).is_symlink()]
    lies += [f"{name}: is a link, not a file" for name in links]
    kept = [name for name in present if name in listed and name not in links]
    changed = [name for name in kept if digest(folder / name) != listed[name]]
    lies += [f"{name}: its SHA-256 is not the one that {NAME} lists" for name in changed]
    if list(listed) != sorted(listed):
        lies.append(f"{NAME}: files are out of order")
    return lies


def release_id(data: Mapping[str, str], metadata: Mapping[str, bytes], named: str = UNNAMED) -> str:
    """The identifier of a release: the hash of the names and hashes of its files.

    `data` are the hashes of the table files. Of the metadata files the identifier that they hold (`named`) is taken out
    first; the files that tell what changed since the release before are left out. So the same content has the same
    identifier whatever it replaced.
    """
    parts = dict(data)
    for name, content in metadata.items():
        if name not in CHANGES:
            parts[name] = sha256(content.replace(named.encode(), UNNAMED.encode())).hexdigest()
    return identifier("rel", *(f"{parts[name]}  {name}" for name in sorted(parts)))
