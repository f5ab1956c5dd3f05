"""`sources.yml`: what is known of each file of an input folder beside its bytes. An unknown key is an error."""

from datetime import date
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

SOURCES_FILENAME = "sources.yml"


class SourcesError(ValueError):
    """A `sources.yml` that cannot be used; the message names the file, the entry and what is wrong."""


class SourceEntry(BaseModel):
    """What is known of one file. `sha256` ties the entry to the content it describes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    published: date | None = None
    licence: str | None = Field(default=None, description="Terms of reuse as the publisher states them.")
    redistribution: Literal["full", "excerpt", "offsets"] | None = None
    note: str | None = Field(default=None, description="Where this is known from.")


def read_sources(folder: Path) -> dict[str, SourceEntry]:
    """Entries by file name relative to the folder; empty where there is no `sources.yml`.

    Raises SourcesError where it is no mapping of valid entries.
    """
    path = folder / SOURCES_FILENAME
    if not path.is_file():
        return {}
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SourcesError(f"{path}: not readable as YAML: {str(error).splitlines()[0]}") from error
    if not isinstance(raw, dict):
        raise SourcesError(f"{path}: expected a mapping of file name to entry")
    entries = {}
    for name, entry in raw.items():
        try:
            entries[str(name)] = SourceEntry.model_validate(entry)
        except ValidationError as error:
            what = error.errors()[0]
            where = ".".join(str(part) for part in what["loc"])
            raise SourcesError(f"{path}: {name}: {where}: {what['msg']}") from error
    return entries
