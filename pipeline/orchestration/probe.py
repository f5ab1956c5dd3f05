"""Whether documents are read as they should be: a few sentences of `probe.yml`, read as any document is."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline import article
from pipeline.base.lexicon import Entry, load
from pipeline.base.settings import Settings
from pipeline.intake.document import Item
from pipeline.rows import Rows


class Sentence(Entry):
    """A sentence and what must be found in it: figures as (value, measure), types of events, words for speakers."""

    text: str
    figures: tuple[tuple[float | None, str], ...] = ()
    events: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Probed:
    """How many things were to be found, and those that were not: (sentence's id, what)."""

    expected: int
    missing: tuple[tuple[str, str], ...]

    @property
    def share(self) -> float:
        """The share that was found."""
        return 1 - len(self.missing) / self.expected


@cache
def probe(model: str) -> Probed:
    """Read the sentences by a model and compare; once in a process, since it cannot change within one."""
    sentences = list(load(Path(__file__).with_name("probe.yml"), Sentence))
    items = [Item(entry.id, "probe.yml", "text/plain", entry.text.encode("utf-8"), "utf-8") for entry in sentences]
    missing: list[tuple[str, str]] = []
    expected = 0
    for entry, rows in zip(sentences, article.read(items, Settings(assume_clean=True, model=model)), strict=True):
        wanted = {
            f"figure {value:g} {measure}" if value is not None else f"figure {measure}"
            for value, measure in entry.figures
        }
        wanted |= {f"event {name}" for name in entry.events} | {f"speaker {words}" for words in entry.speakers}
        expected += len(wanted)
        missing += [(entry.id, what) for what in sorted(wanted - _found(rows))]
    return Probed(expected, tuple(missing))


def _found(rows: Rows) -> set[str]:
    figures = rows.tables.get("figures", [])
    return {
        *(f"figure {row['value']:g} {row['measure']}" for row in figures if row["value"] is not None),
        *(f"figure {row['measure']}" for row in figures if row["value"] is None),
        *(f"event {row['event_type']}" for row in rows.tables.get("events", [])),
        *(f"speaker {row['speaker_text']}" for row in rows.tables.get("statements", [])),
    }
