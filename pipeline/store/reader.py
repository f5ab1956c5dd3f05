"""Read a chunk of documents into the store: rows to frames, frames parted by their schema, what fails set aside."""

from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.base.ids import make_identifier
from pipeline.base.passing_faults import describe_passing_fault
from pipeline.base.reading_settings import Settings
from pipeline.engine import Fault, PassingFaultError
from pipeline.intake.source_document import RawDocument
from pipeline.store.chunk_store import Row, Store
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


def read_chunk(chunk: Chunk) -> ChunkOutcome:
    """Read a chunk and keep it. Runs in any process.

    Raises PassingFaultError where memory, files or a disk were wanting for a document, and OSError where what was read
    cannot be kept.
    """
    load_parser(chunk.settings.model)
    from pipeline import document_processing
    from pipeline.store import reading_probe

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
    store = Store(chunk.root, chunk.fingerprint)
    store.write_chunk(chunk.name, frames, index)
    if chunk.is_probed:
        reading_probe.keep_probe_result(store, reading_probe.run_probe(chunk.settings.model))
    return ChunkOutcome(chunk.keys, chunk.name)
