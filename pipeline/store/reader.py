"""Read a chunk of documents into the store: rows to frames, frames parted by their schema, what fails set aside."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.base.ids import make_identifier
from pipeline.base.reading_settings import Settings
from pipeline.intake.source_document import RawDocument
from pipeline.store.chunk_store import Row, Store
from pipeline.store.row_checks import make_valid_frame, separate_rejects, separate_wrong_spans
from schemas import table_registry


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk of items to read, and where to keep what they give."""

    items: tuple[RawDocument, ...]
    settings: Settings
    root: Path
    fingerprint: str

    @property
    def name(self) -> str:
        """The chunk's name, made of its items."""
        return make_identifier("chunk", *sorted(item.cache_key for item in self.items))


def read_chunk(chunk: Chunk) -> tuple[str, int]:
    """Read a chunk and keep it; gives its name and the number of documents. Runs in any process."""
    from pipeline import document_processing  # here, since it loads the parser, and a build with nothing new needs none

    results = document_processing.process_documents(chunk.items, chunk.settings)
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
    Store(chunk.root, chunk.fingerprint).write_chunk(chunk.name, frames, index)
    return chunk.name, len(chunk.items)
