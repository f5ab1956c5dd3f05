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
_EVENT_OMITTED = (*_OMITTED, "actor_entity_id", "recipient_entity_id", "location_entity_id", "rule")

EXPLORER_TABLES = (
    ExplorerTable(
        "events", "Events", "mentions of events", "flat_events",
        ("date_start", "event_type", "event_mode", "actor", "recipient", "place", "status", "sentence", "publisher"),
        ("sentence", "title", "actor", "recipient", "place", "event_type", "event_mode", "trigger", "speaker"),
        {"actor or recipient": ("actor", "recipient", "actor_text", "recipient_text"), "place": ("place", "location_text"),
         "publisher": ("publisher", "title")},
        ("event_type", "event_mode", "agreement"), ("date_start", "date_end"), "date_start", "row", _EVENT_OMITTED, ("cluster_id", "document_id"),
    ),
    ExplorerTable(
        "figures", "Figures", "figures", "flat_figures",
        ("measure", "value", "qualifier", "expression", "as_of_start", "place", "speaker", "sentence", "publisher"),
        ("sentence", "title", "measure", "expression", "concept", "place", "speaker", "unit"),
        {"said by": ("speaker",), "place": ("place",), "publisher": ("publisher", "title")},
        ("measure", "qualifier", "series_agreement"), ("as_of_start", "as_of_end"), "as_of_start", "row",
        (*_OMITTED, "location_entity_id", "event_id", "cluster_id", "rule"), ("series_id", "document_id"),
    ),
    ExplorerTable(
        "statements", "Statements", "statements", "flat_statements",
        ("stated_on", "speaker", "kind", "content", "publisher"),
        ("sentence", "content", "title", "speaker", "cue_text"),
        {"said by": ("speaker", "speaker_text"), "publisher": ("publisher", "title")},
        ("kind",), ("stated_on", "stated_on"), "stated_on", "row", (*_OMITTED, "speaker_entity_id", "rule"),
        ("document_id",),
    ),
    ExplorerTable(
        "timeline", "Timeline", "events", "flat_timeline",
        ("date_start", "event_type", "summary", "sources", "publisher_count", "agreement"),
        ("summary", "sentence", "actor", "recipient", "place", "sources", "speakers"),
        {"actor or recipient": ("actor", "recipient"), "place": ("place",), "publisher": ("sources",)},
        ("event_type", "event_mode", "agreement"), ("date_start", "date_end"), "date_start", "mentions",
        ("event_ids", "actor_entity_id", "recipient_entity_id", "location_entity_id"),
    ),
    ExplorerTable(
        "series", "Series", "series", "figure_series",
        ("measure", "concept", "place", "as_of_start", "value_low", "value_high", "figure_count", "publisher_count",
         "agreement"),
        ("measure", "concept", "place"),
        {"place": ("place",)}, ("measure", "agreement"), ("as_of_start", "as_of_end"), "measure", "figures",
        ("figure_ids", "location_entity_id"),
    ),
    ExplorerTable(
        "entities", "People and places", "people and places", "entities",
        ("name", "entity_type", "country", "mention_count", "document_count", "aliases"),
        ("name", "aliases", "country"),
        {"name": ("name", "aliases"), "country": ("country",)}, ("entity_type",), None, "mention_count", "entity",
        ("link_candidates", "link_score"),
    ),
)  # fmt: skip


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
    """Each column with its label, type, description, and whether it is a closed list; those shown at first come first."""
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


