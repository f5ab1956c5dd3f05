"""Bring the store up to the input: read what it does not hold, reuse what it does, and list all of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, get_args

import polars as pl

from pipeline.base.reading_settings import Settings
from pipeline.engine import EngineName, Fault, FaultHandling, map_ordered, start_standby
from pipeline.engine.fault_handling import FaultKind
from pipeline.intake.input_files import find_documents
from pipeline.intake.source_document import RawDocument, RejectedInput
from pipeline.store.chunk_store import Store
from pipeline.store.reader import (
    Chunk,
    ChunkOutcome,
    ReadChunk,
    extract_chunk,
    keep_chunk,
    load_parser,
    read_chunk,
    set_chunk_aside,
)
from pipeline.store.reading_probe import find_probe_result

# A chunk is what a killed run can lose and what a worker takes at a time: some seconds of parsing.
CHUNK_ITEMS = 32
CHUNK_BYTES = 256 * 1024
# The last chunks are smaller, so that no worker waits long for another: a second of parsing, as to start a worker.
MIN_CHUNK_BYTES = 32 * 1024

# One row for each thing in the input, in the order of the input; `check` and `failure` tell why it is no document.
INVENTORY_SCHEMA = pl.Schema(
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
    """How far the reading is: documents in the input, of them known from before, and read by now."""

    total: int
    reused: int
    read: int


def collect_inventory(
    inputs: Sequence[Path],
    settings: Settings,
    store: Store,
    *,
    workers: int,
    engine: EngineName,
    seconds: float,
    report: Callable[[Progress], None],
) -> pl.DataFrame:
    """Read the documents of the inputs that the store does not hold, and give the inventory of all (see INVENTORY).

    The input is walked twice: once to list it, so that what is left can be told, and once more to read what is new.
    A document may take `seconds`; one that takes longer, or that a worker dies of, is set aside, and tried again at the
    next call. `report` is called at the start and after each chunk. Raises FileNotFoundError from the walk, EngineError
    where workers cannot start, StoreError and OSError where what was read cannot be kept.
    """
    store.remove_damaged_chunks()
    faults: dict[str, Fault] = {}
    rows = [_build_inventory_row(entry, store) for entry in find_documents(inputs, settings.bounds)]
    missing = {row["key"]: row["source_bytes"] for row in rows if row.get("reused") is False}
    known = sum(row.get("reused") is True for row in rows)
    progress = Progress(known + len(missing), known, 0)
    report(progress)
    if missing:
        items = (
            item
            for item in find_documents(inputs, settings.bounds)
            if isinstance(item, RawDocument) and item.cache_key in missing
        )
        is_unprobed = find_probe_result(store) is None
        chunks = (
            Chunk(group, settings, store.root, store.fingerprint, is_unprobed and number == 0)
            for number, group in enumerate(_group_items(items, sum(missing.values()), workers))
        )
        handling = _plan_fault_handling(settings, seconds)
        # Processes of this machine write into the store themselves; other machines may not see it.
        read: Callable[[Chunk], ReadChunk | ChunkOutcome] = extract_chunk if engine == "ray" else read_chunk
        for result in map_ordered(read, chunks, workers=workers, engine=engine, faults=handling):
            outcome = keep_chunk(store, result) if isinstance(result, ReadChunk) else result
            if outcome.name is not None:
                store.register_chunk(outcome.name)
            elif outcome.fault:
                faults |= dict.fromkeys(outcome.items, outcome.fault)
            progress = replace(progress, read=progress.read + len(outcome.items))
            report(progress)
    for row in rows:
        if "key" in row and store.find_item(row["key"]) is None:
            row |= {"key": None, "document_id": None, **_describe_absence(faults.get(row["key"]))}
    return pl.DataFrame(rows, schema=INVENTORY_SCHEMA)


def start_readers_ahead(inputs: Sequence[Path], settings: Settings, store: Store, workers: int, seconds: float) -> None:
    """Start the workers that `collect_inventory` will need on this machine, one a chunk that is to be read.

    What cannot be read now is left to `collect_inventory`, which tells of it.
    """
    with suppress(OSError):
        missing = (
            item
            for item in find_documents(inputs, settings.bounds)
            if isinstance(item, RawDocument) and store.find_item(item.cache_key) is None
        )
        needed = sum(1 for _ in islice(_group_items(missing, 0, workers), workers))
        start_standby(read_chunk, _plan_fault_handling(settings, seconds), needed)


def _plan_fault_handling(settings: Settings, seconds: float) -> FaultHandling[Chunk, ReadChunk | ChunkOutcome]:
    return FaultHandling(partial(load_parser, settings.model), seconds, Chunk.divide, set_chunk_aside)


def _describe_absence(fault: Fault | None) -> dict[str, str]:
    if fault is None:
        return {"check": "changed", "failure": "it changed while it was read"}
    return {"check": fault.kind, "failure": f"reading it {fault.reason}; it is tried again at the next build"}


def has_passing_faults(inventory: pl.DataFrame) -> bool:
    """Whether anything was set aside that the next build may be able to read."""
    return not inventory.filter(pl.col("check").is_in(["changed", *get_args(FaultKind)])).is_empty()


def _build_inventory_row(entry: RawDocument | RejectedInput, store: Store) -> dict[str, Any]:
    if isinstance(entry, RejectedInput):
        return asdict(entry)
    return {
        "external_id": entry.external_id,
        "source_path": entry.source_path,
        "key": entry.cache_key,
        "document_id": entry.document_id,
        "media_type": entry.media_type,
        "source_sha256": entry.source_sha256,
        "source_bytes": len(entry.content),
        "reused": store.find_item(entry.cache_key) is not None,
    }


def _group_items(items: Iterable[RawDocument], size: int, workers: int) -> Iterator[tuple[RawDocument, ...]]:
    """Items, of `size` bytes together, in groups that are read and kept together; toward the end in smaller ones."""
    group: list[RawDocument] = []
    group_size = 0
    for item in items:
        group.append(item)
        group_size += len(item.content)
        if len(group) >= CHUNK_ITEMS or group_size >= _limit_chunk(size, workers):
            yield tuple(group)
            size -= group_size
            group, group_size = [], 0
    if group:
        yield tuple(group)


def _limit_chunk(size: int, workers: int) -> int:
    """The bytes of the next chunk where `size` bytes are still to be read."""
    return CHUNK_BYTES if workers == 1 else min(CHUNK_BYTES, max(MIN_CHUNK_BYTES, size // (2 * workers)))
