"""Bring the store up to the input: read what it does not hold, reuse what it does, and list all of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.base.settings import Settings
from pipeline.engine import Engine, map_ordered
from pipeline.intake.document import Item, Refusal
from pipeline.intake.files import find
from pipeline.store.parts import Store
from pipeline.store.reader import Chunk, read_chunk

# A chunk is what a killed run can lose and what a worker takes at a time: some seconds of parsing.
CHUNK_ITEMS = 32
CHUNK_BYTES = 256 * 1024

# One row for each thing in the input, in the order of the input; `check` and `failure` tell why it is no document.
INVENTORY = pl.Schema(
    {
        "external_id": pl.String,
        "source_path": pl.String,
        "key": pl.String,
        "document_id": pl.String,
        "media_type": pl.String,
        "source_sha256": pl.String,
        "source_bytes": pl.Int64,
        "reused": pl.Boolean,
        "check": pl.String,
        "failure": pl.String,
    }
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading is: documents seen in the input so far, of them reused from the store, and read."""

    seen: int
    reused: int
    read: int


def collect(
    inputs: Sequence[Path],
    settings: Settings,
    store: Store,
    *,
    workers: int,
    engine: Engine,
    report: Callable[[Progress], None],
) -> pl.DataFrame:
    """Read the documents of the inputs that the store does not hold, and give the inventory of all (see INVENTORY).

    `report` is called after each chunk and at the end. Raises FileNotFoundError and SourcesError from the walk of the
    inputs, EngineError where the workers fail.
    """
    inventory = _Inventory()
    todo = _chunks(find(inputs), inventory, settings, store)
    read = 0
    for name, count in map_ordered(read_chunk, todo, workers=workers, engine=engine):
        store.learn(name)
        read += count
        report(Progress(inventory.seen, inventory.reused, read))
    report(Progress(inventory.seen, inventory.reused, read))
    return pl.DataFrame(inventory.rows, schema=INVENTORY)


@dataclass
class _Inventory:
    """The rows of the inventory as they are made, and how many are documents."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    seen: int = 0
    reused: int = 0

    def refused(self, refusal: Refusal) -> None:
        self.rows.append(asdict(refusal))

    def item(self, item: Item, *, reused: bool) -> None:
        self.seen += 1
        self.reused += reused
        self.rows.append(
            {
                "external_id": item.external_id,
                "source_path": item.source_path,
                "key": item.key,
                "document_id": item.document_id,
                "media_type": item.media_type,
                "source_sha256": item.source_sha256,
                "source_bytes": len(item.content),
                "reused": reused,
            }
        )


def _chunks(
    found: Iterator[Item | Refusal], inventory: _Inventory, settings: Settings, store: Store
) -> Iterator[Chunk]:
    """Chunks of the items that the store does not hold; every item and refusal is entered on the way."""
    pending: list[Item] = []
    size = 0
    for entry in found:
        if isinstance(entry, Refusal):
            inventory.refused(entry)
            continue
        reused = store.entry(entry.key) is not None
        inventory.item(entry, reused=reused)
        if reused:
            continue
        pending.append(entry)
        size += len(entry.content)
        if len(pending) >= CHUNK_ITEMS or size >= CHUNK_BYTES:
            yield Chunk(tuple(pending), settings, store.root, store.fingerprint)
            pending, size = [], 0
    if pending:
        yield Chunk(tuple(pending), settings, store.root, store.fingerprint)
