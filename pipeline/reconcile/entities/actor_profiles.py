"""Profiles: local actors that are the same in all that is compared when entities are linked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipeline.reconcile.entities.entity_facts import EntityFacts
from pipeline.reconcile.folded_names import find_middle_names, find_occupation, fold_name

KIND_BY_TYPE = {"person": "person", "place": "place", "facility": "place"}  # all else is a body
PROFILE_COLUMNS = ["name", "entity_type", "country", "wikidata_id", "geonames_id", "role"]
# What tells where a place is; the same for all documents that mean the same item.
PLACE_COLUMNS = ["latitude", "longitude", "place_precision", "admin1", "admin2"]


@dataclass(frozen=True, slots=True)
class ActorProfile:
    """Local actors that are the same in all that is compared."""

    name: str
    entity_type: str
    folded_name: tuple[str, ...]
    facts: EntityFacts
    local_ids: tuple[str, ...]
    document_count: int
    aliases: tuple[str, ...]
    place: dict[str, Any]
    link_score: float | None
    link_candidates: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Person, place or body: what can be the same thing under another type."""
        return KIND_BY_TYPE.get(self.entity_type, "body")


def build_profiles(
    actors: pl.DataFrame,
    apart: Sequence[tuple[Sequence[str], Sequence[str]]] = (),
    years: Mapping[str, int] | None = None,
) -> list[ActorProfile]:
    """The local actors, those that are the same in all that is compared as one.

    `apart` are pairs of local ids of actors that someone said are not the same; `years` those of the documents.
    """
    sides: dict[str, list[str]] = {}
    for number, pair in enumerate(apart):
        for side, ids in enumerate(pair):
            for local in ids:
                sides.setdefault(local, []).append(f"{number} {side}")
    marks = pl.Series([" ".join(sides.get(local, ())) for local in actors.get_column("entity_id")], dtype=pl.String)
    grouped = (
        actors.with_columns(sides=marks, year=_list_years(actors, years or {}))
        .group_by(*PROFILE_COLUMNS, "sides", "year")
        .agg(
            locals=pl.col("entity_id").unique().sort(),
            documents=pl.col("document_id").n_unique(),
            also=pl.col("aliases").explode(empty_as_null=True).drop_nulls().unique().sort(),
            link_score=pl.col("link_score").min(),
            candidates=pl.col("link_candidates").explode(empty_as_null=True).drop_nulls().unique().sort(),
            **{column: pl.col(column).drop_nulls().min() for column in PLACE_COLUMNS},
        )
    )
    made = []
    for row in grouped.sort(*PROFILE_COLUMNS, "sides", "year", nulls_last=True).iter_rows(named=True):
        numbers = [int(part) for part in row["sides"].split()]
        words, person = fold_name(row["name"]), row["entity_type"] == "person"
        known = EntityFacts(
            row["wikidata_id"],
            row["geonames_id"],
            row["country"],
            find_occupation(row["role"]) if person else None,
            find_middle_names(words) if person else None,
            row["year"],
            frozenset(zip(numbers[::2], numbers[1::2], strict=True)),
        )
        also = tuple(row["also"])
        locals_ = tuple(row["locals"])
        made.append(
            ActorProfile(
                row["name"], row["entity_type"], words, known, locals_, row["documents"], also,
                {column: row[column] for column in PLACE_COLUMNS}, row["link_score"], tuple(row["candidates"]),
            )
        )  # fmt: skip
    return made


def _list_years(actors: pl.DataFrame, years: Mapping[str, int]) -> pl.Series:
    """The year of the document of each person that is only described; null for all others."""
    rows = actors.select("document_id", "name", "entity_type").iter_rows()
    told = [years.get(document) if kind == "person" and _is_described(name) else None for document, name, kind in rows]
    return pl.Series(told, dtype=pl.Int64)


def _is_described(name: str) -> bool:
    """Whether a person's name is a description: it opens or ends with a small letter ("Polish president")."""
    words = name.split()
    return bool(words) and (words[0][0].islower() or words[-1][0].islower())
