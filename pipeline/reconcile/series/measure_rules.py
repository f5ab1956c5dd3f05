"""Quantities: what each figure says, as it is compared with others: which thing, which bounds, which place and days."""

import math
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.reconcile.folded_names import WORD_PATTERN

LEXICONS = Path(__file__).with_name("lexicons")

# "Hundreds" is said of less than ten hundreds or so: a vague word covers one order of magnitude from its least.
VAGUE_SPAN = 10.0
# A whole number of thousands that claims to be exact is read as rounded to two figures: 2,000 is 1,950 to 2,050.
ROUND_FROM = 1000


class MeasureRule(Entry):
    """How figures of one measure are compared; see `measures.yml`."""

    is_count: bool
    window_days: int
    is_daily: bool = False
    common_nouns: frozenset[str]


class QualifierBounds(Entry):
    """Bounds of a qualified number as multiples of it; see `qualifiers.yml`."""

    low: float
    high: float | None
    intended_low: float
    intended_high: float


class BoundaryWords(Entry):
    """Words inside a description; see `joints.yml`."""

    words: frozenset[str]


@cache
def load_measures() -> dict[str, MeasureRule]:
    """The measures whose counted noun need not agree, by name."""
    return {entry.id: entry for entry in _load_measure_lexicon()}


@cache
def _load_measure_lexicon() -> Lexicon[MeasureRule]:
    return load_lexicon(LEXICONS / "en" / "measures.yml", MeasureRule)


@cache
def _load_qualifiers() -> tuple[Lexicon[QualifierBounds], dict[str, QualifierBounds]]:
    lexicon = load_lexicon(LEXICONS / "qualifiers.yml", QualifierBounds)
    return lexicon, {entry.id: entry for entry in lexicon}


@cache
def _load_boundary_lexicon() -> Lexicon[BoundaryWords]:
    return load_lexicon(LEXICONS / "en" / "boundary_words.yml", BoundaryWords)


@cache
def _load_boundary_words() -> dict[str, BoundaryWords]:
    return {entry.id: entry for entry in _load_boundary_lexicon()}


@cache
def select_concept_words(measure: str, concept: str | None) -> frozenset[str]:
    """The words that tell which thing is counted, beyond the measure's common nouns; empty for the whole.

    For measures that are not counted every word of the description tells.
    """
    known = load_measures().get(measure)
    if known:
        _load_measure_lexicon().record_hit(known)
    common = known.common_nouns if known else frozenset()
    words = []
    for word in WORD_PATTERN.findall((concept or "").casefold()):
        entry = _find_boundary(word)
        if entry:
            _load_boundary_lexicon().record_hit(entry)
            if known and entry.id == "end":
                break
        elif word not in common:
            words.append(word)
    return frozenset(words)


def _find_boundary(word: str) -> BoundaryWords | None:
    return next((entry for entry in _load_boundary_words().values() if word in entry.words), None)


def compute_bounds(
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
    lexicon, by_id = _load_qualifiers()
    entry = by_id[qualifier]
    lexicon.record_hit(entry)
    if qualifier == "exact":
        slack = _estimate_rounding(value)
        return value - slack, value + slack, value - slack, value + slack
    ends = [value * entry.low, math.inf if entry.high is None else value * entry.high]
    near = [value * entry.intended_low, value * entry.intended_high]
    # Below zero (temperatures, losses) the multiples change sides.
    return (*_order_bounds(ends, value), *_order_bounds(near, value))


def _order_bounds(ends: list[float], value: float) -> tuple[float, float]:
    return (min(ends), max(ends)) if value >= 0 else (max(-math.inf, min(ends)), max(ends))


def _estimate_rounding(value: float) -> float:
    if value < ROUND_FROM or value % ROUND_FROM:
        return 0.0
    digits = len(str(int(value)))
    return float(10 ** (digits - 2) / 2)


def select_publication_days(documents: pl.DataFrame) -> pl.DataFrame:
    """For each document the bounds of its day of publication, `told_start` and `told_end`; null where unbounded."""
    return documents.select(
        "document_id",
        told_start=pl.coalesce("published_on", "published_earliest"),
        told_end=pl.coalesce("published_on", "published_latest"),
    )


def convert_to_ordinal(day: date | None, missing: int) -> int:
    """A day as a number, or `missing`."""
    return day.toordinal() if day else missing
