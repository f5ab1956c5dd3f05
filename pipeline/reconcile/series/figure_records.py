"""Compared: the figures with all that is compared of them, of their documents and of their places."""

from dataclasses import dataclass
from datetime import date
from sys import intern
from typing import Any

import polars as pl

from pipeline.reconcile.documents.independent_sources import identify_sources
from pipeline.reconcile.entities.entity_countries import identify_countries
from pipeline.reconcile.event_rules import find_subtype
from pipeline.reconcile.series.measure_rules import compute_bounds, load_measures, select_publication_days
from schemas.event_ontology import load_event_types

RECORD_COLUMNS = [
    "figure_id", "document_id", "original_id", "source", "measure", "direction", "unit", "concept", "concept_lemma",
    "relates_to", "qualifier", "value", "value_low", "value_high", "location_entity_id", "is_country", "home",
    "is_part", "scope", "as_of_start", "as_of_end", "start", "end", "happened", "nature",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class FigureRecord:
    """A row of `figures` but without ordinals; slots, and strings held once, take a sixth of what dictionaries do."""

    figure_id: str
    document_id: str
    original_id: str  # the document, or what it is a copy of
    source: str
    measure: str
    direction: str
    unit: str | None
    concept: str | None
    concept_lemma: str | None
    relates_to: str | None
    qualifier: str
    value: float | None
    value_low: float | None
    value_high: float | None
    location_entity_id: str | None
    is_country: bool | None
    home_country: str | None  # the country of the place, else the one where most of the document's figures hold
    is_part: bool  # it is contained in another figure
    scope: str | None
    as_of_start: date | None
    as_of_end: date | None
    start: date | None  # of the days told, else of publication
    end: date | None
    event_day: date | None  # the day of the deed that it is tied to, where a deed of another day has another count
    harm_kind: str | None  # whether its sentence tells an accident, and of which kind, or an act of violence
    low: float  # what the figure can mean
    high: float
    intended_low: float  # what its writer has in mind
    intended_high: float


def build_figure_records(
    figures: pl.DataFrame, events: pl.DataFrame, documents: pl.DataFrame, entities: pl.DataFrame
) -> list[FigureRecord]:
    """All figures but ordinals and denied numbers, by their days.

    Raises KeyError for an unknown qualifier.
    """
    places = identify_countries(entities).rename({"entity_id": "location_entity_id"})
    counted = figures.filter(pl.col("measure") != "ordinal", pl.col("status").ne_missing("denied")).join(
        places, on="location_entity_id", how="left"
    )
    # A figure without a place is compared as if it held where most of its document's figures do.
    homes = (
        counted.drop_nulls("country")
        .group_by("document_id", home="country")
        .len()
        .sort("document_id", "len", "home", descending=[False, True, False])
        .unique("document_id", keep="first", maintain_order=True)
        .drop("len")
    )
    joined = (
        counted.join(homes, on="document_id", how="left")
        .join(select_publication_days(documents), on="document_id", how="left")
        .join(identify_sources(documents), on="document_id", how="left")
        .join(_select_single_day_events(events), on="event_id", how="left")
        .join(_classify_harm(events), on="sentence_id", how="left")
        .with_columns(
            is_part=pl.col("part_of").is_not_null(),
            start=pl.coalesce("as_of_start", "as_of_end", "told_start"),
            end=pl.coalesce("as_of_end", "as_of_start", "told_end"),
            home=pl.coalesce("country", "home"),
            happened=pl.when(pl.col("brief") | pl.col("measure").is_in(_list_daily_measures())).then("happened"),
        )
        .select(RECORD_COLUMNS)
        .sort("start", "end", "figure_id", nulls_last=True)
    )
    limits = joined.select("value", "value_low", "value_high", "qualifier").iter_rows()
    return [
        FigureRecord(*[_intern_string(value) for value in (*row, *compute_bounds(*limit))])
        for row, limit in zip(joined.iter_rows(), limits, strict=True)
    ]


def _select_single_day_events(events: pl.DataFrame) -> pl.DataFrame:
    """The events of one day by `event_id`: the day (`happened`), and whether such deeds are done in a day (`brief`)."""
    brief = [name for name, kind in load_event_types().items() if not kind.duration_days]
    return events.filter(pl.col("date_start") == pl.col("date_end")).select(
        "event_id", happened="date_start", brief=pl.col("event_type").is_in(brief)
    )


def _classify_harm(events: pl.DataFrame) -> pl.DataFrame:
    """By sentence `ACCIDENT` or, where the act is told, `ACCIDENT flood`; `ASSAULT` for violence beyond its outcome."""
    harmful = [name for name, properties in load_event_types().items() if properties.harms_people]
    harm_events = events.filter(pl.col("event_type").is_in(harmful)).select("sentence_id", "event_type", "rule")
    acts = [find_subtype(kind, rule) for _, kind, rule in harm_events.iter_rows()]
    outcome = pl.Series([found is None or found.is_outcome for found in acts], dtype=pl.Boolean)
    narrow = [
        f"ACCIDENT {found.id}" if kind == "ACCIDENT" and found and not found.is_generic else None
        for kind, found in zip(harm_events["event_type"], acts, strict=True)
    ]
    kinds = harm_events.with_columns(narrow=pl.Series(narrow, dtype=pl.String)).filter(
        ~outcome | (pl.col("event_type") == "ACCIDENT")
    )
    by_sentence = kinds.group_by("sentence_id")
    return by_sentence.agg(nature=pl.coalesce(pl.col("narrow").min(), pl.col("event_type").min()))


def _list_daily_measures() -> list[str]:
    return [name for name, measure in load_measures().items() if measure.is_daily]


def _intern_string(value: Any) -> Any:
    return intern(value) if isinstance(value, str) else value
