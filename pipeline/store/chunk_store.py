"""The state store: what reading documents gave, in part files, each chunk a folder that is written whole or not at all.

    <root>/<fingerprint>/<chunk>/<table>.parquet    rows of the chunk's documents
    <root>/<fingerprint>/<chunk>/index.json         which items the chunk holds, and the checksum of every part

A chunk is written beside its place, synchronised to the disk and renamed: a killed run leaves a whole chunk, or rubbish
under a name that starts with a dot, which a later run removes. A chunk whose index or parts are not as they were
written (cut, empty, a flipped byte) is removed, and its documents are read again. The same item in two chunks is
harmless: one of them is chosen, by name.
"""

import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.base.durable_files import sync_folder, sync_tree, write_file
from pipeline.base.reject_rows import stamp_reject_row
from pipeline.store.chunk_index import INDEX_FILE, ChunkIndex, parse_index, render_index
from pipeline.store.state_folder import is_stale, open_state, prune_state
from schemas import table_registry

Row = dict[str, Any]


class StoreError(ValueError):
    """Rows that the store does not hold, or no longer as they were written; the message says what to do."""


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
    _chunks: dict[str, ChunkIndex] = field(default_factory=dict, repr=False)

    @property
    def folder(self) -> Path:
        """Where the chunks of this fingerprint lie."""
        return self.root / self.fingerprint

    def open(self) -> "Store":
        """Make the folder and read the index of all chunks. Returns itself. Raises StateError (see `check_state`)."""
        open_state(self.root)
        self.folder.mkdir(exist_ok=True)
        os.utime(self.folder)
        for folder in sorted(self.folder.glob("chunk_*")):
            if (index := self._read_index(folder.name)) is not None:
                self._add_chunk(folder.name, index)
            else:
                self._discard_chunk(folder.name)
        return self

    def remove_damaged_chunks(self) -> int:
        """Remove every chunk with a part that is not as it was written; gives how many there were."""
        damaged = [chunk for chunk, index in self._chunks.items() if not self._is_sound(chunk, index)]
        for chunk in damaged:
            self._discard_chunk(chunk)
        return len(damaged)

    def find_item(self, key: str) -> StoredItem | None:
        """What is known of an item, or null if it has not been read."""
        return self._items.get(key)

    def register_chunk(self, chunk: str) -> None:
        """Take up a chunk that was just written, perhaps by another process. Raises StoreError where it is damaged."""
        if (index := self._read_index(chunk)) is None:
            raise StoreError(f"{self.folder / chunk} was damaged as soon as it was written; is the disk in order?")
        self._add_chunk(chunk, index)

    def write_chunk(self, chunk: str, frames: Mapping[str, pl.DataFrame], items: Mapping[str, Any]) -> None:
        """Keep a chunk: its frames and its items (key to document_id and rejects)."""
        place = self.folder / chunk
        staged = self.folder / f".{chunk}.{os.getpid()}"
        shutil.rmtree(staged, ignore_errors=True)
        try:
            staged.mkdir(parents=True)
            for name, frame in frames.items():
                frame.write_parquet(staged / f"{name}.parquet", compression="zstd")
            parts = {name: _hash_file(staged / f"{name}.parquet") for name in frames}
            write_file(staged / INDEX_FILE, render_index(ChunkIndex(dict(items), parts)))
            sync_tree(staged)
            if place.is_dir():  # another process has kept the same chunk meanwhile, or its damaged remains are there
                index = self._read_index(chunk)
                if index is not None and self._is_sound(chunk, index):
                    return
                self._discard_chunk(chunk)
            staged.rename(place)
            sync_folder(self.folder)
        finally:
            shutil.rmtree(staged, ignore_errors=True)

    def _read_index(self, chunk: str) -> ChunkIndex | None:
        folder = self.folder / chunk
        try:
            return None if folder.is_symlink() else parse_index((folder / INDEX_FILE).read_bytes())
        except OSError:
            return None

    def _add_chunk(self, chunk: str, index: ChunkIndex) -> None:
        self._chunks[chunk] = index
        for key, known in index.items.items():
            if key not in self._items or chunk < self._items[key].chunk:
                self._items[key] = StoredItem(chunk, known["document_id"], tuple(known["rejects"]))

    def _is_sound(self, chunk: str, index: ChunkIndex) -> bool:
        try:
            return all(_hash_file(self.folder / chunk / f"{name}.parquet") == sha for name, sha in index.parts.items())
        except OSError:
            return False

    def _discard_chunk(self, chunk: str) -> None:
        """Remove a chunk and forget its items, but for those that another chunk holds too."""
        place = self.folder / chunk
        place.unlink() if place.is_symlink() else shutil.rmtree(place, ignore_errors=True)
        self._chunks.pop(chunk, None)
        for key in [key for key, item in self._items.items() if item.chunk == chunk]:
            del self._items[key]
        for other, index in sorted(self._chunks.items()):
            self._add_chunk(other, index)

    def clear(self) -> None:
        """Remove all work of this fingerprint, so that everything is read again."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._items.clear()
        self._chunks.clear()
        self.folder.mkdir(parents=True, exist_ok=True)

    def scan_table(self, table: str, keys: Iterable[str]) -> pl.LazyFrame:
        """The rows of a table for some items, lazily, in no particular order.

        Raises StoreError for an item that has not been read, or whose rows are not as they were written.
        """
        wanted: dict[str, list[str]] = {}
        for key in keys:
            entry = self._get_item(key)
            if entry.document_id is not None:
                wanted.setdefault(entry.chunk, []).append(entry.document_id)
        frames = []
        for chunk, documents in sorted(wanted.items()):
            part = self._scan_part(chunk, table)
            if len(documents) < self._chunks[chunk].document_count:
                part = part.filter(pl.col("document_id").is_in(documents))
            frames.append(part)
        return pl.concat(frames) if frames else table_registry.make_empty_frame(table).lazy()

    def list_rejects(self, paths: Mapping[str, str]) -> list[Row]:
        """What was set aside while reading some items, given as their keys and the paths that they have now.

        Raises StoreError for an item that has not been read.
        """
        return [
            stamp_reject_row(row, {"source_path": path})
            for key, path in paths.items()
            for row in self._get_item(key).rejects
        ]

    def _get_item(self, key: str) -> StoredItem:
        if key not in self._items:
            raise StoreError(f"{self.root} no longer holds what was read; run the build (the asset `articles`) again")
        return self._items[key]

    def _scan_part(self, chunk: str, table: str) -> pl.LazyFrame:
        path = self.folder / chunk / f"{table}.parquet"
        try:
            is_sound = _hash_file(path) == self._chunks[chunk].parts.get(table)
        except OSError:
            is_sound = False
        if not is_sound:
            self._discard_chunk(chunk)
            raise StoreError(f"{path} was damaged and is removed; run the build again to read its documents anew")
        return pl.scan_parquet(path)

    def prune(self) -> None:
        """Remove the work of all but the last used fingerprints, and what killed runs left."""
        for path in self.folder.glob(".chunk_*"):
            if is_stale(path):
                shutil.rmtree(path, ignore_errors=True)
        prune_state(self.root, self.fingerprint)


def _hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
