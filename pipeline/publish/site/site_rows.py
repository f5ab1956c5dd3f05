"""The published tables as the pages need them: rows by document, by entity and by event, and where each row stands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from pipeline.publish.site.reader_formats import UNNAMED
from pipeline.publish.site.row_groups import RowGroups

Row = dict[str, Any]

# Columns of the views that say which entity takes which part in a row.
ENTITY_ROLES = {
    "flat_events": ("actor_entity_id", "recipient_entity_id", "location_entity_id"),
    "flat_figures": ("location_entity_id",),
    "flat_statements": ("speaker_entity_id",),
}
ROW_KEYS = {"flat_events": "event_id", "flat_figures": "figure_id", "flat_statements": "statement_id"}


@dataclass(frozen=True)
class SiteRows:
    """Views on the tables of a release; nothing is copied before it is asked for."""

    tables: Mapping[str, pl.DataFrame]

    @cached_property
    def documents(self) -> dict[str, Row]:
        """Every document by its identifier, the newest first, those without a day last."""
        ordered = self.tables["documents"].sort(
            "published_on", "document_id", descending=[True, False], nulls_last=True, maintain_order=True
        )
        return {row["document_id"]: row for row in ordered.iter_rows(named=True)}

    @cached_property
    def entities(self) -> dict[str, Row]:
        """Every entity by its identifier, the most mentioned first."""
        ordered = self.tables["entities"].sort("mention_count", "entity_id", descending=[True, False])
        return {row["entity_id"]: row for row in ordered.iter_rows(named=True)}

    def group(self, table: str, key: str) -> RowGroups:
        """The rows of a table by the values of a column."""
        return RowGroups(self.tables[table], key)

    @cached_property
    def parts(self) -> dict[str, RowGroups]:
        """For each view its rows by the entities that take part in them; a row stands under each of them once."""
        return {
            view: RowGroups(
                pl.concat([self.tables[view].with_columns(part_of_entity=pl.col(column)) for column in columns])
                .filter(pl.col("part_of_entity").is_not_null())
                .unique(["part_of_entity", ROW_KEYS[view]], keep="first", maintain_order=True),
                "part_of_entity",
            )
            for view, columns in ENTITY_ROLES.items()
        }

    @cached_property
    def with_page(self) -> frozenset[str]:
        """The entities that have a page: those that take part in a row."""
        return frozenset(key for groups in self.parts.values() for key in groups.list_keys())

    @cached_property
    def event_places(self) -> dict[str, tuple[str, str, str]]:
        """Document, publisher (or what else names the document) and address by event."""
        columns = self.tables["flat_events"].select("event_id", "document_id")
        return {
            event: (document, name_document(self.documents[document]), f"articles/{document}.html#{event}")
            for event, document in columns.iter_rows()
        }

    def iterate(self, table: str) -> Iterator[Row]:
        """The rows of a table in its order."""
        return self.tables[table].iter_rows(named=True)


def name_document(document: Row) -> str:
    """The name by which a document is credited in a list: publisher, title, or the file."""
    return str(document["publisher"] or document["title"] or document["external_id"])


def title_document(document: Row) -> str:
    """The heading of a document: its title, or what the input called it."""
    return str(document["title"] or document["external_id"])


def name_entity(entity: Row) -> str:
    """An entity's name; where the release withholds it, that it does."""
    return str(entity["name"] or UNNAMED)


def name_party(row: Row, role: str) -> str | None:
    """The party of an event: the entity's name, or the words where none was resolved; null without either."""
    found = row.get(role) or row.get(f"{role}_text")
    return str(found) if found else None


def sort_by_day(rows: Iterable[Row], *columns: str) -> list[Row]:
    """Rows by the first of the columns that holds a day; those without one last."""
    keyed = [(next((row[column] for column in columns if row[column] is not None), None), row) for row in rows]
    dated = sorted(((day, number) for number, (day, _) in enumerate(keyed) if day is not None))
    return [keyed[number][1] for _, number in dated] + [row for day, row in keyed if day is None]
