"""Dates told from another day: `yesterday`, `last week`, `two weeks ago`, `the first week of 2022`."""

from pipeline.extract.temporal import absolute_dates, calendar_intervals, calendar_periods
from pipeline.extract.temporal.counted_units import parse_count, parse_unit
from pipeline.extract.temporal.date_offsets import Unit, shift_unit
from pipeline.extract.temporal.shifted_units import match_shifted_unit
from pipeline.extract.temporal.timex_patterns import (
    DateRange,
    FixedDate,
    OffsetDate,
    TimexPattern,
    narrow_pattern,
)
from pipeline.extract.temporal.timex_words import SplitSentence
from pipeline.extract.temporal.year_attachment import parse_year

PatternMatch = tuple[TimexPattern, int] | None

# Round numbers of years are estimates: what lies `20 years ago` or further has no year of its own.
EXACT_YEARS = 10
DAYS_BEYOND = {("before", "yesterday"): -2, ("after", "tomorrow"): 2}
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
        or match_shifted_unit(line, i)
    )
    return found


def _match_relative_day(line: SplitSentence, i: int) -> PatternMatch:
    words = [line.get_lower(i + k) for k in range(4)]
    if words[:2] == ["the", "day"] and (days := DAYS_BEYOND.get((words[2], words[3]))):
        return OffsetDate("day", days), i + 4
    if line.get_lower(i) == "overnight" and _is_adverb(line, i):
        return DateRange(OffsetDate("day", -1), OffsetDate("day", 0)), i + 1
    entry = line.get_word(i, "relday")
    titled = line.is_capitalised(i) and line.is_capitalised(i - 1)
    if entry is None or titled or (line.get_lower(i - 1) in QUOTES and line.get_lower(i + 1) in QUOTES):
        return None
    if line.get_lower(i) == "today" and _is_nowadays(line, i):
        return FixedDate(None), i + 1
    part = line.get_word(i + 1, "unit")
    return OffsetDate("day", entry.value), i + 1 + bool(part and part.id == "night")


def _is_nowadays(line: SplitSentence, i: int) -> bool:
    """Whether `today` means these times: `known today as Brell`, `even today`, `the port that it is today`."""
    after = line.get_token(i + 1)
    is_last = after is None or after.pos_ == "PUNCT"
    return line.get_word(i - 1, "nowadays") is not None or (is_last and line.get_lower(i - 1) in ("is", "are"))


def _is_adverb(line: SplitSentence, i: int) -> bool:
    """Whether a word belongs to the clause and no noun: `fell overnight`, not `an overnight train`."""
    token = line.get_token(i)
    return token is not None and token.pos_ == "ADV"


def _match_distance(line: SplitSentence, i: int) -> PatternMatch:
    """`two weeks ago`, `three days later`, `a year earlier`, `the day before`."""
    counted = parse_count(line, i)
    if line.get_lower(i) == "the" and parse_unit(line, i + 1):
        counted = (1, i + 1)
    if counted is None:
        return None
    number, j = counted
    unit = parse_unit(line, j)
    if unit is None or line.get_lower(i - 1) == "half":
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
    return token is None or (token.pos_ in ("PUNCT", "CCONJ", "VERB", "AUX") and token.tag_ != "VBG")


def _match_in_time(line: SplitSentence, i: int) -> PatternMatch:
    """`in two weeks' time`."""
    counted = parse_count(line, i + 1) if line.get_lower(i) == "in" else None
    if not counted or not (unit := parse_unit(line, counted[1])):
        return None
    j = counted[1] + 1
    j += line.get_lower(j) in ("'", "'s")
    if line.get_lower(j) != "time":
        return None
    return (OffsetDate(unit, counted[0]) if counted[0] is not None else FixedDate(None)), j + 1


def _match_whole_period(line: SplitSentence, i: int) -> PatternMatch:
    """What a part may be part of: a month, a year, a season, last week."""
    i += line.get_lower(i) == "the"
    unit = parse_unit(line, i)
    if unit in ("month", "year", "week", "decade", "century") and line.get_lower(i - 1) == "the":
        return OffsetDate(unit, 0), i + 1
    if (number := parse_year(line, i)) is not None:
        return FixedDate(calendar_intervals.build_years(number)), i + 1
    found = (
        absolute_dates.match_month_date(line, i)
        or calendar_periods.match_decade(line, i)
        or calendar_periods.match_century(line, i)
    )
    return found or calendar_periods.match_season(line, i) or match_shifted_unit(line, i)


def _match_part(line: SplitSentence, i: int) -> PatternMatch:
    """`early March`, `mid-2019`, `the end of last year`, `later this month`."""
    entry = line.get_word(i, "part")
    if line.get_word(i, "sooner"):
        shift = line.get_lower(i + 1) in ("this", "that") and parse_unit(line, i + 2)
        found = (match_shifted_unit(line, i + 1) or _match_anaphoric_date(line, i + 1)) if shift else None
        return found or _match_within_unit(line, i)
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


def _match_within_unit(line: SplitSentence, i: int) -> PatternMatch:
    """`earlier in the week`, `later in the day`: the week of the reader, the day or year that the text told last."""
    unit = parse_unit(line, i + 3)
    if [line.get_lower(i + 1), line.get_lower(i + 2)] != ["in", "the"] or unit not in ("day", "week", "month", "year"):
        return None
    return OffsetDate(unit, 0, is_anaphoric=unit in ("day", "year")), i + 4


def _match_nth(line: SplitSentence, i: int) -> PatternMatch:
    """`the first week of 2022`, `the last Friday in March`, `the second half of last year`."""
    entry = line.get_word(i, "ordinal")
    if entry is None:
        return None
    counted = parse_count(line, i + 1)
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
    if unit is None or (counted is None and line.get_lower(j).endswith("s")):
        return None  # the first days of June
    if unit.id == "month" and number > 1:
        return narrow_pattern(form, calendar_intervals.narrow_to_months(entry.value, number)), end
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
    """`the same day`, `that week`, `the next day`, `the following month`; `ended the day at 8,017`."""
    j = i + 1
    if [line.get_lower(i), line.get_lower(j)] == ["the", "day"] and line.get_word(i - 1, "day_bound"):
        is_told_by_more = line.get_word(j + 1, "apart") or line.get_lower(j + 1) in ("of", "that", "when")
        return None if is_told_by_more else (OffsetDate("day", 0, is_anaphoric=True), j + 1)
    if line.get_lower(i) == "that" and (unit := _parse_story_unit(line, j)):
        return (OffsetDate(unit, 0, is_anaphoric=True), j + 1) if _is_determiner(line, i) else None
    shift = line.get_word(j, "story_shift") if line.get_lower(i) == "the" else None
    unit = _parse_story_unit(line, j + 1)
    if (
        shift is None
        or unit is None
        or (line.get_lower(j) == "next" and unit != "day" and line.get_lower(i - 1) in PERIOD_PREPOSITIONS)
    ):
        return None
    return OffsetDate(unit, shift.value, is_anaphoric=True), j + 2


def _parse_story_unit(line: SplitSentence, i: int) -> Unit | None:
    """A unit, nights and mornings being days: `the next night`."""
    entry = line.get_word(i, "unit")
    return "day" if entry is not None and entry.id == "night" else parse_unit(line, i)


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
    if line.get_lower(i) == "month":
        return found  # the month of May
    return narrow_pattern(found[0], lambda on: None if on.start != on.end else shift_unit(on.start, "week", 0)), found[
        1
    ]
