"""Tables across documents: one quantity as a series, one event once."""

import pandera.polars as pa
import polars as pl

from schemas.column_types import (
    Table,
    check_order,
    define_confidence,
    define_count,
    define_day,
    define_key,
    define_number,
    define_reference,
    define_string,
    define_strings,
    define_term,
    derive_from,
)
from schemas.table_info import describe_table


class FigureSeries(Table):
    """The same quantity as different documents give it."""

    class Config(Table.Config):
        """How the table comes about."""

        metadata = describe_table(
            sort=("measure", "series_id"),
            package="pipeline.reconcile",
            method="Figures of one quantity in several documents are put together, and how they agree is told.",
            made_from=("figures", "documents", "entities", "events", "timeline"),
        )

    series_id: str = define_key("ser", "Identifier; see the codebook for what changes it.")
    measure: str = derive_from(define_term("measure", "What kind of thing is counted or measured."), "figures.measure")
    concept: str = derive_from(
        define_string("What is counted or measured.", policy="derived", nullable=True), "figures.concept"
    )
    location_entity_id: str = derive_from(
        define_reference("entities", "ent", "Where.", nullable=True), "figures.location_entity_id", "entities.entity_id"
    )
    as_of_start: pl.Date = derive_from(
        define_day("First day for which a figure of the series holds."), "figures.as_of_start", "documents.published_on"
    )
    as_of_end: pl.Date = derive_from(
        define_day("Last day for which a figure of the series holds."), "figures.as_of_end", "documents.published_on"
    )
    value_low: float = derive_from(define_number("Least value given."), "figures.value", "figures.value_low")
    value_high: float = derive_from(define_number("Greatest value given."), "figures.value", "figures.value_high")
    figure_count: int = define_count("Figures in the series.")
    document_count: int = define_count("Documents that give them.")
    publisher_count: int = derive_from(
        define_count("Independent publishers among them; copies of one text count once; 1 where unconfirmed."),
        "documents.publisher",
        "documents.duplicate_of",
    )
    agreement: str = define_term("series_agreement", "How the figures stand to each other.")
    figure_ids: pl.List = derive_from(
        define_strings("The figures, by as-of day.", references="figures"), "figures.figure_id"
    )

    @pa.dataframe_check
    @classmethod
    def dates_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The first day is no later than the last."""
        return check_order(data, "as_of_start", "as_of_end")


class Timeline(Table):
    """The same event as different documents, and different sentences, tell it."""

    class Config(Table.Config):
        """How the table comes about."""

        metadata = describe_table(
            sort=("date_start", "cluster_id"),
            package="pipeline.reconcile",
            method=(
                "Mentions of one event in several sentences or documents are put together, and how they agree is told."
            ),
            made_from=("events", "documents", "entities", "sentences", "statements", "figures"),
        )

    cluster_id: str = define_key("clu", "Identifier, made of what the documents of the first day tell of it.")
    event_type: str = define_term("event_type", "What kind of act.")
    event_mode: str = define_term("event_mode", "How it was done.", nullable=True)
    actor_entity_id: str = derive_from(
        define_reference("entities", "ent", "Who did it.", nullable=True), "entity_links.entity_id"
    )
    recipient_entity_id: str = derive_from(
        define_reference("entities", "ent", "To whom.", nullable=True), "entity_links.entity_id"
    )
    location_entity_id: str = derive_from(
        define_reference("entities", "ent", "Where.", nullable=True), "entity_links.entity_id"
    )
    date_start: pl.Date = define_day("First day on which it can have happened.")
    date_end: pl.Date = define_day("Last day on which it can have happened.")
    date_precision: str = define_term("date_precision", "How exactly the day is known.")
    status: str = define_term(
        "status", "What the surest mention says: asserted before denied, planned and hypothetical."
    )
    summary: str = derive_from(
        define_string(
            "The sentence of the clearest mention, with names, place and day that it leaves out; else of its fields.",
            policy="derived",
        ),
        "entities.name",
        "sentences.text",
    )
    summary_event_id: str = define_reference("events", "eve", "The mention that the summary is taken from.")
    told_by: str = define_term("told_by", "Whether an article tells it, or only speakers in what they say.")
    speaker_entity_ids: pl.List = define_strings("Who says it in statements, where resolved.", references="entities")
    killed_low: float = define_number("Least number of killed that a source gives.", ge=0)
    killed_best: float = define_number("Killed as most sources give on the last day on which any does.", ge=0)
    killed_high: float = define_number("Greatest number of killed that a source gives.", ge=0)
    wounded_low: float = define_number("Least number of wounded that a source gives.", ge=0)
    wounded_best: float = define_number("Wounded as most sources give on the last day on which any does.", ge=0)
    wounded_high: float = define_number("Greatest number of wounded that a source gives.", ge=0)
    event_count: int = define_count("Mentions of the event.")
    document_count: int = define_count("Documents that tell it.")
    publisher_count: int = derive_from(
        define_count(
            "Independent publishers among them; those of one text, sentence or speaker count once; 1 where unconfirmed."
        ),
        "documents.publisher",
        "documents.duplicate_of",
    )
    confidence: float = define_confidence("Chance that all its mentions are of one event; 1 for a single mention.")
    agreement: str = define_term("event_agreement", "How the mentions stand to each other.")
    conflicts: str = define_string(
        "What the mentions contradict each other in, each side with its documents; JSON.", nullable=True
    )
    event_ids: pl.List = define_strings("The mentions.", references="events")
    related_cluster_ids: pl.List = define_strings(
        "Other rows of the story that may be of the same event, but not surely.", references="timeline"
    )

    @pa.dataframe_check
    @classmethod
    def dates_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The first day is no later than the last."""
        return check_order(data, "date_start", "date_end")
