"""Entities: the actors and places that single documents know, joined over the whole build.

What joins two of them, in this order; at every step nothing is joined that differs in registry id, country or walk of
life, and what could belong to two that differ is left to itself:

1. the same id in a registry (Wikidata, GeoNames);
2. the same name and kind (person, place, or body), where names are compared without case, accents and ways of
   transliteration; of a person first and last name, with middle names that do not contradict each other. A description
   in lower case ("protesters") is joined only within one country, or among those of which no country is known;
3. a name that is another name (an acronym, say) of exactly one;
4. a person whose first name is an initial with the one person in the build whose first and last name fit it;
5. a person of one name only with the one person in the build whose last name it is. Where two full names end in it, it
   stays alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from pipeline.base.ids import make_identifier
from pipeline.reconcile.disjoint_sets import DisjointSets
from pipeline.reconcile.entities.actor_profiles import ActorProfile, build_profiles
from pipeline.reconcile.entities.entity_facts import EntityFacts
from pipeline.reconcile.entities.entity_rows import build_entity_row, choose_canonical_name
from pipeline.reconcile.folded_names import fold_name
from schemas import table_registry

# Local ids of two actors, each as several documents may know it.
LocalPair = tuple[Sequence[str], Sequence[str]]


def link_entities(
    actors: pl.DataFrame,
    mentions: pl.DataFrame,
    *,
    years: Mapping[str, int] | None = None,
    same: Sequence[LocalPair] = (),
    apart: Sequence[LocalPair] = (),
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The table `entities`, and the links from local ids to its own: `local_id`, `entity_id`.

    The name of an entity is the one that most documents use (of persons: the most used of two words or more; ties: the
    longer, then the first by alphabet). Its id is made of its Wikidata item, or GeoNames id, or kind and name as they
    are compared; country and walk of life come in only where two differ in nothing else. So an id changes when a
    document moves the most used name to one that is compared as another, brings a registry id, or a namesake.

    `years` are those in which the documents were published, by `document_id`: who is described by an office only is one
    person within a year. `same` and `apart` are pairs of local ids whose actors someone said are one, whatever is known
    of them, or are not.
    """
    profiles = build_profiles(actors, apart, years)
    merger = _ProfileMerger(profiles)
    merger.merge_given(same)
    merger.merge_by_registry()
    merger.merge_by_name()
    merger.merge_by_alias()
    merger.merge_by_initial()
    merger.merge_by_surname()
    groups = [[profiles[number] for number in members] for members in merger.clusters.list_sets()]
    found = dict(_assign_ids(groups, merger))
    links = pl.DataFrame(
        sorted((local, own) for own, members in found.items() for profile in members for local in profile.local_ids),
        schema={"local_id": pl.String, "entity_id": pl.String},
        orient="row",
    )
    counts = (
        replace_local_ids("mentions", mentions.select("document_id", "entity_id"), links)
        .group_by("entity_id")
        .agg(mention_count=pl.len().cast(pl.Int64), document_count=pl.col("document_id").n_unique().cast(pl.Int64))
    )
    rows = [build_entity_row(own, members) for own, members in found.items()]
    table = table_registry.make_frame("entities", rows).drop("mention_count", "document_count")
    counted = table.join(counts, on="entity_id", how="left").with_columns(
        pl.col("mention_count", "document_count").fill_null(0)
    )
    return table_registry.sort_rows(
        "entities", counted.select(list(table_registry.build_polars_schema("entities")))
    ), links


def replace_local_ids(table_name: str, frame: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """The frame with local ids replaced in every column that refers to `entities`; an id without a link stays."""
    local = pl.col("local_id")
    for column in table_registry.list_columns(table_name):
        if column.references == "entities" and column.name in frame.columns:
            named = links.select(local.alias(column.name), _entity="entity_id")
            frame = (
                frame.join(named, on=column.name, how="left", maintain_order="left")
                .with_columns(pl.coalesce("_entity", column.name).alias(column.name))
                .drop("_entity")
            )
    return frame


class _ProfileMerger:
    """Joins profiles step by step; `known` holds what is known of each group together."""

    def __init__(self, profiles: list[ActorProfile]) -> None:
        self.profiles = profiles
        self.clusters = DisjointSets(range(len(profiles)))
        self.cluster_facts = {number: profile.facts for number, profile in enumerate(profiles)}

    def merge_given(self, pairs: Sequence[LocalPair]) -> None:
        numbers = {local: n for n, profile in enumerate(self.profiles) for local in profile.local_ids}
        for one, other in pairs:
            first, *rest = [numbers[local] for local in (*one, *other)]
            for number in rest:
                root = self.clusters.find_root(first)
                if (other_root := self.clusters.find_root(number)) != root:
                    self._merge_pair(root, other_root)

    def merge_by_registry(self) -> None:
        for attribute in ("wikidata", "geonames"):
            keyed = ((getattr(profile.facts, attribute), n) for n, profile in enumerate(self.profiles))
            self._merge_blocks(_group_by_key((key, n) for key, n in keyed if key is not None))

    def merge_by_name(self) -> None:
        self._merge_blocks(
            _group_by_key((key, n) for n, profile in enumerate(self.profiles) if (key := _build_name_key(profile)))
        )

    def merge_by_alias(self) -> None:
        called = _group_by_key(
            ((profile.kind, words), n)
            for n, profile in enumerate(self.profiles)
            for alias in profile.aliases
            if len(words := fold_name(alias)) > (1 if profile.kind == "person" else 0)
        )
        for n, profile in enumerate(self.profiles):
            if not _is_description(profile):
                self._merge_if_unambiguous(n, called.get((profile.kind, profile.folded_name), []))

    def merge_by_initial(self) -> None:
        people = [(n, p) for n, p in enumerate(self.profiles) if p.kind == "person" and len(p.folded_name) > 1]
        full = _group_by_key(
            ((p.folded_name[0][0], p.folded_name[-1]), n) for n, p in people if len(p.folded_name[0]) > 1
        )
        for n, profile in people:
            if len(profile.folded_name[0]) == 1:
                self._merge_if_unambiguous(n, full.get((profile.folded_name[0], profile.folded_name[-1]), []))

    def merge_by_surname(self) -> None:
        people = [(n, p) for n, p in enumerate(self.profiles) if p.kind == "person" and p.folded_name]
        surnames = _group_by_key((p.folded_name[-1], n) for n, p in people if len(p.folded_name) > 1)
        for n, profile in people:
            if len(profile.folded_name) == 1:
                self._merge_if_unambiguous(n, surnames.get(profile.folded_name[0], []))

    def _merge_if_unambiguous(self, number: int, candidates: Iterable[int]) -> None:
        """Join a profile's group to the only one among the candidates' groups that it fits."""
        root = self.clusters.find_root(number)
        roots = {self.clusters.find_root(candidate) for candidate in candidates} - {root}
        fitting = [other for other in roots if self.cluster_facts[root].is_compatible(self.cluster_facts[other])]
        if len(fitting) == 1:
            self._merge_pair(fitting[0], root)

    def _merge_blocks(self, blocks: dict[Any, list[int]]) -> None:
        for numbers in blocks.values():
            self._merge_block(sorted({self.clusters.find_root(number) for number in numbers}))

    def _merge_block(self, roots: list[int]) -> None:
        """Join the groups of one key, most fully known first; what fits two that differ makes a group of its own."""
        alike: dict[EntityFacts, list[int]] = {}
        for root in roots:
            alike.setdefault(self.cluster_facts[root], []).append(root)
        open_groups: list[int] = []
        for known in sorted(alike, key=lambda k: (sum(v is None for v in k.list_values()), repr(k.list_values()))):
            first = alike[known][0]
            for other in alike[known][1:]:
                self._merge_pair(first, other)
            fitting = [root for root in open_groups if self.cluster_facts[root].is_compatible(known)]
            if len(fitting) == 1:
                self._merge_pair(fitting[0], first)
            elif not fitting:
                open_groups.append(first)

    def _merge_pair(self, root: int, other: int) -> None:
        known = self.cluster_facts[root].merge_with(self.cluster_facts[other])
        self.cluster_facts[self.clusters.merge(root, other)] = known


def _group_by_key(pairs: Iterable[tuple[Any, int]]) -> dict[Any, list[int]]:
    found: dict[Any, list[int]] = {}
    for key, number in pairs:
        found.setdefault(key, []).append(number)
    return found


def _is_description(profile: ActorProfile) -> bool:
    """Whether the name is a description ("police") rather than a name: nothing in it is a capital or a digit."""
    return profile.kind == "body" and profile.name == profile.name.lower()


def _build_name_key(profile: ActorProfile) -> Any:
    if not profile.folded_name:
        return None
    if profile.kind == "person" and len(profile.folded_name) > 1:
        return ("person", profile.folded_name[0], profile.folded_name[-1])
    country = profile.facts.country or "" if _is_description(profile) else None
    return (profile.kind, country, profile.folded_name)


def _assign_ids(groups: list[list[ActorProfile]], merger: _ProfileMerger) -> Iterable[tuple[str, list[ActorProfile]]]:
    """Each group under its id."""
    by_id: dict[str, list[tuple[EntityFacts, list[ActorProfile]]]] = {}
    numbers = {profile.local_ids: n for n, profile in enumerate(merger.profiles)}
    for members in groups:
        known = merger.cluster_facts[merger.clusters.find_root(numbers[members[0].local_ids])]
        if known.wikidata:
            plain = make_identifier("ent", "wikidata", known.wikidata)
        elif known.geonames:
            plain = make_identifier("ent", "geonames", known.geonames)
        else:
            words = fold_name(choose_canonical_name(members))
            compared = words if members[0].kind != "person" else (words[0], words[-1]) if words else ()
            plain = make_identifier("ent", members[0].kind, *compared)
        by_id.setdefault(plain, []).append((known, members))
    for plain, namesakes in by_id.items():
        for known, members in namesakes:
            if len(namesakes) == 1:
                yield plain, members
            else:
                first = min(local for profile in members for local in profile.local_ids)
                told = _list_told(known)
                alone = [k for k, _ in namesakes if _list_told(k) == told]
                yield make_identifier("ent", plain, *told, *([] if len(alone) == 1 else [first])), members


def _list_told(known: EntityFacts) -> list[str | int | None]:
    """What tells namesakes apart in their ids."""
    return [known.country, known.occupation, known.middle, *([known.year] if known.year is not None else [])]
