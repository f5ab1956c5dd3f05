"""What the explorer shows of each table: its columns, which of them at first, and by which it can be filtered."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from schemas import table_registry


@dataclass(frozen=True, slots=True)
class ExplorerTable:
    """A table of the explorer. Columns that no field names are there too, hidden at first.

    A column of a closed list becomes a filter by itself, so a column that a view gains needs nothing here.
    """

    name: str
    title: str
    noun: str  # what its rows are called, several of them
    frame: str  # the published table or view
    shown: tuple[str, ...]
    searched: tuple[str, ...]  # columns that the search looks into
    contains: dict[str, tuple[str, ...]]  # filters by a part of a name, over one or several columns
    filters: tuple[str, ...]  # closed lists that are filters at once; the others stand under "More filters"
    days: tuple[str, str] | None  # columns of the first and last day
    sort: str
    link: str  # what a row opens: `row` (its sentence), `mentions`, `figures` or `entity`
    omitted: tuple[str, ...] = ()
    hidden_filters: tuple[str, ...] = ()  # columns by which links filter


_OMITTED = ("sentence_id", "statement_id", "char_start", "char_end")

EXPLORER_TABLES = (
    ExplorerTable(
        name="events",
        title="Events",
        noun="mentions of events",
        frame="flat_events",
        shown=(
            "date_start",
            "event_type",
            "event_mode",
            "actor",
            "recipient",
            "place",
            "status",
            "confidence",
            "sentence",
            "publisher",
        ),
        searched=("sentence", "title", "actor", "recipient", "place", "event_type", "event_mode", "trigger", "speaker"),
        contains={
            "actor or recipient": ("actor", "recipient", "actor_text", "recipient_text"),
            "place": ("place", "location_text"),
            "publisher": ("publisher", "title"),
        },
        filters=("event_type", "event_mode", "status", "told_by", "agreement"),
        days=("date_start", "date_end"),
        sort="date_start",
        link="row",
        omitted=(*_OMITTED, "actor_entity_id", "recipient_entity_id", "location_entity_id", "rule"),
        hidden_filters=("cluster_id", "document_id"),
    ),
    ExplorerTable(
        name="figures",
        title="Figures",
        noun="figures",
        frame="flat_figures",
        shown=(
            "measure",
            "value",
            "qualifier",
            "expression",
            "as_of_start",
            "place",
            "speaker",
            "sentence",
            "publisher",
        ),
        searched=("sentence", "title", "measure", "expression", "concept", "place", "speaker", "unit"),
        contains={"said by": ("speaker",), "place": ("place",), "publisher": ("publisher", "title")},
        filters=("measure", "qualifier", "series_agreement"),
        days=("as_of_start", "as_of_end"),
        sort="as_of_start",
        link="row",
        omitted=(*_OMITTED, "location_entity_id", "event_id", "cluster_id", "rule"),
        hidden_filters=("series_id", "document_id"),
    ),
    ExplorerTable(
        name="statements",
        title="Statements",
        noun="statements",
        frame="flat_statements",
        shown=("stated_on", "speaker", "kind", "content", "publisher"),
        searched=("sentence", "content", "title", "speaker", "cue_text"),
        contains={"said by": ("speaker", "speaker_text"), "publisher": ("publisher", "title")},
        filters=("kind",),
        days=("stated_on", "stated_on"),
        sort="stated_on",
        link="row",
        omitted=(*_OMITTED, "speaker_entity_id", "rule"),
        hidden_filters=("document_id",),
    ),
    ExplorerTable(
        name="timeline",
        title="Timeline",
        noun="events",
        frame="flat_timeline",
        shown=("date_start", "event_type", "summary", "sources", "publisher_count", "agreement", "confidence"),
        searched=("summary", "sentence", "actor", "recipient", "place", "sources", "speakers"),
        contains={"actor or recipient": ("actor", "recipient"), "place": ("place",), "publisher": ("sources",)},
        filters=("event_type", "event_mode", "told_by", "agreement"),
        days=("date_start", "date_end"),
        sort="date_start",
        link="mentions",
        omitted=("event_ids", "actor_entity_id", "recipient_entity_id", "location_entity_id"),
    ),
    ExplorerTable(
        name="series",
        title="Series",
        noun="series",
        frame="figure_series",
        shown=("measure", "concept", "place", "as_of_start", "value_low", "value_high", "publisher_count", "agreement"),
        searched=("measure", "concept", "place"),
        contains={"place": ("place",)},
        filters=("measure", "agreement"),
        days=("as_of_start", "as_of_end"),
        sort="measure",
        link="figures",
        omitted=("figure_ids", "location_entity_id"),
    ),
    ExplorerTable(
        name="entities",
        title="People and places",
        noun="people and places",
        frame="entities",
        shown=("name", "entity_type", "country", "mention_count", "document_count", "aliases"),
        searched=("name", "aliases", "country"),
        contains={"name": ("name", "aliases"), "country": ("country",)},
        filters=("entity_type",),
        days=None,
        sort="mention_count",
        link="entity",
        omitted=("link_candidates", "link_score"),
    ),
)


def select_rows(table: ExplorerTable, tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """The rows of an explorer's table, lists as text, with the names that it needs."""
    frame = tables[table.frame]
    if table.frame == "figure_series":
        names = tables["entities"].select(pl.col("name").alias("place"), location_entity_id="entity_id")
        frame = frame.join(names, on="location_entity_id", how="left", maintain_order="left")
    frame = frame.drop(table.omitted)
    return frame.with_columns(
        pl.col(column).list.join("; ").replace("", None) for column, kind in frame.schema.items() if kind == pl.List
    )


def describe_columns(table: ExplorerTable, frame: pl.DataFrame) -> list[dict[str, Any]]:
    """Each column with its label, type, description, and whether it is a closed list; those shown at first lead."""
    known = {column.name: column for column in table_registry.list_columns(table.frame)}
    names = [*table.shown, *(name for name in frame.columns if name not in table.shown)]
    return [
        {
            "name": name,
            "label": name.replace("_", " "),
            "type": _name_type(frame.schema[name]),
            "about": known[name].description if name in known else "The place's name.",
            "listed": bool(name in known and known[name].vocabulary),
            "shown": name in table.shown,
        }
        for name in names
    ]


def find_key(table: ExplorerTable) -> str:
    """The column that names a row."""
    return table_registry.find_key(table.frame)


def _name_type(kind: pl.DataType) -> str:
    if kind == pl.Date:
        return "day"
    return "number" if kind.is_numeric() else "text"
