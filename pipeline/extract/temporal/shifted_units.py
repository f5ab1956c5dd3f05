"""Units and names of days told from the day of reading: `last week`, `next Tuesday`, `the past two weeks`."""

from dataclasses import dataclass

from pipeline.base.date_interval import Interval
from pipeline.extract.temporal import absolute_dates, calendar_intervals
from pipeline.extract.temporal.anchor_context import AnchorContext
from pipeline.extract.temporal.counted_units import parse_count, parse_unit
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
from pipeline.language.syntax.noun_phrases import is_attributive

PatternMatch = tuple[TimexPattern, int] | None


@dataclass(frozen=True, slots=True)
class WeekdayAfter:
    """`The following Tuesday`: of what is past the first after the day told last, else that of the next week."""

    from_reader: TimexPattern
    weekday: int

    def normalize(self, frame: AnchorContext) -> Interval | None:
        """The day; of what is past null where no day was told before, or it is not over."""
        if frame.tense != "past":
            return self.from_reader.normalize(frame)
        before = frame.previous_interval
        if before is None or before.precision != "day":
            return None
        ahead = (self.weekday - before.end.weekday() - 1) % calendar_intervals.DAYS_PER_WEEK + 1
        found = calendar_intervals.shift_date(before.end, ahead)
        is_over = found is not None and (frame.latest_date is None or found <= frame.latest_date)
        return Interval.from_day(found) if found is not None and is_over else None


def match_shifted_unit(line: SplitSentence, i: int) -> PatternMatch:
    """`last week`, `this month`, `next Tuesday`, `the past two weeks`, `the weekend`, `last March`."""
    article = line.get_lower(i) == "the"
    j = i + article
    before_last = article and [line.get_lower(j + 1), line.get_lower(j + 2)] == ["before", "last"]
    if before_last and (unit := parse_unit(line, j)):
        return OffsetDate(unit, -2), j + 3
    if article and line.get_lower(j) == "weekend":
        return OffsetDate("weekend", 0), j + 1
    if line.get_lower(i) == "weekend" and line.get_lower(i - 1) in ("", ".", "a", "in") and _is_attribute(line, i):
        return OffsetDate("weekend", 0), i + 1  # weekend clashes
    if line.get_lower(i) == "year" and line.get_lower(i + 1) == "-" and line.get_lower(i + 2) == "ago":
        return _match_year_ago(line, i + 3)
    shift = line.get_word(j, "shift")
    if shift is None:
        return None
    j += 1
    if line.get_lower(j - 1) == "this" and (again := line.get_word(j, "shift")) and again.value:
        shift, article, j = again, True, j + 1
    part = line.get_word(j, "unit")
    if part and part.id == "night":
        return (OffsetDate("day", shift.value), j + 1) if not article and shift.value <= 0 else None
    if weekday := line.get_word(j, "weekday"):
        found = _match_shifted_weekday(line, j, shift, weekday)
        return (WeekdayAfter(found[0], weekday.value), found[1]) if found and article and shift.value > 0 else found
    if month := absolute_dates.parse_month(line, j):
        return _build_adjacent_date(
            YearlyDate(lambda of: calendar_intervals.build_months(of, month)), shift.value
        ), j + 1
    if season := line.get_word(j, "season"):
        return _build_adjacent_date(
            YearlyDate(lambda of: calendar_intervals.build_months(of, season.value, 3)), shift.value
        ), j + 1
    counted = parse_count(line, j)
    number, k = counted if counted else (1, j)
    length = parse_unit(line, k)
    titled = line.is_capitalised(k) and line.is_capitalised(j - 1)
    if length is None or titled or (counted and not shift.value):
        return None
    if number is None or (not counted and line.get_lower(k).endswith("s")):
        return FixedDate(None), k + 1
    if length == "quarter" and shift.value < 0 and not counted:
        return OffsetDate(length, shift.value), k + 1  # the last quarter is that of the calendar
    if counted or (article and shift.value):
        return (
            (RollingPeriod(length, number, shift.value > 0), k + 1)
            if length != "weekend"
            else (OffsetDate(length, shift.value), k + 1)
        )
    return OffsetDate(length, shift.value), k + 1


def _is_attribute(line: SplitSentence, i: int) -> bool:
    token = line.get_token(i)
    return token is not None and is_attributive(line.tree, token.i)


def _match_year_ago(line: SplitSentence, i: int) -> PatternMatch:
    """`the year-ago quarter`, `the year-ago month`: the same a year before; of other nouns no more is told."""
    unit = parse_unit(line, i)
    if unit not in ("quarter", "month"):
        return None
    return OffsetDate(unit, -4 if unit == "quarter" else -12), i + 1


def _build_adjacent_date(yearly: YearlyDate, shift: int) -> TimexPattern:
    if shift:
        return AdjacentYearlyDate(yearly, shift > 0)
    return narrow_pattern(OffsetDate("year", 0), lambda whole: yearly.build_interval(whole.start.year))


def _match_shifted_weekday(line: SplitSentence, i: int, shift: TimexWord, weekday: TimexWord) -> PatternMatch:
    if not line.is_capitalised(i):
        return None
    dated = absolute_dates.match_weekday_date(line, i)
    if dated is not None and not isinstance(dated[0], WeekdayDate):
        return dated  # last Tuesday, 6 March
    part = line.get_word(i + 1, "unit")
    return WeekdayDate(weekday.value, shift.value), i + 1 + bool(part and part.id == "night")
