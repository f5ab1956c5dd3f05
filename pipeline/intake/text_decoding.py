"""Bytes to text as browsers read them: labels as in the WHATWG encoding standard, and a bad byte costs one character.

What a reader of the text should know (bad bytes, dropped NULs, a label that is false, mended mojibake) comes back as
notes beside the text.
"""

import codecs
import re
from typing import NamedTuple

import webencodings

from pipeline.intake.encoding_detection import detect_encoding, detect_unmarked_utf, is_valid_utf8
from pipeline.intake.mojibake import mend_mojibake
from pipeline.intake.source_document import Note, UnreadableError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16 LE, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The HTML standard looks for the declaration in the first 1024 bytes.
META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE
)
XML_CHARSET = re.compile(
    rb"^\s{0,9}<\?xml[^>]{0,80}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE
)
DECLARATION_BYTES = 1024
# What a text may hold of characters that no text needs, and of bytes that could not be decoded: beyond it, it is
# something else (an image, a program). A few are allowed however short the text.
MAX_CONTROL_SHARE, MAX_REPLACED_SHARE, MIN_CONTROLS = 0.02, 0.2, 3
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
SAMPLE_CHARS = 100_000
REPLACEMENT = "\ufffd"
# Single-byte encodings, whose labels are often put on pages of UTF-8. Bytes that are valid UTF-8 are never theirs by
# chance: that would take accented capitals each followed by a symbol.
SINGLE_BYTE = re.compile(r"windows-125\d|windows-874|iso-8859-\d+|koi8-[ru]|macintosh|x-mac-cyrillic|ibm866")


class DecodedText(NamedTuple):
    """A text, the name of the encoding that it was in, and what is to be told of its decoding."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


def decode_text(content: bytes, media_type: str, declared: str | None = None) -> DecodedText:
    """Decode by byte-order mark, declaration (of the container, then of the page), UTF-8, and what the bytes look like.

    The byte-order mark is removed, and NUL characters are. Raises UnreadableError where the bytes are no text.
    """
    encoding, body, notes = _choose_encoding(content, media_type, declared)
    text = _decode_with(body, encoding)
    if _is_binary(text):
        raise UnreadableError("binary", "the content is no text in any encoding that we can tell; convert it to UTF-8")
    if nul_count := text.count("\x00"):
        text = text.replace("\x00", "")
        notes.append(Note("nul_dropped", f"{nul_count} NUL characters were dropped"))
    # What the text itself writes as U+FFFD is not counted, where that can be told.
    if bad := text.count(REPLACEMENT) - (body.count(b"\xef\xbf\xbd") if encoding == "utf-8" else 0):
        notes.append(Note("bad_bytes", f"{bad} places are not valid {encoding}; each is U+FFFD in the text"))
    mended = mend_mojibake(text)
    if mended.place_count:
        notes.append(
            Note("mojibake_mended", f"{mended.place_count} places held UTF-8 read as another encoding, and were mended")
        )
    return DecodedText(mended.text, encoding, tuple(notes))


def _choose_encoding(content: bytes, media_type: str, declared: str | None) -> tuple[str, bytes, list[Note]]:
    """The encoding's name, the bytes without their mark, and what is to be told of the choice."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return encoding, content[len(mark) :], []
    if (encoding_found := detect_unmarked_utf(content)) is not None:
        return encoding_found, content, []
    labels = [declared] if declared else []
    if media_type != "text/plain":
        head = content[:DECLARATION_BYTES]
        declarations = META_CHARSET.search(head), XML_CHARSET.search(head)
        labels += [match.group(1).decode("ascii") for match in declarations if match]
    for label in labels:
        if (known := _look_up_label(label)) is None:
            continue
        if known.startswith("utf-16") and label is not declared:
            known = "utf-8"  # a page whose declaration can be read as ASCII is in no UTF-16
        if known == "utf-8" and not is_valid_utf8(content) and (better := detect_encoding(content, trusted=True)):
            return better, content, [Note("false_label", f"it is labelled {known}, but the bytes are {better}")]
        if SINGLE_BYTE.fullmatch(known) and not content.isascii() and is_valid_utf8(content):
            return "utf-8", content, [Note("false_label", f"it is labelled {label[:40]}, but the bytes are UTF-8")]
        return known, content, []
    if is_valid_utf8(content):
        return "utf-8", content, []
    return detect_encoding(content) or "utf-8", content, []


def _look_up_label(label: str) -> str | None:
    """The standard's name for a label, null where it knows none."""
    try:
        encoding = webencodings.lookup(label)
    except (UnicodeError, AttributeError):
        return None
    if encoding is None or encoding.name in ("x-user-defined", "replacement"):
        return None
    return str(encoding.name)


def _decode_with(content: bytes, encoding: str) -> str:
    known = webencodings.lookup(encoding) if not encoding.startswith("utf-32") else None
    codec = known.codec_info if known else codecs.lookup(encoding)
    return str(codec.decode(content, "replace")[0])


def _is_binary(text: str) -> bool:
    """Whether a text holds so many control characters, or so little that could be decoded, that it is none."""
    sample = text[:SAMPLE_CHARS]
    controls, replaced = len(CONTROL.findall(sample)), sample.count(REPLACEMENT)
    if controls + replaced == len(sample) - sum(map(str.isspace, sample)):
        return controls + replaced > 0
    return controls > max(MIN_CONTROLS, len(sample) * MAX_CONTROL_SHARE) or replaced > max(
        MIN_CONTROLS, len(sample) * MAX_REPLACED_SHARE
    )
