"""Names of entities, in summaries too: published where a document that may be quoted uses them, and nowhere else."""

import re
from collections.abc import Collection, Mapping
from datetime import date

import polars as pl

from pipeline.reconcile.timeline.event_summary import attribute_summary, write_field_summary

ROLES = ("actor", "recipient", "location")


def redact_names(
    entities: pl.DataFrame, mentions: pl.DataFrame, naming: Collection[str], given: Collection[str] = ()
) -> pl.DataFrame:
    """Entities with null for a name, and without aliases, that no document of `naming` uses.

    A name is used where all its words stand in mentions of the entity; one from the registry, wherever the entity is
    mentioned. Names in `given` come from corrections: they are the corrector's words, not a document's.
    """
    used = (
        mentions.filter(pl.col("document_id").is_in(list(naming)) & (pl.col("mention_kind") != "pronoun"))
        .select("entity_id", word=pl.col("text").str.to_lowercase().str.extract_all(r"\w+"))
        .explode("word")
        .group_by("entity_id")
        .agg(pl.col("word").unique())
    )
    words_by_entity = {entity: set(words) - {None} for entity, words in used.iter_rows()}

    def is_used(entity: str, name: str) -> bool:
        return entity in words_by_entity and set(re.findall(r"\w+", name.lower())) <= words_by_entity[entity]

    names, aliases = [], []
    for row in entities.select("entity_id", "name", "aliases", "wikidata_id", "geonames_id").iter_rows(named=True):
        entity, name = row["entity_id"], row["name"]
        registered = row["wikidata_id"] is not None or row["geonames_id"] is not None
        shown = name is not None and (
            name in given or (registered and entity in words_by_entity) or is_used(entity, name)
        )
        names.append(name if shown else None)
        aliases.append([alias for alias in row["aliases"] or [] if is_used(entity, alias)])
    return entities.with_columns(
        pl.Series("name", names, pl.String), pl.Series("aliases", aliases, entities.schema["aliases"])
    )


def redact_summaries(
    timeline: pl.DataFrame,
    events: pl.DataFrame,
    sentences: pl.DataFrame,
    documents: pl.DataFrame,
    before: pl.DataFrame,
    after: pl.DataFrame,
) -> pl.DataFrame:
    """Summaries made of fields alone where their mention's sentence, or a name in them, is withheld.

    One that names no party says who reported it, or under what title. `sentences` and `documents` are as published;
    `before` and `after` are the entities as they were and as they are published.
    """
    reporter = pl.coalesce("publisher", pl.format("“{}”", "title"))
    told = events.join(documents, on="document_id").select("event_id", reporter, "published_on")
    reports = {event: (name, day) for event, name, day in told.iter_rows()}
    shown = sentences.filter(pl.col("text").is_not_null()).select("sentence_id")
    quotable = events.join(shown, on="sentence_id").select(summary_event_id="event_id").with_columns(quotable=True)
    names = dict(after.select("entity_id", "name").iter_rows())
    withheld = {entity for entity, name in before.select("entity_id", "name").iter_rows() if name != names.get(entity)}
    is_named = pl.any_horizontal(pl.col(f"{role}_entity_id").is_in(list(withheld)).fill_null(False) for role in ROLES)
    marked = timeline.join(quotable, on="summary_event_id", how="left", maintain_order="left")
    kept = marked.select(pl.col("quotable").fill_null(False) & ~is_named).to_series()
    summaries = [
        row["summary"] if keep else _rewrite_summary(row, names, reports.get(row["summary_event_id"], (None, None)))
        for row, keep in zip(timeline.iter_rows(named=True), kept, strict=True)
    ]
    return timeline.with_columns(pl.Series("summary", summaries, pl.String))


def _rewrite_summary(
    row: Mapping[str, object], names: Mapping[str, str | None], report: tuple[str | None, date | None]
) -> str:
    actor, recipient, place = (names.get(str(row[f"{role}_entity_id"])) for role in ROLES)
    summary = write_field_summary(
        row["event_type"],  # type: ignore[arg-type]
        row["event_mode"],  # type: ignore[arg-type]
        actor,
        recipient,
        place,
        (row["date_start"], row["date_end"]),  # type: ignore[arg-type]
        row["status"],  # type: ignore[arg-type]
    )
    reporter, day = report
    if not actor and not recipient and reporter:
        summary = f"{summary[:-1]}, as {reporter} reported{f' on {day}' if day else ''}."
    if row["told_by"] != "claimed":
        return summary
    speakers: list[str] = row["speaker_entity_ids"]  # type: ignore[assignment]
    return attribute_summary(summary, " and ".join(filter(None, map(names.get, speakers))))
