"""Nodes: figures that say the same, and when two of them are of one quantity."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pipeline.reconcile.compared import Figure
from pipeline.reconcile.quantities import measures, ordinal, thing

# A count that rose or fell by more than this from one telling to a later one is taken for another quantity, unless the
# bounds meet: tolls rise as more is known, and seldom fall.
GREATEST_RISE, GREATEST_FALL = 3.0, 1.5
# Descriptions are the same where they share at least this part of their words (Jaccard).
LEAST_SHARED = 0.5
# Quantities that are no counts ("other", shares, money) are many and alike: in two texts they are one where they share
# so many words of what they measure and what they are tied to, or a number of so many digits.
SHARED_WORDS, TELLING_DIGITS = 2, 3
FIRST, LAST = date.min.toordinal(), date.max.toordinal()  # where nothing bounds the days


class Block(NamedTuple):
    """What figures of one series have in common: measure, direction, country and (unless counted) unit."""

    measure: str
    direction: str
    home: str | None
    unit: str | None


class Said(NamedTuple):
    """What a figure says, as it is compared."""

    block: Block
    place: str | None
    whole: bool  # the place is a whole country
    thing: frozenset[str]
    words: frozenset[str]  # of measures that are not counted, with all that the clause ties it to
    vague: bool
    low: float
    high: float
    start: int
    end: int
    happened: int | None
    nature: str | None


@dataclass(frozen=True, slots=True)
class Node:
    """Figures that say the same of the same days, so that a thousand of them are compared once."""

    number: int
    said: Said
    originals: frozenset[str]
    rows: list[Figure]


def nodes(rows: list[Figure]) -> list[Node]:
    """The figures by what they say, in the order of their first days."""
    alike: dict[tuple[Said, str | None], list[Figure]] = {}
    for row in rows:
        said = _said(row)
        shared = row.measure in measures() or _particular(said, said)
        alike.setdefault((said, None if shared else row.original_id), []).append(row)
    return [
        Node(number, said, frozenset(row.original_id for row in told), told)
        for number, ((said, _), told) in enumerate(alike.items())
    ]


def _said(row: Figure) -> Said:
    counted, concept = row.measure in measures(), row.concept_lemma or row.concept
    return Said(
        block=Block(row.measure, row.direction, row.home, None if counted else row.unit),
        place=row.location_entity_id,
        whole=bool(row.is_country),
        thing=thing(row.measure, concept),
        words=frozenset() if counted else thing(row.measure, f"{concept} {row.relates_to or ''}"),
        vague=row.qualifier == "vague",
        low=row.near_low,
        high=row.near_high,
        start=ordinal(row.start, FIRST),
        end=ordinal(row.end, LAST),
        happened=None if row.happened is None else row.happened.toordinal(),
        nature=row.nature,
    )


def same(a: Node, b: Node, *, counted: bool) -> bool:
    """Whether two figures near in time and size, the later one second, are of one quantity."""
    one, other = a.said, b.said
    if not _places_fit(a, b) or not _natures_fit(one.nature, other.nature):
        return False
    union = one.thing | other.thing
    alike = (len(one.thing & other.thing) / len(union) if union else float(counted)) >= LEAST_SHARED
    if not counted and not (alike and (a.originals == b.originals or _particular(one, other))):
        return False
    if _fits(one, other):
        return alike or not one.thing or not other.thing
    if one.happened is not None and other.happened is not None and one.happened != other.happened:
        return False
    # Two numbers that differ in one text for one day are two quantities.
    apart = one.start != other.start or len(a.originals | b.originals) > 1
    fell = one.start < other.start and other.high * GREATEST_FALL < one.low
    return alike and apart and not fell and not one.vague and not other.vague


def _particular(one: Said, other: Said) -> bool:
    """Whether what is no count of people or things can be one quantity in two texts: by its words, or by its digits."""
    if len(one.words & other.words) >= SHARED_WORDS:
        return True
    return one.low == other.low and one.high == other.high and len(f"{one.low:g}".strip("0.-")) >= TELLING_DIGITS


def _natures_fit(one: str | None, other: str | None) -> bool:
    """Whether two sentences can tell one kind of harm; an accident that leaves open which fits any."""
    return one is None or other is None or one.startswith(other) or other.startswith(one)


def _places_fit(a: Node, b: Node) -> bool:
    """Whether the places can be one; where neither a place nor a country is known, only within one text."""
    one, other = a.said, b.said
    if one.place is None and other.place is None and one.block.home is None:
        return a.originals == b.originals
    return one.place is None or other.place is None or one.place == other.place or one.whole or other.whole


def _fits(one: Said, other: Said) -> bool:
    """Whether both can be meant as the same number; a vague word is met by its like, or by what lies inside it."""
    if one.vague and other.vague:
        return one.low == other.low
    for vague, told in ((one, other), (other, one)):
        if vague.vague:
            return vague.low <= told.low and told.high <= vague.high
    return one.low <= other.high and other.low <= one.high
