"""Whether documents are read as they should be: a few sentences of `probe.yml`, read as any document is.

The result is kept in the store, since it cannot change under one fingerprint; who reads the first chunk makes it.
"""

import json
import os
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from pipeline.base.durable_files import replace_file
from pipeline.base.reading_settings import Settings
from pipeline.intake.source_document import RawDocument
from pipeline.store.chunk_store import Store
from pipeline.store.probe_sentences import PROBE_SENTENCES, load_probe_sentences

if TYPE_CHECKING:
    from pipeline.document_rows import TableRows

PROBE_FILE = "probe.json"


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """How many things were to be found, and those that were not: (sentence's id, what)."""

    expected: int
    missing: tuple[tuple[str, str], ...]

    @property
    def share(self) -> float:
        """The share that was found."""
        return 1 - len(self.missing) / self.expected


@cache
def run_probe(model: str) -> ProbeResult:
    """Read the sentences by a model and compare; once in a process, since it cannot change within one."""
    from pipeline import document_processing  # loads the parser, which a look at a kept result does without

    sentences = list(load_probe_sentences())
    items = [
        RawDocument(entry.id, "probe.yml", "text/plain", entry.text.encode("utf-8"), "utf-8") for entry in sentences
    ]
    missing: list[tuple[str, str]] = []
    expected = 0
    for entry, rows in zip(
        sentences, document_processing.process_documents(items, Settings(assume_clean=True, model=model)), strict=True
    ):
        required = {
            f"figure {value:g} {measure}" if value is not None else f"figure {measure}"
            for value, measure in entry.figures
        }
        required |= {f"event {name}" for name in entry.events} | {f"speaker {words}" for words in entry.speakers}
        expected += len(required)
        missing += [(entry.id, what) for what in sorted(required - _list_findings(rows))]
    return ProbeResult(expected, tuple(missing))


def keep_probe_result(store: Store, result: ProbeResult) -> None:
    """Write a result into the store."""
    part = store.folder / f".{PROBE_FILE}.{os.getpid()}"
    replace_file(
        store.folder / PROBE_FILE,
        json.dumps({"source": _hash_sentences(), **asdict(result)}).encode("utf-8"),
        part=part,
    )


def find_probe_result(store: Store) -> ProbeResult | None:
    """The result that the store holds; null where there is none, a damaged one, or that of other sentences."""
    try:
        kept = json.loads((store.folder / PROBE_FILE).read_bytes())
        if kept["source"] != _hash_sentences():
            return None
        missing = tuple((str(sentence), str(what)) for sentence, what in kept["missing"])
        return ProbeResult(int(kept["expected"]), missing)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _hash_sentences() -> str:
    return sha256(PROBE_SENTENCES.read_bytes()).hexdigest()


def _list_findings(rows: "TableRows") -> set[str]:
    figures = rows.tables.get("figures", [])
    return {
        *(f"figure {row['value']:g} {row['measure']}" for row in figures if row["value"] is not None),
        *(f"figure {row['measure']}" for row in figures if row["value"] is None),
        *(f"event {row['event_type']}" for row in rows.tables.get("events", [])),
        *(f"speaker {row['speaker_text']}" for row in rows.tables.get("statements", [])),
    }
