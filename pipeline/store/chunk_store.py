"""The state store: what reading documents gave, in part files, each chunk a folder that is written whole or not at all.

    <root>/<fingerprint>/<chunk>/<table>.parquet    rows of the chunk's documents
    <root>/<fingerprint>/<chunk>/index.json         which items the chunk holds: key, document, what was set aside

A chunk is written beside its place and renamed: a killed run leaves a whole chunk, or rubbish under a name that starts
with a dot, which a later run removes. The same item in two chunks is harmless: one of them is chosen, by name.
"""

import json
import os
import shutil
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.store.state_folder import open_state, prune_state
from schemas import table_registry

Row = dict[str, Any]

# A chunk is written within seconds; what has lain under a dot for this long was left by a run that was killed.
STALE_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class StoredItem:
    """What the store knows of an item: the chunk that holds it, its document (null if unreadable), rejects."""

    chunk: str
    document_id: str | None
    rejects: tuple[Row, ...]


@dataclass
class Store:
    """The store of one fingerprint. Safe to share between processes: chunks are only ever added."""

    root: Path
    fingerprint: str
    _items: dict[str, StoredItem] = field(default_factory=dict, repr=False)
    _document_counts: dict[str, int] = field(default_factory=dict, repr=False)  # documents of each chunk

    @property
    def folder(self) -> Path:
        """Where the chunks of this fingerprint lie."""
        return self.root / self.fingerprint

    def open(self) -> "Store":
        """Make the folder and read the index of all chunks. Returns itself. Raises StateError (see `check_state`)."""
        open_state(self.root)
        self.folder.mkdir(exist_ok=True)
        os.utime(self.folder)
        for index in sorted(self.folder.glob("[!.]*/index.json")):
            self._index_chunk(index.parent.name, json.loads(index.read_text(encoding="utf-8")))
        return self

    def find_item(self, key: str) -> StoredItem | None:
        """What is known of an item, or null if it has not been read."""
        return self._items.get(key)

    def register_chunk(self, chunk: str) -> None:
        """Take up a chunk that was just written, perhaps by another process."""
        self._index_chunk(chunk, json.loads((self.folder / chunk / "index.json").read_text(encoding="utf-8")))

    def _index_chunk(self, chunk: str, index: Mapping[str, Any]) -> None:
        self._document_counts[chunk] = sum(known["document_id"] is not None for known in index.values())
        for key, known in index.items():
            if key not in self._items or chunk < self._items[key].chunk:
                self._items[key] = StoredItem(chunk, known["document_id"], tuple(known["rejects"]))

    def write_chunk(self, chunk: str, frames: Mapping[str, pl.DataFrame], index: Mapping[str, Any]) -> None:
        """Keep a chunk: its frames and its index (key to document_id and rejects)."""
        place = self.folder / chunk
        staged = self.folder / f".{chunk}.{os.getpid()}"
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(parents=True)
        for name, frame in frames.items():
            frame.write_parquet(staged / f"{name}.parquet", compression="zstd")
        (staged / "index.json").write_text(json.dumps(index, ensure_ascii=False, sort_keys=True), encoding="utf-8")
        try:
            staged.rename(place)
        except OSError:  # another process has kept the same chunk meanwhile
            shutil.rmtree(staged)
            if not place.is_dir():
                raise

    def clear(self) -> None:
        """Remove all work of this fingerprint, so that everything is read again."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._items.clear()
        self._document_counts.clear()
        self.folder.mkdir(parents=True, exist_ok=True)

    def scan_table(self, table: str, keys: Iterable[str]) -> pl.LazyFrame:
        """The rows of a table for some items, lazily, in no particular order. Raises KeyError for an item not read."""
        wanted: dict[str, list[str]] = {}
        for key in keys:
            entry = self._items[key]
            if entry.document_id is not None:
                wanted.setdefault(entry.chunk, []).append(entry.document_id)
        frames = []
        for chunk, documents in sorted(wanted.items()):
            part = pl.scan_parquet(self.folder / chunk / f"{table}.parquet")
            if len(documents) < self._document_counts[chunk]:
                part = part.filter(pl.col("document_id").is_in(documents))
            frames.append(part)
        return pl.concat(frames) if frames else table_registry.make_empty_frame(table).lazy()

    def list_rejects(self, keys: Iterable[str]) -> list[Row]:
        """What was set aside while reading some items."""
        return [row for key in keys for row in self._items[key].rejects]

    def prune(self) -> None:
        """Remove the work of all but the last used fingerprints, and what killed runs left."""
        for path in self.folder.glob(".*"):
            if path.stat().st_mtime < time.time() - STALE_SECONDS:
                shutil.rmtree(path, ignore_errors=True)
        prune_state(self.root, self.fingerprint)
