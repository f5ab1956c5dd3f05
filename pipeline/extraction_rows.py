"""Statements, figures and events as rows of the tables: spans to texts, keys to ids, containment to references."""

from collections.abc import Sequence

from pipeline.base.ids import make_identifier
from pipeline.base.text_span import Span
from pipeline.document_rows import Row, TableRows, identify_sentences
from pipeline.extract.attribution.silent_speakers import find_innermost_statement
from pipeline.extract.event_confidence.confidence_model import choose_tier
from pipeline.extract.records import Event, Figure, Statement
from pipeline.intake.source_document import Document
from pipeline.language.parsed_document import ParsedDocument
from pipeline.row_identifiers import RowIdentifiers
from pipeline.statement_index import StatementIndex


def add_extraction_rows(
    rows: TableRows,
    document: Document,
    parsed: ParsedDocument,
    statements: Sequence[Statement],
    figures: Sequence[Figure],
    events: Sequence[Event],
) -> None:
    """Statements, figures and events; figures and events refer to the innermost statement that holds them."""
    builder = _RowBuilder(document, parsed, statements, figures, events)
    rows.tables["statements"] = [builder.make_statement_row(statement) for statement in statements]
    rows.tables["figures"] = [builder.make_figure_row(figure) for figure in figures]
    rows.tables["events"] = [builder.make_event_row(event) for event in events]


def _order_event(event: Event) -> tuple[Span, Span, Span, str, str]:
    """Events of one trigger stand in the order of their parties."""
    places = (event.actor or Span(-1, -1), event.recipient or Span(-1, -1))
    return (event.trigger, *places, event.actor_key or "", event.recipient_key or "")


class _RowBuilder:
    """Turns the records of one document into rows: spans to texts, keys to ids, containment to references."""

    def __init__(
        self,
        document: Document,
        parsed: ParsedDocument,
        statements: Sequence[Statement],
        figures: Sequence[Figure],
        events: Sequence[Event],
    ) -> None:
        self.document_id, self.text, self.parsed = document.document_id, document.text, parsed
        self.statements, self.figures, self.events = statements, figures, events
        self.statement_index = StatementIndex(statements)
        self.figures_by_span = {figure.span: figure for figure in figures}
        self.governing: dict[Span, Event] = {}  # the first event that counts a figure
        for event in events:
            for figure in event.figures:
                self.governing.setdefault(figure, event)
        self.sentence_ids = identify_sentences(document, parsed)
        self.row_ids = self._identify_rows()

    def _identify_rows(self) -> dict[int, str]:
        """The identifier of each record, by its number as an object; records are asked for in the text's order."""
        identifiers, found = RowIdentifiers(self.document_id, self.text), {}
        for statement in sorted(self.statements, key=lambda each: each.content):
            sentence_id = self.make_sentence_id(statement.content.start)
            found[id(statement)] = identifiers.identify("sta", sentence_id, self.slice_text(statement.cue))
        for figure in sorted(self.figures, key=lambda each: each.span):
            sentence_id = self.make_sentence_id(figure.span.start)
            found[id(figure)] = identifiers.identify("fig", sentence_id, figure.measure, figure.concept_lemma)
        for event in sorted(self.events, key=_order_event):
            sentence_id = self.make_sentence_id(event.trigger.start)
            trigger = self.slice_text(event.trigger)
            found[id(event)] = identifiers.identify("eve", sentence_id, event.event_type, trigger)
        return found

    def make_entity_id(self, key: str | None) -> str | None:
        return make_identifier("ent", self.document_id, key) if key is not None else None

    def slice_text(self, span: Span | None) -> str | None:
        return span.slice_text(self.text) if span else None

    def make_sentence_id(self, offset: int) -> str:
        return self.sentence_ids[self.parsed.find_sentence(self.parsed.find_token(offset)).span]

    def find_figure_id(self, span: Span | None) -> str | None:
        """The figure of a span."""
        found = self.figures_by_span.get(span) if span is not None else None
        return self.row_ids[id(found)] if found is not None else None

    def find_statement_id(self, span: Span) -> str | None:
        """The id of the innermost statement whose content holds a span and whose speaker tells it."""
        innermost = find_innermost_statement(self.parsed, self.statement_index.list_near(span), span)
        return self.row_ids[id(innermost)] if innermost else None

    def make_statement_row(self, statement: Statement) -> Row:
        speaker, cue = statement.speaker, statement.cue
        return {
            "statement_id": self.row_ids[id(statement)],
            "document_id": self.document_id,
            "sentence_id": self.make_sentence_id(statement.content.start),
            "speaker_entity_id": self.make_entity_id(statement.speaker_key),
            "speaker_text": self.slice_text(speaker),
            "cue_text": self.slice_text(cue),
            "char_start": statement.content.start,
            "char_end": statement.content.end,
            "text": self.slice_text(statement.content),
            "speaker_start": speaker.start if speaker else None,
            "speaker_end": speaker.end if speaker else None,
            "cue_start": cue.start if cue else None,
            "cue_end": cue.end if cue else None,
            "kind": statement.kind,
            "stated_on": statement.stated_on.start
            if statement.stated_on and statement.stated_on.precision == "day"
            else None,
            "rule": statement.rule,
        }

    def make_figure_row(self, figure: Figure) -> Row:
        # A running total is of no one event.
        governing = self.governing.get(figure.span) if figure.scope != "total" else None
        # Where its own words tell no place, a count holds where the act is done that it counts.
        place = figure.location_key or (governing.location_key if governing else None)
        return {
            "figure_id": self.row_ids[id(figure)],
            "document_id": self.document_id,
            "sentence_id": self.make_sentence_id(figure.span.start),
            "char_start": figure.span.start,
            "char_end": figure.span.end,
            "text": self.slice_text(figure.span),
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
            "location_entity_id": self.make_entity_id(place),
            "as_of_start": figure.as_of.start if figure.as_of else None,
            "as_of_end": figure.as_of.end if figure.as_of else None,
            "statement_id": self.row_ids[id(figure.statement)] if figure.statement else None,
            "event_id": self.row_ids[id(governing)] if governing else None,
            "rule": figure.rule,
            "status": figure.status,
            "scope": figure.scope,
            "part_of": self.find_figure_id(figure.total),
            "previous_value": figure.previous_value,
            "as_of_basis": figure.as_of_basis,
            "location_basis": figure.location_basis or ("clause" if place else None),
        }

    def make_event_row(self, event: Event) -> Row:
        when = event.date_interval
        return {
            "event_id": self.row_ids[id(event)],
            "document_id": self.document_id,
            "sentence_id": self.make_sentence_id(event.trigger.start),
            "char_start": event.trigger.start,
            "char_end": event.trigger.end,
            "text": self.slice_text(event.trigger),
            "event_type": event.event_type,
            "event_mode": event.event_mode,
            "actor_entity_id": self.make_entity_id(event.actor_key),
            "actor_text": self.slice_text(event.actor),
            "recipient_entity_id": self.make_entity_id(event.recipient_key),
            "recipient_text": self.slice_text(event.recipient),
            "location_entity_id": self.make_entity_id(event.location_key),
            "location_text": self.slice_text(event.location),
            "theme_text": self.slice_text(event.theme),
            "date_start": when.start if when else None,
            "date_end": when.end if when else None,
            "date_precision": when.precision if when else "unknown",
            "date_text": self.slice_text(event.date_text),
            "status": event.status,
            "statement_id": self.find_statement_id(event.trigger),
            "cluster_id": make_identifier("clu", self.row_ids[id(event)]),
            "rule": event.rule,
            "location_basis": event.location_basis,
            "date_basis": event.date_basis,
            "killed_low": event.killed.low,
            "killed_best": event.killed.best,
            "killed_high": event.killed.high,
            "wounded_low": event.wounded.low,
            "wounded_best": event.wounded.best,
            "wounded_high": event.wounded.high,
            "confidence": event.confidence,
            "tier": choose_tier(event.confidence),
        }
