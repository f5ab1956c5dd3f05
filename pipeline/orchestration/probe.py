"""Whether documents are read as they should be: a few sentences of `probe.yml`, read as any document is."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline import document_processing
from pipeline.base.lexicon_loader import Entry, load_lexicon
from pipeline.base.reading_settings import Settings
from pipeline.document_rows import TableRows
from pipeline.intake.source_document import RawDocument


class ProbeSentence(Entry):
    """A sentence and what must be found in it: figures as (value, measure), types of events, words for speakers."""

    text: str
    figures: tuple[tuple[float | None, str], ...] = ()
    events: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()


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
    sentences = list(load_lexicon(Path(__file__).with_name("probe.yml"), ProbeSentence))
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


def _list_findings(rows: TableRows) -> set[str]:
    figures = rows.tables.get("figures", [])
    return {
        *(f"figure {row['value']:g} {row['measure']}" for row in figures if row["value"] is not None),
        *(f"figure {row['measure']}" for row in figures if row["value"] is None),
        *(f"event {row['event_type']}" for row in rows.tables.get("events", [])),
        *(f"speaker {row['speaker_text']}" for row in rows.tables.get("statements", [])),
    }
