"""What the flat timeline says beyond the table: sources, a sentence, speakers, and disputes in plain columns."""

import json
from collections.abc import Mapping
from typing import Any

import polars as pl

from pipeline.publish.flat.speaker_columns import compute_speaker
from schemas.flat_views import LIST_SEPARATOR

# The kinds of dispute as `timeline.conflicts` names them; each has a column `disputed_<kind>`.
DISPUTE_KINDS = ("date", "actor", "number", "status")
SIDE_SEPARATOR = " | "
DISPUTE_SEPARATOR = " || "  # between two disputes of one kind, such as the dead and the wounded


def compute_timeline_columns(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """One row for each row of `timeline`, in its order."""
    documents = tables["documents"].select(
        "document_id", "url", source=pl.coalesce("publisher", "title", "external_id")
    )
    events = tables["events"].select(
        "event_id", "document_id", "sentence_id", "statement_id", speaker=compute_speaker(tables, _claims(tables))
    )
    sentences = tables["sentences"].select("sentence_id", sentence="text")
    mentions = (
        tables["timeline"]
        .select("cluster_id", event_id="event_ids")
        .explode("event_id")
        .join(events, on="event_id", how="left", maintain_order="left")
        .join(documents, on="document_id", how="left", maintain_order="left")
        .join(sentences, on="sentence_id", how="left", maintain_order="left")
    )
    claimed = pl.col("statement_id").is_not_null()
    grouped = mentions.group_by("cluster_id", maintain_order=True).agg(
        pl.col("sentence").drop_nulls().first(),
        sources=_join_distinct("source"),
        urls=_join_distinct("url"),
        speakers=_join_distinct("speaker"),
        reported_count=(~claimed).sum().cast(pl.Int64),
        claimed_count=claimed.sum().cast(pl.Int64),
    )
    rows = tables["timeline"].select("cluster_id").join(grouped, on="cluster_id", how="left", maintain_order="left")
    shown = mentions.drop_nulls("sentence").select("event_id", "sentence")
    return rows.hstack(_format_disputes(tables["timeline"].get_column("conflicts"), documents, dict(shown.iter_rows())))


def _claims(tables: Mapping[str, pl.DataFrame]) -> pl.Series:
    return tables["events"].get_column("statement_id")


def _join_distinct(column: str) -> pl.Expr:
    """The distinct values of a group in the order of the alphabet, as one string; null where there is none."""
    values = pl.col(column).drop_nulls().unique().sort()
    return pl.when(values.len() > 0).then(values.str.join(LIST_SEPARATOR))


def _format_disputes(conflicts: pl.Series, documents: pl.DataFrame, sentences: Mapping[str, str]) -> pl.DataFrame:
    """The JSON of `timeline.conflicts` as one plain column for each kind of dispute; `sentences` by event id."""
    sources = dict(documents.select("document_id", "source").iter_rows())
    columns: dict[str, list[str | None]] = {f"disputed_{kind}": [] for kind in DISPUTE_KINDS}
    for text in conflicts:
        disputes = json.loads(text) if text else []
        for kind in DISPUTE_KINDS:
            told = [_format_sides(each["sides"], sources, sentences) for each in disputes if each["what"] == kind]
            columns[f"disputed_{kind}"].append(DISPUTE_SEPARATOR.join(told) or None)
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def _format_sides(sides: list[dict[str, Any]], sources: Mapping[str, str], sentences: Mapping[str, str]) -> str:
    return SIDE_SEPARATOR.join(_format_side(side, sources, sentences) for side in sides)


def _format_side(side: Mapping[str, Any], sources: Mapping[str, str], sentences: Mapping[str, str]) -> str:
    """Value, sources (with the speakers of a number) and the first sentence that may be shown."""
    names = sorted({sources[key] for key in side["document_ids"]})
    told = f"{side['value']} ({LIST_SEPARATOR.join((*side.get('speakers', ()), *names))})"
    sentence = next((sentences[key] for key in side["event_ids"] if key in sentences), None)
    return f"{told}: {' '.join(sentence.split())}" if sentence else told
