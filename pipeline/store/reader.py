"""Read a chunk of documents into the store: rows to frames, frames parted by their schema, what fails set aside."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.base.ids import make_identifier
from pipeline.base.passing_faults import describe_passing_fault
from pipeline.base.reading_settings import Settings
from pipeline.engine import Fault, PassingFaultError
from pipeline.intake.source_document import RawDocument
from pipeline.store.chunk_store import Row, Store
from pipeline.store.reading_probe import ProbeResult, keep_probe_result, run_probe
from pipeline.store.row_checks import make_valid_frame, separate_rejects, separate_wrong_spans
from schemas import table_registry


@dataclass(frozen=True, slots=True)
class Chunk:
    """Items to read, and where to keep what they give."""

    items: tuple[RawDocument, ...]
    settings: Settings
    root: Path
    fingerprint: str
    is_probed: bool = False  # whether the sentences of `probe.yml` are read with it

    def divide(self) -> list["Chunk"]:
        """A chunk for each of its items."""
        return [replace(self, items=(item,)) for item in self.items]

    @property
    def name(self) -> str:
        """The chunk's name, made of its items."""
        return make_identifier("chunk", *sorted(self.keys))

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its items."""
        return tuple(item.cache_key for item in self.items)


@dataclass(frozen=True, slots=True)
class ChunkOutcome:
    """What became of a chunk: kept under a name, or set aside for a fault of its only item."""

    items: tuple[str, ...]  # their keys
    name: str | None
    fault: Fault | None = None


def load_parser(model: str) -> None:
    """Load all that reading needs. Raises OSError where the model is not installed."""
    from pipeline.language import document_parser  # here, since a build with nothing new needs no parser

    document_parser.load_model(model)


def set_chunk_aside(chunk: Chunk, fault: Fault) -> ChunkOutcome:
    """The outcome of a chunk that no worker could read."""
    return ChunkOutcome(chunk.keys, None, fault)


@dataclass(frozen=True, slots=True)
class ReadChunk:
    """What a chunk gave, not kept yet: frames by table, and the document and rejects of each item by its key."""

    name: str
    keys: tuple[str, ...]
    frames: dict[str, pl.DataFrame]
    items: dict[str, dict[str, Any]]
    probe: ProbeResult | None


def read_chunk(chunk: Chunk) -> ChunkOutcome:
    """Read a chunk and keep it. Runs in any process that sees the store.

    Raises as `extract_chunk`, and OSError where what was read cannot be kept.
    """
    return keep_chunk(Store(chunk.root, chunk.fingerprint), extract_chunk(chunk))


def keep_chunk(store: Store, read: ReadChunk) -> ChunkOutcome:
    """Write what a chunk gave into the store. Raises OSError where it cannot be kept."""
    store.write_chunk(read.name, read.frames, read.items)
    if read.probe is not None:
        keep_probe_result(store, read.probe)
    return ChunkOutcome(read.keys, read.name)


def extract_chunk(chunk: Chunk) -> ReadChunk:
    """Read a chunk: its rows as frames, what its tables refuse set aside. Runs in any process, and writes nothing.

    Raises PassingFaultError where memory, files or a disk were wanting for a document.
    """
    load_parser(chunk.settings.model)
    from pipeline import document_processing

    try:
        results = document_processing.process_documents(chunk.items, chunk.settings)
    except (MemoryError, OSError) as error:
        raise PassingFaultError(describe_passing_fault(error)) from error
    rows: dict[str, list[Row]] = {}
    rejects: dict[str, list[Row]] = {}
    documents: dict[str, str | None] = {}
    table_names = table_registry.list_document_tables()
    for item, result in zip(chunk.items, results, strict=True):
        documents[item.cache_key] = item.document_id if result.tables.get("documents") else None
        rejects[item.cache_key] = list(result.tables.get("rejects", []))
        for name in table_names:
            rows.setdefault(name, []).extend(result.tables.get(name, []))
    keys = {item.document_id: item.cache_key for item in chunk.items}
    frames = {}
    set_aside: list[Row] = []
    for name in table_names:
        frame, mistyped = make_valid_frame(name, rows[name])
        frames[name], refused = separate_rejects(name, frame)
        set_aside += [*mistyped, *refused]
    frames, misplaced = separate_wrong_spans(frames)
    for row in [*set_aside, *misplaced]:
        rejects[keys[row["document_id"]]].append(row)
    kept = set(frames["documents"].get_column("document_id"))
    documents = {key: document if document in kept else None for key, document in documents.items()}
    index = {key: {"document_id": documents[key], "rejects": rejects[key]} for key in documents}
    probe = run_probe(chunk.settings.model) if chunk.is_probed else None
    return ReadChunk(chunk.name, chunk.keys, frames, index, probe)
