"""Read a chunk of documents into the store: rows to frames, frames parted by their schema, what fails set aside."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.base.ids import identifier
from pipeline.base.rejects import reject
from pipeline.base.settings import Settings
from pipeline.intake.document import Item
from pipeline.store.parts import Row, Store
from schemas import tables
from schemas.local import LOCAL

# Made of single documents by the reading half; the other tables are made of all documents together.
READ = ("documents", "segments", "sentences", "mentions", "statements", "figures", "events", *LOCAL)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk of items to read, and where to keep what they give."""

    items: tuple[Item, ...]
    settings: Settings
    root: Path
    fingerprint: str

    @property
    def name(self) -> str:
        """The chunk's name, made of its items."""
        return identifier("chunk", *sorted(item.key for item in self.items))


def read_chunk(chunk: Chunk) -> tuple[str, int]:
    """Read a chunk and keep it; gives its name and the number of documents. Runs in any process."""
    from pipeline import article  # here, since it loads the parser, and a build with nothing new needs none

    results = article.read(chunk.items, chunk.settings)
    rows: dict[str, list[Row]] = {}
    rejects: dict[str, list[Row]] = {}
    documents: dict[str, str | None] = {}
    for item, result in zip(chunk.items, results, strict=True):
        documents[item.key] = item.document_id if result.tables.get("documents") else None
        rejects[item.key] = list(result.tables.get("rejects", []))
        for name in READ:
            rows.setdefault(name, []).extend(result.tables.get(name, []))
    keys = {item.document_id: item.key for item in chunk.items}
    frames = {}
    for name in READ:
        frames[name], bad = part(name, tables.frame(name, rows[name]))
        for row in bad:
            rejects[keys[row["document_id"]]].append(row)
    index = {key: {"document_id": documents[key], "rejects": rejects[key]} for key in documents}
    Store(chunk.root, chunk.fingerprint).write(chunk.name, frames, index)
    return chunk.name, len(chunk.items)


def part(name: str, frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Row]]:
    """A frame without the rows that its schema refuses, and those rows as rows of `rejects`."""
    split = tables.split(name, frame)
    if not split.bad.height:
        return split.good, []
    told: dict[int, list[dict[str, Any]]] = {}
    for finding in split.findings.iter_rows(named=True):
        told.setdefault(finding["row"], []).append(finding)
    rejects = []
    for number, row in zip(sorted(told), split.bad.iter_rows(named=True), strict=True):
        checks = "; ".join(finding["check"] for finding in told[number])
        failures = "; ".join(str(finding["failure"])[:200] for finding in told[number])
        rejects.append(reject(name, row.get("document_id"), checks, f"refused by the schema: {failures}", row))
    return split.good, rejects
