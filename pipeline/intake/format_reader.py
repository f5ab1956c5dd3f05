"""What the readers of all formats share: where a document comes from, and the ways in which a file is set aside."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.base.boundary.input_bounds import InputBounds
from pipeline.intake.source_document import RawDocument, RejectedInput

InputDocuments = Iterator[RawDocument | RejectedInput]

SNIFF_BYTES = 4096
# A file may be packed so many times: a `.txt.gz` in a ZIP archive is two.
MAX_PACKINGS = 3
# The tags by which the WHATWG standard tells HTML from other text, before which comments and an XML declaration may be.
HTML_START = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,200})?(?:<!--.{0,2000}?-->\s{0,200}){0,3}"
    rb"<(?:!doctype\s+html|html|head|body|script|iframe|h1|h2|div|font|table|a|style|title|br|p|article|main|section)"
    rb"[\s>/]",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where documents are read from: the place that names them, the file in the input, the bounds that hold."""

    place: str  # external id of the document, or the beginning of those of its documents
    source_path: str
    bounds: InputBounds
    format_name: str  # the name by whose ending the format is told
    packings: int = 0

    def make_inner(self, place: str, format_name: str) -> "Origin":
        """The origin of what is packed in this one."""
        return replace(self, place=place, format_name=format_name, packings=self.packings + 1)

    def reject(self, check: str, failure: str, place: str | None = None) -> RejectedInput:
        """What tells that the file, or one place in it, is set aside."""
        return RejectedInput(place or self.place, self.source_path, check, failure)


def peek_bytes(stream: io.BufferedReader) -> bytes:
    """The first bytes of a stream, which stay in it."""
    return stream.peek(SNIFF_BYTES)[:SNIFF_BYTES]


def looks_like_html(head: bytes) -> bool:
    """Whether a text begins as HTML does, in any encoding that holds ASCII."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head[2:]
    return HTML_START.match(head.replace(b"\x00", b"")) is not None
