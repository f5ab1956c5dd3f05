"""Web archives (WARC): pages that a server answered well, whatever they were compressed with."""

import io
import logging
import zlib
from collections.abc import Iterator
from typing import Any

from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader

from pipeline.base.boundary.bounded_streams import ExpansionError, TooLargeError, read_bounded
from pipeline.base.boundary.input_bounds import InputBounds
from pipeline.base.boundary.untrusted_values import UntrustedValueError, parse_string
from pipeline.intake.content_decoding import ContentEncodingError, decode_content
from pipeline.intake.format_reader import InputDocuments, Origin, looks_like_html
from pipeline.intake.source_document import RawDocument, RejectedInput, SuppliedMetadata

# What of a web archive can hold an article; XML may be a feed, which is read as a file alone.
MEDIA_TYPES = frozenset({"text/html", "text/plain", "application/xhtml+xml"})
# Records that hold pages: as a server sent them, as they were fetched by other means, as text drawn from them.
PAGE_RECORDS = frozenset({"response", "resource", "conversion"})

# What is wrong with an archive is told in `rejects`, not by the library on the terminal.
logging.getLogger("warcio").setLevel(logging.CRITICAL)

RECORD_END = b"\r\n\r\n"


class _RecordError(ValueError):
    """A record that cannot be read; the archive goes on after it."""


def read_warc(stream: io.BufferedReader, origin: Origin) -> InputDocuments:
    """The pages of a web archive, and what of it is set aside: error pages, and records that are cut or damaged."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    records = ArchiveIterator(stream)
    records.INC_RECORD = ""  # what it would print where a record does not end where its length says
    try:
        for record in records:
            number += 1
            place = record.rec_headers.get_header("WARC-Record-ID") or f"{origin.place}#{number}"
            found = list(_read_record(record, origin, _clean(place, origin) or f"{origin.place}#{number}"))
            yield from found
            if any(isinstance(entry, RejectedInput) and entry.check == "cut" for entry in found):
                return
    except (ArchiveLoadFailed, EOFError, zlib.error, ValueError, AttributeError) as error:
        if isinstance(error, ExpansionError):
            raise
        reason = " ".join(str(error).split())[:200]
        yield origin.reject("corrupt", f"the archive is damaged: {reason}; what came before was read")
        return
    if records.err_count:
        yield origin.reject("corrupt", "a record does not end where its length says; what lies after it may be lost")
    if number == 0:
        yield origin.reject("corrupt", "the archive holds no record")
    elif _is_cut(stream):
        yield origin.reject("cut", f"the archive is cut after its record {number}; what came before was read")


def _read_record(record: Any, origin: Origin, place: str) -> Iterator[RawDocument | RejectedInput]:
    if not record.rec_type:
        yield origin.reject("cut", "the record's head is cut", place)
        return
    http = record.http_headers
    content_type = (http if http else record.rec_headers).get_header("Content-Type") or ""
    media_type = content_type.split(";")[0].strip().lower()
    if record.rec_type not in PAGE_RECORDS or media_type not in MEDIA_TYPES:
        return  # requests, images, scripts: no articles
    status = http.get_statuscode() if http else "200"
    if not status.startswith("2"):
        yield origin.reject("http_status", f"the server answered {status[:20] or 'nothing'}: no article", place)
        return
    try:
        content = _read_content(record, origin.bounds)
    except TooLargeError as error:
        yield origin.reject("too_large", str(error), place)
        return
    except ExpansionError as error:
        yield origin.reject("expansion", str(error), place)
        return
    except _RecordError as error:
        yield origin.reject("corrupt", f"the record cannot be read: {error}", place)
        return
    if missing := _count_missing_bytes(record):
        yield origin.reject("cut", f"the archive is cut: {missing} bytes of the record are missing", place)
        return
    charset = content_type.lower().partition("charset=")[2].split(";")[0].strip(" \"'")[:40] or None
    is_plain = media_type == "text/plain" and not looks_like_html(content[:4096])
    url = _clean(record.rec_headers.get_header("WARC-Target-URI"), origin)
    if record.rec_type == "conversion":
        charset = charset or "utf-8"
    yield RawDocument(
        place,
        origin.source_path,
        "text/plain" if is_plain else "text/html",
        content,
        charset,
        SuppliedMetadata(url=url),
    )


def _clean(value: str | None, origin: Origin) -> str | None:
    try:
        return parse_string(value, origin.bounds.max_field_chars)
    except UntrustedValueError:
        return None


def _read_content(record: Any, bounds: InputBounds) -> bytes:
    """The page's bytes, unchunked and uncompressed. Raises TooLargeError, ExpansionError and _RecordError."""
    http = record.http_headers
    encodings = (http.get_header("Content-Encoding") or "") if http else ""
    is_chunked = http is not None and (http.get_header("Transfer-Encoding") or "").strip().lower() == "chunked"
    try:
        stream = ChunkedDataReader(record.raw_stream, decomp_type=None) if is_chunked else record.raw_stream
        return decode_content(read_bounded(stream, bounds), encodings, bounds)
    except (TooLargeError, ExpansionError):
        raise
    except (ContentEncodingError, ChunkedDataException) as error:
        raise _RecordError(" ".join(f"{type(error).__name__}: {error}".split())[:200]) from error


def _is_cut(stream: io.BufferedReader) -> bool:
    """Whether a file ends without the two empty lines that follow a record; of a compressed one its reader tells."""
    if not stream.seekable():
        return False
    stream.seek(max(stream.seek(0, io.SEEK_END) - len(RECORD_END), 0))
    return stream.read() != RECORD_END


def _count_missing_bytes(record: Any) -> int:
    """Bytes that the record's header announces and the archive no longer holds."""
    limited = record.raw_stream
    while (remaining := getattr(limited, "limit", None)) is None and hasattr(limited, "stream"):
        limited = limited.stream
    return int(remaining or 0)
