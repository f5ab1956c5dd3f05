"""What a page says of itself in its lines: title, author, publisher, day, terms, language."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from pydantic import field_validator

from pipeline.base.lexicon import Entry, Lexicon, load
from pipeline.clean import byline
from pipeline.clean.label import Labels
from pipeline.clean.labelled import Imprint, Segment
from pipeline.clean.language import identify
from pipeline.clean.rules import RULES
from pipeline.intake.document import Document

# Notices are short; what is longer is read to here.
LONGEST = 2000
# A day this many lines with text below the body, or above the title, belongs to something else.
NEAR = 8
UNKNOWN_TERMS = "excerpt"


class Statement(Entry):
    """A pattern for what a page says of itself."""

    field: str
    labels: frozenset[str]
    pattern: re.Pattern[str]
    redistribution: str | None = None

    @field_validator("pattern", mode="before")
    @classmethod
    def compiled(cls, value: str) -> re.Pattern[str]:
        """Compile the pattern once, when the file is read."""
        return re.compile(value)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one field: its value, and the redistribution that it implies."""

    value: str
    redistribution: str | None


def imprint(document: Document, labels: Labels, segments: Iterable[Segment]) -> Imprint:
    """What the document says of itself; what came with the document (`given`) wins over what its text says."""
    given = document.given
    segments = list(segments)
    texts = [(segment.label, segment.span.of(document.text)[:LONGEST].strip()) for segment in segments]
    licence = terms(given.licence) if given.licence else _find("licence", texts)
    publisher = _find("publisher", texts)
    author = _author(labels, segments) or (found.value if (found := _find("byline", texts)) else None)
    return Imprint(
        title=given.title or (labels.lines[labels.title].text if labels.title is not None else None),
        byline=author,
        publisher=given.publisher or (publisher.value if publisher else None),
        published_on=given.published or _day(labels, segments),
        url=given.url,
        licence=given.licence or (licence.value if licence else None),
        redistribution=given.redistribution or (licence.redistribution if licence else None) or UNKNOWN_TERMS,
        language=_language(document, segments),
    )


def terms(licence: str) -> Found:
    """What a licence's name or notice allows."""
    return _find("licence", [("licence_notice", licence[:LONGEST])]) or Found(licence, None)


def _find(name: str, texts: list[tuple[str, str]]) -> Found | None:
    for entry in statements():
        if entry.field != name:
            continue
        for label, text in texts:
            if label in entry.labels and (match := entry.pattern.search(text)):
                statements().hit(entry)
                value = match.group("name") if "name" in entry.pattern.groupindex else text
                return Found(value.strip(), entry.redistribution)
    return None


def _author(labels: Labels, segments: list[Segment]) -> str | None:
    for segment in segments:
        if segment.label == "byline":
            line = labels.lines[segment.number]
            if found := byline.author(line) or byline.name(line):
                return found
    return None


def _day(labels: Labels, segments: list[Segment]) -> date | None:
    """The day of publication: of the lines with a full date near title and body, one that says so, else the first."""
    near = _near(labels, segments)
    told = [
        dated
        for segment in segments
        if segment.number in near
        and segment.label == "dateline"
        and (dated := labels.dated[segment.number])
        and dated.on
    ]
    said = [dated for dated in told if dated.cue == "published"] or [dated for dated in told if dated.cue is None]
    return said[0].on if said else None


def _near(labels: Labels, segments: list[Segment]) -> set[int]:
    visible = [segment.number for segment in segments if segment.label != "blank"]
    place = {number: at for at, number in enumerate(visible)}
    top = labels.title if labels.title is not None else labels.first
    if labels.last < 0 or top not in place:
        return set()
    low, high = place[top] - 3, place[labels.last] + NEAR
    start = place[labels.first]
    return {number for number in visible if low <= place[number] <= start or place[labels.last] < place[number] <= high}


def _language(document: Document, segments: list[Segment]) -> str | None:
    sample, length = [], 0
    for segment in segments:
        if segment.is_body:
            sample.append(segment.span.of(document.text)[:LONGEST])
            length += len(sample[-1])
            if length >= LONGEST:
                break
    return identify("\n".join(sample) if sample else document.text[:LONGEST])


@cache
def statements() -> Lexicon[Statement]:
    """The patterns of `rules/imprint.yml`."""
    return load(RULES / "imprint.yml", Statement)
