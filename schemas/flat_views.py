"""Flat views: four tables with names beside ids, one row with all that a reader needs, and no list in any cell.

Each view stands on one table and has its rows, its key and its order. Its columns are declared here: `take` copies a
column, over references where the path has several steps (`location_entity_id.name`); `compute` declares one that
`pipeline.publish.flat` works out. Type, closed list and description come from the column that is copied. Columns of the
table that no line mentions follow the declared ones under their own names, so a column that a table gains is in its
view at once; put a line here to give it another place or name.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import pandera.polars as pa
import polars as pl
from pandera.api.polars.components import Column as PanderaColumn

from schemas.column_types import Table
from schemas.controlled_vocabularies import list_values
from schemas.entity_tables import Entities, Mentions
from schemas.extraction_tables import Events, Figures, Statements
from schemas.reconciliation_tables import FigureSeries, Timeline
from schemas.text_tables import Documents, Segments, Sentences

_MODELS: dict[str, type[Table]] = {
    "documents": Documents,
    "segments": Segments,
    "sentences": Sentences,
    "entities": Entities,
    "mentions": Mentions,
    "statements": Statements,
    "figures": Figures,
    "events": Events,
    "figure_series": FigureSeries,
    "timeline": Timeline,
}


@dataclass(frozen=True, slots=True)
class FlatColumn:
    """One declared column: copied along `path`, or computed where the path is empty."""

    name: str
    path: tuple[str, ...] = ()
    description: str | None = None
    vocabulary: str | None = None
    dtype: Any = pl.String


@dataclass(frozen=True, slots=True)
class FlatView:
    """A view: the table that it stands on, what one row is, its columns, and the table's columns that it leaves out."""

    table: str
    description: str
    declared: tuple[FlatColumn, ...]
    last: tuple[str, ...] = ()
    omitted: tuple[str, ...] = ()


def take(path: str, name: str | None = None, description: str | None = None) -> FlatColumn:
    """A column copied along a path of references; its name is the last step's unless given."""
    steps = tuple(path.split("."))
    return FlatColumn(name or steps[-1], steps, description)


def compute(name: str, description: str, *, vocabulary: str | None = None, dtype: Any = pl.String) -> FlatColumn:
    """A column that code works out."""
    return FlatColumn(name, (), description, vocabulary, dtype)


def _take_party(role: str) -> tuple[FlatColumn, ...]:
    """Name, kind and country of a party."""
    return tuple(
        take(f"{role}_entity_id.{column}", f"{role}{suffix}")
        for column, suffix in (("name", ""), ("entity_type", "_type"), ("country", "_country"))
    )


# The place of a row, with its coordinates; what else is known of places goes here.
_PLACE = (
    take("location_entity_id.name", "place"),
    take("location_entity_id.entity_type", "place_type"),
    take("location_entity_id.country", "place_country"),
    take("location_entity_id.latitude"),
    take("location_entity_id.longitude"),
)
_TOLD_BY = (
    compute("told_by", "Whether the article itself reports it, or a speaker claims it.", vocabulary="told_by"),
    compute("speaker", "Who claims it: name, or words where no name is known; null where the article reports it."),
)
_SOURCE = (
    take("sentence_id.text", "sentence"),
    take("document_id.title"),
    take("document_id.publisher"),
    take("document_id.url"),
    take("document_id.published_on"),
    take("document_id.external_id"),
)
_SPAN = ("document_id", "sentence_id", "statement_id", "char_start", "char_end")
_DISPUTE = "Each side with who tells it and its sentence, sides parted by ` | `; null where they agree."

FLAT_VIEWS: dict[str, FlatView] = {
    "flat_events": FlatView(
        "events",
        "Every mention of an event, with the names of its parties and place, its sentence and its source.",
        (
            take("event_id"),
            take("date_start"),
            take("date_end"),
            take("date_precision"),
            take("event_type"),
            take("event_mode"),
            *_take_party("actor"),
            *_take_party("recipient"),
            take("theme_text"),
            *_PLACE,
            take("status"),
            *_TOLD_BY,
            *_SOURCE,
            take("text", "trigger"),
            take("cluster_id.agreement", "agreement"),
            take("cluster_id.publisher_count", "publisher_count"),
        ),
        last=("cluster_id", "actor_entity_id", "recipient_entity_id", "location_entity_id", *_SPAN),
    ),
    "flat_figures": FlatView(
        "figures",
        "Every figure, with the name of its place, what it belongs to, its sentence and its source.",
        (
            take("figure_id"),
            take("measure"),
            take("value"),
            take("value_low"),
            take("value_high"),
            take("qualifier"),
            take("unit"),
            take("concept"),
            take("text", "expression"),
            take("direction"),
            take("as_of_start"),
            take("as_of_end"),
            *_PLACE,
            *_TOLD_BY,
            *_SOURCE,
            take("event_id.event_type", "event_type"),
            take("event_id.event_mode", "event_mode"),
            compute("series_agreement", "How the figures of its series stand to each other.",
                    vocabulary="series_agreement"),
            compute("series_id", "The series of `figure_series` that it belongs to."),
            take("event_id.cluster_id", "cluster_id"),
        ),
        last=("event_id", "location_entity_id", *_SPAN),
    ),
    "flat_statements": FlatView(
        "statements",
        "Every statement, with the speaker's name, what was said, its sentence and its source.",
        (
            take("statement_id"),
            compute("speaker", "Who said it: name, or words where no name is known."),
            take("speaker_entity_id.entity_type", "speaker_type"),
            take("speaker_entity_id.country", "speaker_country"),
            take("cue_text"),
            take("kind"),
            take("text", "content"),
            take("stated_on"),
            *_SOURCE,
        ),
        last=("speaker_entity_id", "document_id", "sentence_id", "char_start", "char_end"),
        omitted=("speaker_start", "speaker_end", "cue_start", "cue_end"),
    ),
    "flat_timeline": FlatView(
        "timeline",
        "Every event once, with the names of its parties and place, its sources, and what they disagree in.",
        (
            take("cluster_id"),
            take("date_start"),
            take("date_end"),
            take("date_precision"),
            take("event_type"),
            take("event_mode"),
            *_take_party("actor"),
            *_take_party("recipient"),
            *_PLACE,
            take("status"),
            take("summary"),
            compute("sentence", "The sentence of its first mention whose text may be shown."),
            compute("sources", "Publishers that tell it (title or file where none is known), parted by `; `."),
            compute("urls", "Addresses of the documents that tell it, parted by `; `."),
            compute("speakers", "Who claims it, of the mentions that stand in statements, parted by `; `."),
            compute("reported_count", "Mentions in the articles' own words.", dtype=pl.Int64),
            compute("claimed_count", "Mentions inside a speaker's statement.", dtype=pl.Int64),
            take("agreement"),
            compute("disputed_date", f"Exact days that contradict each other. {_DISPUTE}"),
            compute("disputed_actor", f"Actors that contradict each other. {_DISPUTE}"),
            compute("disputed_number", f"Figures that cannot all hold. {_DISPUTE}"),
            compute("disputed_status", f"Asserted by some, denied by others. {_DISPUTE}"),
            take("publisher_count"),
            take("document_count"),
            take("event_count"),
        ),
        last=("actor_entity_id", "recipient_entity_id", "location_entity_id", "event_ids"),
        omitted=("conflicts",),
    ),
}  # fmt: skip

# How every view is made, for the codebook and the provenance.
FLAT_PACKAGE = "pipeline.publish.flat"
FLAT_METHOD = "The rows of one table with the names, sentences and sources that their references lead to."

# Tables that the computed columns of each view look into.
_COMPUTED_FROM = {
    "flat_events": ("statements", "entities"),
    "flat_figures": ("statements", "entities", "figure_series"),
    "flat_statements": ("statements", "entities"),
    "flat_timeline": ("events", "documents", "sentences", "statements", "entities"),
}

# Lists of a table stand in its view as one string.
LIST_SEPARATOR = "; "


@cache
def list_flat_columns(name: str) -> tuple[FlatColumn, ...]:
    """All columns of a view in their order: declared, further ones of the table, then ids and offsets."""
    view = FLAT_VIEWS[name]
    own = list(_get_columns(view.table))
    declared = {column.path[0] for column in view.declared if len(column.path) == 1}
    rest = [column for column in own if column not in declared | {*view.last, *view.omitted}]
    if missing := [column for column in view.last if column not in own]:
        raise KeyError(f"{view.table} has no column {missing[0]}, which {name} puts last")
    return (*view.declared, *(take(column) for column in (*rest, *view.last)))


@cache
def build_flat_schema(name: str) -> pa.DataFrameSchema:
    """The pandera schema of a view, with the checks of the columns that it copies."""
    view = FLAT_VIEWS[name]
    columns = {column.name: _build_column(view.table, column) for column in list_flat_columns(name)}
    if len(columns) < len(list_flat_columns(name)):
        raise ValueError(f"{name} has two columns of one name")
    return pa.DataFrameSchema(columns, name=name, strict=True, ordered=True)


def list_flat_sources(name: str) -> tuple[str, ...]:
    """The tables that a view is made from, its own first."""
    table = FLAT_VIEWS[name].table
    paths = [column.path for column in list_flat_columns(name) if column.path]
    reached = [step for path in paths for step in follow_path(table, path)]
    return tuple(dict.fromkeys((table, *reached, *_COMPUTED_FROM[name])))


def follow_path(table: str, path: tuple[str, ...]) -> list[str]:
    """The table of each step of a path. Raises KeyError where a step is no reference to another table."""
    tables = [table]
    for step in path[:-1]:
        reference = (_get_columns(tables[-1])[step].metadata or {}).get("references")
        if reference is None:
            raise KeyError(f"{tables[-1]}.{step} refers to no table")
        tables.append(reference)
    return tables


def _get_columns(table: str) -> dict[str, PanderaColumn]:
    return dict(_MODELS[table].to_schema().columns)


def _build_column(table: str, column: FlatColumn) -> PanderaColumn:
    if not column.path:
        checks = [pa.Check.isin(list_values(column.vocabulary))] if column.vocabulary else []
        return PanderaColumn(
            column.dtype,
            checks=checks,
            nullable=True,
            name=column.name,
            description=column.description,
            metadata={"vocabulary": column.vocabulary} if column.vocabulary else {},
        )
    steps = [_get_columns(each)[step] for each, step in zip(follow_path(table, column.path), column.path, strict=True)]
    source, metadata = steps[-1], dict(steps[-1].metadata or {})
    is_list = isinstance(source.dtype.type, pl.List)
    if is_list:
        metadata.pop("references", None)
        metadata.pop("is_foreign_key", None)
    if len(steps) > 1:
        metadata.pop("key", None)
    # What holds of a table's own text and origin is asked of the table.
    for part in ("text", "span", "within", "sources"):
        metadata.pop(part, None)
    described = [(step.description or "").rstrip(".") for step in steps]
    joined = ": ".join([described[0], *(text[:1].lower() + text[1:] for text in described[1:])]) + "."
    return PanderaColumn(
        pl.String if is_list else source.dtype.type,
        checks=[] if is_list else source.checks,
        nullable=is_list or any(step.nullable for step in steps),
        unique=bool(metadata.get("key")),
        name=column.name,
        description=column.description or (joined if not is_list else f"{joined[:-1]}, parted by `; `."),
        metadata=metadata,
    )
