"""What a page says of itself in its lines: title, author, publisher, day, terms, language."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from pydantic import Field, field_validator

from pipeline.base.lexicon import Entry, Lexicon, load
from pipeline.clean import byline
from pipeline.clean.labelled import Imprint, Segment
from pipeline.clean.labels import Labels
from pipeline.clean.language import KNOWN, identify
from pipeline.clean.rules import RULES
from pipeline.intake.document import Document

# Notices are short; what is longer is read to here.
LONGEST = 2000
# A day further above the title or below the body, in lines with text, is that of something else.
ABOVE = 3
BELOW = 8
UNKNOWN_TERMS = "excerpt"


class Statement(Entry):
    """A pattern for what a page says of itself."""

    field: str
    labels: frozenset[str]
    mentions: list[str] = Field(default_factory=list)
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


def imprint(document: Document, labels: Labels, segments: Sequence[Segment], told: Mapping[str, str]) -> Imprint:
    """What the document says of itself.

    What came with it (`given`) wins over its metadata (`told`), and these win over its lines.
    """
    given = document.given
    texts = [
        (segment.label, segment.span.of(document.text)[:LONGEST].strip())
        for segment in segments
        if segment.label in _labels()
    ]
    licence = _licence(given.licence or told.get("licence"), texts)
    publisher = _find("publisher", texts)
    published = told.get("published_on")
    return Imprint(
        title=given.title
        or told.get("title")
        or (labels.lines[labels.title].text if labels.title is not None else None),
        byline=told.get("byline") or _author(labels, segments) or _value(_find("byline", texts)),
        publisher=given.publisher or told.get("publisher") or _value(publisher),
        published_on=given.published or (date.fromisoformat(published) if published else _day(labels, segments)),
        url=given.url or told.get("url"),
        licence=_value(licence),
        redistribution=given.redistribution or (licence.redistribution if licence else None) or UNKNOWN_TERMS,
        language=_language(document, segments) or _code(told.get("language")),
    )


def _licence(stated: str | None, texts: list[tuple[str, str]]) -> Found | None:
    """The terms of a licence that is stated beside the text, else of the first notice in the text that gives any."""
    if stated is None:
        return _find("licence", texts)
    known = _find("licence", [("licence_notice", stated[:LONGEST])])
    return Found(stated, known.redistribution if known else None)


def _value(found: Found | None) -> str | None:
    return found.value if found else None


def _code(language: str | None) -> str | None:
    """The ISO 639-1 code in a language tag such as `en-GB`."""
    code = (language or "")[:2].lower()
    return code if code in KNOWN and not (language or "")[2:3].isalpha() else None


def _find(name: str, texts: list[tuple[str, str]]) -> Found | None:
    page = "\n".join(text for _, text in texts).lower()
    for entry in statements():
        if entry.field != name or (entry.mentions and not any(mention in page for mention in entry.mentions)):
            continue
        for label, text in texts:
            if label in entry.labels and (match := entry.pattern.search(text)):
                statements().hit(entry)
                value = match.group("name") if "name" in entry.pattern.groupindex else text
                return Found(value.strip(), entry.redistribution)
    return None


def _author(labels: Labels, segments: Sequence[Segment]) -> str | None:
    for segment in segments:
        if segment.label == "byline":
            line = labels.lines[segment.number]
            if found := byline.author(line) or byline.name(line):
                return found
    return None


def _day(labels: Labels, segments: Sequence[Segment]) -> date | None:
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


def _near(labels: Labels, segments: Sequence[Segment]) -> set[int]:
    visible = [segment.number for segment in segments if segment.label != "blank"]
    place = {number: at for at, number in enumerate(visible)}
    first, last = labels.first, labels.last
    if last < 0:
        return set()
    top = place[labels.title if labels.title is not None else first]
    start, end = place[first], place[last]
    return {number for number in visible if top - ABOVE <= place[number] <= start or end < place[number] <= end + BELOW}


def _language(document: Document, segments: Sequence[Segment]) -> str | None:
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


@cache
def _labels() -> frozenset[str]:
    """The labels of the lines that any pattern looks at."""
    return frozenset(label for entry in statements() for label in entry.labels)
