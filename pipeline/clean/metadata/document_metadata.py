"""What a page says of itself in its lines: title, author, publisher, day, terms, language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import Field, field_validator

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.clean.features.notice_evidence import is_running_prose
from pipeline.clean.labelled_document import DocumentMetadata, Segment
from pipeline.clean.labelling.line_labels import COMMENT_HINTS, LineLabels
from pipeline.clean.metadata.author_names import choose_authors
from pipeline.clean.metadata.headline_choice import choose_title
from pipeline.clean.metadata.language_identification import identify_language
from pipeline.clean.metadata.language_model import KNOWN_LANGUAGES
from pipeline.clean.metadata.markup_metadata import Claims
from pipeline.clean.metadata.page_address import PageAddress
from pipeline.clean.metadata.publisher_names import choose_publisher
from pipeline.clean.metadata.stated_days import find_stated_days
from pipeline.intake.source_document import Document

# Notices are short; what is longer is read to here.
MAX_NOTICE_CHARS = 2000
# How a page's own line at its foot begins.
OWNER_MARKS = ("©", "(c)", "copyright", "all rights")
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
    document: Document, labels: LineLabels, segments: Sequence[Segment], claims: Claims
) -> DocumentMetadata:
    """What the document says of itself.

    What came with it wins over `claims`, what its markup states, and these win over its lines; each field has its own
    order of trust.
    """
    given = document.supplied
    texts = [
        (segment.label, segment.span.slice_text(document.text)[:MAX_NOTICE_CHARS].strip())
        for segment in segments
        if segment.label in _collect_labels()
    ]
    url = given.url or _get_first(claims, "url")
    address = PageAddress(url)
    licence = _find_licence(
        given.licence or _get_first(claims, "licence"), _list_own_notices(document, labels, segments)
    )
    notice = _get_value(_find_field("publisher", texts))
    publisher = given.publisher or choose_publisher(claims.get("publisher", []), notice, address, document.text)
    line = labels.lines[labels.title_line].text if labels.title_line is not None else None
    days = find_stated_days(labels, segments, claims, address, given.published)
    site_names = [claim.value for claim in claims.get("publisher", [])] + ([publisher] if publisher else [])
    return DocumentMetadata(
        title=given.title or choose_title(claims.get("title", []), line, site_names, address),
        byline=choose_authors(
            claims.get("byline", []), claims.get("author_lines", []), labels, segments, publisher, address
        )
        or _get_value(_find_field("byline", texts)),
        publisher=publisher,
        published_on=days.published,
        published_reason=days.reason,
        modified_on=days.modified,
        url=url,
        licence=_get_value(licence),
        redistribution=given.redistribution or (licence.redistribution if licence else None) or DEFAULT_REDISTRIBUTION,
        language=_find_language(document, segments) or _parse_language_code(_get_first(claims, "language")),
    )


def _list_own_notices(document: Document, labels: LineLabels, segments: Sequence[Segment]) -> list[tuple[str, str]]:
    """The lines that may state the page's own terms, with their labels.

    None of a reader's comments, and no sentence of prose unless a rule for notices fits it: in doubt the page has none.
    """
    found: list[tuple[str, str]] = []
    below_comments = False
    last = labels.last_body
    for segment in segments:
        line, block = labels.lines[segment.number], labels.blocks[segment.number]
        below_comments = below_comments or (segment.label in ("comment", "comment_form") and segment.number > last >= 0)
        if segment.label not in _collect_labels() or (block is not None and not COMMENT_HINTS.isdisjoint(block.hints)):
            continue
        is_footer = line.text.casefold().startswith(OWNER_MARKS) or (block is not None and "footer" in block.tag_path)
        if below_comments and not is_footer:
            continue
        if is_running_prose(line) and segment.label not in ("licence_notice", "disclaimer"):
            continue
        found.append((segment.label, segment.span.slice_text(document.text)[:MAX_NOTICE_CHARS].strip()))
    return found


def _get_first(claims: Claims, field: str) -> str | None:
    values = claims.get(field)
    return values[0].value if values else None


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
