"""Bytes to text. Strict: a file that is no text in any encoding we can tell is refused, not repaired."""

import codecs
import re

from pipeline.intake.source_document import UnreadableError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16 LE, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The HTML standard looks for the declaration in the first 1024 bytes.
META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)


def decode_text(content: bytes, media_type: str, declared: str | None = None) -> tuple[str, str]:
    """The text and the encoding's name: by byte-order mark, declaration, UTF-8, then Windows-1252.

    Nothing but the byte-order mark is removed. Raises UnreadableError where the bytes hold NUL characters or cannot be
    decoded: that is no text.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decode_strictly(content[len(mark) :], encoding), encoding
    tried = [declared] if declared else []
    if media_type == "text/html" and (match := META_CHARSET.search(content[:1024])):
        tried.append(match.group(1).decode("ascii"))
    for encoding in [*tried, "utf-8", "cp1252"]:
        try:
            name = codecs.lookup(encoding).name
            if not codecs.lookup(encoding)._is_text_encoding:
                continue
            return _require_text(content.decode(name)), name
        except (LookupError, ValueError):  # also of a name that is no name
            continue
    raise UnreadableError("undecodable", "the bytes are no text in UTF-8, UTF-16 or Windows-1252; convert it to UTF-8")


def _decode_strictly(content: bytes, encoding: str) -> str:
    try:
        return _require_text(content.decode(encoding))
    except UnicodeDecodeError as error:
        raise UnreadableError("undecodable", f"the byte-order mark says {encoding}, but {error.reason}") from error


def _require_text(text: str) -> str:
    if "\x00" in text:
        raise UnreadableError("binary", "the content holds NUL characters, so it is no text")
    return text
