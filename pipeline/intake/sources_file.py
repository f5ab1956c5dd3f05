"""`sources.yml`: what is known of each file of a folder beside its bytes.

A file that cannot be used stops nothing: it is set aside with its reason, and the files that it may have described are
published as `offsets`, since nobody can tell what it would have kept back.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.base.boundary.input_bounds import DEFAULT_BOUNDS, InputBounds
from pipeline.base.boundary.untrusted_values import (
    UntrustedValueError,
    describe_value,
    make_valid_text,
    parse_day,
    parse_string,
)
from pipeline.base.boundary.untrusted_yaml import UntrustedYamlError, load_yaml_file
from pipeline.intake.file_walk import decode_filename
from pipeline.intake.source_document import RejectedInput

SOURCES_FILENAME = "sources.yml"
# A single file or a subfolder may be read alone; its `sources.yml` is looked for so many folders above.
MAX_FOLDERS_ABOVE = 3

Redistribution = Literal["full", "excerpt", "offsets"]
# From the most open to the strictest.
REDISTRIBUTIONS: tuple[Redistribution, ...] = get_args(Redistribution)


def choose_stricter(*values: str | None) -> str | None:
    """The strictest of some values of `redistribution`, null where none is given."""
    return max((value for value in values if value), key=lambda value: REDISTRIBUTIONS.index(value), default=None)


class SourceEntry(BaseModel):
    """What is known of one file. `sha256`, where it is given, ties the entry to the content it describes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    published: date | None = None
    licence: str | None = Field(default=None, description="Terms of reuse as the publisher states them.")
    redistribution: Redistribution | None = None
    note: str | None = Field(default=None, description="Where this is known from.")


@dataclass(frozen=True, slots=True)
class SourcesFile:
    """One `sources.yml`: its entries by file name relative to its folder, and what in it could not be used."""

    folder: Path
    entries: dict[str, SourceEntry] = field(default_factory=dict)
    problems: tuple[tuple[str, str], ...] = ()  # (file name or "", reason)
    is_usable: bool = True

    def list_problems(self, prefix: str) -> Iterator[RejectedInput]:
        """The rejects that tell what could not be used; `prefix` is the folder's path within the input."""
        for name, reason in self.problems:
            place = f"{prefix}{SOURCES_FILENAME}"
            yield RejectedInput(f"{prefix}{name}" if name else place, place, "sources.yml: unusable", reason)


def read_sources(folder: Path, bounds: InputBounds = DEFAULT_BOUNDS) -> SourcesFile | None:
    """The `sources.yml` of a folder, null where there is none. Never raises for what the file holds."""
    path = folder / SOURCES_FILENAME
    try:
        if not path.is_file():
            return None
        raw = load_yaml_file(path, bounds)
    except OSError as error:
        return _make_unusable(folder, f"cannot be read: {error.strerror or error}")
    except UntrustedYamlError as error:
        return _make_unusable(folder, str(error))
    if raw is None:
        return SourcesFile(folder)
    if not isinstance(raw, dict):
        return _make_unusable(folder, "expected a mapping of file name to entry")
    entries: dict[str, SourceEntry] = {}
    problems: list[tuple[str, str]] = []
    for key, value in raw.items():
        name = make_valid_text(str(key))
        entries[name], reasons = _parse_entry(value, bounds)
        problems += [(name, reason) for reason in reasons]
    return SourcesFile(folder, entries, tuple(problems))


def _make_unusable(folder: Path, reason: str) -> SourcesFile:
    told = f"{reason}; mend it: until then the files beside it are published as offsets only"
    return SourcesFile(folder, problems=(("", told),), is_usable=False)


def _parse_entry(value: object, bounds: InputBounds) -> tuple[SourceEntry, list[str]]:
    """An entry, and what is wrong with it. An entry with anything wrong is published as `offsets`."""
    if not isinstance(value, dict):
        return SourceEntry(redistribution="offsets"), [f"its entry is {describe_value(value)}, expected a mapping"]
    usable: dict[str, Any] = {}
    problems: list[str] = []
    for key, content in value.items():
        name = str(key)
        if name not in SourceEntry.model_fields:
            problems.append(f"unknown field {describe_value(name)}; known are {', '.join(SourceEntry.model_fields)}")
            continue
        try:
            parsed = parse_day(content) if name == "published" else parse_string(content, bounds.max_field_chars)
            SourceEntry.model_validate({name: parsed})
            usable[name] = parsed
        except UntrustedValueError as error:
            problems.append(f"`{name}` {error}")
        except ValidationError as error:
            problems.append(f"`{name}` is {describe_value(content)}: {error.errors()[0]['msg']}")
    if problems:
        usable["redistribution"] = "offsets"
    return SourceEntry.model_validate(usable), problems


@dataclass(frozen=True, slots=True)
class SourceLookup:
    """What the `sources.yml` files around a file say of it: its entry, or that one of them cannot be used."""

    entry: SourceEntry | None
    is_doubtful: bool = False


def find_source(path: Path, root: Path, bounds: InputBounds = DEFAULT_BOUNDS) -> SourceLookup:
    """The entry of a file in the nearest `sources.yml` that names it: in its folder, those above it, and a few above
    the input folder. Where one of them is unusable and none names the file, what it says is in doubt.
    """
    path, root = path.absolute(), root.absolute()
    found = _find_entry(path, root, bounds)
    if found.entry is None and path.is_symlink():  # what its target's entry keeps back, a link must not publish
        return _find_entry(Path(os.path.realpath(path)), Path(os.path.realpath(root)), bounds)
    return found


def _find_entry(path: Path, root: Path, bounds: InputBounds) -> SourceLookup:
    folder, is_doubtful, above = path.parent, False, 0
    while True:
        sources = _read_sources_once(folder, bounds, _stat_sources(folder))
        if sources is not None:
            if (entry := sources.entries.get(_name_from(path, folder))) is not None:
                return SourceLookup(entry)
            is_doubtful = is_doubtful or (not sources.is_usable and (above == 0 or folder == path.parent))
        if not folder.is_relative_to(root) or folder == root:
            above += 1
        if above > MAX_FOLDERS_ABOVE or folder.parent == folder:
            return SourceLookup(None, is_doubtful)
        folder = folder.parent


def list_sources_above(root: Path) -> list[Path]:
    """The `sources.yml` files in a folder and a few above it: they may describe what is read from it."""
    folder = root.absolute()
    folders = [folder, *folder.parents][: MAX_FOLDERS_ABOVE + 1]
    return [folder / SOURCES_FILENAME for folder in folders if (folder / SOURCES_FILENAME).is_file()]


def _name_from(path: Path, folder: Path) -> str:
    return decode_filename(path.relative_to(folder).as_posix())


def _stat_sources(folder: Path) -> tuple[int, int] | None:
    try:
        stat = (folder / SOURCES_FILENAME).stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns


@cache
def _read_sources_once(folder: Path, bounds: InputBounds, stamp: tuple[int, int] | None) -> SourcesFile | None:
    """The `sources.yml` of a folder, read again only after it changed size or time."""
    return read_sources(folder, bounds) if stamp else None
