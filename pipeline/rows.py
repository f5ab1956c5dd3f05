"""The records of one document as rows of the tables: spans to texts, keys to ids, containment to references."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.base.ids import identifier
from pipeline.base.span import Span
from pipeline.clean.labelled import CleanDocument
from pipeline.clean.signature import sign
from pipeline.extract.records import Cast, Event, Figure, Publication, Statement
from pipeline.intake.document import Document
from pipeline.language.parsed import Parsed

Row = dict[str, Any]


@dataclass
class Rows:
    """Rows by table, as the schemas have them, with actors as the document alone knows them (`actors`)."""

    tables: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, table: str, row: Row) -> None:
        """Put a row under its table."""
        self.tables.setdefault(table, []).append(row)


def add_text(rows: Rows, document: Document, page: CleanDocument, parsed: Parsed, published: Publication) -> None:
    """The document, its segments and sentences."""
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
    signature = sign(segment.span.of(document.text) for segment in page.segments if segment.is_body)
    if signature:
        rows.add(
            "signatures",
            {
                "document_id": own,
                "shingle_count": signature.shingle_count,
                "signature": list(signature.values),
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


def add_cast(rows: Rows, document: Document, parsed: Parsed, cast: Cast) -> None:
    """The actors as the document knows them, and their mentions."""
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


def add_claims(
    rows: Rows,
    document: Document,
    parsed: Parsed,
    said: Sequence[Statement],
    counted: Sequence[Figure],
    done: Sequence[Event],
) -> None:
    """Statements, figures and events; figures and events refer to the innermost statement that holds them."""
    claims = _Claims(document, parsed, said, done)
    rows.tables["statements"] = [claims.statement(statement) for statement in said]
    rows.tables["figures"] = [claims.figure(figure) for figure in counted]
    rows.tables["events"] = [claims.event(event) for event in done]


class _Claims:
    """Turns the records of one document into rows: spans to texts, keys to ids, containment to references."""

    def __init__(self, document: Document, parsed: Parsed, said: Sequence[Statement], done: Sequence[Event]) -> None:
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
        # Where its own words tell no place, a count holds where the act is done that it counts.
        place = figure.location_key or (governing.location_key if governing else None)
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
            "location_entity_id": self.entity(place),
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
            "theme_text": self.words(event.theme),
            "date_start": when.start if when else None,
            "date_end": when.end if when else None,
            "date_precision": when.precision if when else "unknown",
            "date_text": self.words(event.when_text),
            "status": event.status,
            "statement_id": self.around(event.trigger),
            "cluster_id": None,
        }
