"""Facts of clusters: what must not differ between two that are one event."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pipeline.reconcile.event_rules import MAX_DISPUTED_DAYS
from pipeline.reconcile.timeline.column_codes import NULL_CODE, Codes, Flags
from pipeline.reconcile.timeline.event_mention_columns import EventMentions
from schemas.event_ontology import load_event_types

NumberSet = frozenset[int]
EMPTY_SET: NumberSet = frozenset()


@dataclass(slots=True)
class ClusterFacts:
    """What is known of a cluster: the days that its mentions state, the places below a country, the people in it."""

    event_types: frozenset[str]  # none where what is told is but the outcome of an act
    duration_days: int
    start: int | None
    end: int | None
    places: NumberSet  # towns and what lies in them
    text_places: NumberSet  # those of all mentions in its documents
    areas: NumberSet  # states, counties and other areas that towns lie in
    countries: NumberSet
    people: NumberSet
    topics: NumberSet  # what it is about, where that parts acts
    mutual_parties: NumberSet  # people on either side, where both do the same
    agent_countries: NumberSet  # countries of those who act, where another's act would be another one
    has_alliance: bool  # a body of no country is among those: an alliance acts through its members
    speakers: NumberSet  # people among those, where the act is one of words
    counted_series: frozenset[tuple[int, int]]  # what was counted, and the series that tells how many
    documents: frozenset[int]
    exact_days: frozenset[tuple[int, int]]  # documents that count a deed of a single day, and that day
    is_total: bool  # counts many events of a stretch of time
    undated_window: tuple[int, int] | None  # the days within which mentions without a day are taken to lie

    def can_merge(self, other: "ClusterFacts") -> bool:
        """Whether two clusters can be of one event."""
        return (
            (
                self.event_types == other.event_types
                or all(_is_confusable(a, b) for a in self.event_types for b in other.event_types)
            )
            and self._has_compatible_places(other)
            and _is_compatible(self.areas, other.areas)
            and _is_compatible(self.countries, other.countries)
            and _is_compatible(self.people, other.people)
            and _is_compatible(self.topics, other.topics)
            and (self.mutual_parties <= other.mutual_parties or other.mutual_parties <= self.mutual_parties)
            and (self.has_alliance or other.has_alliance or _is_compatible(self.agent_countries, other.agent_countries))
            and _is_compatible(self.speakers, other.speakers)
            and self.is_total == other.is_total
            and self._has_compatible_counts(other)
            and self._has_one_day_in_each_text(other)
            and self._has_compatible_days(other)
            and self._has_compatible_window(other)
            and other._has_compatible_window(self)
        )

    def _has_compatible_places(self, other: "ClusterFacts") -> bool:
        """Whether both can be in one town: the same, or one that the other's text names too, as a quarter's town."""
        if _is_compatible(self.places, other.places):
            return True
        named = not self.places.isdisjoint(other.text_places) or not other.places.isdisjoint(self.text_places)
        return named and self.documents.isdisjoint(other.documents)

    def _has_compatible_window(self, other: "ClusterFacts") -> bool:
        """Whether what has no day here can be of the other's days; one text may well go back in time without a date."""
        if self.undated_window is None or self.documents <= other.documents:
            return True
        first, last = self.undated_window
        if other.undated_window and (other.undated_window[0] > last or other.undated_window[1] < first):
            return False
        return other.start is None or other.end is None or (other.start <= last and other.end >= first)

    def _has_one_day_in_each_text(self, other: "ClusterFacts") -> bool:
        """Whether no text counts both on two days: texts may dispute a day with each other, but not with themselves."""
        days: dict[int, int] = dict(self.exact_days)
        return all(days.get(document, day) == day for document, day in other.exact_days)

    def _has_compatible_counts(self, other: "ClusterFacts") -> bool:
        """Whether what both count is of one series, where that is told in different texts."""
        if not self.counted_series or not other.counted_series or self.documents & other.documents:
            return True
        shared = {what for what, _ in self.counted_series} & {what for what, _ in other.counted_series}
        return shared <= {what for what, _ in self.counted_series & other.counted_series}

    def _has_compatible_days(self, other: "ClusterFacts") -> bool:
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return True
        gap = max(0, other.start - self.end, self.start - other.end)
        reach = max(self.duration_days, other.duration_days, MAX_DISPUTED_DAYS)
        span = max(self.end, other.end) - min(self.start, other.start)
        wide = max(self.end - self.start, other.end - other.start)
        return gap <= reach and (not gap or span <= max(2 * reach, wide))

    def merge_from(self, other: "ClusterFacts") -> None:
        """Take over what is known of the other."""
        self.start = min((day for day in (self.start, other.start) if day is not None), default=None)
        self.end = max((day for day in (self.end, other.end) if day is not None), default=None)
        self.duration_days = max(self.duration_days, other.duration_days)
        self.event_types |= other.event_types
        self.places |= other.places
        self.text_places |= other.text_places
        self.areas |= other.areas
        self.countries |= other.countries
        self.people |= other.people
        self.topics |= other.topics
        self.mutual_parties |= other.mutual_parties
        self.agent_countries |= other.agent_countries
        self.has_alliance = self.has_alliance or other.has_alliance
        self.speakers |= other.speakers
        self.counted_series |= other.counted_series
        self.documents |= other.documents
        self.exact_days |= other.exact_days
        if (
            self.undated_window
            and other.undated_window
            and self.undated_window[0] <= other.undated_window[1]
            and other.undated_window[0] <= self.undated_window[1]
        ):
            self.undated_window = (
                max(self.undated_window[0], other.undated_window[0]),
                min(self.undated_window[1], other.undated_window[1]),
            )
        self.undated_window = self.undated_window or other.undated_window


def make_facts_builder(event_mentions: EventMentions, is_total: Flags) -> Callable[[int], ClusterFacts]:
    """A function that gives the facts of one mention; `is_total` marks those that count many events."""
    kinds = list(load_event_types().items())
    place, patient = event_mentions.location, event_mentions.patient
    towns = np.where(place.is_country | place.is_area, NULL_CODE, place.entity)
    areas = np.where(place.is_area, place.entity, NULL_CODE)
    text_places = _index_places(event_mentions.document, towns)
    # A last name alone may be that of several people: it parts nobody.
    people = np.where(patient.is_person & ~patient.is_short_name, patient.entity, NULL_CODE)
    topics = np.where(event_mentions.has_separating_topic, event_mentions.topic, NULL_CODE)
    agent_countries = np.where(event_mentions.agent.is_person, NULL_CODE, event_mentions.agent.country)
    has_alliance = (
        (event_mentions.agent.entity != NULL_CODE)
        & (event_mentions.agent.country == NULL_CODE)
        & ~event_mentions.agent.is_person
    )
    is_speaker = event_mentions.agent.is_person & ~event_mentions.agent.is_short_name
    speakers = np.where(is_speaker, event_mentions.agent.entity, NULL_CODE)

    def build_facts(number: int) -> ClusterFacts:
        name, kind = kinds[event_mentions.event_type[number]]
        dated = bool(event_mentions.is_dated[number])
        said = not kind.is_located and not kind.is_mutual
        both = kind.is_mutual and not event_mentions.has_many_parties[number]
        series = int(event_mentions.series[number])
        start, end = int(event_mentions.start[number]), int(event_mentions.end[number])
        return ClusterFacts(
            event_types=frozenset() if event_mentions.is_outcome[number] else frozenset({name}),
            duration_days=int(event_mentions.duration_days[number]),
            start=start if dated else None,
            end=end if dated else None,
            places=_make_number_set(int(towns[number])) if kind.is_located else EMPTY_SET,
            text_places=text_places[int(event_mentions.document[number])],
            areas=_make_number_set(int(areas[number])) if kind.is_located else EMPTY_SET,
            countries=_make_number_set(int(place.country[number])) if kind.is_located else EMPTY_SET,
            people=EMPTY_SET if kind.is_mutual else _make_number_set(int(people[number])),
            topics=_make_number_set(int(topics[number])),
            mutual_parties=_make_number_set(int(people[number])) | _make_number_set(int(speakers[number]))
            if both
            else EMPTY_SET,
            agent_countries=_make_number_set(int(agent_countries[number]))
            if kind.acts_for_body and not kind.is_mutual
            else EMPTY_SET,
            has_alliance=bool(has_alliance[number]),
            speakers=_make_number_set(int(speakers[number])) if said else EMPTY_SET,
            counted_series=frozenset(
                {(counted, series)} if (counted := int(event_mentions.counted_concept[number])) != NULL_CODE else ()
            ),
            documents=_make_number_set(int(event_mentions.document[number])),
            exact_days=frozenset(
                {(int(event_mentions.document[number]), start)}
                if event_mentions.is_single_day[number]
                and event_mentions.series[number] != NULL_CODE
                and not event_mentions.duration_days[number]
                else ()
            ),
            is_total=bool(is_total[number]),
            undated_window=None if dated else (start, end),
        )

    return build_facts


def _index_places(documents: Codes, towns: Codes) -> dict[int, NumberSet]:
    """By document the towns of its mentions."""
    found: dict[int, NumberSet] = dict.fromkeys(documents.tolist(), EMPTY_SET)
    for document, town in zip(documents.tolist(), towns.tolist(), strict=True):
        found[document] |= _make_number_set(town)
    return found


def _make_number_set(number: int) -> NumberSet:
    return EMPTY_SET if number == NULL_CODE else frozenset({number})


def _is_confusable(one: str, other: str) -> bool:
    return (
        one == other or other in load_event_types()[one].confused_with or one in load_event_types()[other].confused_with
    )


def _is_compatible(one: NumberSet, other: NumberSet) -> bool:
    return not one or not other or not one.isdisjoint(other)
