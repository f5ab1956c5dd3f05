"""One document through all the rooms: bytes in, rows of its tables out. Knows no frames, no clock, no other document.

Several documents may be handed over at once, only so that the parser can work in batches; what a document gives does
not depend on its company.
"""

import traceback
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from pipeline.base.rejects import reject
from pipeline.base.settings import Settings
from pipeline.base.span import Span
from pipeline.clean.labelled import CleanDocument
from pipeline.clean.page import clean
from pipeline.extract import dates, events, figures, mentions, publication, statements
from pipeline.extract.records import Publication, Reading
from pipeline.intake.decode import decode
from pipeline.intake.document import Document, Item, UnreadableError
from pipeline.intake.html import render
from pipeline.language.parse import parse
from pipeline.language.parsed import Parsed
from pipeline.language.split import split
from pipeline.rows import Rows, add_cast, add_claims, add_text

T = TypeVar("T")

# Extraction has lexicons for these languages; in others a document keeps its segments and sentences, and no claims. A
# text too short to tell its language is read.
LANGUAGES = frozenset({"en"})


def read(items: Sequence[Item], settings: Settings) -> list[Rows]:
    """Read documents; one `Rows` for each item, in order.

    What cannot be read is a row of `rejects` that tells why, never an error: one document that some room stumbles over
    must not take the others with it.
    """
    opened = [_guarded(item, partial(prepare, item, settings)) for item in items]
    pages = [entry for entry in opened if not isinstance(entry, Rows)]
    bodies = [(document.text, _body(page) if _is_read(page) else []) for document, page in pages]
    parsed = iter(parse(bodies, settings.model))
    return [
        entry if isinstance(entry, Rows) else _guarded(item, partial(_rows, *entry, next(parsed)))
        for item, entry in zip(items, opened, strict=True)
    ]


def _guarded(item: Item, step: Callable[[], T]) -> T | Rows:
    """The result of a step, or the reject that tells why there is none."""
    try:
        return step()
    except UnreadableError as error:
        return _rejected(item, error.check, str(error))
    except Exception as error:  # any fault of ours: told with its place, so that it can be mended
        place = traceback.extract_tb(error.__traceback__)[-1]
        told = f"{type(error).__name__} in {Path(place.filename).stem}.{place.name}, line {place.lineno}: {error}"
        return _rejected(item, "failed", f"this document could not be read: {told[:500]}; please report it")


def _rejected(item: Item, check: str, failure: str) -> Rows:
    record = {"external_id": item.external_id, "source_path": item.source_path, "sha256": item.source_sha256}
    rows = Rows()
    rows.add("rejects", reject("documents", None, check, failure, record))
    return rows


def prepare(item: Item, settings: Settings) -> tuple[Document, CleanDocument]:
    """The document of an item and its labelled page. Raises UnreadableError where the item is no text."""
    text, encoding = decode(item.content, item.media_type, item.encoding)
    if len(text) > settings.max_chars:
        raise UnreadableError("too_long", f"{len(text)} characters, the limit is {settings.max_chars}; split the file")
    html = text if item.media_type == "text/html" else None
    rendered, blocks = render(text) if html is not None else (text, None)
    document = Document(
        document_id=item.document_id,
        external_id=item.external_id,
        source_path=item.source_path,
        source_sha256=item.source_sha256,
        source_bytes=len(item.content),
        media_type=item.media_type,
        encoding=encoding,
        text=rendered,
        given=item.given,
        blocks=blocks,
        html=html,
    )
    return document, clean(document, settings.assume_clean)


def _is_read(page: CleanDocument) -> bool:
    return page.imprint.language in (*LANGUAGES, None)


def _body(page: CleanDocument) -> list[tuple[int, Span]]:
    return [(segment.number, segment.span) for segment in page.segments if segment.is_body]


def _rows(document: Document, page: CleanDocument, parsed: Parsed) -> Rows:
    rows = Rows()
    stated = page.imprint.published_on
    if not _is_read(page):
        add_text(rows, document, page, split(document.text, _body(page)), Publication(stated, stated, stated))
        return rows
    published = publication.infer(parsed, stated)
    phrases = dates.find(parsed, published)
    cast = mentions.find(parsed, published)
    reading = Reading(parsed, published, phrases, cast)
    said = statements.find(reading)
    counted = figures.find(reading, said)
    done = events.find(reading, said, counted)
    add_text(rows, document, page, parsed, published)
    add_cast(rows, document, parsed, cast)
    add_claims(rows, document, parsed, said, counted, done)
    return rows
