"""Dates told from another day: `yesterday`, `last week`, `two weeks ago`, `the first week of 2022`."""

from typing import get_args

from pipeline.extract.temporal import absolute_dates, calendar_intervals
from pipeline.extract.temporal.date_offsets import Unit, shift_unit
from pipeline.extract.temporal.timex_patterns import (
    AdjacentYearlyDate,
    FixedDate,
    OffsetDate,
    RollingPeriod,
    TimexPattern,
    WeekdayDate,
    YearlyDate,
    narrow_pattern,
)
from pipeline.extract.temporal.timex_words import SplitSentence, TimexWord

PatternMatch = tuple[TimexPattern, int] | None

UNITS = frozenset(get_args(Unit))
# Round numbers of years are estimates: what lies `20 years ago` or further has no year of its own.
EXACT_YEARS = 10
# A lone `"Today"` in quotation marks is the name of a programme or a paper.
QUOTES = frozenset('"“”‘’') | {"''", "``"}
# What tells a stretch of time (`over the next year`) from the year after the one told (`the next year he left`).
PERIOD_PREPOSITIONS = frozenset({"over", "in", "for", "during", "within", "of", "throughout"})


def match_relative_date(line: SplitSentence, i: int) -> PatternMatch:
    """A relative date that begins at a place, and the place after it."""
    start = i + (line.get_lower(i) == "the")
    found = (
        _match_relative_day(line, i)
        or _match_distance(line, i)
        or _match_in_time(line, i)
        or _match_part(line, start)
        or _match_nth(line, start)
        or _match_anaphoric_date(line, i)
        or _match_week_of(line, start)
        or _match_shifted_unit(line, i)
    )
    return found


def _parse_unit(line: SplitSentence, i: int) -> Unit | None:
    entry = line.get_word(i, "unit")
    if entry is None:
        return None
    if entry.id == "fortnight":
        return "week"
    return entry.id if entry.id in UNITS else None  # type: ignore[return-value]


def _parse_count(line: SplitSentence, i: int) -> tuple[int | None, int] | None:
    """A small number, or null for a vague one (`a few`), and the place after it."""
    j = i + (line.get_lower(i) == "a" and line.get_word(i + 1, "vague") is not None)
    if line.get_word(j, "vague"):
        return None, j + 1 + (line.get_lower(j + 1) == "of")
    entry = line.get_word(i, "number")
    number = entry.value if entry else line.parse_number(i, 3)
    return (number, i + 1) if (number is not None and line.get_lower(i)[-1:] not in ("t", "d", "h")) or entry else None


def _match_relative_day(line: SplitSentence, i: int) -> PatternMatch:
    entry = line.get_word(i, "relday")
    titled = line.is_capitalised(i) and line.is_capitalised(i - 1)
    if entry is None or titled or (line.get_lower(i - 1) in QUOTES and line.get_lower(i + 1) in QUOTES):
        return None
    part = line.get_word(i + 1, "unit")
    return OffsetDate("day", entry.value), i + 1 + bool(part and part.id == "night")


def _match_distance(line: SplitSentence, i: int) -> PatternMatch:
    """`two weeks ago`, `three days later`, `a year earlier`, `the day before`."""
    counted = _parse_count(line, i)
    if line.get_lower(i) == "the" and _parse_unit(line, i + 1):
        counted = (1, i + 1)
    if counted is None:
        return None
    number, j = counted
    unit = _parse_unit(line, j)
    if unit is None:
        return None
    if line.get_word(j, "unit") and line.get_lower(j) == "fortnight" and number is not None:
        number *= 2
    ago, apart = line.get_word(j + 1, "ago"), line.get_word(j + 1, "apart")
    if line.get_lower(i) == "the" and line.get_lower(j + 1) not in ("before", "after"):
        return None
    if apart and line.get_lower(j + 1) in ("before", "after") and not _is_phrase_final(line, j + 2):
        return None
    if not (ago or apart):
        return None
    if number is None or (unit == "year" and number >= EXACT_YEARS and number % 5 == 0):
        return FixedDate(None), j + 2
    return (
        OffsetDate(unit, -number)
        if ago
        else OffsetDate(unit, number * (apart.value if apart else 0), is_anaphoric=True)
    ), j + 2


def _is_phrase_final(line: SplitSentence, i: int) -> bool:
    """Whether nothing follows that `before` or `after` could govern."""
    token = line.get_token(i)
    return token is None or token.pos_ in ("PUNCT", "CCONJ", "VERB", "AUX")


def _match_in_time(line: SplitSentence, i: int) -> PatternMatch:
    """`in two weeks' time`."""
    counted = _parse_count(line, i + 1) if line.get_lower(i) == "in" else None
    if not counted or not (unit := _parse_unit(line, counted[1])):
        return None
    j = counted[1] + 1
    j += line.get_lower(j) in ("'", "'s")
    if line.get_lower(j) != "time":
        return None
    return (OffsetDate(unit, counted[0]) if counted[0] is not None else FixedDate(None)), j + 1


def _match_whole_period(line: SplitSentence, i: int) -> PatternMatch:
    """What a part may be part of: a month, a year, a season, last week."""
    i += line.get_lower(i) == "the"
    unit = _parse_unit(line, i)
    if unit in ("month", "year", "week", "decade", "century") and line.get_lower(i - 1) == "the":
        return OffsetDate(unit, 0), i + 1
    if (number := absolute_dates.parse_year(line, i)) is not None:
        return FixedDate(calendar_intervals.build_years(number)), i + 1
    found = (
        absolute_dates.match_month_date(line, i)
        or absolute_dates.match_decade(line, i)
        or absolute_dates.match_century(line, i)
    )
    return found or absolute_dates.match_season(line, i) or _match_shifted_unit(line, i)


def _match_part(line: SplitSentence, i: int) -> PatternMatch:
    """`early March`, `mid-2019`, `the end of last year`, `later this month`."""
    entry = line.get_word(i, "part")
    if line.get_word(i, "sooner"):
        shift = line.get_lower(i + 1) in ("this", "that") and _parse_unit(line, i + 2)
        found = (_match_shifted_unit(line, i + 1) or _match_anaphoric_date(line, i + 1)) if shift else None
        return found
    if entry is None or (entry.ambiguous and line.get_lower(i - 1) != "the"):
        return None
    j = i + 1 + (line.get_lower(i + 1) in ("in", "of", "on", "-"))
    if line.get_word(j, "weekday") or line.get_word(j + 1, "weekday"):
        return absolute_dates.match_weekday_date(line, j)
    found = _match_whole_period(line, j)
    if not found:
        return None
    if isinstance(found[0], FixedDate) and found[0].interval and found[0].interval.precision == "day":
        return None
    return narrow_pattern(found[0], calendar_intervals.narrow_to_third(entry.value)), found[1]


def _match_nth(line: SplitSentence, i: int) -> PatternMatch:
    """`the first week of 2022`, `the last Friday in March`, `the second half of last year`."""
    entry = line.get_word(i, "ordinal")
    if entry is None:
        return None
    counted = _parse_count(line, i + 1)
    number, j = counted if counted else (1, i + 1)
    j += line.get_lower(j) == "-"
    of = line.get_lower(j + 1) in ("of", "in")
    unit, weekday = line.get_word(j, "unit"), line.get_word(j, "weekday")
    found = (
        _match_whole_period(line, j + 1 + of)
        if of or (line.get_word(j, "unit") and line.get_lower(j) == "quarter")
        else None
    )
    if not found or number is None:
        return None
    form, end = found
    if weekday and line.is_capitalised(j):
        return narrow_pattern(form, calendar_intervals.narrow_to_weekday(weekday.value, entry.value)), end
    if unit is None:
        return None
    portions = {"quarter": 4, "half": 2, "month": 12}
    if unit.id in portions:
        count = portions[unit.id]
        return narrow_pattern(
            form, calendar_intervals.narrow_to_portion(entry.value, count if number == 1 else max(count // number, 1))
        ), end
    lengths = {"day": 1, "week": 7, "fortnight": 14}
    return (
        (narrow_pattern(form, calendar_intervals.narrow_to_stretch(entry.value, lengths[unit.id] * number)), end)
        if unit.id in lengths
        else None
    )


def _match_anaphoric_date(line: SplitSentence, i: int) -> PatternMatch:
    """`the same day`, `that week`, `the next day`, `the following month`."""
    j = i + 1
    if line.get_lower(i) == "that" and (unit := _parse_unit(line, j)):
        return (OffsetDate(unit, 0, is_anaphoric=True), j + 1) if _is_determiner(line, i) else None
    shift = line.get_word(j, "story_shift") if line.get_lower(i) == "the" else None
    unit = _parse_unit(line, j + 1)
    if (
        shift is None
        or unit is None
        or (line.get_lower(j) == "next" and unit != "day" and line.get_lower(i - 1) in PERIOD_PREPOSITIONS)
    ):
        return None
    return OffsetDate(unit, shift.value, is_anaphoric=True), j + 2


def _is_determiner(line: SplitSentence, i: int) -> bool:
    """Whether `that` points (`later that day`), and does not join a clause."""
    token = line.get_token(i)
    return token is not None and token.tag_ == "DT"


def _match_week_of(line: SplitSentence, i: int) -> PatternMatch:
    """`the week of May 3`, `the week beginning 3 May`."""
    if line.get_lower(i) not in ("week", "month") or line.get_lower(i + 1) not in (
        "of",
        "beginning",
        "starting",
        "ending",
    ):
        return None
    found = absolute_dates.match_day_month(line, i + 2) or absolute_dates.match_month_date(line, i + 2)
    if not found:
        return None
    unit: Unit = "week" if line.get_lower(i) == "week" else "month"
    return narrow_pattern(found[0], lambda on: None if on.start != on.end else shift_unit(on.start, unit, 0)), found[1]


def _match_shifted_unit(line: SplitSentence, i: int) -> PatternMatch:
    """`last week`, `this month`, `next Tuesday`, `the past two weeks`, `the weekend`, `last March`."""
    article = line.get_lower(i) == "the"
    j = i + article
    if article and line.get_lower(j) == "weekend":
        return OffsetDate("weekend", 0), j + 1
    shift = line.get_word(j, "shift")
    if shift is None:
        return None
    j += 1
    if line.get_lower(j - 1) == "this" and (again := line.get_word(j, "shift")) and again.value:
        shift, article, j = again, True, j + 1
    unit = line.get_word(j, "unit")
    if unit and unit.id == "night":
        return (OffsetDate("day", shift.value), j + 1) if not article and shift.value <= 0 else None
    if weekday := line.get_word(j, "weekday"):
        return _match_shifted_weekday(line, j, shift, weekday)
    if month := absolute_dates.parse_month(line, j):
        return _build_adjacent_date(
            YearlyDate(lambda of: calendar_intervals.build_months(of, month)), shift.value
        ), j + 1
    if season := line.get_word(j, "season"):
        return _build_adjacent_date(
            YearlyDate(lambda of: calendar_intervals.build_months(of, season.value, 3)), shift.value
        ), j + 1
    counted = _parse_count(line, j)
    number, k = counted if counted else (1, j)
    length = _parse_unit(line, k)
    titled = line.is_capitalised(k) and line.is_capitalised(j - 1)
    if length is None or titled or (counted and not shift.value):
        return None
    if number is None or (not counted and line.get_lower(k).endswith("s")):
        return FixedDate(None), k + 1
    if counted or (article and shift.value):
        return (
            (RollingPeriod(length, number, shift.value > 0), k + 1)
            if length != "weekend"
            else (OffsetDate(length, shift.value), k + 1)
        )
    return OffsetDate(length, shift.value), k + 1


def _build_adjacent_date(yearly: YearlyDate, shift: int) -> TimexPattern:
    if shift:
        return AdjacentYearlyDate(yearly, shift > 0)
    return narrow_pattern(OffsetDate("year", 0), lambda whole: yearly.build_interval(whole.start.year))


def _match_shifted_weekday(line: SplitSentence, i: int, shift: TimexWord, weekday: TimexWord) -> PatternMatch:
    if not line.is_capitalised(i):
        return None
    part = line.get_word(i + 1, "unit")
    return WeekdayDate(weekday.value, shift.value), i + 1 + bool(part and part.id == "night")
