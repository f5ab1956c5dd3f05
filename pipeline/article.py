"""One document through all the rooms: bytes in, rows of its tables out. Knows no frames, no clock, no other document.

Several documents may be handed over at once, only so that the parser can work in batches; what a document gives does
not depend on its company.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.base.ids import identifier
from pipeline.base.rejects import reject
from pipeline.base.settings import Settings
from pipeline.base.span import Span
from pipeline.clean.labelled import CleanDocument
from pipeline.clean.page import clean
from pipeline.extract import dates, events, figures, mentions, publication, statements
from pipeline.extract.records import Cast, Event, Figure, Publication, Reading, Statement
from pipeline.intake.decode import decode
from pipeline.intake.document import Document, Item, UnreadableError
from pipeline.intake.html import render
from pipeline.language.parse import parse
from pipeline.language.parsed import Parsed

Row = dict[str, Any]

# Extraction has lexicons for these languages; in others a document keeps its segments and sentences, and no claims.
LANGUAGES = frozenset({"en"})


@dataclass
class Rows:
    """Rows by table, as the schemas have them, with actors as the document alone knows them (`actors`)."""

    tables: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, table: str, row: Row) -> None:
        """Put a row under its table."""
        self.tables.setdefault(table, []).append(row)


def read(items: Sequence[Item], settings: Settings) -> list[Rows]:
    """Read documents; one `Rows` for each item, in order. What cannot be read is a row of `rejects`, never an error."""
    opened: list[Document | Rows] = []
    for item in items:
        try:
            opened.append(_open(item, settings))
        except UnreadableError as error:
            opened.append(_rejected(item, error))
    documents = [document for document in opened if isinstance(document, Document)]
    cleaned = [clean(document, settings.assume_clean) for document in documents]
    parsed = parse([_body(document, page) for document, page in zip(documents, cleaned, strict=True)], settings.model)
    done = iter(zip(documents, cleaned, parsed, strict=True))
    return [entry if isinstance(entry, Rows) else _rows(*next(done)) for entry in opened]


def _open(item: Item, settings: Settings) -> Document:
    text, encoding = decode(item.content, item.media_type, item.encoding)
    if len(text) > settings.max_chars:
        raise UnreadableError("too_long", f"{len(text)} characters, the limit is {settings.max_chars}; split the file")
    html = text if item.media_type == "text/html" else None
    rendered, blocks = render(text) if html is not None else (text, None)
    return Document(
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


def _rejected(item: Item, error: UnreadableError) -> Rows:
    rows = Rows()
    rows.add("rejects", reject("documents", None, error.check, str(error), {"external_id": item.external_id}))
    return rows


def _body(document: Document, page: CleanDocument) -> tuple[str, list[tuple[int, Span]]]:
    if page.imprint.language not in LANGUAGES:
        return document.text, []
    return document.text, [(segment.number, segment.span) for segment in page.segments if segment.is_body]


def _rows(document: Document, page: CleanDocument, parsed: Parsed) -> Rows:
    rows = Rows()
    published = publication.infer(parsed, page.imprint.published_on)
    phrases = dates.find(parsed, published)
    cast = mentions.find(parsed)
    reading = Reading(parsed, published, phrases, cast)
    said = statements.find(reading)
    counted = figures.find(reading, said)
    done = events.find(reading, said, counted)
    _add_text(rows, document, page, parsed, published)
    _add_cast(rows, document, parsed, cast)
    ids = _Ids(document, parsed, cast, said, done)
    rows.tables["statements"] = [ids.statement(statement) for statement in said]
    rows.tables["figures"] = [ids.figure(figure) for figure in counted]
    rows.tables["events"] = [ids.event(event) for event in done]
    return rows


def _add_text(rows: Rows, document: Document, page: CleanDocument, parsed: Parsed, published: Publication) -> None:
    imprint, own = page.imprint, document.document_id
    rows.add(
        "documents",
        {
            "document_id": own,
            "external_id": document.external_id,
            "source_path": document.source_path,
            "source_sha256": document.source_sha256,
            "source_bytes": document.source_bytes,
            "media_type": document.media_type,
            "encoding": document.encoding,
            "url": imprint.url,
            "publisher": imprint.publisher,
            "title": imprint.title,
            "byline": imprint.byline,
            "published_on": published.on,
            "published_earliest": published.earliest,
            "published_latest": published.latest,
            "duplicate_of": None,
            "language": imprint.language,
            "licence": imprint.licence,
            "redistribution": imprint.redistribution,
            "char_count": len(document.text),
            "body_char_count": sum(s.span.end - s.span.start for s in page.segments if s.is_body),
            "segment_count": len(page.segments),
        },
    )
    for segment in page.segments:
        rows.add(
            "segments",
            {
                "segment_id": identifier("seg", own, segment.number),
                "document_id": own,
                "segment_no": segment.number,
                "char_start": segment.span.start,
                "char_end": segment.span.end,
                "label": segment.label,
                "is_body": segment.is_body,
                "score": segment.score,
                "reason": segment.reason,
                "text": segment.span.of(document.text),
            },
        )
    for sentence in parsed.sentences:
        rows.add(
            "sentences",
            {
                "sentence_id": identifier("sen", own, *sentence.span),
                "document_id": own,
                "segment_id": identifier("seg", own, sentence.segment),
                "sentence_no": sentence.number,
                "char_start": sentence.span.start,
                "char_end": sentence.span.end,
                "text": sentence.span.of(document.text),
            },
        )


def _add_cast(rows: Rows, document: Document, parsed: Parsed, cast: Cast) -> None:
    own = document.document_id
    for actor in cast.actors.values():
        rows.add(
            "actors",
            {
                "entity_id": identifier("ent", own, actor.key),
                "document_id": own,
                "name": actor.name,
                "entity_type": actor.entity_type,
                "country": actor.country,
                "wikidata_id": actor.wikidata_id,
                "geonames_id": actor.geonames_id,
                "latitude": actor.latitude,
                "longitude": actor.longitude,
                "aliases": list(actor.aliases),
                "role": actor.role,
            },
        )
    for mention in cast.mentions:
        rows.add(
            "mentions",
            {
                "mention_id": identifier("men", own, *mention.span),
                "document_id": own,
                "sentence_id": identifier("sen", own, *parsed.sentence_of(mention.first).span),
                "entity_id": identifier("ent", own, mention.key),
                "char_start": mention.span.start,
                "char_end": mention.span.end,
                "text": mention.span.of(document.text),
            },
        )


class _Ids:
    """Turns the records of one document into rows: spans to texts, keys to ids, containment to references."""

    def __init__(
        self,
        document: Document,
        parsed: Parsed,
        cast: Cast,
        said: Sequence[Statement],
        done: Sequence[Event],
    ) -> None:
        self.own, self.text, self.parsed = document.document_id, document.text, parsed
        self.said, self.done = said, done

    def entity(self, key: str | None) -> str | None:
        return identifier("ent", self.own, key) if key is not None else None

    def words(self, span: Span | None) -> str | None:
        return span.of(self.text) if span else None

    def sentence(self, offset: int) -> str:
        return identifier("sen", self.own, *self.parsed.sentence_of(self.parsed.token_at(offset)).span)

    def statement_id(self, statement: Statement) -> str:
        return identifier("sta", self.own, *statement.content, *(statement.cue or (None, None)))

    def event_id(self, event: Event) -> str:
        return identifier("eve", self.own, *event.trigger, event.event_type, event.actor_key, event.recipient_key)

    def around(self, span: Span) -> str | None:
        """The innermost statement whose content holds a span: of several, the shortest."""
        holding = [s for s in self.said if s.content.contains(span)]
        innermost = min(holding, key=lambda s: s.content.end - s.content.start, default=None)
        return self.statement_id(innermost) if innermost else None

    def statement(self, statement: Statement) -> Row:
        speaker, cue = statement.speaker, statement.cue
        return {
            "statement_id": self.statement_id(statement),
            "document_id": self.own,
            "sentence_id": self.sentence(statement.content.start),
            "speaker_entity_id": self.entity(statement.speaker_key),
            "speaker_text": self.words(speaker),
            "cue_text": self.words(cue),
            "char_start": statement.content.start,
            "char_end": statement.content.end,
            "text": self.words(statement.content),
            "speaker_start": speaker.start if speaker else None,
            "speaker_end": speaker.end if speaker else None,
            "cue_start": cue.start if cue else None,
            "cue_end": cue.end if cue else None,
            "kind": statement.kind,
            "stated_on": statement.stated_on.start
            if statement.stated_on and statement.stated_on.precision == "day"
            else None,
        }

    def figure(self, figure: Figure) -> Row:
        governing = next((event for event in self.done if figure.span in event.figures), None)
        return {
            "figure_id": identifier("fig", self.own, *figure.span, figure.value, figure.value_low, figure.measure),
            "document_id": self.own,
            "sentence_id": self.sentence(figure.span.start),
            "char_start": figure.span.start,
            "char_end": figure.span.end,
            "text": self.words(figure.span),
            "value": figure.value,
            "value_low": figure.value_low,
            "value_high": figure.value_high,
            "qualifier": figure.qualifier,
            "unit": figure.unit,
            "unit_text": figure.unit_text,
            "concept": figure.concept,
            "concept_lemma": figure.concept_lemma,
            "measure": figure.measure,
            "direction": figure.direction,
            "relates_to": figure.relates_to,
            "location_entity_id": self.entity(figure.location_key),
            "as_of_start": figure.as_of.start if figure.as_of else None,
            "as_of_end": figure.as_of.end if figure.as_of else None,
            "statement_id": self.around(figure.span),
            "event_id": self.event_id(governing) if governing else None,
        }

    def event(self, event: Event) -> Row:
        when = event.when
        return {
            "event_id": self.event_id(event),
            "document_id": self.own,
            "sentence_id": self.sentence(event.trigger.start),
            "char_start": event.trigger.start,
            "char_end": event.trigger.end,
            "text": self.words(event.trigger),
            "event_type": event.event_type,
            "event_mode": event.event_mode,
            "actor_entity_id": self.entity(event.actor_key),
            "actor_text": self.words(event.actor),
            "recipient_entity_id": self.entity(event.recipient_key),
            "recipient_text": self.words(event.recipient),
            "location_entity_id": self.entity(event.location_key),
            "location_text": self.words(event.location),
            "date_start": when.start if when else None,
            "date_end": when.end if when else None,
            "date_precision": when.precision if when else "unknown",
            "date_text": self.words(event.when_text),
            "status": event.status,
            "statement_id": self.around(event.trigger),
            "cluster_id": None,
        }
