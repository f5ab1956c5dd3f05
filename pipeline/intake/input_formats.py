"""The formats of input: each file to the documents that it holds, told by its first bytes and its name."""

import gzip
import io
from collections.abc import Callable
from pathlib import Path

import zstandard

from pipeline.base.boundary.bounded_streams import (
    DamagedStreamError,
    ExpansionError,
    TooLargeError,
    find_damage,
    limit_expansion,
    open_regular_file,
    read_bounded,
)
from pipeline.base.boundary.input_bounds import DEFAULT_BOUNDS, InputBounds
from pipeline.intake.content_decoding import GZIP_MAGIC, ZSTD_MAGIC, ZSTD_WINDOW
from pipeline.intake.feed_entries import read_feed
from pipeline.intake.format_reader import MAX_PACKINGS, InputDocuments, Origin, looks_like_html, peek_bytes
from pipeline.intake.json_lines import read_json_lines
from pipeline.intake.mail_messages import read_message
from pipeline.intake.parquet_rows import read_parquet
from pipeline.intake.source_document import RawDocument
from pipeline.intake.web_archives import read_warc
from pipeline.intake.zip_archives import read_zip

PDF_MAGIC, PARQUET_MAGIC, ZIP_MAGIC, WARC_MAGIC = b"%PDF-", b"PAR1", b"PK\x03\x04", b"WARC/"
PACKED_SUFFIXES = (".gz", ".zst")


def read_file(path: Path, name: str, bounds: InputBounds = DEFAULT_BOUNDS) -> InputDocuments:
    """The documents of one file; `name` is its path relative to the input folder.

    Raises OSError where the file cannot be opened at all. What is wrong inside it is a `RejectedInput`.
    """
    with open_regular_file(path) as stream:
        yield from read_stream(stream, Origin(name, name, bounds, path.name))


def read_stream(stream: io.BufferedReader, origin: Origin) -> InputDocuments:
    """The documents of a file or of a part of one, whichever format it has."""
    try:
        yield from _dispatch(stream, origin)
    except DamagedStreamError:
        return  # told by whoever opened the compressed stream
    except TooLargeError as error:
        yield origin.reject("too_large", str(error))
    except ExpansionError as error:
        yield origin.reject("expansion", f"{error}; what came before was read")


def _dispatch(stream: io.BufferedReader, origin: Origin) -> InputDocuments:
    head = peek_bytes(stream)
    suffix = _find_suffix(origin.format_name)
    if not head:
        yield origin.reject("empty", "the file is empty")
    elif head.startswith((GZIP_MAGIC, ZSTD_MAGIC)):
        yield from _read_packed(stream, origin, head)
    elif origin.format_name.lower().endswith(PACKED_SUFFIXES) and not looks_like_html(head) and origin.packings == 0:
        yield origin.reject("corrupt", "the file is not compressed as its name says")
    elif head.startswith(PDF_MAGIC):
        yield _make_document(stream, origin, "application/pdf")
    elif head.startswith(ZIP_MAGIC):
        yield from read_zip(stream, origin, read_stream)
    elif head.startswith(PARQUET_MAGIC) or suffix == ".parquet":
        yield from read_parquet(stream, origin)
    elif head.startswith(WARC_MAGIC) or suffix == ".warc":
        yield from read_warc(stream, origin)
    elif (reader := READERS.get(suffix)) is not None:
        yield from reader(stream, origin)
    elif looks_like_html(head):
        yield _make_document(stream, origin, "text/html")
    else:
        yield origin.reject("unknown_format", f"no format for this ending; known are {', '.join(KNOWN_SUFFIXES)}")


def _find_suffix(name: str) -> str:
    name = name.lower()
    for packed in PACKED_SUFFIXES:
        name = name.removesuffix(packed)
    return Path(name).suffix


def _make_document(stream: io.BufferedReader, origin: Origin, media_type: str) -> RawDocument:
    return RawDocument(origin.place, origin.source_path, media_type, read_bounded(stream, origin.bounds))


def _read_text(stream: io.BufferedReader, origin: Origin) -> InputDocuments:
    yield _make_document(stream, origin, "text/html" if looks_like_html(peek_bytes(stream)) else "text/plain")


def _read_html(stream: io.BufferedReader, origin: Origin) -> InputDocuments:
    yield _make_document(stream, origin, "text/html")


def _read_markdown(stream: io.BufferedReader, origin: Origin) -> InputDocuments:
    yield _make_document(stream, origin, "text/html" if looks_like_html(peek_bytes(stream)) else "text/markdown")


def _read_xml(stream: io.BufferedReader, origin: Origin) -> InputDocuments:
    yield from _read_html(stream, origin) if looks_like_html(peek_bytes(stream)) else read_feed(stream, origin)


def _read_packed(stream: io.BufferedReader, origin: Origin, head: bytes) -> InputDocuments:
    """The documents of what was compressed by gzip or zstd, up to where it is cut or damaged."""
    if origin.packings >= MAX_PACKINGS:
        yield origin.reject("nested_too_deeply", f"packed more than {MAX_PACKINGS} times; unpack it")
        return
    name = origin.format_name
    for packed in PACKED_SUFFIXES:
        name = name[: -len(packed)] if name.lower().endswith(packed) else name
    if head.startswith(GZIP_MAGIC):
        expanded = gzip.GzipFile(fileobj=stream)
    else:
        decompressor = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW)
        expanded = decompressor.stream_reader(stream, read_across_frames=True)  # type: ignore[assignment]
    limited = limit_expansion(expanded, stream, origin.bounds)  # type: ignore[arg-type]
    yield from read_stream(limited, origin.make_inner(origin.place, name))
    if (damage := find_damage(limited)) is not None:
        yield origin.reject("corrupt", f"the compressed file is damaged: {damage}; what came before was read")


READERS: dict[str, Callable[[io.BufferedReader, Origin], InputDocuments]] = {
    ".txt": _read_text,
    ".html": _read_html,
    ".htm": _read_html,
    ".xhtml": _read_html,
    ".md": _read_markdown,
    ".jsonl": read_json_lines,
    ".json": read_json_lines,
    ".eml": read_message,
    ".mhtml": read_message,
    ".mht": read_message,
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": _read_xml,
}
KNOWN_SUFFIXES = (*READERS, ".parquet", ".warc", ".zip", ".pdf", ".docx", "and each of them with .gz or .zst")
