"""The formats of input: each file to the documents that it holds, one at a time, whatever the size of the file."""

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import IO, Any

from pipeline.intake.source_document import RawDocument, RejectedInput, SuppliedMetadata

# A document larger than this is refused before it is held in memory; it also bounds what a compressed file can expand
# to at a time. News pages are under 1 MB; 64 MB leaves room for whole books.
MAX_BYTES = 64 * 1024 * 1024

# What of a web archive can hold an article.
ARCHIVED_MEDIA_TYPES = frozenset({"text/html", "text/plain", "application/xhtml+xml"})

GZIP_MAGIC = b"\x1f\x8b"

InputDocuments = Iterator[RawDocument | RejectedInput]


def open_file(path: Path, name: str) -> InputDocuments:
    """The documents of one file, by the ending of its name; `name` is its path relative to the input folder.

    Raises OSError where the file cannot be opened at all.
    """
    for suffix, reader in FORMATS.items():
        if path.name.lower().endswith(suffix):
            yield from reader(path, name)
            return
    known = ", ".join(FORMATS)
    yield RejectedInput(name, name, "unknown_format", f"no format for this ending; known are {known}")


def _read_page(path: Path, name: str) -> InputDocuments:
    if path.stat().st_size > MAX_BYTES:
        yield _reject_too_large(name, name)
        return
    media_type = "text/plain" if path.suffix.lower() == ".txt" else "text/html"
    yield RawDocument(name, name, media_type, path.read_bytes())


def _read_jsonl(path: Path, name: str) -> InputDocuments:
    with path.open("rb") as lines:
        yield from _read_json_lines(lines, name)


def _read_gzipped_jsonl(path: Path, name: str) -> InputDocuments:
    with gzip.open(path, "rb") as lines:
        try:
            yield from _read_json_lines(lines, name)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            yield RejectedInput(
                name, name, "corrupt", f"the compressed file is damaged: {error}; what came before was read"
            )


def _read_json_lines(lines: IO[bytes] | gzip.GzipFile, name: str) -> InputDocuments:
    number = 0
    while line := lines.readline(MAX_BYTES + 1):
        number += 1
        place = f"{name}#{number}"
        if len(line) > MAX_BYTES:
            yield _reject_too_large(place, name)
            while line and not line.endswith(b"\n"):
                line = lines.readline(MAX_BYTES)
        elif line.strip():
            try:
                fields = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield RejectedInput(place, name, "not_json", f"the line is no JSON: {error}")
                continue
            yield _parse_record(fields, name, place)


def _read_parquet(path: Path, name: str) -> InputDocuments:
    import pyarrow
    import pyarrow.parquet

    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            number = 0
            for batch in file.iter_batches(batch_size=256):
                for fields in batch.to_pylist():
                    number += 1
                    yield _parse_record(fields, name, f"{name}#{number}")
    except pyarrow.ArrowException as error:
        yield RejectedInput(name, name, "corrupt", f"the file cannot be read as Parquet: {str(error).splitlines()[0]}")


def _read_warc(path: Path, name: str) -> InputDocuments:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    with path.open("rb") as stream:
        if stream.read(2) != GZIP_MAGIC:
            yield RejectedInput(name, name, "corrupt", "the file is not compressed by gzip, as a .warc.gz is")
            return
        stream.seek(0)
        try:
            number = 0
            for entry in ArchiveIterator(stream):
                number += 1
                kind = entry.http_headers.get_header("Content-Type", "") if entry.http_headers else ""
                media_type = kind.split(";")[0].strip().lower()
                if entry.rec_type != "response" or media_type not in ARCHIVED_MEDIA_TYPES:
                    continue  # requests, images, scripts: no articles
                url = entry.rec_headers.get_header("WARC-Target-URI")
                place = entry.rec_headers.get_header("WARC-Record-ID") or f"{name}#{number}"
                content = entry.content_stream().read(MAX_BYTES + 1)
                if len(content) > MAX_BYTES:
                    yield _reject_too_large(place, name)
                    continue
                charset = kind.lower().partition("charset=")[2].split(";")[0].strip(" \"'") or None
                plain = media_type == "text/plain"
                yield RawDocument(
                    place, name, "text/plain" if plain else "text/html", content, charset, SuppliedMetadata(url=url)
                )
        except (ArchiveLoadFailed, EOFError, zlib.error, ValueError) as error:
            yield RejectedInput(name, name, "corrupt", f"the archive is damaged: {error}; what came before was read")


def _parse_record(fields: Any, name: str, place: str) -> RawDocument | RejectedInput:
    """The document of one JSONL line or Parquet row."""
    if not isinstance(fields, dict):
        return RejectedInput(place, name, "no_document", "the line is no JSON object with `text` or `html`")
    html, text = fields.get("html"), fields.get("text")
    body = html if html is not None else text
    external_id = fields["id"] if isinstance(fields.get("id"), str | int) and fields["id"] != "" else place
    if not isinstance(body, str):
        return RejectedInput(str(external_id), name, "no_document", "it has neither `text` nor `html` as a string")
    try:
        content = body.encode("utf-8")
    except UnicodeEncodeError:
        return RejectedInput(
            str(external_id), name, "undecodable", "the text holds half of a surrogate pair; encode it anew"
        )
    if len(content) > MAX_BYTES:
        return _reject_too_large(str(external_id), name)
    try:
        given = SuppliedMetadata(
            url=_get_string(fields, "url"),
            title=_get_string(fields, "title"),
            publisher=_get_string(fields, "publisher"),
            published=_parse_date(fields.get("published")),
            licence=_get_string(fields, "licence"),
        )
    except ValueError as error:
        return RejectedInput(str(external_id), name, "bad_field", str(error))
    return RawDocument(
        str(external_id), name, "text/html" if html is not None else "text/plain", content, "utf-8", given
    )


def _get_string(fields: dict[str, Any], key: str) -> str | None:
    value = fields.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ValueError(f"`{key}` is a {type(value).__name__}, expected a string")
    return value


def _parse_date(value: Any) -> date | None:
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise ValueError(f"`published` is {str(value)[:40]!r}, expected an ISO date such as 2022-01-10") from None


def _reject_too_large(external_id: str, name: str) -> RejectedInput:
    return RejectedInput(external_id, name, "too_large", f"larger than {MAX_BYTES // 1024 // 1024} MiB; split it")


# The longer endings first, so that `.jsonl.gz` is not taken for something else.
FORMATS: dict[str, Callable[[Path, str], InputDocuments]] = {
    ".jsonl.gz": _read_gzipped_jsonl,
    ".warc.gz": _read_warc,
    ".jsonl": _read_jsonl,
    ".parquet": _read_parquet,
    ".html": _read_page,
    ".htm": _read_page,
    ".txt": _read_page,
}
