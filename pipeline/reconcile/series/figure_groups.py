"""Nodes: figures that say the same, and when two of them are of one quantity."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pipeline.reconcile.series.figure_records import FigureRecord
from pipeline.reconcile.series.measure_rules import convert_to_ordinal, load_measures, select_concept_words

# A count that rose or fell by more than this from one report to a later one is taken for another quantity, unless the
# bounds meet: tolls rise as more is known, and seldom fall.
MAX_RISE, MAX_FALL = 3.0, 1.5
# A running total of more days than this sums up more than one event.
MAX_EVENT_DAYS = 14
# Descriptions are the same where they share at least this part of their words (Jaccard).
MIN_WORD_OVERLAP = 0.5
# Quantities that are no counts ("other", shares, money) are many and alike: in two texts they are one where they share
# so many words of what they measure and what they are tied to, or a number of so many digits.
MIN_SHARED_WORDS, MIN_DISTINCTIVE_DIGITS = 2, 3
FIRST_DAY, LAST_DAY = date.min.toordinal(), date.max.toordinal()  # where nothing bounds the days


class BlockingKey(NamedTuple):
    """What figures of one series have in common: measure, country and (unless counted) direction and unit.

    A toll that `rose to 14` is the toll that was 12; of shares and money a rise and a level are two quantities.
    """

    measure: str
    is_part: bool  # a part is no rival of its total
    direction: str | None
    home_country: str | None
    unit: str | None


class FigureFeatures(NamedTuple):
    """What a figure says, as it is compared."""

    blocking_key: BlockingKey
    place: str | None
    is_country: bool  # the place is a whole country
    concept_words: frozenset[str]
    context_words: frozenset[str]  # of measures that are not counted, with all that the clause ties it to
    is_vague: bool
    low: float
    high: float
    start: int
    end: int
    event_day: int | None
    harm_kind: str | None
    is_total: bool  # a running total, not the count of one event


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures that say the same of the same days, so that a thousand of them are compared once."""

    number: int
    features: FigureFeatures
    original_ids: frozenset[str]
    figures: list[FigureRecord]


def group_equal_figures(rows: list[FigureRecord]) -> list[FigureGroup]:
    """The figures by what they say, in the order of their first days."""
    alike: dict[tuple[FigureFeatures, str | None], list[FigureRecord]] = {}
    for row in rows:
        features = _extract_features(row)
        shared = row.measure in load_measures() or _is_distinctive(features, features)
        alike.setdefault((features, None if shared else row.original_id), []).append(row)
    return [
        FigureGroup(number, said, frozenset(row.original_id for row in equal_figures), equal_figures)
        for number, ((said, _), equal_figures) in enumerate(alike.items())
    ]


def _extract_features(row: FigureRecord) -> FigureFeatures:
    counted, concept = row.measure in load_measures(), row.concept_lemma or row.concept
    return FigureFeatures(
        blocking_key=BlockingKey(
            measure=row.measure,
            is_part=row.is_part,
            direction=None if counted else row.direction,
            home_country=row.home_country,
            unit=None if counted else row.unit,
        ),
        place=row.location_entity_id,
        is_country=bool(row.is_country),
        concept_words=select_concept_words(row.measure, concept),
        context_words=frozenset()
        if counted
        else select_concept_words(row.measure, f"{concept} {row.relates_to or ''}"),
        is_vague=row.qualifier == "vague",
        low=row.intended_low,
        high=row.intended_high,
        start=convert_to_ordinal(row.start, FIRST_DAY),
        end=convert_to_ordinal(row.end, LAST_DAY),
        event_day=None if row.event_day is None else row.event_day.toordinal(),
        harm_kind=row.harm_kind,
        is_total=row.scope == "total",
    )


def is_same_quantity(a: FigureGroup, b: FigureGroup, *, counted: bool) -> bool:
    """Whether two figures near in time and size, the later one second, are of one quantity."""
    one, other = a.features, b.features
    if not _has_compatible_place(a, b) or not _has_compatible_harm(one.harm_kind, other.harm_kind):
        return False
    if one.is_total != other.is_total and (_spans_weeks(one) or _spans_weeks(other)):
        return False
    union = one.concept_words | other.concept_words
    alike = (len(one.concept_words & other.concept_words) / len(union) if union else float(counted)) >= MIN_WORD_OVERLAP
    if not counted and not (alike and (a.original_ids == b.original_ids or _is_distinctive(one, other))):
        return False
    if _has_compatible_value(one, other):
        return alike or not one.concept_words or not other.concept_words
    if one.event_day is not None and other.event_day is not None and one.event_day != other.event_day:
        return False
    # Two numbers that differ in one text for one day are two quantities.
    apart = one.start != other.start or len(a.original_ids | b.original_ids) > 1
    fell = one.start < other.start and other.high * MAX_FALL < one.low
    return alike and apart and not fell and not one.is_vague and not other.is_vague


def _spans_weeks(features: FigureFeatures) -> bool:
    """Whether a running total is one of a period longer than an event: of a year, not of the days since one began."""
    return features.is_total and features.end - features.start > MAX_EVENT_DAYS


def _is_distinctive(features: FigureFeatures, other: FigureFeatures) -> bool:
    """Whether what is no count of people or things can be one quantity in two texts: by its words, or by its digits."""
    if len(features.context_words & other.context_words) >= MIN_SHARED_WORDS:
        return True
    return (
        features.low == other.low
        and features.high == other.high
        and len(f"{features.low:g}".strip("0.-")) >= MIN_DISTINCTIVE_DIGITS
    )


def _has_compatible_harm(one: str | None, other: str | None) -> bool:
    """Whether two sentences can tell one kind of harm; an accident that leaves open which fits any."""
    return one is None or other is None or one.startswith(other) or other.startswith(one)


def _has_compatible_place(a: FigureGroup, b: FigureGroup) -> bool:
    """Whether the places can be one; where neither a place nor a country is known, only within one text."""
    one, other = a.features, b.features
    if one.place is None and other.place is None and one.blocking_key.home_country is None:
        return a.original_ids == b.original_ids
    return one.place is None or other.place is None or one.place == other.place or one.is_country or other.is_country


def _has_compatible_value(one: FigureFeatures, other: FigureFeatures) -> bool:
    """Whether both can be meant as the same number; a vague word is met by its like, or by what lies inside it."""
    if one.is_vague and other.is_vague:
        return one.low == other.low
    for vague, told in ((one, other), (other, one)):
        if vague.is_vague:
            return vague.low <= told.low and told.high <= vague.high
    return one.low <= other.high and other.low <= one.high
