"""One document through all the rooms: bytes in, rows of its tables out. Knows no frames, no clock, no other document.

Several documents may be handed over at once, only so that the parser can work in batches; what a document gives does
not depend on its company.
"""

import traceback
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from pipeline.base.reading_settings import Settings
from pipeline.base.reject_rows import make_reject_row
from pipeline.base.text_span import Span
from pipeline.clean.cleaning import clean_document
from pipeline.clean.labelled_document import CleanDocument
from pipeline.document_rows import TableRows, add_document_rows, add_entity_rows, add_extraction_rows
from pipeline.extract.attribution import statement_extraction
from pipeline.extract.entities import entity_mentions
from pipeline.extract.events import event_extraction
from pipeline.extract.quantities import figures
from pipeline.extract.records import DocumentAnalysis, PublicationDate
from pipeline.extract.temporal import publication_dating, timex_extraction
from pipeline.intake.html_rendering import render_html
from pipeline.intake.source_document import Document, RawDocument, UnreadableError
from pipeline.intake.text_decoding import decode_text
from pipeline.language.document_parser import parse_documents
from pipeline.language.parsed_document import ParsedDocument
from pipeline.language.sentence_splitter import split_sentences

T = TypeVar("T")

# Extraction has lexicons for these languages; in others a document keeps its segments and sentences, and no claims. A
# text too short to tell its language is read.
EXTRACTION_LANGUAGES = frozenset({"en"})


def process_documents(items: Sequence[RawDocument], settings: Settings) -> list[TableRows]:
    """Read documents; one `Rows` for each item, in order.

    What cannot be read is a row of `rejects` that tells why, never an error: one document that some room stumbles over
    must not take the others with it.
    """
    opened = [_run_guarded(item, partial(prepare_document, item, settings)) for item in items]
    pages = [entry for entry in opened if not isinstance(entry, TableRows)]
    bodies = [
        (document.text, _list_body_segments(page) if _is_supported_language(page) else []) for document, page in pages
    ]
    parsed = iter(parse_documents(bodies, settings.model))
    return [
        entry if isinstance(entry, TableRows) else _run_guarded(item, partial(_extract_rows, *entry, next(parsed)))
        for item, entry in zip(items, opened, strict=True)
    ]


def _run_guarded(item: RawDocument, step: Callable[[], T]) -> T | TableRows:
    """The result of a step, or the reject that tells why there is none."""
    try:
        return step()
    except UnreadableError as error:
        return _make_rejected_rows(item, error.check, str(error))
    except Exception as error:  # any fault of ours: told with its place, so that it can be mended
        place = traceback.extract_tb(error.__traceback__)[-1]
        description = (
            f"{type(error).__name__} in {Path(place.filename).stem}.{place.name}, line {place.lineno}: {error}"
        )
        return _make_rejected_rows(
            item, "failed", f"this document could not be read: {description[:500]}; please report it"
        )


def _make_rejected_rows(item: RawDocument, check: str, failure: str) -> TableRows:
    record = {"external_id": item.external_id, "source_path": item.source_path, "sha256": item.source_sha256}
    rows = TableRows()
    rows.add("rejects", make_reject_row("documents", None, check, failure, record))
    return rows


def prepare_document(item: RawDocument, settings: Settings) -> tuple[Document, CleanDocument]:
    """The document of an item and its labelled page. Raises UnreadableError where the item is no text."""
    text, encoding = decode_text(item.content, item.media_type, item.encoding)
    if len(text) > settings.max_chars:
        raise UnreadableError("too_long", f"{len(text)} characters, the limit is {settings.max_chars}; split the file")
    html = text if item.media_type == "text/html" else None
    rendered, blocks = render_html(text) if html is not None else (text, None)
    document = Document(
        document_id=item.document_id,
        external_id=item.external_id,
        source_path=item.source_path,
        source_sha256=item.source_sha256,
        source_bytes=len(item.content),
        media_type=item.media_type,
        encoding=encoding,
        text=rendered,
        supplied=item.supplied,
        blocks=blocks,
        html=html,
    )
    return document, clean_document(document, settings.assume_clean)


def _is_supported_language(page: CleanDocument) -> bool:
    return page.metadata.language in (*EXTRACTION_LANGUAGES, None)


def _list_body_segments(page: CleanDocument) -> list[tuple[int, Span]]:
    return [(segment.number, segment.span) for segment in page.segments if segment.is_body]


def _extract_rows(document: Document, page: CleanDocument, parsed: ParsedDocument) -> TableRows:
    rows = TableRows()
    stated = page.metadata.published_on
    if not _is_supported_language(page):
        add_document_rows(
            rows,
            document,
            page,
            split_sentences(document.text, _list_body_segments(page)),
            PublicationDate(stated, stated, stated),
        )
        return rows
    published = publication_dating.infer_publication_date(parsed, stated)
    timexes = timex_extraction.extract_timexes(parsed, published)
    entities = entity_mentions.build_entity_index(parsed, published)
    reading = DocumentAnalysis(parsed, published, timexes, entities)
    found_statements = statement_extraction.extract_statements(reading)
    found_figures = figures.extract_figures(reading, found_statements)
    found_events = event_extraction.extract_events(reading, found_statements, found_figures)
    add_document_rows(rows, document, page, parsed, published)
    add_entity_rows(rows, document, parsed, entities)
    add_extraction_rows(rows, document, parsed, found_statements, found_figures, found_events)
    return rows
