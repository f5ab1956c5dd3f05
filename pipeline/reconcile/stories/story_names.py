"""Short names within a story: a person called by one name there is the one person of that name whom it has in full."""

from collections.abc import Mapping

import polars as pl

from pipeline.reconcile.folded_names import fold_name

PARTY_COLUMNS = ("actor_entity_id", "recipient_entity_id")


def resolve_short_names(
    events: pl.DataFrame, mentions: pl.DataFrame, entities: pl.DataFrame, numbers: Mapping[str, int]
) -> pl.DataFrame:
    """The events with short-named parties replaced by the full-named person that only their story makes certain.

    `mentions` are those of entities; `numbers` has the story of each document. Over a whole build a last name may fit
    several people, and then `entities` keeps it to itself; within one story it seldom does.
    """
    people = {
        own: fold_name(name)
        for own, name in entities.filter(pl.col("entity_type") == "person").select("entity_id", "name").iter_rows()
    }
    story = pl.DataFrame(
        {"document_id": list(numbers), "story": list(numbers.values())},
        schema={"document_id": pl.String, "story": pl.Int64},
    )
    named = pl.DataFrame({"entity_id": list(people)}, schema={"entity_id": pl.String})
    present = mentions.select("document_id", "entity_id").join(named, on="entity_id").join(story, on="document_id")
    by_story: dict[int, list[str]] = {}
    for number, own in present.select("story", "entity_id").unique().sort("story", "entity_id").iter_rows():
        by_story.setdefault(number, []).append(own)
    rows = [(number, *pair) for number, own in by_story.items() for pair in _match_short_names(own, people)]
    schema = {"story": pl.Int64, "short": pl.String, "full": pl.String}
    found = pl.DataFrame(rows, schema=schema, orient="row")
    resolved = events.join(story, on="document_id", how="left", maintain_order="left")
    for column in PARTY_COLUMNS:
        resolved = (
            resolved.join(found.rename({"short": column}), on=["story", column], how="left", maintain_order="left")
            .with_columns(pl.coalesce("full", column).alias(column))
            .drop("full")
        )
    return resolved.select(events.columns)


def _match_short_names(entity_ids: list[str], names: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Pairs of a person of one name and the only one among those given whose last name, or else first, it is."""
    last: dict[str, list[str]] = {}
    for own in entity_ids:
        if len(names[own]) > 1:
            last.setdefault(names[own][-1], []).append(own)
    short = [own for own in entity_ids if len(names[own]) == 1]
    return [(own, fitting[0]) for own in short if len(fitting := last.get(names[own][0], [])) == 1]
