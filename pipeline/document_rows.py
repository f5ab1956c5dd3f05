"""A document, its segments, sentences, entities and mentions as rows of the tables."""

from dataclasses import dataclass, field
from typing import Any

from pipeline.base.ids import make_identifier
from pipeline.base.text_span import Span
from pipeline.clean.body_signature import compute_signature
from pipeline.clean.labelled_document import CleanDocument
from pipeline.extract.records import MENTION_KINDS, EntityIndex, PublicationDate
from pipeline.intake.source_document import Document
from pipeline.language.parsed_document import ParsedDocument
from pipeline.row_identifiers import RowIdentifiers

Row = dict[str, Any]


@dataclass
class TableRows:
    """Rows by table, as the schemas have them, with actors as the document alone knows them (`actors`)."""

    tables: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, table: str, row: Row) -> None:
        """Put a row under its table."""
        self.tables.setdefault(table, []).append(row)


def add_document_rows(
    rows: TableRows,
    document: Document,
    page: CleanDocument,
    parsed: ParsedDocument,
    published: PublicationDate,
    topic: str | None,
) -> None:
    """Add the document, with its topic where that is known, its segments and sentences."""
    metadata, document_id = page.metadata, document.document_id
    rows.add(
        "documents",
        {
            "document_id": document_id,
            "external_id": document.external_id,
            "source_path": document.source_path,
            "source_sha256": document.source_sha256,
            "source_bytes": document.source_bytes,
            "media_type": document.media_type,
            "encoding": document.encoding,
            "url": metadata.url,
            "publisher": metadata.publisher,
            "title": metadata.title,
            "byline": metadata.byline,
            "published_on": published.day,
            "published_reason": metadata.published_reason if published.day is not None else None,
            "modified_on": metadata.modified_on,
            "published_earliest": published.earliest,
            "published_latest": published.latest,
            "duplicate_of": None,
            "language": metadata.language,
            "topic": topic,
            "licence": metadata.licence,
            "redistribution": metadata.redistribution,
            "char_count": len(document.text),
            "body_char_count": sum(s.span.end - s.span.start for s in page.segments if s.is_body),
            "segment_count": len(page.segments),
        },
    )
    signature = compute_signature(
        segment.span.slice_text(document.text) for segment in page.segments if segment.is_body
    )
    if signature:
        rows.add(
            "signatures",
            {
                "document_id": document_id,
                "shingle_count": signature.shingle_count,
                "signature": list(signature.values),
            },
        )
    identifiers = RowIdentifiers(document_id, document.text)
    segment_ids = [identifiers.identify_texts("seg", [segment.span])[segment.span] for segment in page.segments]
    sentence_ids = identify_sentences(document, parsed)
    for segment, segment_id in zip(page.segments, segment_ids, strict=True):
        rows.add(
            "segments",
            {
                "segment_id": segment_id,
                "document_id": document_id,
                "segment_no": segment.number,
                "char_start": segment.span.start,
                "char_end": segment.span.end,
                "label": segment.label,
                "is_body": segment.is_body,
                "score": segment.score,
                "reason": segment.reason,
                "text": segment.span.slice_text(document.text),
            },
        )
    for sentence in parsed.sentences:
        rows.add(
            "sentences",
            {
                "sentence_id": sentence_ids[sentence.span],
                "document_id": document_id,
                "segment_id": segment_ids[sentence.segment],
                "sentence_no": sentence.number,
                "char_start": sentence.span.start,
                "char_end": sentence.span.end,
                "text": sentence.span.slice_text(document.text),
            },
        )


def identify_sentences(document: Document, parsed: ParsedDocument) -> dict[Span, str]:
    """The identifiers of a document's sentences, by span."""
    identifiers = RowIdentifiers(document.document_id, document.text)
    return identifiers.identify_texts("sen", (sentence.span for sentence in parsed.sentences))


def add_entity_rows(rows: TableRows, document: Document, parsed: ParsedDocument, entity_index: EntityIndex) -> None:
    """Add the actors as the document knows them, and their mentions: names, descriptions and pronouns."""
    document_id = document.document_id
    for actor in entity_index.entities.values():
        rows.add(
            "actors",
            {
                "entity_id": make_identifier("ent", document_id, actor.key),
                "document_id": document_id,
                "name": actor.name,
                "entity_type": actor.entity_type,
                "country": actor.country,
                "wikidata_id": actor.wikidata_id,
                "geonames_id": actor.geonames_id,
                "latitude": actor.latitude,
                "longitude": actor.longitude,
                "aliases": list(actor.aliases),
                "place_precision": actor.place_precision,
                "admin1": actor.admin1,
                "admin2": actor.admin2,
                "link_score": actor.link_score,
                "link_candidates": list(actor.link_candidates),
                "role": actor.role,
            },
        )
    sentence_ids = identify_sentences(document, parsed)
    identifiers = RowIdentifiers(document_id, document.text)
    for mention in sorted(entity_index.list_published_mentions(), key=lambda mention: mention.span):
        sentence_id = sentence_ids[parsed.find_sentence(mention.first).span]
        rows.add(
            "mentions",
            {
                "mention_id": identifiers.identify("men", sentence_id, mention.span.slice_text(document.text)),
                "document_id": document_id,
                "sentence_id": sentence_id,
                "entity_id": make_identifier("ent", document_id, mention.entity_key),
                "char_start": mention.span.start,
                "char_end": mention.span.end,
                "text": mention.span.slice_text(document.text),
                "mention_kind": MENTION_KINDS[mention.form],
                "rule": mention.rule,
            },
        )
