"""Tables of what is claimed: statements, figures and events, each with its sentence and its characters."""

import pandera.polars as pa
import polars as pl

from schemas.column_types import (
    WITHHELD,
    SpanTable,
    Table,
    check_order,
    define_confidence,
    define_count,
    define_day,
    define_key,
    define_number,
    define_offset,
    define_phrase,
    define_quotation,
    define_reference,
    define_rule,
    define_string,
    define_term,
    derive_from,
)
from schemas.table_info import describe_table


class Statements(SpanTable):
    """Who said what: one row for each stretch of content with one speaker."""

    class Config(Table.Config):
        """How the table comes about."""

        metadata = describe_table(
            sort=("document_id", "char_start", "char_end", "statement_id"),
            package="pipeline.extract",
            method="Cues of speech, quotation marks and the parse tell content and speaker.",
            made_from=("sentences", "mentions"),
            is_per_document=True,
            rows_per_document=(0, 2000),
        )

    statement_id: str = define_key(
        "sta", "Identifier, made of the document, the sentence without its numbers, and the cue."
    )
    document_id: str = define_reference("documents", "doc", "The document.")
    sentence_id: str = define_reference("sentences", "sen", "The sentence in which the content begins.")
    speaker_entity_id: str = derive_from(
        define_reference("entities", "ent", "Who said it, where resolved.", nullable=True), "entity_links.entity_id"
    )
    speaker_text: str = define_quotation("The speaker as named beside the cue.", span=("speaker_start", "speaker_end"))
    cue_text: str = define_quotation("The words that tell the speech, such as `said`.", span=("cue_start", "cue_end"))
    char_start: int = define_offset("First code point of the content.")
    char_end: int = define_offset("Code point after the last.")
    text: str = define_quotation("The content said, without the outer quotation marks.")
    speaker_start: int = define_offset("First code point of the speaker.", nullable=True)
    speaker_end: int = define_offset("Code point after the speaker.", nullable=True)
    cue_start: int = define_offset("First code point of the cue.", nullable=True)
    cue_end: int = define_offset("Code point after the cue.", nullable=True)
    kind: str = define_term("kind", "In the speaker's words, the reporter's, or both.")
    stated_on: pl.Date = define_day("Day on which it was said, where the sentence tells.")
    rule: str = define_rule("What decided, such as `cue_verbs/say` (entry of the cue) or `cue_phrases/according_to`.")


class Figures(SpanTable):
    """Every number that a text states as a quantity, read as its author meant it."""

    class Config(Table.Config):
        """How the table comes about."""

        metadata = describe_table(
            sort=("document_id", "char_start", "char_end", "figure_id"),
            package="pipeline.extract",
            method="Number words and digits are read with their qualifier and unit; the parse tells what they count.",
            made_from=("sentences", "mentions", "statements", "events"),
            is_per_document=True,
            rows_per_document=(0, 2000),
        )

    figure_id: str = define_key(
        "fig",
        "Identifier, made of the document, the sentence without its numbers, `measure` and `concept_lemma`.",
    )
    document_id: str = define_reference("documents", "doc", "The document.")
    sentence_id: str = define_reference("sentences", "sen", "The sentence.")
    char_start: int = define_offset("First code point of the expression.")
    char_end: int = define_offset("Code point after the last.")
    text: str = define_quotation("The whole expression: qualifier, number, unit.", within="sentences")
    value: float = define_number("The stated number; null for `range` and `vague`.")
    value_low: float = define_number("Least value that the expression can mean.")
    value_high: float = define_number("Greatest value that the expression can mean.")
    qualifier: str = define_term("qualifier", "How exactly the number is meant.")
    unit: str = define_string(
        f"ISO 4217 code, `percent`, a unit's English name, or the counted noun's lemma. {WITHHELD}, if a noun.",
        policy="lemma",
        nullable=True,
    )
    unit_text: str = define_phrase("The unit's words in the text.")
    concept: str = define_phrase("What is counted or measured: head and modifiers as in the text.")
    concept_lemma: str = define_string(f"The same, lemmatised. {WITHHELD}.", policy="lemma", nullable=True)
    measure: str = define_term("measure", "What kind of thing it counts or measures.")
    direction: str = define_term("direction", "Which way it changed, where the text tells a change.", nullable=True)
    relates_to: str = define_phrase("Further noun phrases that the clause ties it to, joined by `; `.")
    location_entity_id: str = derive_from(
        define_reference("entities", "ent", "Where it holds, where the text says.", nullable=True),
        "entity_links.entity_id",
    )
    as_of_start: pl.Date = define_day("First day for which it holds.")
    as_of_end: pl.Date = define_day("Last day for which it holds.")
    statement_id: str = define_reference(
        "statements", "sta", "The statement inside whose content it stands.", nullable=True
    )
    event_id: str = define_reference("events", "eve", "The event that governs it.", nullable=True)
    rule: str = define_rule(
        "What decided the measure, such as `outcomes/kill` (what befell the counted), `measures/killed` (nouns beside "
        "it), `units/metre`, `currencies/USD`, or "
        "`number/digits` (a number with none of these)."
    )
    status: str = define_term("status", "Whether the number is stated as true.")
    scope: str = define_term(
        "scope", "Whether a count of what befell people is that of one event or a running total.", nullable=True
    )
    part_of: str = define_reference("figures", "fig", "The figure of the total that contains it.", nullable=True)
    previous_value: float = define_number("The earlier value that the text tells it to have changed from.")
    as_of_basis: str = define_term("basis", "Where the days come from.", nullable=True)
    location_basis: str = define_term("basis", "Where the place comes from.", nullable=True)

    @pa.dataframe_check
    @classmethod
    def bounds_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The least value is no more than the greatest."""
        return check_order(data, "value_low", "value_high")

    @pa.dataframe_check
    @classmethod
    def as_of_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The first day is no later than the last."""
        return check_order(data, "as_of_start", "as_of_end")


class Events(SpanTable):
    """Who did what to whom, where, when, and whether it happened: one row for each mention of an event."""

    class Config(Table.Config):
        """How the table comes about."""

        metadata = describe_table(
            sort=("document_id", "char_start", "char_end", "event_id"),
            package="pipeline.extract",
            method=(
                "Verbs and nouns of the lexicons are read with their actor, recipient, place, day and standing in "
                "the clause."
            ),
            made_from=("sentences", "mentions", "statements"),
            is_per_document=True,
            rows_per_document=(0, 2000),
        )

    event_id: str = define_key(
        "eve",
        "Identifier, made of the document, the sentence without its numbers, the type and the trigger.",
    )
    document_id: str = define_reference("documents", "doc", "The document.")
    sentence_id: str = define_reference("sentences", "sen", "The sentence.")
    char_start: int = define_offset("First code point of the trigger.")
    char_end: int = define_offset("Code point after the last.")
    text: str = define_quotation("The trigger: the verb or noun that reports the event.", within="sentences")
    event_type: str = define_term("event_type", "What kind of act.")
    event_mode: str = define_term("event_mode", "How it was done.", nullable=True)
    actor_entity_id: str = derive_from(
        define_reference("entities", "ent", "Who did it, where resolved.", nullable=True), "entity_links.entity_id"
    )
    actor_text: str = define_phrase("The actor's words.")
    recipient_entity_id: str = derive_from(
        define_reference("entities", "ent", "To whom, where resolved.", nullable=True), "entity_links.entity_id"
    )
    recipient_text: str = define_phrase("The recipient's words.")
    location_entity_id: str = derive_from(
        define_reference("entities", "ent", "Where, where resolved.", nullable=True), "entity_links.entity_id"
    )
    location_text: str = define_phrase("The place's words.")
    theme_text: str = define_phrase("What it is about where that is no party: what is asked, the post, the thing.")
    date_start: pl.Date = define_day("First day on which it can have happened.")
    date_end: pl.Date = define_day("Last day on which it can have happened.")
    date_precision: str = define_term("date_precision", "How exactly the day is known.")
    date_text: str = define_phrase("The words that date it.")
    status: str = define_term("status", "Whether it is told as having happened.")
    statement_id: str = define_reference(
        "statements", "sta", "The statement inside whose content it stands.", nullable=True
    )
    cluster_id: str = define_reference(
        "timeline",
        "clu",
        "The event that this row tells: a row of the timeline. A candidate has an event of its own, which has no row.",
        is_foreign_key=False,
    )
    rule: str = define_rule(
        "What decided: the type that the trigger reports by itself and the sense of the trigger, such as "
        "`assault/kill`."
    )
    location_basis: str = define_term("basis", "Where the place comes from.", nullable=True)
    date_basis: str = define_term("basis", "Where the days come from.", nullable=True)
    killed_low: int = define_count("Least number of people killed that its own figures can mean.", nullable=True)
    killed_best: int = define_count("Number of people killed as its own figures state it.", nullable=True)
    killed_high: int = define_count("Greatest number of people killed that its own figures can mean.", nullable=True)
    wounded_low: int = define_count("Least number of people wounded that its own figures can mean.", nullable=True)
    wounded_best: int = define_count("Number of people wounded as its own figures state it.", nullable=True)
    wounded_high: int = define_count("Greatest number of people wounded that its own figures can mean.", nullable=True)
    confidence: float = define_confidence(
        "The chance that type, actor, recipient and status are right, by a model that was taught on rows that a "
        "language model judged; see the codebook for its reliability. It is raised where other texts tell the event."
    )
    tier: str = define_term("tier", "Whether the confidence passes the line of this release.")

    @pa.dataframe_check
    @classmethod
    def dates_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The first day is no later than the last."""
        return check_order(data, "date_start", "date_end")
