"""The first rows of an asset as a table that fits the page: few columns, with names in place of identifiers."""

from collections.abc import Callable
from typing import Any

import dagster as dg
import polars as pl

from schemas import table_registry

# The frame of another asset; raises OSError where it has not been made.
FrameReader = Callable[[str], pl.DataFrame]

PREVIEW_ROWS, MAX_CELL_LENGTH = 10, 80

# The columns that a preview shows, by table; a name that is no column of the table is looked up. Tables that are not
# here show their first columns.
PREVIEW_COLUMNS: dict[str, tuple[str, ...]] = {
    "documents": ("external_id", "publisher", "title", "published_on", "language"),
    "segments": ("document", "label", "reason", "text"),
    "sentences": ("document", "sentence_no", "text"),
    "entities": ("name", "entity_type", "country", "mention_count", "document_count"),
    "mentions": ("text", "entity", "sentence", "document"),
    "statements": ("speaker", "cue_text", "text", "kind", "stated_on"),
    "figures": ("text", "value", "measure", "place", "as_of_start", "claimed by"),
    "events": ("event_type", "actor", "recipient", "place", "date_start", "status"),
    "figure_series": ("agreement", "measure", "concept", "value_low", "value_high"),
    "timeline": ("agreement", "summary", "date_start", "document_count"),
    "rejects": ("table", "check", "failure"),
    "corrections": ("table", "field", "was", "is", "author", "state"),
}
# Where a name is looked up: the column that refers, the table that it refers to, the column there.
LOOKUPS: dict[str, tuple[str, str, str]] = {
    "actor": ("actor_entity_id", "entities", "name"),
    "recipient": ("recipient_entity_id", "entities", "name"),
    "speaker": ("speaker_entity_id", "entities", "name"),
    "place": ("location_entity_id", "entities", "name"),
    "entity": ("entity_id", "entities", "name"),
    "document": ("document_id", "documents", "external_id"),
    "sentence": ("sentence_id", "sentences", "text"),
    "claimed by": ("statement_id", "statements", "speaker_text"),
}
# The article's own words, where no name is known.
WORDS = {"actor": "actor_text", "recipient": "recipient_text", "speaker": "speaker_text", "place": "location_text"}
AGREEMENT_ORDER = ("conflict", "revised", "agree", "single")
MAX_PLAIN_COLUMNS = 5


def build_preview(name: str, frame: pl.DataFrame, read: FrameReader) -> dg.TableMetadataValue:
    """The first rows of an asset: conflicts first, then the rows of which most is known."""
    wanted = PREVIEW_COLUMNS.get(name) or tuple(frame.columns[:MAX_PLAIN_COLUMNS])
    chosen = _put_telling_rows_first(name, frame).head(PREVIEW_ROWS)
    columns = {label: values for label in wanted if (values := _read_column(label, chosen, read)) is not None}
    records = [
        dg.TableRecord({label: _format_cell(values[row]) for label, values in columns.items()})
        for row in range(chosen.height)
    ]
    schema = dg.TableSchema(columns=[dg.TableColumn(label, "string") for label in columns])
    return dg.MetadataValue.table(records, schema)


def _put_telling_rows_first(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    if name in ("figure_series", "timeline") and "agreement" in frame.columns:
        ranks = (
            pl.col("agreement")
            .cast(pl.String)
            .replace_strict({value: rank for rank, value in enumerate(AGREEMENT_ORDER)}, default=len(AGREEMENT_ORDER))
        )
        return frame.sort(ranks, maintain_order=True)
    if name in ("events", "figures", "statements"):
        used = {LOOKUPS[label][0] if label in LOOKUPS else label for label in PREVIEW_COLUMNS[name]}
        empty = pl.sum_horizontal(pl.col(column).is_null() for column in sorted(used & set(frame.columns)))
        return frame.sort(empty, maintain_order=True)
    return frame


def _read_column(label: str, rows: pl.DataFrame, read: FrameReader) -> list[Any] | None:
    """The values of a column, looked up where it is none of the table's; null where the table has nothing of it."""
    if label in rows.columns:
        return rows.get_column(label).to_list()
    if label not in LOOKUPS or LOOKUPS[label][0] not in rows.columns:
        return None
    reference, table, column = LOOKUPS[label]
    keys = rows.get_column(reference)
    names: dict[str, Any] = {}
    try:
        key = table_registry.find_key(table)
        found = read(table).filter(pl.col(key).is_in(keys.drop_nulls().unique().to_list()))
        names = dict(found.select(key, column).rows())
    except (OSError, pl.exceptions.PolarsError):  # the other table was not made yet, or by other code
        pass
    words = rows.get_column(WORDS[label]).to_list() if WORDS.get(label) in rows.columns else [None] * rows.height
    return [names.get(key, word) for key, word in zip(keys, words, strict=True)]


def _format_cell(value: object) -> str:
    """A value as a short text.

    >>> _format_cell(4.0), _format_cell(None), _format_cell(["a", "b"])
    ('4', '', 'a, b')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if value == int(value) else f"{value:,.4g}"
    text = " ".join((", ".join(map(str, value)) if isinstance(value, list) else str(value)).split())
    return text if len(text) <= MAX_CELL_LENGTH else text[: MAX_CELL_LENGTH - 1] + "…"
