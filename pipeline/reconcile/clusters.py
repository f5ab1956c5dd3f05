"""Clusters: pairs of tellings joined, the surest first, as long as nothing known of the two sides forbids it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from pipeline.reconcile.groups import Groups
from pipeline.reconcile.rules import CLOSE_DAYS, types
from pipeline.reconcile.tellings import NONE, Tellings

Numbers = frozenset[int]
NOTHING: Numbers = frozenset()


@dataclass(slots=True)
class Facts:
    """What is known of a cluster: the days that its tellings state, the places below a country, the people in it."""

    types: frozenset[str]  # none where what is told is but the outcome of an act
    lasts: int
    start: int | None
    end: int | None
    places: Numbers
    countries: Numbers
    people: Numbers
    themes: Numbers  # what it is about, where that parts acts
    parties: Numbers  # people on either side, where both do the same
    doers: Numbers  # countries of those who act, where another's act would be another one
    allied: bool  # a body of no country is among those: an alliance acts through its members
    voices: Numbers  # people among those, where the act is one of words
    counts: frozenset[tuple[int, int]]  # what was counted, and the series that tells how many
    documents: frozenset[int]
    window: tuple[int, int] | None  # the days within which tellings without a day are taken to lie

    def allow(self, other: "Facts") -> bool:
        """Whether two clusters can be of one event."""
        return (
            (self.types == other.types or all(_confused(a, b) for a in self.types for b in other.types))
            and _meet(self.places, other.places)
            and _meet(self.countries, other.countries)
            and _meet(self.people, other.people)
            and _meet(self.themes, other.themes)
            and (self.parties <= other.parties or other.parties <= self.parties)
            and (self.allied or other.allied or _meet(self.doers, other.doers))
            and _meet(self.voices, other.voices)
            and self._counts_allow(other)
            and self._days_allow(other)
            and self._window_allows(other)
            and other._window_allows(self)
        )

    def _window_allows(self, other: "Facts") -> bool:
        """Whether what has no day here can be of the other's days; one text may well go back in time without a date."""
        if self.window is None or self.documents <= other.documents:
            return True
        first, last = self.window
        if other.window and (other.window[0] > last or other.window[1] < first):
            return False
        return other.start is None or other.end is None or (other.start <= last and other.end >= first)

    def _counts_allow(self, other: "Facts") -> bool:
        """Whether what both count is of one series, where that is told in different texts."""
        if not self.counts or not other.counts or self.documents & other.documents:
            return True
        shared = {what for what, _ in self.counts} & {what for what, _ in other.counts}
        return shared <= {what for what, _ in self.counts & other.counts}

    def _days_allow(self, other: "Facts") -> bool:
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return True
        gap = max(0, other.start - self.end, self.start - other.end)
        reach = max(self.lasts, other.lasts, CLOSE_DAYS)
        span = max(self.end, other.end) - min(self.start, other.start)
        wide = max(self.end - self.start, other.end - other.start)
        return gap <= reach and (not gap or span <= max(2 * reach, wide))

    def add(self, other: "Facts") -> None:
        """Take over what is known of the other."""
        self.start = min((day for day in (self.start, other.start) if day is not None), default=None)
        self.end = max((day for day in (self.end, other.end) if day is not None), default=None)
        self.lasts = max(self.lasts, other.lasts)
        self.types |= other.types
        self.places |= other.places
        self.countries |= other.countries
        self.people |= other.people
        self.themes |= other.themes
        self.parties |= other.parties
        self.doers |= other.doers
        self.allied = self.allied or other.allied
        self.voices |= other.voices
        self.counts |= other.counts
        self.documents |= other.documents
        if self.window and other.window and self.window[0] <= other.window[1] and other.window[0] <= self.window[1]:
            self.window = max(self.window[0], other.window[0]), min(self.window[1], other.window[1])
        self.window = self.window or other.window


def cluster(tellings: Tellings, pairs: pl.DataFrame) -> list[list[int]]:
    """The tellings (by number) parted into events; pairs come sorted, the surest first."""
    describe = _describer(tellings)
    facts: dict[int, Facts] = {}
    groups = Groups(range(len(tellings)))
    for one, other in pairs.select("one", "other").iter_rows():
        root, lost = sorted((groups.find(one), groups.find(other)))
        if root == lost:
            continue
        for number in (root, lost):
            if number not in facts:
                facts[number] = describe(number)
        if facts[root].allow(facts[lost]):
            groups.join(root, lost)
            facts[root].add(facts.pop(lost))
    return groups.members()


def _describer(tellings: Tellings) -> Callable[[int], Facts]:
    """A function that gives the facts of one telling."""
    kinds = list(types().values())
    place, upon = tellings.at, tellings.upon
    below = np.where(place.whole, NONE, place.entity)
    people = np.where(upon.person, upon.entity, NONE)
    themes = np.where(tellings.parting, tellings.theme, NONE)
    bodies = np.where(tellings.by.person, NONE, tellings.by.country)
    alone = (tellings.by.entity != NONE) & (tellings.by.country == NONE) & ~tellings.by.person
    voices = np.where(tellings.by.person, tellings.by.entity, NONE)

    def describe(number: int) -> Facts:
        kind, dated = kinds[tellings.event_type[number]], bool(tellings.dated[number])
        said = not kind.placed and not kind.mutual
        both = kind.mutual and not tellings.shared[number]
        series = int(tellings.series[number])
        start, end = int(tellings.start[number]), int(tellings.end[number])
        return Facts(
            types=frozenset() if tellings.outcome[number] else frozenset({kind.id}),
            lasts=int(tellings.lasts[number]),
            start=start if dated else None,
            end=end if dated else None,
            places=_one(int(below[number])) if kind.placed else NOTHING,
            countries=_one(int(place.country[number])) if kind.placed else NOTHING,
            people=NOTHING if kind.mutual else _one(int(people[number])),
            themes=_one(int(themes[number])),
            parties=_one(int(people[number])) | _one(int(voices[number])) if both else NOTHING,
            doers=_one(int(bodies[number])) if kind.body and not kind.mutual else NOTHING,
            allied=bool(alone[number]),
            voices=_one(int(voices[number])) if said else NOTHING,
            counts=frozenset({(counted, series)} if (counted := int(tellings.counted[number])) != NONE else ()),
            documents=_one(int(tellings.document[number])),
            window=None if dated else (start, end),
        )

    return describe


def _one(number: int) -> Numbers:
    return NOTHING if number == NONE else frozenset({number})


def _confused(one: str, other: str) -> bool:
    return one == other or other in types()[one].meets or one in types()[other].meets


def _meet(one: Numbers, other: Numbers) -> bool:
    return not one or not other or not one.isdisjoint(other)
