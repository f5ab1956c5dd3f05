"""A document: its text, made once, and what came with it. All offsets of all rooms are into `Document.text`."""

from dataclasses import dataclass, field
from datetime import date

from pipeline.base.span import Span


@dataclass(frozen=True, slots=True)
class Given:
    """What the input itself says of a document beside its text (fields of a JSONL line, `sources.yml`); null where it says nothing."""

    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    licence: str | None = None
    redistribution: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One document as it lies in the input, not decoded yet: the unit of work and of caching.

    `content` are the bytes of a file, or of the `text` or `html` of a line in a container (then UTF-8 already).
    """

    external_id: str
    source_path: str
    media_type: str  # text/plain or text/html
    content: bytes
    encoding: str | None = None  # where the container tells it
    given: Given = field(default_factory=Given)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of an HTML page: its span in the rendered text and what the markup tells of it."""

    span: Span
    tag: str
    path: tuple[str, ...]  # tags from the root down to the block
    hints: tuple[str, ...]  # words of class and id of the block and of its ancestors, lower case
    depth: int
    link_chars: int  # characters that stand inside links
    text_chars: int


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded document."""

    document_id: str
    external_id: str
    source_path: str
    source_sha256: str
    source_bytes: int
    media_type: str
    encoding: str
    text: str
    given: Given
    blocks: tuple[Block, ...] | None = None  # only of HTML
    html: str | None = None  # the decoded markup, only of HTML


class UnreadableError(ValueError):
    """An input that cannot become a document; `check` names the reason in a word, the message says it in a sentence."""

    def __init__(self, check: str, message: str) -> None:
        super().__init__(message)
        self.check = check
