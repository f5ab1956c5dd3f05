"""Word lists and rules: YAML files of entries with an id each, read into typed models, with a count of what was used.

A file is a list of entries. An unknown key, a missing one or an id given twice is an error that names the file, so
that a misspelt rule cannot sleep unnoticed. Code that uses an entry calls `hit(entry)`; `unused()` tells which never
were.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.base.compiled_yaml import load_own_yaml


class Entry(BaseModel):
    """Base of all entries: an id, nothing unknown, nothing changed after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str


class LexiconError(ValueError):
    """A lexicon file that cannot be used; the message names the file, the entry and what is wrong."""


E = TypeVar("E", bound=Entry)


class Lexicon(Generic[E]):
    """The entries of one file, in its order, and how often each was used in this process."""

    def __init__(self, name: str, entries: list[E]) -> None:
        self.name = name
        self.entries = entries
        self.hits: Counter[str] = Counter()

    def __iter__(self) -> Iterator[E]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def record_hit(self, entry: E) -> None:
        """Note that an entry decided something."""
        self.hits[entry.id] += 1

    def make_rule_id(self, entry: E) -> str:
        """The name by which a claim cites an entry in its column `rule`: the file's name and the entry's id."""
        return f"{self.name.rpartition('/')[2]}/{entry.id}"

    def list_unused(self) -> list[str]:
        """Ids of the entries that decided nothing so far in this process, in the file's order."""
        return [entry.id for entry in self.entries if not self.hits[entry.id]]


_LOADED_LEXICONS: dict[Path, Lexicon[Any]] = {}


def load_lexicon(path: Path, model: type[E]) -> Lexicon[E]:
    """Read a lexicon; the same path gives the same object, so that its count covers the whole process.

    Raises LexiconError where the file is no list of valid entries with distinct ids.
    """
    if path not in _LOADED_LEXICONS:
        _LOADED_LEXICONS[path] = Lexicon(_derive_lexicon_name(path), _read_entries(path, model))
    return _LOADED_LEXICONS[path]


def _derive_lexicon_name(path: Path) -> str:
    """The lexicon's name: its package and folders, without the one that all lexicons of a package are in."""
    root = Path(__file__).resolve().parent.parent
    parts = path.resolve().relative_to(root).parts if path.resolve().is_relative_to(root) else path.parts[-1:]
    return "/".join(Path(*(part for part in parts if part not in ("lexicons", "en"))).with_suffix("").parts)


def list_loaded_lexicons() -> list[Lexicon[Any]]:
    """All lexicons that this process has read, by name."""
    return sorted(_LOADED_LEXICONS.values(), key=lambda lexicon: lexicon.name)


def _read_entries(path: Path, model: type[E]) -> list[E]:
    try:
        raw = load_own_yaml(path)
    except (yaml.YAMLError, ValueError) as error:
        raise LexiconError(f"{path.name}: not readable as YAML: {' '.join(str(error).split())[:200]}") from error
    if not isinstance(raw, list):
        raise LexiconError(f"{path.name}: a lexicon is a list of entries, this is a {type(raw).__name__}")
    entries: list[E] = []
    seen: set[str] = set()
    for position, item in enumerate(raw):
        try:
            entry = model.model_validate(item)
        except ValidationError as error:
            what = error.errors()[0]
            where = ".".join(str(part) for part in what["loc"])
            raise LexiconError(
                f"{path.name}: entry {position} ({_describe_entry(item)}): {where}: {what['msg']}"
            ) from error
        if entry.id in seen:
            raise LexiconError(f"{path.name}: the id {entry.id!r} stands twice; ids are distinct")
        seen.add(entry.id)
        entries.append(entry)
    return entries


def _describe_entry(item: object) -> object:
    return item.get("id", "no id") if isinstance(item, dict) else "not a mapping"
