"""Quantities: what each figure says, as it is compared with others: which thing, which bounds, which place and days."""

import math
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl

from pipeline.base.lexicon import Entry, Lexicon, load
from pipeline.reconcile.names import WORD

LEXICONS = Path(__file__).with_name("lexicons")

# "Hundreds" is said of less than ten hundreds or so: a vague word covers one order of magnitude from its least.
VAGUE_SPAN = 10.0
# A whole number of thousands that claims to be exact is read as rounded to two figures: 2,000 is 1,950 to 2,050.
ROUND_FROM = 1000


class Measure(Entry):
    """How figures of one measure are compared; see `measures.yml`."""

    counted: bool
    window: int
    daily: bool = False
    common: frozenset[str]


class Qualifier(Entry):
    """Bounds of a qualified number as multiples of it; see `qualifiers.yml`."""

    low: float
    high: float | None
    near_low: float
    near_high: float


class Joint(Entry):
    """Words inside a description; see `joints.yml`."""

    words: frozenset[str]


@cache
def measures() -> dict[str, Measure]:
    """The measures whose counted noun need not agree, by name."""
    return {entry.id: entry for entry in _measures()}


@cache
def _measures() -> Lexicon[Measure]:
    return load(LEXICONS / "measures.yml", Measure)


@cache
def _qualifiers() -> tuple[Lexicon[Qualifier], dict[str, Qualifier]]:
    lexicon = load(LEXICONS / "qualifiers.yml", Qualifier)
    return lexicon, {entry.id: entry for entry in lexicon}


@cache
def _joint_lexicon() -> Lexicon[Joint]:
    return load(LEXICONS / "joints.yml", Joint)


@cache
def _joints() -> dict[str, Joint]:
    return {entry.id: entry for entry in _joint_lexicon()}


@cache
def thing(measure: str, concept: str | None) -> frozenset[str]:
    """The words that tell which thing is counted, beyond the measure's common nouns; empty for the whole.

    For measures that are not counted every word of the description tells.
    """
    known = measures().get(measure)
    if known:
        _measures().hit(known)
    common = known.common if known else frozenset()
    words = []
    for word in WORD.findall((concept or "").casefold()):
        entry = _told_by_joint(word)
        if entry:
            _joint_lexicon().hit(entry)
            if known and entry.id == "end":
                break
        elif word not in common:
            words.append(word)
    return frozenset(words)


def _told_by_joint(word: str) -> Joint | None:
    return next((entry for entry in _joints().values() if word in entry.words), None)


def bounds(
    value: float | None, low: float | None, high: float | None, qualifier: str
) -> tuple[float, float, float, float]:
    """Least and greatest value that a figure can mean, then those that a writer has in mind.

    Raises KeyError for a qualifier without an entry in `qualifiers.yml`.
    """
    if qualifier == "vague":
        least = low if low is not None else 0.0
        most = least * VAGUE_SPAN * (1 - 1e-9)
        return least, most, least, most
    if qualifier == "range" or value is None:
        least, most = (low if low is not None else -math.inf), (high if high is not None else math.inf)
        return least, most, least, most
    lexicon, by_id = _qualifiers()
    entry = by_id[qualifier]
    lexicon.hit(entry)
    if qualifier == "exact":
        slack = _rounding(value)
        return value - slack, value + slack, value - slack, value + slack
    ends = [value * entry.low, math.inf if entry.high is None else value * entry.high]
    near = [value * entry.near_low, value * entry.near_high]
    # Below zero (temperatures, losses) the multiples change sides.
    return (*_ordered(ends, value), *_ordered(near, value))


def _ordered(ends: list[float], value: float) -> tuple[float, float]:
    return (min(ends), max(ends)) if value >= 0 else (max(-math.inf, min(ends)), max(ends))


def _rounding(value: float) -> float:
    if value < ROUND_FROM or value % ROUND_FROM:
        return 0.0
    digits = len(str(int(value)))
    return float(10 ** (digits - 2) / 2)


def days(documents: pl.DataFrame) -> pl.DataFrame:
    """For each document the bounds of its day of publication, `told_start` and `told_end`; null where unbounded."""
    return documents.select(
        "document_id",
        told_start=pl.coalesce("published_on", "published_earliest"),
        told_end=pl.coalesce("published_on", "published_latest"),
    )


def ordinal(day: date | None, missing: int) -> int:
    """A day as a number, or `missing`."""
    return day.toordinal() if day else missing
