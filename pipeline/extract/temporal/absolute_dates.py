"""Dates of the calendar as written: `6 January 2020`, `Monday (Jan. 6)`, `March 2019`, `2020-01-06`, `the 1990s`."""

from collections.abc import Callable

from pipeline.base.date_interval import Interval
from pipeline.extract.temporal import calendar_intervals
from pipeline.extract.temporal.timex_patterns import (
    FixedDate,
    OffsetDate,
    TimexPattern,
    WeekdayDate,
    YearlyDate,
    narrow_pattern,
)
from pipeline.extract.temporal.timex_words import SplitSentence, is_of_kind

PatternMatch = tuple[TimexPattern, int] | None
YearBuilder = Callable[[int], Interval | None]

DASHES = frozenset({"-", "–", "—", "/"})
RANGE_JOINERS = frozenset({"-", "–", "—", "to", "and", "until", "till", "through", "&"})
OPENING_BRACKET, CLOSING_BRACKET = "(", ")"
# Bare numbers of four digits outside these are hardly ever years in news.
FIRST_YEAR, LAST_YEAR = 1000, 2199
FIRST_BARE_YEAR, LAST_BARE_YEAR = 1800, 2099


def match_absolute_date(line: SplitSentence, i: int) -> PatternMatch:
    """A date of the calendar that begins at a place, and the place after it."""
    if line.get_lower(i)[:1].isdecimal():
        return (
            match_numeric_date(line, i) or match_day_month(line, i) or match_decade(line, i) or match_bare_year(line, i)
        )
    if line.get_lower(i) == "the":
        following = match_day_month(line, i + 1) or match_decade(line, i + 1) or match_century(line, i + 1)
        return following if (following and following[1] > i + 2) or match_decade(line, i + 1) else None
    return (
        match_known_date(line, i)
        or match_weekday_date(line, i)
        or match_month_date(line, i)
        or match_feast(line, i)
        or match_season(line, i)
        or match_quarter(line, i)
        or match_decade(line, i)
    )


def match_numeric_date(line: SplitSentence, i: int) -> PatternMatch:
    """Dates in figures alone. Day and month that could be either way round have no interval."""
    dotted = line.get_lower(i).split(".")
    if len(dotted) == 3 and all(part.isascii() and part.isdecimal() for part in dotted) and len(dotted[2]) == 4:
        return FixedDate(calendar_intervals.build_day(int(dotted[2]), int(dotted[1]), int(dotted[0]))), i + 1
    separator = line.get_lower(i + 1)
    if separator not in ("-", "/") or line.get_lower(i + 3) != separator:
        return None
    first, second, third = line.parse_number(i, 4), line.parse_number(i + 2), line.parse_number(i + 4, 4)
    if first is None or second is None or third is None:
        return None
    if len(line.get_lower(i)) == 4 and third <= 31:
        return FixedDate(calendar_intervals.build_day(first, second, third)), i + 5
    if len(line.get_lower(i + 4)) != 4 or first > 31:
        return None
    readings = {
        found
        for found in (
            calendar_intervals.build_day(third, second, first),
            calendar_intervals.build_day(third, first, second),
        )
        if found
    }
    return FixedDate(readings.pop() if len(readings) == 1 else None), i + 5


def parse_year(line: SplitSentence, i: int) -> int | None:
    """A year of four digits."""
    number = line.parse_number(i, 4)
    good = number is not None and len(line.get_lower(i)) == 4 and FIRST_YEAR <= number <= LAST_YEAR
    return number if good and not line.is_noun_count(i) else None


def match_bare_year(line: SplitSentence, i: int) -> PatternMatch:
    """A year alone: after a preposition, or where the parser sees a date."""
    number = parse_year(line, i)
    if number is None or not FIRST_BARE_YEAR <= number <= LAST_BARE_YEAR or line.get_lower(i - 1) in DASHES:
        return None
    if is_of_kind(line.get_lower(i - 1), "name_before"):
        return None
    token = line.get_token(i)
    if is_of_kind(line.get_lower(i - 1), "dating") or (token is not None and token.ent_type_ == "DATE"):
        return FixedDate(calendar_intervals.build_years(number)), i + 1
    return None


def _attach_year(
    line: SplitSentence, i: int, build: YearBuilder, weekday: int | None = None
) -> tuple[TimexPattern, int]:
    """The days with the year that follows, told (`, 2019`) or relative (`last year`), or else of every year."""
    end, stated_year, shift = i, None, None
    for j in (i, i + 1):
        if j > i and line.get_lower(i) not in (",", "of", "in"):
            break
        if (stated_year := parse_year(line, j)) is not None:
            end = j + 1
            break
        shift, unit = line.get_word(j, "shift"), line.get_word(j + 1, "unit")
        if shift and unit and unit.id == "year":
            end = j + 2
            break
        shift = None
    bracketed = line.get_word(end + 1, "weekday")
    if line.get_lower(end) == OPENING_BRACKET and bracketed and line.get_lower(end + 2) == CLOSING_BRACKET:
        weekday, end = bracketed.value, end + 3
    yearly = YearlyDate(build, weekday)
    if stated_year is not None:
        return FixedDate(yearly.check_weekday(build(stated_year))), end
    if shift:
        return narrow_pattern(
            OffsetDate("year", shift.value), lambda whole: yearly.check_weekday(build(whole.start.year))
        ), end
    return yearly, end


def parse_month(line: SplitSentence, i: int) -> int | None:
    """The month that a word names; names of months are capitalised."""
    entry = line.get_word(i, "month")
    return entry.value if entry and line.is_capitalised(i) else None


def match_day_month(line: SplitSentence, i: int, weekday: int | None = None) -> PatternMatch:
    """`6 January`, `the 6th of January`, `5-7 January 2020`, `5 and 6 January`."""
    first = line.parse_number(i)
    if first is None:
        return None
    last, j = first, i + 1
    if line.get_lower(j) in RANGE_JOINERS and (second := line.parse_number(j + 1)) is not None:
        last, j = second, j + 2
    j += line.get_lower(j) == "of"
    number = parse_month(line, j)
    return _attach_year(line, j + 1, _make_range_builder(number, first, last), weekday) if number else None


def match_month_date(line: SplitSentence, i: int, weekday: int | None = None) -> PatternMatch:
    """`January 6`, `Jan. 5-7, 2020`, `March 2019`, `in March`."""
    number = parse_month(line, i)
    if number is None:
        return None
    first = line.parse_number(i + 1)
    if (
        first is not None
        and 0 < first <= 31
        and not line.is_noun_count(i + 1)
        and line.get_lower(i + 2) not in ("%", ":")
    ):
        last, j = first, i + 2
        if (
            line.get_lower(j) in RANGE_JOINERS
            and (second := line.parse_number(j + 1))
            and second > first
            and parse_month(line, j + 2) is None
        ):
            last, j = (second, j + 2) if not line.is_noun_count(j + 1) else (last, j)
        return _attach_year(line, j, _make_range_builder(number, first, last), weekday)
    form, end = _attach_year(line, i + 1, lambda of: calendar_intervals.build_months(of, number))
    entry, token = line.get_word(i, "month"), line.get_token(i)
    if end > i + 1:
        return form, end
    named = token is not None and token.ent_type_ in ("PERSON", "ORG", "WORK_OF_ART")
    alone = (
        entry is not None
        and entry.ambiguous
        and not (is_of_kind(line.get_lower(i - 1), "dating") or line.get_word(i - 2, "part"))
    )
    return None if named or alone or is_of_kind(line.get_lower(i - 1), "habit") else (form, end)


def _make_range_builder(month_number: int, first: int, last: int) -> YearBuilder:
    if first == last:
        return lambda of: calendar_intervals.build_day(of, month_number, first)
    return lambda of: calendar_intervals.join_intervals(
        calendar_intervals.build_day(of, month_number, first), calendar_intervals.build_day(of, month_number, last)
    )


def match_weekday_date(line: SplitSentence, i: int) -> PatternMatch:
    """`Monday`, `Monday night`, `Monday (January 10)`, `Friday, 7 January 2022`, `Monday of last week`."""
    entry = line.get_word(i, "weekday")
    if entry is None or not line.is_capitalised(i):
        return None
    if (is_of_kind(line.get_lower(i - 1), "name_before") and line.is_capitalised(i - 1)) or is_of_kind(
        line.get_lower(i - 1), "habit"
    ):
        return None
    if is_of_kind(line.get_lower(i + 1), "name_after") and line.is_capitalised(i + 1):
        return None
    if _is_person_name(line, i):
        return None
    after = i + 1
    after += line.get_lower(after) == "." and entry.ambiguous
    if (part := line.get_word(after, "unit")) and part.id == "night":
        after += 1
    for mark, close in ((",", ""), (OPENING_BRACKET, CLOSING_BRACKET), ("the", ""), (", the", ""), ("", "")):
        marks = mark.split()
        if [line.get_lower(after + k) for k in range(len(marks))] != marks:
            continue
        j = after + len(marks)
        found = match_day_month(line, j, entry.value) or match_month_date(line, j, entry.value)
        if found and _has_day(line, j) and (not close or line.get_lower(found[1]) == close):
            return found[0], found[1] + bool(close)
    if entry.ambiguous:
        return None
    j = after + (line.get_lower(after) in ("of", "in"))
    shift, unit = line.get_word(j, "shift"), line.get_word(j + 1, "unit")
    if shift and unit and unit.id == "week":
        return narrow_pattern(
            OffsetDate("week", shift.value), calendar_intervals.narrow_to_weekday(entry.value, 1)
        ), j + 2
    return WeekdayDate(entry.value), after


def _is_person_name(line: SplitSentence, i: int) -> bool:
    """Whether the parser sees a person's name that goes on after the weekday."""
    token, next_token = line.get_token(i), line.get_token(i + 1)
    return token is not None and next_token is not None and token.ent_type_ == "PERSON" and next_token.ent_iob_ == "I"


def _has_day(line: SplitSentence, i: int) -> bool:
    return line.parse_number(i) is not None or line.parse_number(i + 1) is not None


def match_known_date(line: SplitSentence, i: int) -> PatternMatch:
    """Days known by their date alone; the word after it, which tells them from others, stays out."""
    if not (found := line.match_phrase(i, "known")):
        return None
    entry, end = found
    return FixedDate(
        calendar_intervals.build_day(entry.value // 10000, entry.value // 100 % 100, entry.value % 100)
    ), end - 1


def match_feast(line: SplitSentence, i: int) -> PatternMatch:
    """Feasts of a fixed date."""
    if not line.is_capitalised(i) or not (found := line.match_phrase(i, "feast")):
        return None
    entry, end = found
    return _attach_year(line, end, lambda of: calendar_intervals.build_day(of, entry.value // 100, entry.value % 100))


def match_season(line: SplitSentence, i: int) -> PatternMatch:
    """`summer 2019`, `in the autumn`, `winter of 2019`: northern, from 1 March, June, September, December."""
    entry = line.get_word(i, "season")
    if entry is None:
        return None
    form, end = _attach_year(line, i + 1, lambda of: calendar_intervals.build_months(of, entry.value, 3))
    article = line.get_lower(i - 1) == "the" and line.get_lower(i - 2) in ("in", "during", "since", "by", "until")
    bare = not entry.ambiguous and (article or line.get_lower(i - 1) in ("in", "since", "by"))
    return (
        (form, end) if end > i + 1 or ((bare and end >= len(line)) or (bare and not _is_nominal(line, end))) else None
    )


def _is_nominal(line: SplitSentence, i: int) -> bool:
    token = line.get_token(i)
    return token is not None and token.pos_ in ("NOUN", "PROPN")


def match_quarter(line: SplitSentence, i: int) -> PatternMatch:
    """`Q1 2020`."""
    number = line.parse_number(i + 1, 1)
    if line.get_lower(i) != "q" or number is None or not 1 <= number <= 4:
        return None
    return _attach_year(line, i + 2, lambda of: calendar_intervals.build_months(of, number * 3 - 2, 3))


def match_decade(line: SplitSentence, i: int) -> PatternMatch:
    """`1990s`, `'90s`, `nineties`."""
    low = line.get_lower(i)
    if low.endswith("s") and low[:-1].isascii() and low[:-1].isdecimal() and low[-2] == "0":
        number = int(low[:-1])
        if len(low) == 5 and FIRST_YEAR <= number <= LAST_YEAR:
            return FixedDate(
                calendar_intervals.build_years(number, 100 if number % 100 == 0 and number < 1900 else 10)
            ), i + 1
        if len(low) == 3 and number >= 20 and line.get_lower(i - 1) in ("'", "the"):
            return FixedDate(calendar_intervals.build_years(1900 + number, 10)), i + 1
    entry = line.get_word(i, "decade")
    return (
        (FixedDate(calendar_intervals.build_years(entry.value, 10)), i + 1)
        if entry and line.get_lower(i - 1) == "the"
        else None
    )


def match_century(line: SplitSentence, i: int) -> PatternMatch:
    """`19th century`."""
    number = line.parse_number(i)
    j = i + 1 + (line.get_lower(i + 1) == "-")
    unit = line.get_word(j, "unit")
    if number is None or unit is None or unit.id != "century" or not line.get_lower(i)[-1:].isalpha():
        return None
    return FixedDate(calendar_intervals.build_years(number * 100 - 99, 100)), j + 1
