"""What a page says of itself in its lines: title, author, publisher, day, terms, language."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import Field, field_validator

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.clean.features import byline_lines
from pipeline.clean.labelled_document import DocumentMetadata, Segment
from pipeline.clean.labelling.line_labels import LineLabels
from pipeline.clean.metadata.language_identification import KNOWN_LANGUAGES, identify_language
from pipeline.intake.source_document import Document

# Notices are short; what is longer is read to here.
MAX_NOTICE_CHARS = 2000
# A day further above the title or below the body, in lines with text, is that of something else.
MAX_LINES_ABOVE = 3
MAX_LINES_BELOW = 8
DEFAULT_REDISTRIBUTION = "excerpt"


class MetadataPattern(Entry):
    """A pattern for what a page says of itself."""

    field: str
    labels: frozenset[str]
    keywords: list[str] = Field(default_factory=list)
    pattern: re.Pattern[str]
    redistribution: str | None = None

    @field_validator("pattern", mode="before")
    @classmethod
    def compile_pattern(cls, value: str) -> re.Pattern[str]:
        """Compile the pattern once, when the file is read."""
        return re.compile(value)


@dataclass(frozen=True, slots=True)
class FieldMatch:
    """What was found of one field: its value, and the redistribution that it implies."""

    value: str
    redistribution: str | None


def extract_metadata(
    document: Document, labels: LineLabels, segments: Sequence[Segment], from_markup: Mapping[str, str]
) -> DocumentMetadata:
    """What the document says of itself.

    What came with it (`given`) wins over its metadata (`told`), and these win over its lines.
    """
    given = document.supplied
    texts = [
        (segment.label, segment.span.slice_text(document.text)[:MAX_NOTICE_CHARS].strip())
        for segment in segments
        if segment.label in _collect_labels()
    ]
    licence = _find_licence(given.licence or from_markup.get("licence"), texts)
    publisher = _find_field("publisher", texts)
    published = from_markup.get("published_on")
    return DocumentMetadata(
        title=given.title
        or from_markup.get("title")
        or (labels.lines[labels.title_line].text if labels.title_line is not None else None),
        byline=from_markup.get("byline") or _find_author(labels, segments) or _get_value(_find_field("byline", texts)),
        publisher=given.publisher or from_markup.get("publisher") or _get_value(publisher),
        published_on=given.published
        or (date.fromisoformat(published) if published else _find_publication_day(labels, segments)),
        url=given.url or from_markup.get("url"),
        licence=_get_value(licence),
        redistribution=given.redistribution or (licence.redistribution if licence else None) or DEFAULT_REDISTRIBUTION,
        language=_find_language(document, segments) or _parse_language_code(from_markup.get("language")),
    )


def _find_licence(stated: str | None, texts: list[tuple[str, str]]) -> FieldMatch | None:
    """The terms of a licence that is stated beside the text, else of the first notice in the text that gives any."""
    if stated is None:
        return _find_field("licence", texts)
    known = _find_field("licence", [("licence_notice", stated[:MAX_NOTICE_CHARS])])
    return FieldMatch(stated, known.redistribution if known else None)


def _get_value(found: FieldMatch | None) -> str | None:
    return found.value if found else None


def _parse_language_code(language: str | None) -> str | None:
    """The ISO 639-1 code in a language tag such as `en-GB`."""
    code = (language or "")[:2].lower()
    return code if code in KNOWN_LANGUAGES and not (language or "")[2:3].isalpha() else None


def _find_field(name: str, texts: list[tuple[str, str]]) -> FieldMatch | None:
    page = "\n".join(text for _, text in texts).lower()
    for entry in load_metadata_patterns():
        if entry.field != name or (entry.keywords and not any(mention in page for mention in entry.keywords)):
            continue
        for label, text in texts:
            if label in entry.labels and (match := entry.pattern.search(text)):
                load_metadata_patterns().record_hit(entry)
                value = match.group("name") if "name" in entry.pattern.groupindex else text
                return FieldMatch(value.strip(), entry.redistribution)
    return None


def _find_author(labels: LineLabels, segments: Sequence[Segment]) -> str | None:
    for segment in segments:
        if segment.label == "byline":
            line = labels.lines[segment.number]
            if found := byline_lines.parse_author(line) or byline_lines.parse_bare_name(line):
                return found
    return None


def _find_publication_day(labels: LineLabels, segments: Sequence[Segment]) -> date | None:
    """The day of publication: of the lines with a full date near title and body, one that says so, else the first."""
    near = _find_nearby_lines(labels, segments)
    full_dates = [
        dated
        for segment in segments
        if segment.number in near
        and segment.label == "dateline"
        and (dated := labels.dates[segment.number])
        and dated.day
    ]
    candidates = [dated for dated in full_dates if dated.cue == "published"] or [
        dated for dated in full_dates if dated.cue is None
    ]
    return candidates[0].day if candidates else None


def _find_nearby_lines(labels: LineLabels, segments: Sequence[Segment]) -> set[int]:
    visible = [segment.number for segment in segments if segment.label != "blank"]
    place = {number: at for at, number in enumerate(visible)}
    first, last = labels.first_body, labels.last_body
    if last < 0:
        return set()
    top = place[labels.title_line if labels.title_line is not None else first]
    start, end = place[first], place[last]
    return {
        number
        for number in visible
        if top - MAX_LINES_ABOVE <= place[number] <= start or end < place[number] <= end + MAX_LINES_BELOW
    }


def _find_language(document: Document, segments: Sequence[Segment]) -> str | None:
    sample, length = [], 0
    for segment in segments:
        if segment.is_body:
            sample.append(segment.span.slice_text(document.text)[:MAX_NOTICE_CHARS])
            length += len(sample[-1])
            if length >= MAX_NOTICE_CHARS:
                break
    return identify_language("\n".join(sample) if sample else document.text[:MAX_NOTICE_CHARS])


@cache
def load_metadata_patterns() -> Lexicon[MetadataPattern]:
    """The patterns of `metadata_patterns.yml`."""
    return load_lexicon(Path(__file__).parent / "lexicons" / "en" / "metadata_patterns.yml", MetadataPattern)


@cache
def _collect_labels() -> frozenset[str]:
    """The labels of the lines that any pattern looks at."""
    return frozenset(label for entry in load_metadata_patterns() for label in entry.labels)
