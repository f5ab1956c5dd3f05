"""Names of entities, in summaries too: published where a document that may be quoted uses them, and nowhere else."""

import re
from collections.abc import Collection, Mapping

import polars as pl

from pipeline.reconcile.timeline.event_summary import write_summary

ROLES = ("actor", "recipient", "location")
# Where a summary of the timeline quotes the word by which most documents report the event.
TRIGGER_PATTERN = r"(?s) \(“(.*)”\)"


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
    timeline: pl.DataFrame, events: pl.DataFrame, before: pl.DataFrame, after: pl.DataFrame
) -> pl.DataFrame:
    """Summaries without triggers that no event shows, and written anew where a name is withheld.

    `events` are as published; `before` and `after` are the entities as they were and as they are published.
    """
    quoted = pl.col("summary").str.extract(TRIGGER_PATTERN)
    members = timeline.select("cluster_id", "event_ids", quoted.alias("quoted")).explode("event_ids")
    joined = members.join(events.select("event_id", "text"), left_on="event_ids", right_on="event_id")
    matching = joined.filter(pl.col("quoted") == pl.col("text")).get_column("cluster_id").unique()
    kept = pl.col("cluster_id").is_in(matching.implode())
    summary = pl.when(kept).then("summary").otherwise(pl.col("summary").str.replace(TRIGGER_PATTERN, ""))
    redacted = timeline.with_columns(summary=summary)
    names = dict(after.select("entity_id", "name").iter_rows())
    withheld = {entity for entity, name in before.select("entity_id", "name").iter_rows() if name != names.get(entity)}
    affected = pl.any_horizontal(pl.col(f"{role}_entity_id").is_in(list(withheld)).fill_null(False) for role in ROLES)
    rewritten = [
        _rewrite_summary(row, names) if hit else row["summary"]
        for row, hit in zip(redacted.iter_rows(named=True), redacted.select(affected).to_series(), strict=True)
    ]
    return redacted.with_columns(pl.Series("summary", rewritten, pl.String))


def _rewrite_summary(row: Mapping[str, object], names: Mapping[str, str | None]) -> str:
    trigger = re.search(TRIGGER_PATTERN, str(row["summary"]))
    actor, recipient, place = (names.get(str(row[f"{role}_entity_id"])) for role in ROLES)
    return write_summary(
        row["event_type"],  # type: ignore[arg-type]
        row["event_mode"],  # type: ignore[arg-type]
        trigger[1] if trigger else None,
        actor,
        recipient,
        place,
        (row["date_start"], row["date_end"]),  # type: ignore[arg-type]
        row["status"],  # type: ignore[arg-type]
    )
