"""Columns of the parties and places of event mentions: kinds, countries and names of their entities."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipeline.reconcile.entities.entity_countries import identify_countries
from pipeline.reconcile.folded_names import fold_name
from pipeline.reconcile.timeline.column_codes import NULL_CODE, Codes, Flags, encode_values

MAX_NAME_WORDS = 12  # words of a body's name that are looked for inside another
AREA_PRECISIONS = ("admin1", "admin2", "region")  # of places that towns lie in


@dataclass(frozen=True, slots=True)
class RoleColumns:
    """Who or what stands on one side of each mention."""

    entity: Codes
    description: Codes  # where it has no name, what the words say it is
    country: Codes
    parent_body: Codes  # of those of no country, the body that they belong to by name
    is_person: Flags
    is_crowd: Flags  # a group, such as protesters, or a whole country: sharing it says little
    is_country: Flags  # a whole country
    is_area: Flags  # a state, county or other area that towns lie in
    last_name: Codes  # of people, the last word of the name
    is_short_name: Flags  # a person called by the last name of others alone


class EntityIndex:
    """The entities by number, and what is known of each; the last entry of every column stands for null."""

    def __init__(self, entities: pl.DataFrame) -> None:
        known = entities.sort("entity_id").join(
            identify_countries(entities), on="entity_id", how="left", maintain_order="left"
        )
        self.entity_ids: list[str] = known["entity_id"].to_list()
        kinds = known["entity_type"]
        self.country = np.append(encode_values(known["country"].to_list()), np.int32(NULL_CODE))
        self.parent_body = np.append(_find_parent_bodies(known), np.int32(NULL_CODE))
        self.is_country = np.append(known["is_country"].to_numpy(), False)
        # "a Brooklyn woman" is read as a person, but may be anybody.
        described = known["name"].str.contains(r"(^| )\p{Ll}[^ ]*$")
        self.is_person = np.append(((kinds == "person") & ~described).to_numpy(), False)
        self.is_crowd = np.append((kinds == "group").to_numpy(), False) | self.is_country

        areas = known["place_precision"].cast(pl.String).is_in(AREA_PRECISIONS).fill_null(False)
        self.is_area = np.append(areas.to_numpy(), False)
        names = [
            fold_name(name) if is_person else ()
            for name, is_person in zip(known["name"], self.is_person[:-1], strict=True)
        ]
        last = encode_values([words[-1] if words else None for words in names])
        self.last_name = np.append(last, np.int32(NULL_CODE))
        shared = {words[-1] for words in names if len(words) > 1}
        is_short = [len(words) == 1 and words[0] in shared for words in names]
        self.is_short_name = np.append(np.array(is_short, dtype=np.bool_), False)

    def encode_ids(self, entity_ids: pl.Series) -> Codes:
        """The numbers of entities by their ids."""
        return encode_values(entity_ids.to_list(), self.entity_ids)

    def build_role(self, entity: Codes, described: Codes) -> RoleColumns:
        """What is known of whoever stands on one side; `described` are the words for those without a name."""
        return RoleColumns(
            entity,
            np.where(entity == NULL_CODE, described, np.int32(NULL_CODE)),
            self.country[entity],
            self.parent_body[entity],
            self.is_person[entity],
            self.is_crowd[entity],
            self.is_country[entity],
            self.is_area[entity],
            self.last_name[entity],
            self.is_short_name[entity],
        )


def _find_parent_bodies(entities: pl.DataFrame) -> Codes:
    """For each entity of no country the longest named body whose name stands in its own: "troops of X" belongs to X."""
    columns = ("name", "aliases", "country", "entity_type")
    rows = list(entities.select(columns).iter_rows())
    bodies: dict[tuple[str, ...], int] = {}
    for number, (name, aliases, country, kind) in enumerate(rows):
        if country is None and kind == "organisation":
            for called in (name, *aliases):
                if called.isupper() or " " in called:
                    bodies.setdefault(fold_name(called), number)
    found = []
    for name, _, country, kind in rows:
        words = fold_name(name) if country is None and kind != "person" else ()
        stretches = [
            words[a:b] for a in range(len(words)) for b in range(a + 1, min(a + MAX_NAME_WORDS, len(words)) + 1)
        ]
        inside = [stretch for stretch in stretches if stretch in bodies]
        found.append(bodies[max(inside, key=lambda stretch: (len(stretch), stretch))] if inside else NULL_CODE)
    return np.array(found, dtype=np.int32)
