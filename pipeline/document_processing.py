"""One document through all stages: bytes in, rows of its tables out. Knows no frames, no clock, no other document.

Several documents may be handed over at once, only so that the parser can work in batches; what a document gives does
not depend on the others.
"""

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from pipeline.base.lexicon_loader import LexiconError
from pipeline.base.passing_faults import is_passing_fault
from pipeline.base.reading_settings import EXTRACTION_LANGUAGES, Settings
from pipeline.base.reject_rows import make_reject_row
from pipeline.base.text_span import Span
from pipeline.clean.cleaning import clean_document
from pipeline.clean.labelled_document import CleanDocument
from pipeline.document_bounds import bound_metadata, choose_body_segments
from pipeline.document_rows import TableRows, add_document_rows, add_entity_rows
from pipeline.extract import entity_index
from pipeline.extract.attribution import first_persons, quotation_marks, statement_extraction
from pipeline.extract.coreference import speech_context
from pipeline.extract.document_topic.topic_model import classify_topic
from pipeline.extract.entities.truecasing import restore_cases
from pipeline.extract.event_confidence import event_scoring
from pipeline.extract.events import event_extraction
from pipeline.extract.quantities import figures
from pipeline.extract.records import DocumentAnalysis, Event, Figure, PublicationDate, Statement
from pipeline.extract.temporal import publication_dating, timex_extraction
from pipeline.extraction_rows import add_extraction_rows
from pipeline.intake.document_text import open_document
from pipeline.intake.source_document import Document, Note, RawDocument, UnreadableError
from pipeline.language.document_parser import parse_documents
from pipeline.language.parsed_document import ParsedDocument
from pipeline.language.sentence_splitter import split_sentences
from pipeline.language.syntax.dependency_tree import get_tree

T = TypeVar("T")


def process_documents(items: Sequence[RawDocument], settings: Settings) -> list[TableRows]:
    """Read documents; one `TableRows` for each item, in order.

    What cannot be read is a row of `rejects` that tells why, never an error: one document that some stage stumbles over
    must not take the others with it. Raises MemoryError and OSError, which say nothing of a document.
    """
    opened = [_run_guarded(item, partial(_open_page, item, settings)) for item in items]
    parsed = iter(_parse_pages([entry for entry in opened if not isinstance(entry, TableRows)], settings.model))
    return [
        entry
        if isinstance(entry, TableRows)
        else _run_guarded(item, partial(_extract_rows, entry, settings.registry, next(parsed)))
        for item, entry in zip(items, opened, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Page:
    """A document with its labelled page, the segments that are read for claims, and what is to be told of it."""

    document: Document
    page: CleanDocument
    segments: list[tuple[int, Span]]
    notes: tuple[Note, ...]

    @property
    def is_supported(self) -> bool:
        return self.page.metadata.language in (*EXTRACTION_LANGUAGES, None)


@dataclass(frozen=True, slots=True)
class Claims:
    """What one document claims, its events not yet scored, and its topic."""

    analysis: DocumentAnalysis
    statements: Sequence[Statement]
    figures: Sequence[Figure]
    events: Sequence[Event]
    topic: str | None


def _open_page(item: RawDocument, settings: Settings) -> _Page:
    document, page = prepare_document(item, settings)
    segments, notes = choose_body_segments(document, page, settings.bounds)
    return _Page(document, page, segments, (*document.notes, *notes))


def _parse_pages(pages: Sequence[_Page], model: str) -> Iterator[ParsedDocument | Exception]:
    """The parse of each page, all in one batch; where that fails, each alone, and the error of those that fail."""
    bodies = [(entry.document.text, entry.segments if entry.is_supported else []) for entry in pages]
    try:
        yield from parse_documents(bodies, model, restore_cases)
    except OSError:  # the model is not installed: no document's fault
        raise
    except Exception:  # one document that the parser stumbles over must not take the others with it
        for body in bodies:
            try:
                yield from parse_documents([body], model, restore_cases)
            except Exception as error:
                yield error


def _run_guarded(item: RawDocument, step: Callable[[], T]) -> T | TableRows:
    """The result of a step, or the reject that tells why there is none."""
    try:
        return step()
    except UnreadableError as error:
        return _make_rejected_rows(item, error.check, str(error))
    except Exception as error:  # any fault of ours: told with its place, so that it can be mended
        if is_passing_fault(error) or isinstance(error, LexiconError):  # no fault of the document, so no verdict on it
            raise
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
    document = open_document(item, settings.bounds)
    page = clean_document(document, settings.assume_clean)
    metadata, notes = bound_metadata(page.metadata, settings.bounds)
    return replace(document, notes=(*document.notes, *notes)), replace(page, metadata=metadata)


def _extract_rows(entry: _Page, registry: str | None, parsed: ParsedDocument | Exception) -> TableRows:
    if isinstance(parsed, Exception):
        raise parsed
    document, page = entry.document, entry.page
    rows = TableRows()
    for note in entry.notes:
        record = {"external_id": document.external_id, "source_path": document.source_path}
        rows.add("rejects", make_reject_row("documents", document.document_id, note.check, note.failure, record))
    stated = page.metadata.published_on
    if not entry.is_supported:
        sentences = split_sentences(document.text, entry.segments)
        add_document_rows(rows, document, page, sentences, PublicationDate(stated, stated, stated), None)
        return rows
    claims = extract_claims(parsed, stated, registry)
    events = event_scoring.score_events(claims.analysis, claims.statements, claims.events, claims.topic)
    add_document_rows(rows, document, page, parsed, claims.analysis.publication_date, claims.topic)
    add_entity_rows(rows, document, parsed, claims.analysis.entity_index)
    add_extraction_rows(rows, document, parsed, claims.statements, claims.figures, events)
    return rows


def extract_claims(parsed: ParsedDocument, stated: date | None, registry: str | None = None) -> Claims:
    """Extract what a parsed document claims.

    `stated` is the day of publication where its metadata state one, `registry` a file of further Wikidata items.
    """
    published = publication_dating.infer_publication_date(parsed, stated)
    timexes = timex_extraction.extract_timexes(parsed, published)
    quoted = quotation_marks.find_quotations(parsed)
    attributions = statement_extraction.find_attributions(parsed, quoted)
    speech = speech_context.build_speech_context(quoted, attributions)
    entities = entity_index.build_entity_index(parsed, published, registry, speech)
    statements = statement_extraction.extract_statements(
        DocumentAnalysis(parsed, published, timexes, entities), quoted, attributions
    )
    entities = first_persons.add_first_persons(parsed, entities, statements)
    analysis = DocumentAnalysis(parsed, published, timexes, entities)
    found_figures = figures.extract_figures(analysis, statements)
    events = event_extraction.extract_events(analysis, statements, found_figures)
    return Claims(analysis, statements, found_figures, events, classify_topic(get_tree(parsed.doc)))
