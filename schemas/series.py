"""Tables across documents: one quantity as a series, one event once."""

import pandera.polars as pa
import polars as pl

from schemas.columns import (
    Table,
    count,
    day,
    key,
    number,
    ordered_pair,
    reference,
    string,
    strings,
    term,
)


class FigureSeries(Table):
    """The same quantity as different documents give it."""

    series_id: str = key("ser", "Identifier; see the codebook for what changes it.")
    measure: str = term("measure", "What kind of thing is counted or measured.")
    concept: str = string("What is counted or measured.", nullable=True)
    location_entity_id: str = reference("entities", "ent", "Where.", nullable=True)
    as_of_start: pl.Date = day("First day for which a figure of the series holds.")
    as_of_end: pl.Date = day("Last day for which a figure of the series holds.")
    value_low: float = number("Least value given.")
    value_high: float = number("Greatest value given.")
    figure_count: int = count("Figures in the series.")
    document_count: int = count("Documents that give them.")
    publisher_count: int = count("Independent publishers among them; copies of one text count once.")
    agreement: str = term("series_agreement", "How the figures stand to each other.")
    figure_ids: pl.List = strings("The figures, by as-of day.", references="figures")

    @pa.dataframe_check
    @classmethod
    def dates_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The first day is no later than the last."""
        return ordered_pair(data, "as_of_start", "as_of_end")


class Timeline(Table):
    """The same event as different documents, and different sentences, tell it."""

    cluster_id: str = key("clu", "Identifier; see the codebook for what changes it.")
    event_type: str = term("event_type", "What kind of act.")
    event_mode: str = term("event_mode", "How it was done.", nullable=True)
    actor_entity_id: str = reference("entities", "ent", "Who did it.", nullable=True)
    recipient_entity_id: str = reference("entities", "ent", "To whom.", nullable=True)
    location_entity_id: str = reference("entities", "ent", "Where.", nullable=True)
    date_start: pl.Date = day("First day on which it can have happened.")
    date_end: pl.Date = day("Last day on which it can have happened.")
    date_precision: str = term("date_precision", "How exactly the day is known.")
    status: str = term("status", "What the surest telling says: asserted before denied, planned and hypothetical.")
    summary: str = string("A plain sentence made from the fields.")
    event_count: int = count("Mentions of the event.")
    document_count: int = count("Documents that tell it.")
    publisher_count: int = count("Independent publishers among them; copies of one text count once.")
    agreement: str = term("event_agreement", "How the tellings stand to each other.")
    conflicts: str = string(
        "What the tellings contradict each other in, each side with its documents; JSON.", nullable=True
    )
    event_ids: pl.List = strings("The mentions.", references="events")

    @pa.dataframe_check
    @classmethod
    def dates_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The first day is no later than the last."""
        return ordered_pair(data, "date_start", "date_end")
