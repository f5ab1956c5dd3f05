"""Spans: inside their document, their segment and their sentence; and, with the sources at hand, true to their text."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from pipeline.intake.decode import decode
from pipeline.intake.document import Item, UnreadableError
from pipeline.intake.files import find
from pipeline.intake.html import render
from pipeline.publish import tables as files
from schemas import tables

# The spans of each table: first and last offset, the column of their text, and the table whose row they stand in.
SPANS = {
    "segments": (("char_start", "char_end", "text", None),),
    "sentences": (("char_start", "char_end", "text", "segments"),),
    "mentions": (("char_start", "char_end", "text", "sentences"),),
    "figures": (("char_start", "char_end", "text", "sentences"),),
    "events": (("char_start", "char_end", "text", "sentences"),),
    "statements": (
        ("char_start", "char_end", "text", None),
        ("speaker_start", "speaker_end", "speaker_text", None),
        ("cue_start", "cue_end", "cue_text", None),
    ),
}
SHOWN = 5  # lies told of one column


def check_spans(folder: Path) -> list[str]:
    """Spans that leave their document, or the row that they stand in, or whose text has another length."""
    lies = []
    sizes = files.read(folder, "documents", ["document_id", "char_count"])
    for name, spans in SPANS.items():
        for start, end, text, parent in spans:
            lies += _told(name, _outside(folder, name, start, end, sizes), f"{start} and {end} leave the document")
            lies += _told(name, _mismatched(folder, name, start, end, text), f"{text} is not as long as its span")
            if parent:
                lies += _told(name, _astray(folder, name, parent), f"{start} and {end} leave their row of {parent}")
    return lies


def _told(name: str, keys: pl.Series, what: str) -> list[str]:
    more = [f"{name}: {what}, in {keys.len() - SHOWN} rows more"] if keys.len() > SHOWN else []
    return [f"{name}: {key}: {what}" for key in keys.head(SHOWN)] + more


def _outside(folder: Path, name: str, start: str, end: str, sizes: pl.DataFrame) -> pl.Series:
    rows = files.read(folder, name, [tables.key(name), "document_id", start, end])
    beside = rows.join(sizes, on="document_id", how="left", maintain_order="left")
    return beside.filter(~((pl.col(start) <= pl.col(end)) & (pl.col(end) <= pl.col("char_count")))).to_series()


def _mismatched(folder: Path, name: str, start: str, end: str, text: str) -> pl.Series:
    rows = files.read(folder, name, [tables.key(name), start, end, text])
    return rows.filter(pl.col(text).str.len_chars() != pl.col(end) - pl.col(start)).to_series()


def _astray(folder: Path, name: str, parent: str) -> pl.Series:
    key = tables.key(parent)
    rows = files.read(folder, name, [tables.key(name), key, "char_start", "char_end"])
    around = files.read(folder, parent, [key, "char_start", "char_end"])
    beside = rows.join(around.rename({"char_start": "from", "char_end": "to"}), on=key, maintain_order="left")
    return beside.filter((pl.col("char_start") < pl.col("from")) | (pl.col("char_end") > pl.col("to"))).to_series()


def check_sources(folder: Path, sources: Path) -> list[str]:
    """Documents, segments and texts that are not what the sources, found and decoded anew, say."""
    if not sources.exists():
        return [f"{sources}: no such file or folder"]
    documents = {row["document_id"]: row for row in files.read(folder, "documents").iter_rows(named=True)}
    found = {item.document_id: item for item in find([sources]) if isinstance(item, Item)}
    lies = [f"documents: {key}: no source under {sources} is it" for key in documents if key not in found]
    texts: dict[str, str] = {}
    for key, row in documents.items():
        if key in found:
            told, texts[key] = _source(row, found[key])
            lies += [f"documents: {key}: {lie}" for lie in told]
    lies += [f"segments: {lie}" for lie in _uncovered(folder, texts)]
    for name, spans in SPANS.items():
        for start, end, text, _ in spans:
            lies += _told(name, _untrue(folder, name, (start, end, text), texts), f"{text} is not what the source says")
    return lies


def _source(row: dict[str, object], item: Item) -> tuple[list[str], str]:
    """What a row of `documents` says wrongly of its source, and the source's text."""
    try:
        text, encoding = decode(item.content, item.media_type, item.encoding)
        text = render(text)[0] if item.media_type == "text/html" else text
    except UnreadableError as error:
        return [f"its source cannot be read: {error}"], ""
    said = {
        "external_id": item.external_id,
        "source_path": item.source_path,
        "source_sha256": item.source_sha256,
        "source_bytes": len(item.content),
        "media_type": item.media_type,
        "encoding": encoding,
        "char_count": len(text),
    }
    return [
        f"{name} is {row[name]}, the source says {value}" for name, value in said.items() if row[name] != value
    ], text


def _uncovered(folder: Path, texts: dict[str, str]) -> Iterator[str]:
    """Documents with characters, other than line ends, that no segment covers."""
    rows = files.read(folder, "segments", ["document_id", "char_start", "char_end"])
    for (document, *_), spans in rows.group_by("document_id", maintain_order=True):
        text, place = texts.get(str(document), ""), 0
        for start, end in [*spans.select("char_start", "char_end").iter_rows(), (len(text), len(text))]:
            if text[place:start].strip("\r\n"):
                yield f"{document}: no segment covers the characters from {place} to {start}"
            place = max(place, end)


def _untrue(folder: Path, name: str, span: tuple[str, str, str], texts: dict[str, str]) -> pl.Series:
    start, end, column = span
    rows = files.read(folder, name, [tables.key(name), "document_id", start, end, column]).drop_nulls()
    wrong = [
        key
        for key, document, first, last, text in rows.iter_rows()
        if document in texts and texts[document][first:last] != text
    ]
    return pl.Series("key", wrong, pl.String)
