"""Spans: inside their document, their segment and their sentence; and, with the sources at hand, true to their text."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from pipeline.intake.document_text import open_document
from pipeline.intake.input_files import find_documents
from pipeline.intake.source_document import RawDocument, UnreadableError
from pipeline.publish import parquet_tables
from schemas import table_registry

MAX_SHOWN = 5  # violations told of one column


def check_spans(folder: Path) -> list[str]:
    """Spans that leave their document, or the row that they stand in, or whose text has another length."""
    violations = []
    sizes = parquet_tables.read_table(folder, "documents", ["document_id", "char_count"])
    for name, text, (start, end), parent in _list_spans():
        violations += _format_violations(
            name, _find_outside_document(folder, name, start, end, sizes), f"{start} and {end} leave the document"
        )
        violations += _format_violations(
            name, _find_wrong_lengths(folder, name, start, end, text), f"{text} is not as long as its span"
        )
        if parent:
            violations += _format_violations(
                name, _find_outside_parent(folder, name, parent), f"{start} and {end} leave their row of {parent}"
            )
    return violations


def _list_spans() -> Iterator[tuple[str, str, tuple[str, str], str | None]]:
    """Of each quotation in any table: table, column, the columns of its span, and the table whose row holds it."""
    for name in table_registry.TABLES:
        for column in table_registry.list_quotations(name):
            if column.span:
                yield name, column.name, column.span, column.within


def _format_violations(name: str, keys: pl.Series, what: str) -> list[str]:
    more = [f"{name}: {what}, in {keys.len() - MAX_SHOWN} rows more"] if keys.len() > MAX_SHOWN else []
    return [f"{name}: {key}: {what}" for key in keys.head(MAX_SHOWN)] + more


def _find_outside_document(folder: Path, name: str, start: str, end: str, sizes: pl.DataFrame) -> pl.Series:
    rows = parquet_tables.read_table(folder, name, [table_registry.find_key(name), "document_id", start, end])
    joined = rows.join(sizes, on="document_id", how="left", maintain_order="left")
    return joined.filter(~((pl.col(start) <= pl.col(end)) & (pl.col(end) <= pl.col("char_count")))).to_series()


def _find_wrong_lengths(folder: Path, name: str, start: str, end: str, text: str) -> pl.Series:
    rows = parquet_tables.read_table(folder, name, [table_registry.find_key(name), start, end, text])
    return rows.filter(pl.col(text).str.len_chars() != pl.col(end) - pl.col(start)).to_series()


def _find_outside_parent(folder: Path, name: str, parent: str) -> pl.Series:
    key = table_registry.find_key(parent)
    rows = parquet_tables.read_table(folder, name, [table_registry.find_key(name), key, "char_start", "char_end"])
    parents = parquet_tables.read_table(folder, parent, [key, "char_start", "char_end"])
    joined = rows.join(parents.rename({"char_start": "from", "char_end": "to"}), on=key, maintain_order="left")
    return joined.filter((pl.col("char_start") < pl.col("from")) | (pl.col("char_end") > pl.col("to"))).to_series()


def check_sources(folder: Path, sources: Path) -> list[str]:
    """Documents, segments and texts that are not what the sources, found and decoded anew, say."""
    if not sources.exists():
        return [f"{sources}: no such file or folder"]
    documents = {
        row["document_id"]: row for row in parquet_tables.read_table(folder, "documents").iter_rows(named=True)
    }
    found = {item.document_id: item for item in find_documents([sources]) if isinstance(item, RawDocument)}
    violations = [f"documents: {key}: no source under {sources} is it" for key in documents if key not in found]
    texts: dict[str, str] = {}
    for key, row in documents.items():
        if key in found:
            row_violations, texts[key] = _compare_with_source(row, found[key])
            violations += [f"documents: {key}: {violation}" for violation in row_violations]
    violations += [f"segments: {lie}" for lie in _find_uncovered_text(folder, texts)]
    for name, text, (start, end), _ in _list_spans():
        violations += _format_violations(
            name, _find_wrong_texts(folder, name, (start, end, text), texts), f"{text} is not what the source says"
        )
    return violations


def _compare_with_source(row: dict[str, object], item: RawDocument) -> tuple[list[str], str]:
    """What a row of `documents` says wrongly of its source, and the source's text."""
    try:
        document = open_document(item)
    except UnreadableError as error:
        return [f"its source cannot be read: {error}"], ""
    expected = {
        "external_id": item.external_id,
        "source_path": item.source_path,
        "source_sha256": item.source_sha256,
        "source_bytes": len(item.content),
        "media_type": item.media_type,
        "encoding": document.encoding,
        "char_count": len(document.text),
    }
    return [
        f"{name} is {row[name]}, the source says {value}" for name, value in expected.items() if row[name] != value
    ], document.text


def _find_uncovered_text(folder: Path, texts: dict[str, str]) -> Iterator[str]:
    """Documents with characters, other than line ends, that no segment covers."""
    rows = parquet_tables.read_table(folder, "segments", ["document_id", "char_start", "char_end"])
    for (document, *_), spans in rows.group_by("document_id", maintain_order=True):
        text, position = texts.get(str(document), ""), 0
        for start, end in [*spans.select("char_start", "char_end").iter_rows(), (len(text), len(text))]:
            if text[position:start].strip("\r\n"):
                yield f"{document}: no segment covers the characters from {position} to {start}"
            position = max(position, end)


def _find_wrong_texts(folder: Path, name: str, span: tuple[str, str, str], texts: dict[str, str]) -> pl.Series:
    start, end, column = span
    rows = parquet_tables.read_table(
        folder, name, [table_registry.find_key(name), "document_id", start, end, column]
    ).drop_nulls()
    wrong = [
        key
        for key, document, first, last, text in rows.iter_rows()
        if document in texts and texts[document][first:last] != text
    ]
    return pl.Series("key", wrong, pl.String)
