"""What the clean stage hands on: segments with a label, and what the page says of itself."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pipeline.base.text_span import Span

BODY_LABELS = frozenset({"body", "subheading"})


class Segment(NamedTuple):
    """One line (or HTML block) of a document, with what it was on the page."""

    number: int
    span: Span
    label: str
    score: float
    reason: str

    @property
    def is_body(self) -> bool:
        """Whether it belongs to the article's own prose."""
        return self.label in BODY_LABELS


@dataclass(frozen=True, slots=True)
class DocumentMetadata:
    """What a document says of itself; null where it says nothing."""

    title: str | None
    byline: str | None
    publisher: str | None
    published_on: date | None
    published_reason: str | None
    modified_on: date | None
    url: str | None
    licence: str | None
    redistribution: str
    language: str | None


@dataclass(frozen=True, slots=True)
class CleanDocument:
    """The result of the stage: segments in order, covering all of the text, and the metadata."""

    segments: tuple[Segment, ...]
    metadata: DocumentMetadata
