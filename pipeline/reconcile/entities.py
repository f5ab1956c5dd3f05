"""Entities: the actors and places that single documents know, joined over the whole build.

What joins two of them, in this order; at every step nothing is joined that differs in registry id, country or walk of
life, and what could belong to two that differ is left to itself:

1. the same id in a registry (Wikidata, GeoNames);
2. the same name and kind (person, place, or body), where names are compared without case, accents and ways of
   transliteration; of a person first and last name, with middle names that do not contradict each other. A description
   in lower case ("protesters") is joined only within one country, or among those of which no country is known;
3. a name that is another name (an acronym, say) of exactly one;
4. a person of one name only with the one person in the build whose last name it is. Where two full names end in it, it
   stays alone.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from pipeline.base.ids import identifier
from pipeline.reconcile.groups import Groups
from pipeline.reconcile.names import field_of, fold
from schemas import tables as register

KIND = {"person": "person", "place": "place", "facility": "place"}  # all else is a body
PROFILE = ["name", "entity_type", "country", "wikidata_id", "geonames_id", "role"]


@dataclass(frozen=True, slots=True)
class Known:
    """What must not differ between two that are one; null is unknown and contradicts nothing."""

    wikidata: str | None = None
    geonames: int | None = None
    country: str | None = None
    field: str | None = None
    middle: str | None = None

    def values(self) -> tuple[Any, ...]:
        """The five, in order of weight."""
        return (self.wikidata, self.geonames, self.country, self.field, self.middle)

    def fits(self, other: "Known") -> bool:
        """Whether nothing differs; a middle name fits its initial."""
        pairs = zip(self.values()[:4], other.values()[:4], strict=True)
        if any(a is not None and b is not None and a != b for a, b in pairs):
            return False
        a, b = self.middle, other.middle
        return a is None or b is None or a.startswith(b) or b.startswith(a)

    def joined(self, other: "Known") -> "Known":
        """What is known of both together, where they fit."""
        mine = {name: getattr(other, name) for name in self.__slots__ if getattr(self, name) is None}
        middle = max(self.middle or "", other.middle or "") or None
        return replace(self, **(mine | {"middle": middle}))


@dataclass(frozen=True, slots=True)
class Profile:
    """Local actors that are the same in all that is compared."""

    name: str
    entity_type: str
    words: tuple[str, ...]
    known: Known
    locals: tuple[str, ...]
    documents: int
    aliases: tuple[str, ...]
    latitude: float | None
    longitude: float | None

    @property
    def kind(self) -> str:
        """Person, place or body: what can be the same thing under another type."""
        return KIND.get(self.entity_type, "body")


def join(actors: pl.DataFrame, mentions: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The table `entities`, and the links from local ids to its own: `local_id`, `entity_id`.

    The name of an entity is the one that most documents use (of persons: the most used of two words or more; ties: the
    longer, then the first by alphabet). Its id is made of its Wikidata item, or GeoNames id, or kind and name as they
    are compared; country and walk of life come in only where two differ in nothing else. So an id changes when a
    document moves the most used name to one that is compared as another, brings a registry id, or a namesake.
    """
    profiles = _profiles(actors)
    merger = _Merger(profiles)
    merger.by_registry()
    merger.by_name()
    merger.by_alias()
    merger.by_surname()
    groups = [[profiles[number] for number in members] for members in merger.groups.members()]
    found = dict(_named(groups, merger))
    links = pl.DataFrame(
        sorted((local, own) for own, members in found.items() for profile in members for local in profile.locals),
        schema={"local_id": pl.String, "entity_id": pl.String},
        orient="row",
    )
    counts = (
        relink("mentions", mentions.select("document_id", "entity_id"), links)
        .group_by("entity_id")
        .agg(mention_count=pl.len().cast(pl.Int64), document_count=pl.col("document_id").n_unique().cast(pl.Int64))
    )
    rows = [_row(own, members) for own, members in found.items()]
    table = register.frame("entities", rows).drop("mention_count", "document_count")
    counted = table.join(counts, on="entity_id", how="left").with_columns(
        pl.col("mention_count", "document_count").fill_null(0)
    )
    return register.sort("entities", counted.select(list(register.polars_schema("entities")))), links


def relink(table_name: str, frame: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """The frame with local ids replaced in every column that refers to `entities`; an id without a link stays."""
    local = pl.col("local_id")
    for column in register.columns(table_name):
        if column.references == "entities" and column.name in frame.columns:
            named = links.select(local.alias(column.name), _entity="entity_id")
            frame = (
                frame.join(named, on=column.name, how="left", maintain_order="left")
                .with_columns(pl.coalesce("_entity", column.name).alias(column.name))
                .drop("_entity")
            )
    return frame


def _profiles(actors: pl.DataFrame) -> list[Profile]:
    grouped = actors.group_by(PROFILE).agg(
        locals=pl.col("entity_id").unique().sort(),
        documents=pl.col("document_id").n_unique(),
        also=pl.col("aliases").explode(empty_as_null=True).drop_nulls().unique().sort(),
        latitude=pl.col("latitude").min(),
        longitude=pl.col("longitude").min(),
    )
    made = []
    for row in grouped.sort(PROFILE, nulls_last=True).iter_rows(named=True):
        words, person = fold(row["name"]), row["entity_type"] == "person"
        known = Known(
            row["wikidata_id"],
            row["geonames_id"],
            row["country"],
            field_of(row["role"]) if person else None,
            (" ".join(words[1:-1]) or None) if person else None,
        )
        also = tuple(row["also"])
        locals_ = tuple(row["locals"])
        made.append(
            Profile(
                row["name"], row["entity_type"], words, known, locals_, row["documents"], also,
                row["latitude"], row["longitude"],
            )
        )  # fmt: skip
    return made


class _Merger:
    """Joins profiles step by step; `known` holds what is known of each group together."""

    def __init__(self, profiles: list[Profile]) -> None:
        self.profiles = profiles
        self.groups = Groups(range(len(profiles)))
        self.known = {number: profile.known for number, profile in enumerate(profiles)}

    def by_registry(self) -> None:
        for attribute in ("wikidata", "geonames"):
            keyed = ((getattr(profile.known, attribute), n) for n, profile in enumerate(self.profiles))
            self._each(_blocks((key, n) for key, n in keyed if key is not None))

    def by_name(self) -> None:
        self._each(_blocks((key, n) for n, profile in enumerate(self.profiles) if (key := _name_key(profile))))

    def by_alias(self) -> None:
        called = _blocks(
            ((profile.kind, words), n)
            for n, profile in enumerate(self.profiles)
            for alias in profile.aliases
            if len(words := fold(alias)) > (1 if profile.kind == "person" else 0)
        )
        for n, profile in enumerate(self.profiles):
            if not _described(profile):
                self._adopt(n, called.get((profile.kind, profile.words), []))

    def by_surname(self) -> None:
        people = [(n, p) for n, p in enumerate(self.profiles) if p.kind == "person" and p.words]
        surnames = _blocks((p.words[-1], n) for n, p in people if len(p.words) > 1)
        for n, profile in people:
            if len(profile.words) == 1:
                self._adopt(n, surnames.get(profile.words[0], []))

    def _adopt(self, number: int, candidates: Iterable[int]) -> None:
        """Join a profile's group to the only one among the candidates' groups that it fits."""
        root = self.groups.find(number)
        roots = {self.groups.find(candidate) for candidate in candidates} - {root}
        fitting = [other for other in roots if self.known[root].fits(self.known[other])]
        if len(fitting) == 1:
            self._join(fitting[0], root)

    def _each(self, blocks: dict[Any, list[int]]) -> None:
        for numbers in blocks.values():
            self._settle(sorted({self.groups.find(number) for number in numbers}))

    def _settle(self, roots: list[int]) -> None:
        """Join the groups of one key, most fully known first; what fits two that differ makes a group of its own."""
        alike: dict[Known, list[int]] = {}
        for root in roots:
            alike.setdefault(self.known[root], []).append(root)
        open_groups: list[int] = []
        for known in sorted(alike, key=lambda k: (sum(v is None for v in k.values()), repr(k.values()))):
            first = alike[known][0]
            for other in alike[known][1:]:
                self._join(first, other)
            fitting = [root for root in open_groups if self.known[root].fits(known)]
            if len(fitting) == 1:
                self._join(fitting[0], first)
            elif not fitting:
                open_groups.append(first)

    def _join(self, root: int, other: int) -> None:
        known = self.known[root].joined(self.known[other])
        self.known[self.groups.join(root, other)] = known


def _blocks(pairs: Iterable[tuple[Any, int]]) -> dict[Any, list[int]]:
    found: dict[Any, list[int]] = {}
    for key, number in pairs:
        found.setdefault(key, []).append(number)
    return found


def _described(profile: Profile) -> bool:
    """Whether the name is a description ("police") rather than a name: nothing in it is a capital or a digit."""
    return profile.kind == "body" and profile.name == profile.name.lower()


def _name_key(profile: Profile) -> Any:
    if not profile.words:
        return None
    if profile.kind == "person" and len(profile.words) > 1:
        return ("person", profile.words[0], profile.words[-1])
    country = profile.known.country or "" if _described(profile) else None
    return (profile.kind, country, profile.words)


def _named(groups: list[list[Profile]], merger: _Merger) -> Iterable[tuple[str, list[Profile]]]:
    """Each group under its id."""
    by_id: dict[str, list[tuple[Known, list[Profile]]]] = {}
    numbers = {profile.locals: n for n, profile in enumerate(merger.profiles)}
    for members in groups:
        known = merger.known[merger.groups.find(numbers[members[0].locals])]
        if known.wikidata:
            plain = identifier("ent", "wikidata", known.wikidata)
        elif known.geonames:
            plain = identifier("ent", "geonames", known.geonames)
        else:
            words = fold(_canonical(members))
            compared = words if members[0].kind != "person" else (words[0], words[-1]) if words else ()
            plain = identifier("ent", members[0].kind, *compared)
        by_id.setdefault(plain, []).append((known, members))
    for plain, namesakes in by_id.items():
        for known, members in namesakes:
            if len(namesakes) == 1:
                yield plain, members
            else:
                first = min(local for profile in members for local in profile.locals)
                told = [known.country, known.field, known.middle]
                alone = [k for k, _ in namesakes if [k.country, k.field, k.middle] == told]
                yield identifier("ent", plain, *told, *([] if len(alone) == 1 else [first])), members


def _canonical(members: list[Profile]) -> str:
    used: Counter[str] = Counter()
    for profile in members:
        used[profile.name] += profile.documents
    full = {name: count for name, count in used.items() if members[0].kind != "person" or len(fold(name)) > 1}
    return min(full or used, key=lambda name: (-used[name], -len(name), name))


def _row(own: str, members: list[Profile]) -> dict[str, Any]:
    """The row of `entities` for one group, without its counts."""
    name = _canonical(members)
    types: Counter[str] = Counter()
    for profile in members:
        types[profile.entity_type] += profile.documents
    placed = min((p for p in members if p.latitude is not None), key=lambda p: p.locals, default=members[0])
    others = {profile.name for profile in members} | {alias for profile in members for alias in profile.aliases}
    return {
        "entity_id": own,
        "name": name,
        "entity_type": min(types, key=lambda kind: (-types[kind], kind)),
        "country": next((p.known.country for p in members if p.known.country), None),
        "wikidata_id": next((p.known.wikidata for p in members if p.known.wikidata), None),
        "geonames_id": next((p.known.geonames for p in members if p.known.geonames), None),
        "latitude": placed.latitude,
        "longitude": placed.longitude,
        "aliases": sorted(others - {name}),
    }
