"""Periods of the calendar as written: `summer 2019`, `Q1 2020`, `the third quarter`, `the 1990s`, `19th century`."""

from pipeline.extract.temporal import calendar_intervals
from pipeline.extract.temporal.timex_patterns import EndedPeriod, FixedDate, TimexPattern, YearlyDate
from pipeline.extract.temporal.timex_words import SplitSentence
from pipeline.extract.temporal.year_attachment import FIRST_YEAR, LAST_YEAR, attach_year

PatternMatch = tuple[TimexPattern, int] | None


def match_season(line: SplitSentence, i: int) -> PatternMatch:
    """`summer 2019`, `in the autumn`, `winter of 2019`: northern, from 1 March, June, September, December."""
    entry = line.get_word(i, "season")
    if entry is None:
        return None
    form, end = attach_year(line, i + 1, lambda of: calendar_intervals.build_months(of, entry.value, 3))
    article = line.get_lower(i - 1) == "the" and line.get_lower(i - 2) in ("in", "during", "since", "by", "until")
    bare = not entry.ambiguous and (article or line.get_lower(i - 1) in ("in", "since", "by"))
    return (
        (form, end) if end > i + 1 or ((bare and end >= len(line)) or (bare and not _is_nominal(line, end))) else None
    )


def _is_nominal(line: SplitSentence, i: int) -> bool:
    token = line.get_token(i)
    return token is not None and token.pos_ in ("NOUN", "PROPN")


def match_ordinal_period(line: SplitSentence, i: int) -> PatternMatch:
    """`the third quarter`, `first-half`: a quarter or half without a year, by tense the last that ended or the next."""
    entry = line.get_word(i, "ordinal")
    j = i + 1 + (line.get_lower(i + 1) == "-")
    unit = line.get_word(j, "unit")
    if entry is None or entry.value < 1 or unit is None or unit.id not in ("quarter", "half"):
        return None
    counted = line.get_lower(i - 1) == "the" or j > i + 1 or line.get_lower(i - 1) in ("in", "for", "its", "their")
    if not counted or line.get_lower(j + 1) == "of":
        return None
    if unit.id == "half" and j == i + 1:
        return None  # "the first half" is of a match more often
    months = {"quarter": 3, "half": 6}[unit.id]
    if entry.value * months > 12:
        return None
    first = (entry.value - 1) * months + 1
    return EndedPeriod(YearlyDate(lambda of: calendar_intervals.build_months(of, first, months))), j + 1


def match_quarter(line: SplitSentence, i: int) -> PatternMatch:
    """`Q1 2020`."""
    number = line.parse_number(i + 1, 1)
    if line.get_lower(i) != "q" or number is None or not 1 <= number <= 4:
        return None
    return attach_year(line, i + 2, lambda of: calendar_intervals.build_months(of, number * 3 - 2, 3))


def match_decade(line: SplitSentence, i: int) -> PatternMatch:
    """`1990s`, `'90s`, `nineties`."""
    low = line.get_lower(i)
    if low.endswith("s") and low[:-1].isascii() and low[:-1].isdecimal() and low[-2] == "0":
        number = int(low[:-1])
        if len(low) == 5 and FIRST_YEAR <= number <= LAST_YEAR:
            return FixedDate(
                calendar_intervals.build_years(number, 100 if number % 100 == 0 and number < 1900 else 10)
            ), i + 1
        if len(low) == 3 and number >= 20 and line.get_lower(i - 1) in ("'", "’", "the", "early", "mid", "late", "-"):
            return FixedDate(calendar_intervals.build_years(1900 + number, 10)), i + 1
    number_before_s = line.parse_number(i, 4) if line.get_lower(i + 1) in ("'s", "’s") else None
    if number_before_s is not None and len(low) == 4 and number_before_s % 10 == 0 and line.get_lower(i - 1) == "the":
        return FixedDate(calendar_intervals.build_years(number_before_s, 10)), i + 2
    entry = line.get_word(i, "decade")
    return (
        (FixedDate(calendar_intervals.build_years(entry.value, 10)), i + 1)
        if entry and line.get_lower(i - 1) == "the"
        else None
    )


def match_century(line: SplitSentence, i: int) -> PatternMatch:
    """`19th century`, `the 18th and 19th centuries`."""
    number = line.parse_number(i)
    first, start = number, i
    if line.get_lower(i + 1) in ("and", "or", "to") and (last := line.parse_number(i + 2)) is not None:
        number, i = last, i + 2
    j = i + 1 + (line.get_lower(i + 1) == "-")
    unit = line.get_word(j, "unit")
    if first is None or number is None or unit is None or unit.id != "century":
        return None
    if first > number or not (line.get_lower(start)[-1:].isalpha() and line.get_lower(i)[-1:].isalpha()):
        return None
    return FixedDate(calendar_intervals.build_years(first * 100 - 99, (number - first + 1) * 100)), j + 1
