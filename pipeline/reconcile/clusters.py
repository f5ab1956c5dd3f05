"""Clusters: pairs of tellings joined, the surest first, as long as nothing known of the two sides forbids it."""

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from pipeline.reconcile.groups import Groups
from pipeline.reconcile.likeness import CLOSE_DAYS
from pipeline.reconcile.rules import types
from pipeline.reconcile.tellings import NONE, Tellings


@dataclass(slots=True)
class Facts:
    """What is known of a cluster: the days that its tellings state, the places below a country, the people in it."""

    lasts: int
    types: set[str]
    start: int | None = None
    end: int | None = None
    places: set[int] = field(default_factory=set)
    countries: set[int] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    befallen: bool = False  # whether the event is one that befalls its people, so that other people are another event

    def allow(self, other: "Facts") -> bool:
        """Whether two clusters can be of one event."""
        if self.start is not None and other.start is not None and self.end is not None and other.end is not None:
            span = max(self.end, other.end) - min(self.start, other.start)
            gap = max(0, other.start - self.end, self.start - other.end)
            reach = max(self.lasts, other.lasts, CLOSE_DAYS)
            wide = max(self.end - self.start, other.end - other.start)
            if gap > reach or (gap and span > max(2 * reach, wide)):
                return False
        return (
            all(b == a or b in types()[a].meets or a in types()[b].meets for a in self.types for b in other.types)
            and _meet(self.places, other.places)
            and _meet(self.countries, other.countries)
            and (not (self.befallen or other.befallen) or _meet(self.people, other.people))
        )

    def add(self, other: "Facts") -> None:
        """Take over what is known of the other."""
        self.start = min((day for day in (self.start, other.start) if day is not None), default=None)
        self.end = max((day for day in (self.end, other.end) if day is not None), default=None)
        self.lasts = max(self.lasts, other.lasts)
        self.befallen = self.befallen or other.befallen
        self.types |= other.types
        self.places |= other.places
        self.countries |= other.countries
        self.people |= other.people


def cluster(tellings: Tellings, pairs: pl.DataFrame) -> list[list[int]]:
    """The tellings (by number) parted into events; pairs come sorted, the surest first."""
    facts = _facts(tellings)
    groups = Groups(range(len(tellings)))
    for one, other in pairs.select("one", "other").iter_rows():
        root, lost = groups.find(one), groups.find(other)
        if root != lost and facts[root].allow(facts[lost]):
            root, lost = min(root, lost), max(root, lost)
            groups.join(root, lost)
            facts[root].add(facts[lost])
    return groups.members()


def _facts(tellings: Tellings) -> list[Facts]:
    kinds = list(types().values())
    place, upon = tellings.roles["at"], tellings.roles["upon"]
    below = np.where(place.whole, NONE, place.entity)
    made = []
    for number in range(len(tellings)):
        kind = kinds[tellings.event_type[number]]
        facts = Facts(kind.lasts, types={kind.id}, befallen=not kind.body)
        if tellings.dated[number]:
            facts.start, facts.end = int(tellings.start[number]), int(tellings.end[number])
        if below[number] != NONE:
            facts.places.add(int(below[number]))
        if place.country[number] != NONE:
            facts.countries.add(int(place.country[number]))
        if upon.person[number]:
            facts.people.add(int(upon.entity[number]))
        made.append(facts)
    return made


def _meet(one: set[int], other: set[int]) -> bool:
    return not one or not other or not one.isdisjoint(other)
