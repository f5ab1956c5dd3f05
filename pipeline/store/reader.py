"""Read a chunk of documents into the store: rows to frames, frames parted by their schema, what fails set aside."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.base.ids import make_identifier
from pipeline.base.reading_settings import Settings
from pipeline.base.reject_rows import make_reject_row
from pipeline.intake.source_document import RawDocument
from pipeline.store.chunk_store import Row, Store
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
    for name in table_names:
        frames[name], bad = separate_rejects(name, table_registry.make_frame(name, rows[name]))
        for row in bad:
            rejects[keys[row["document_id"]]].append(row)
    index = {key: {"document_id": documents[key], "rejects": rejects[key]} for key in documents}
    Store(chunk.root, chunk.fingerprint).write_chunk(chunk.name, frames, index)
    return chunk.name, len(chunk.items)


def separate_rejects(name: str, frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Row]]:
    """A frame without the rows that its schema refuses, and those rows as rows of `rejects`."""
    split = table_registry.split_rows(name, frame)
    if not split.invalid.height:
        return split.valid, []
    findings_by_row: dict[int, list[dict[str, Any]]] = {}
    for finding in split.findings.iter_rows(named=True):
        findings_by_row.setdefault(finding["row"], []).append(finding)
    rejects = []
    for number, row in zip(sorted(findings_by_row), split.invalid.iter_rows(named=True), strict=True):
        checks = "; ".join(finding["check"] for finding in findings_by_row[number])
        failures = "; ".join(str(finding["failure"])[:200] for finding in findings_by_row[number])
        rejects.append(make_reject_row(name, row.get("document_id"), checks, f"refused by the schema: {failures}", row))
    return split.valid, rejects
