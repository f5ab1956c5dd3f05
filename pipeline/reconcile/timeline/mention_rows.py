"""Rows of mentions with all that a row of the timeline is made of: names, sentences, speakers, days of publication."""

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from pipeline.reconcile.series.measure_rules import compute_bounds
from pipeline.reconcile.timeline.event_mention_columns import EventMentions

Row = dict[str, Any]
Tables = Mapping[str, pl.DataFrame]

SPEAKER_FIELDS = ("speaker_entity_id", "speaker", "speaker_text", "cue_text")
ROLES = ("actor", "recipient", "location")
DETAIL_COLUMNS = (
    "char_start", "char_end", "sentence_id", "statement_id", "actor_text", "recipient_text", "location_text",
    "date_text", "location_basis", "date_basis", "confidence", "tier",
)  # fmt: skip
FIGURE_COLUMNS = (
    "event_id", "measure", "unit", "value", "value_low", "value_high", "qualifier", "as_of_start", "as_of_end",
    "statement_id", "status", "scope", "part_of",
)  # fmt: skip


class MentionRows:
    """The columns of the mentions as lists, in which equal values are one object, so that a million rows fit."""

    def __init__(self, event_mentions: EventMentions, tables: Tables) -> None:
        entities, documents, events = tables["entities"], tables["documents"], tables["events"]
        self._entities = {
            own: known for own, *known in entities.select("entity_id", "name", "country", "entity_type").iter_rows()
        }
        names = entities.select("name", speaker_entity_id="entity_id")
        speakers = tables["statements"].join(names, on="speaker_entity_id", how="left")
        self._speakers: dict[str, Row] = {
            row["statement_id"]: row
            for row in speakers.select(
                "statement_id",
                "speaker_entity_id",
                "speaker_text",
                "cue_text",
                speaker=pl.coalesce("name", "speaker_text"),
            ).iter_rows(named=True)
        }
        details = events.select("event_id", *DETAIL_COLUMNS)
        sentences = tables["sentences"].select("sentence_id", sentence="text", sentence_start="char_start")
        days = documents.select("document_id", told_day=pl.coalesce("published_on", "published_earliest"))
        rows = (
            event_mentions.rows.join(details, on="event_id", how="left", maintain_order="left")
            .join(sentences, on="sentence_id", how="left", maintain_order="left")
            .join(days, on="document_id", how="left", maintain_order="left")
        )
        self._columns: dict[str, list[Any]] = {}
        for name in rows.columns:
            pool: dict[Any, Any] = {}
            self._columns[name] = [pool.setdefault(value, value) for value in rows[name]]
        self._figures = _index_figures(tables["figures"])

    def select_rows(self, numbers: Iterable[int]) -> list[Row]:
        """The mentions of these numbers as dictionaries, with the names and countries of their entities."""
        made = []
        for number in numbers:
            row = {name: values[number] for name, values in self._columns.items()}
            for role in ROLES:
                known = self._entities.get(row[f"{role}_entity_id"], (None, None, None))
                row[f"{role}_name"], row[f"{role}_country"], row[f"{role}_type"] = known
            said = self._speakers.get(row["statement_id"] or "", {})
            made.append(row | {name: said.get(name) for name in SPEAKER_FIELDS})
        return made

    def list_figures(self, event_id: str) -> list[Row]:
        """The figures tied to a mention, each with its `low`, `high` and `speaker`."""
        return [
            row | {"speaker": self._speakers.get(row["statement_id"] or "", {}).get("speaker")}
            for row in self._figures.get(event_id, ())
        ]


def _index_figures(figures: pl.DataFrame) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    tied = figures.filter(pl.col("event_id").is_not_null() & (pl.col("measure") != "ordinal"))
    for row in tied.sort("figure_id").select(FIGURE_COLUMNS).iter_rows(named=True):
        low, high, *_ = compute_bounds(row["value"], row["value_low"], row["value_high"], row["qualifier"])
        found.setdefault(row["event_id"], []).append(row | {"low": low, "high": high})
    return found
