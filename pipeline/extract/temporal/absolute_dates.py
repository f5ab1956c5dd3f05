"""Dates of the calendar as written: `6 January 2020`, `Monday (Jan. 6)`, `March 2019`, `2020-01-06`, `the 1990s`."""

from pipeline.extract.temporal import calendar_intervals, calendar_periods
from pipeline.extract.temporal.timex_patterns import (
    FixedDate,
    OffsetDate,
    TimexPattern,
    WeekdayDate,
    narrow_pattern,
)
from pipeline.extract.temporal.timex_words import SplitSentence, is_of_kind
from pipeline.extract.temporal.year_attachment import (
    CLOSING_BRACKET,
    OPENING_BRACKET,
    YearBuilder,
    attach_year,
    parse_year,
)

PatternMatch = tuple[TimexPattern, int] | None

DASHES = frozenset({"-", "–", "—", "/"})
RANGE_JOINERS = frozenset({"-", "–", "—", "to", "and", "until", "till", "through", "&"})
ORDINAL_ENDINGS = ("st", "nd", "rd", "th")
# Years that stand alone.
FIRST_BARE_YEAR, LAST_BARE_YEAR = 1500, 2099


def match_absolute_date(line: SplitSentence, i: int) -> PatternMatch:
    """A date of the calendar that begins at a place, and the place after it."""
    if line.get_lower(i)[:1].isdecimal():
        return (
            match_numeric_date(line, i)
            or match_day_month(line, i)
            or calendar_periods.match_decade(line, i)
            or match_bare_year(line, i)
        )
    if line.get_lower(i) == "the":
        return _match_after_article(line, i + 1)
    return (
        match_known_date(line, i)
        or match_weekday_date(line, i)
        or match_month_date(line, i)
        or match_feast(line, i)
        or calendar_periods.match_season(line, i)
        or calendar_periods.match_quarter(line, i)
        or calendar_periods.match_ordinal_period(line, i)
        or calendar_periods.match_decade(line, i)
    )


def _match_after_article(line: SplitSentence, i: int) -> PatternMatch:
    """`the third quarter`, `the 1990s`, `the 19th century`, `the 6th of January`."""
    period = (
        calendar_periods.match_ordinal_period(line, i)
        or calendar_periods.match_decade(line, i)
        or calendar_periods.match_century(line, i)
    )
    day = match_day_month(line, i) if period is None else None
    return day if day and day[1] > i + 1 else period


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


def match_bare_year(line: SplitSentence, i: int) -> PatternMatch:
    """A year alone: after a preposition, or where the parser sees a date."""
    number, before = parse_year(line, i), line.get_lower(i - 1)
    if number is None or not FIRST_BARE_YEAR <= number <= LAST_BARE_YEAR:
        return None
    if before in DASHES:  # the second year of `1903-1977`
        return (FixedDate(calendar_intervals.build_years(number)), i + 1) if parse_year(line, i - 2) else None
    if before == OPENING_BRACKET and line.get_lower(i + 1) in DASHES | {CLOSING_BRACKET, ",", ";"}:
        return FixedDate(calendar_intervals.build_years(number)), i + 1
    if is_of_kind(line.get_lower(i - 1), "name_before"):
        return None
    token = line.get_token(i)
    if is_of_kind(line.get_lower(i - 1), "dating") or (token is not None and token.ent_type_ == "DATE"):
        return FixedDate(calendar_intervals.build_years(number)), i + 1
    return None


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
    while line.get_lower(j) == "," and (listed := line.parse_number(j + 1)) is not None and last < listed <= 31:
        last, j = listed, j + 2
    if line.get_lower(j) in RANGE_JOINERS and (second := line.parse_number(j + 1)) is not None:
        last, j = second, j + 2
    j += line.get_lower(j) == "of"
    number = parse_month(line, j)
    return attach_year(line, j + 1, _make_range_builder(number, first, last), weekday) if number else None


def match_month_date(line: SplitSentence, i: int, weekday: int | None = None) -> PatternMatch:
    """`January 6`, `Jan. 5-7, 2020`, `March 2019`, `in March`."""
    number = parse_month(line, i)
    if number is None:
        return None
    ordinal = line.get_lower(i + 1) == "the" and line.get_lower(i + 2)[-2:] in ORDINAL_ENDINGS
    at = i + 2 if ordinal else i + 1  # July the 4th
    first = line.parse_number(at)
    if (
        first is not None
        and 0 < first <= 31
        and not line.is_noun_count(at)
        and line.get_lower(at + 1) not in ("%", ":")
    ):
        last, j = first, at + 1
        listed, end = _match_listed_days(line, j, first)
        if listed is not None:
            last, j = listed, end
        if (
            line.get_lower(j) in RANGE_JOINERS
            and (second := line.parse_number(j + 1))
            and second > first
            and parse_month(line, j + 2) is None
        ):
            last, j = (second, j + 2) if not line.is_noun_count(j + 1) else (last, j)
        return attach_year(line, j, _make_range_builder(number, first, last), weekday)
    form, end = attach_year(line, i + 1, lambda of: calendar_intervals.build_months(of, number))
    entry, token = line.get_word(i, "month"), line.get_token(i)
    if end > i + 1:
        return form, end
    named = token is not None and (token.ent_type_ in ("PERSON", "ORG", "WORK_OF_ART") or _is_given_name(line, i))
    alone = (
        entry is not None
        and entry.ambiguous
        and not (is_of_kind(line.get_lower(i - 1), "dating") or line.get_word(i - 2, "part"))
    )
    return None if named or alone or is_of_kind(line.get_lower(i - 1), "habit") else (form, end)


def _match_listed_days(line: SplitSentence, j: int, last: int) -> tuple[int | None, int]:
    """The days before the last of `May 3, 4 and 5`; a comma before a year or a count lists none."""
    listed = None
    while line.get_lower(j) == "," and (day := line.parse_number(j + 1)) is not None and last < day <= 31:
        if line.get_lower(j + 2) not in (",", "and", "&") or line.is_noun_count(j + 1):
            break
        listed, last, j = day, day, j + 2
    return listed, j


def _is_given_name(line: SplitSentence, i: int) -> bool:
    """`June Abara, a lawyer`: a month before a name, with nothing before it that dates or determines."""
    after, before = line.get_token(i + 1), line.get_lower(i - 1)
    if after is None or after.pos_ != "PROPN" or not line.is_capitalised(i + 1) or line.get_word(i + 1, "weekday"):
        return False
    return not (is_of_kind(before, "dating") or before in ("the", "this", "that", "a", "its", "their", "'s"))


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
    return attach_year(line, end, lambda of: calendar_intervals.build_day(of, entry.value // 100, entry.value % 100))
