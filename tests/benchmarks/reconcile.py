"""A world of which the truth is known: 2,000 generated reports, and how well reconciling them finds its events again.

    python -m tests.benchmarks.reconcile [--documents N] [--seed N] [--errors N]

Forty events are each told by 1 to 30 documents in varied words, some dated and some not, with counts that are revised
from day to day; a tenth of these documents are copies, some with a sentence cut. All other documents tell events of
their own, of the same kinds and in the same places. Sentences are read by the reading half and joined by the joining
half; nothing of the truth is seen by either.

Prints pairwise precision, recall and F1 of the timeline over the rows of `events` that stand in a telling sentence and
have one of its event's types (`found` tells how many telling sentences have such a row), and of the series over the
figures that tell its count; and whether every copy was found and nothing else called one.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from pipeline import document_processing
from pipeline.base.reading_settings import Settings
from pipeline.intake.source_document import RawDocument, SuppliedMetadata
from pipeline.reconcile import event_tiers
from pipeline.reconcile.documents import near_copies
from pipeline.reconcile.entities import entity_linkage
from pipeline.reconcile.series import series_rows
from pipeline.reconcile.series.event_series import follow_events
from pipeline.reconcile.timeline import corroboration, timeline_rows
from pipeline.reconcile.timeline.event_joining import find_stories
from schemas import table_registry

STUFF = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
FIRST_DAY, DAYS = date(2023, 3, 1), 60
EVENTS, MOST_TELLINGS, COPIED = 40, 30, 0.1
RELATIVE = (" today", " yesterday", " two days ago")
READ = ("documents", "sentences", "mentions", "statements", "figures", "events", "actors", "signatures")


@dataclass
class Happening:
    """One event of the world."""

    name: str
    kind: str
    a: str
    b: str
    where: str
    day: date
    count: int


@dataclass
class Report:
    """A generated document: sentences, and for those that tell an event, which."""

    name: str
    publisher: str
    published: date
    sentences: list[tuple[str, str | None]]
    copy_of: str | None = None

    @property
    def text(self) -> str:
        return " ".join(sentence for sentence, _ in self.sentences)

    def spans(self) -> Iterator[tuple[int, int, str]]:
        start = 0
        for sentence, told in self.sentences:
            if told:
                yield start, start + len(sentence), told
            start += len(sentence) + 1


@dataclass
class World:
    """All that is true."""

    happenings: dict[str, Happening] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)


def world(documents: int, seed: int) -> World:
    """Make a world; the same numbers give the same one."""
    dice = random.Random(seed)
    made = World()
    for number in range(EVENTS):
        event = _happening(f"event{number}", list(STUFF["kinds"])[number % len(STUFF["kinds"])], dice)
        made.happenings[event.name] = event
        tellings = dice.randint(1, MOST_TELLINGS)
        originals: list[Report] = []
        for _ in range(tellings):
            if originals and dice.random() < COPIED:
                made.reports.append(_copied(dice.choice(originals), f"r{len(made.reports)}", dice))
            else:
                originals.append(_report(event, f"r{len(made.reports)}", dice))
                made.reports.append(originals[-1])
    while len(made.reports) < documents:
        event = _happening(f"single{len(made.reports)}", dice.choice(list(STUFF["kinds"])), dice)
        made.happenings[event.name] = event
        made.reports.append(_report(event, f"r{len(made.reports)}", dice))
    return made


def _happening(name: str, kind: str, dice: random.Random) -> Happening:
    person = f"{dice.choice(STUFF['first_names'])} {dice.choice(STUFF['last_names'])}"
    other = f"{dice.choice(STUFF['first_names'])} {dice.choice(STUFF['last_names'])}"
    state, other_state = dice.sample(STUFF["states"], 2)
    said = {
        "police": "police", "crowd": "people", "gunmen": "gunmen", "none": "", "state": state, "state2": other_state,
        "person": person,
    }  # fmt: skip
    parties = STUFF["kinds"][kind]["parties"]
    leader = other if parties[1] == "person" else person
    a = dice.choice(STUFF["leaders"]).format(leader) if parties[0] == "leader" else said[parties[0]]
    b = dice.choice(STUFF["leaders"]).format(other) if parties[1] == "leader" else said[parties[1]]
    day = FIRST_DAY + timedelta(dice.randrange(DAYS))
    return Happening(
        name, kind, a, b, dice.choice(STUFF["places"]), day, dice.choice([7, 12, 18, 31, 46, 120, 340, 2300])
    )


def _report(event: Happening, name: str, dice: random.Random) -> Report:
    kind = STUFF["kinds"][event.kind]
    published = event.day + timedelta(dice.choice([0, 0, 1, 1, 2, 4]))
    told = {
        "a": event.a, "b": event.b, "where": event.where, "when": _when(event.day, published, dice),
        "n": _number(event.count, (published - event.day).days, dice),
    }  # fmt: skip
    lead = dice.choice(kind["lead"]).format(**told)
    sentences: list[tuple[str, str | None]] = [(lead[0].upper() + lead[1:], event.name)]
    fillers = dice.sample(STUFF["fillers"], dice.randint(4, 7))
    sentences += [(filler, None) for filler in fillers]
    if dice.random() < 0.6:
        sentences.insert(dice.randint(2, len(sentences)), (dice.choice(kind["again"]).format(**told), event.name))
    return Report(name, dice.choice(STUFF["publishers"]), published, sentences)


def _when(day: date, published: date, dice: random.Random) -> str:
    phrases = [f" on {day.day} {day:%B} {day.year}", f" on {day:%B} {day.day}", ""]
    if (published - day).days < 6:
        phrases.append(f" on {day:%A}")
    if (published - day).days < len(RELATIVE):
        phrases.append(RELATIVE[(published - day).days])
    return dice.choice(phrases)


def _number(count: int, days: int, dice: random.Random) -> str:
    """The count as it was known so many days later: it grows by a fifth until the second day."""
    known = round(count * (1 + 0.1 * min(days, 2)))
    rounded = round(known, -1) if known < 1000 else round(known, -2)
    return dice.choice([f"{known:,}", f"{known:,}", f"about {rounded:,}", f"at least {known:,}"])


def _copied(original: Report, name: str, dice: random.Random) -> Report:
    sentences = list(original.sentences)
    publisher = dice.choice([other for other in STUFF["publishers"] if other != original.publisher])
    later = original.published + timedelta(dice.choice([0, 1]))
    return Report(name, publisher, later, sentences, original.copy_of or original.name)


def read(made: World) -> dict[str, pl.DataFrame]:
    """The rows of the reading half."""
    items = [
        RawDocument(
            report.name,
            "world.jsonl",
            "text/plain",
            report.text.encode(),
            "utf-8",
            SuppliedMetadata(publisher=report.publisher, published=report.published),
        )
        for report in made.reports
    ]
    rows: dict[str, list[dict[str, Any]]] = {}
    for start in range(0, len(items), 100):
        for result in document_processing.process_documents(items[start : start + 100], Settings(assume_clean=True)):
            for name, more in result.tables.items():
                rows.setdefault(name, []).extend(more)
    return {name: table_registry.make_frame(name, rows.get(name, [])) for name in READ}


def reconcile(frames: dict[str, pl.DataFrame], min_confidence: float = 0.0) -> dict[str, pl.DataFrame]:
    """All of the joining half, in its order. As in the graph of assets, each table is let go when its turn is over.

    `min_confidence` is the least confidence of a published event; at 0 joining is measured on all of them.
    """
    documents = frames.pop("documents")
    found = near_copies.find_near_copies(documents, frames.pop("signatures"))
    documents = documents.drop("duplicate_of").join(found, on="document_id", how="left")
    joined, links = entity_linkage.link_entities(frames.pop("actors"), frames["mentions"])
    tables = {
        name: entity_linkage.replace_local_ids(name, frames.pop(name), links)
        for name in ("mentions", "statements", "figures", "events")
    }
    tables |= {"documents": documents, "entities": joined, "sentences": frames.pop("sentences")}
    tables["events"] = event_tiers.assign_tiers(tables["events"], min_confidence)
    figures = tables["figures"]
    groups = series_rows.group_figures(figures, tables["events"], documents, joined)
    stories = find_stories(tables)
    tables["events"] = corroboration.publish_corroborated(tables, groups, stories, min_confidence)
    line, events = timeline_rows.build_timeline(tables, groups, stories)
    return {
        "documents": documents,
        "entities": joined,
        "figures": figures,
        "events": events,
        "timeline": line,
        "figure_series": series_rows.build_figure_series(follow_events(groups, figures, line)),
    }


def score(made: World, built: dict[str, pl.DataFrame]) -> dict[str, Any]:
    """The scores that the module's docstring tells of."""
    ids = dict(built["documents"].select("external_id", "document_id").iter_rows())
    spans = [(ids[report.name], *span) for report in made.reports for span in report.spans()]
    events, figures = _truth(made, spans, built["events"]), _truth(made, spans, built["figures"])
    kinds = STUFF["kinds"]
    events = [(e, t) for e, t in events if e["event_type"] in kinds[made.happenings[t].kind]["types"]]
    figures = [(f, t) for f, t in figures if f["measure"] == kinds[made.happenings[t].kind].get("measure")]
    told = {(e["document_id"], e["sentence_id"]) for e, _ in events}
    series_of = {
        figure: row["series_id"] for row in built["figure_series"].iter_rows(named=True) for figure in row["figure_ids"]
    }
    repeated = dict(built["documents"].drop_nulls("duplicate_of").select("external_id", "duplicate_of").iter_rows())
    copies = {report.name: report.copy_of for report in made.reports if report.copy_of}
    groups = _families(copies)
    right = [name for name, original in repeated.items() if groups.get(name) == groups.get(_name(ids, original), 0)]
    return {
        "timeline": pairwise((truth, row["cluster_id"]) for row, truth in events),
        "series": pairwise((truth, series_of.get(row["figure_id"], row["figure_id"])) for row, truth in figures),
        "found": round(len(told) / len(spans), 4),
        "figures": len(figures),
        "copies": {"p": _ratio(len(right), len(repeated)), "r": _ratio(len(right), len(copies))},
        "clusters": built["timeline"].height,
    }


def pairwise(pairs: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Precision, recall and F1 over pairs of rows: those of one truth against those of one group."""
    both: Counter[tuple[str, str]] = Counter()
    truths: Counter[str] = Counter()
    groups: Counter[str] = Counter()
    for truth, group in pairs:
        both[truth, group] += 1
        truths[truth] += 1
        groups[group] += 1
    hit, should, did = (sum(n * (n - 1) // 2 for n in counts.values()) for counts in (both, truths, groups))
    p, r = _ratio(hit, did), _ratio(hit, should)
    return {"p": p, "r": r, "f1": round(2 * p * r / (p + r), 4) if p + r else 0.0}


def _truth(made: World, spans: list[tuple[str, int, int, str]], rows: pl.DataFrame) -> list[tuple[dict[str, Any], str]]:
    """Each row that stands in a telling sentence, with the event that the sentence tells."""
    by_document: dict[str, list[tuple[int, int, str]]] = {}
    for document, start, end, told in spans:
        by_document.setdefault(document, []).append((start, end, told))
    return [
        (row, told)
        for row in rows.iter_rows(named=True)
        for start, end, told in by_document.get(row["document_id"], [])
        if start <= row["char_start"] < end
    ]


def _families(copies: dict[str, str]) -> dict[str, str]:
    return copies | {original: original for original in copies.values()}


def _name(ids: dict[str, str], document: str) -> str:
    return next(name for name, own in ids.items() if own == document)


def _ratio(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def main() -> None:
    """Make the world, read it, join it, print the scores as one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    made = world(args.documents, args.seed)
    print(json.dumps(score(made, reconcile(read(made)))))


if __name__ == "__main__":
    main()
