"""A document: its text, made once, and what came with it. All offsets of all stages are into `Document.text`."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from pipeline.base.ids import make_identifier
from pipeline.base.text_span import Span

DOCX_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class SuppliedMetadata:
    """What the input itself says of a document beside its text (JSONL, `sources.yml`); null where it is silent."""

    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    licence: str | None = None
    redistribution: str | None = None


class Note(NamedTuple):
    """Something that a reader of a document's rows should know, though the document was read: a row of `rejects`."""

    check: str
    failure: str


@dataclass(frozen=True)
class RawDocument:
    """One document as it lies in the input, not decoded yet: the unit of work and of caching.

    `content` are the bytes of a file, or of the `text` or `html` of a line in a container (then UTF-8 already).
    """

    external_id: str
    source_path: str
    media_type: str  # text/plain, text/html, text/markdown, application/pdf or DOCX_MEDIA_TYPE
    content: bytes
    encoding: str | None = None  # where the container tells it
    supplied: SuppliedMetadata = field(default_factory=SuppliedMetadata)
    # Set where another document of the input has the same address or external id: what tells the two apart.
    variant: str | None = None

    @cached_property
    def source_sha256(self) -> str:
        """SHA-256 of the content, hexadecimal."""
        return sha256(self.content).hexdigest()

    @cached_property
    def document_id(self) -> str:
        """Made of the address, or the external id where none is supplied: other content is a new version of it."""
        named = ("id", self.external_id) if self.supplied.url is None else ("url", self.supplied.url.partition("#")[0])
        return make_identifier("doc", *named, self.variant)

    @cached_property
    def cache_key(self) -> str:
        """Under what finished work on the item is kept: whatever can change a row of it is part of the key.

        All but the path, which is stamped on the rows when they are used: a file that is renamed or moved is not read
        again where its documents have ids of their own.
        """
        given = (
            self.supplied.url,
            self.supplied.title,
            self.supplied.publisher,
            self.supplied.licence,
            self.supplied.redistribution,
        )
        published = self.supplied.published.isoformat() if self.supplied.published else None
        return make_identifier(
            "key",
            self.document_id,
            self.external_id,
            self.source_sha256,
            self.media_type,
            self.encoding,
            published,
            *given,
        )


@dataclass(frozen=True, slots=True)
class RejectedInput:
    """Something in the input that is no document, and why."""

    external_id: str
    source_path: str
    check: str
    failure: str


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    """A block of an HTML page: its span in the rendered text and what the markup tells of it."""

    span: Span
    tag: str
    tag_path: tuple[str, ...]  # tags from the root down to the block
    hints: tuple[str, ...]  # words of class and id of the block and of its ancestors, lower case
    depth: int
    link_chars: int  # characters that stand inside links
    text_chars: int
    nearest_hints: tuple[str, ...] = ()  # the hints of the innermost three elements that have any
    containers: tuple[int, ...] = ()  # numbers of the elements down to the block, in the order in which they open
    emphasis_chars: int = 0  # characters that stand in italics or small print
    follows_image: bool = False  # a picture stands between this block and the one before
    carrier: str = "page"  # what held the text: the page as shown, or a `hidden` part


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
    supplied: SuppliedMetadata
    blocks: tuple[HtmlBlock, ...] | None = None  # only of HTML
    html: str | None = None  # the decoded markup, only of HTML
    notes: tuple[Note, ...] = ()  # what is to be told of how it was read


class UnreadableError(Exception):
    """An input that cannot become a document; `check` names the reason in a word, the message says it in a sentence."""

    def __init__(self, check: str, message: str) -> None:
        super().__init__(message)
        self.check = check
