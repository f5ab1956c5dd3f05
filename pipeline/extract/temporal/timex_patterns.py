"""Patterns of temporal expressions before they are normalized: a fixed day, a yearly day, a weekday, an offset.

Each pattern has `normalize(frame)`, which gives the days meant in an anchor context (the document date, the dates told
before, the tense), or null where the context does not settle them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from pipeline.base.date_interval import Interval
from pipeline.extract.temporal import calendar_intervals
from pipeline.extract.temporal.anchor_context import AnchorContext, Tense
from pipeline.extract.temporal.date_offsets import Unit, count_days_between, shift_unit

# A day without a year that is told beside a dated one belongs to the same months (a quarter of a year): further away,
# the year is not clear.
LOCAL_ANCHOR_REACH = 92
# A day so near is meant whatever the tense: what was planned may be told as past, and what is quoted as to come.
NEAR_TODAY_DAYS = 14
# Where no tense tells, the nearest year is taken only if the next nearest is this many times as far.
NEAREST_YEAR_RATIO = 2
# The weekday of tomorrow: as the name of a day gone it would be misread, so nobody writes it of six days ago.
MISREAD_DAYS_AGO = 1 - calendar_intervals.DAYS_PER_WEEK


class TimexPattern(Protocol):
    """A pattern that can be normalized to days."""

    def normalize(self, frame: AnchorContext) -> Interval | None:
        """The days meant."""


@dataclass(frozen=True, slots=True)
class FixedDate:
    """Days that the words alone settle; null where there are no such days."""

    interval: Interval | None

    def normalize(self, frame: AnchorContext) -> Interval | None:
        """The days themselves."""
        return self.interval


@dataclass(frozen=True, slots=True)
class YearlyDate:
    """Days that come every year (`January 6`, `in March`); `weekday` is what the text says that the day is."""

    build_interval: Callable[[int], Interval | None]
    weekday: int | None = None

    def normalize(self, frame: AnchorContext) -> Interval | None:
        """The year of the story told, or the one that tense and nearness to the reader's day choose."""
        found, anchor = self._resolve_by_anchor(frame), frame.local_anchor
        goes_back = found and anchor and found.end < anchor.start  # stories go on more often than back
        if frame.document_date and (found is None or goes_back):
            chosen = self._choose_by_tense(frame.document_date, frame.tense)
            near = chosen and count_days_between(chosen, frame.document_date) <= LOCAL_ANCHOR_REACH
            found = chosen if found is None or near else found
        return self.check_weekday(found)

    def check_weekday(self, found: Interval | None) -> Interval | None:
        """Null where the weekday that the text gives is not that of the day."""
        if found and self.weekday is not None and found.start.weekday() != self.weekday:
            return None
        return found

    def list_nearby(self, year: int) -> list[Interval]:
        """The days in a year and the years beside it."""
        return [found for y in (year - 1, year, year + 1) if (found := self.build_interval(y))]

    def _resolve_by_anchor(self, frame: AnchorContext) -> Interval | None:
        if frame.local_anchor:
            return self._find_near_anchors([frame.local_anchor])
        return None if frame.document_date else self._find_near_anchors(frame.document_anchors)

    def _find_near_anchors(self, anchors: Iterable[Interval]) -> Interval | None:
        close = {
            found
            for anchor in anchors
            for found in self.list_nearby(anchor.start.year)
            if count_days_between(found, anchor.start) <= LOCAL_ANCHOR_REACH
            or count_days_between(found, anchor.end) <= LOCAL_ANCHOR_REACH
        }
        return close.pop() if len(close) == 1 else None

    def _choose_by_tense(self, document_date: date, tense: Tense) -> Interval | None:
        choices = self.list_nearby(document_date.year)
        close = [
            found
            for found in choices
            if found.precision == "day" and count_days_between(found, document_date) <= NEAR_TODAY_DAYS
        ]
        if close:
            return close[0]
        if tense == "past":
            gone = [found for found in choices if found.start <= document_date]
            return gone[-1] if gone else None
        if tense in ("future", "possible", "prospect"):
            return next((found for found in choices if found.end >= document_date), None)
        by_distance = sorted(choices, key=lambda found: count_days_between(found, document_date))
        away = [count_days_between(found, document_date) for found in by_distance]
        return by_distance[0] if away and (len(away) == 1 or away[0] * NEAREST_YEAR_RATIO <= away[1]) else None


@dataclass(frozen=True, slots=True)
class AdjacentYearlyDate:
    """The last or next of what comes every year (`last March`, `next summer`), not counting the one under way."""

    yearly: YearlyDate
    is_ahead: bool

    def normalize(self, frame: AnchorContext) -> Interval | None:
        """The last that is over, or the first not begun."""
        if frame.document_date is None:
            return None
        choices = self.yearly.list_nearby(frame.document_date.year)
        if self.is_ahead:
            return next((found for found in choices if found.start > frame.document_date), None)
        return next((found for found in reversed(choices) if found.end < frame.document_date), None)


@dataclass(frozen=True, slots=True)
class EndedPeriod:
    """A quarter or half of a year as business tells it: the last that has ended, of what is to come the next to end."""

    yearly: YearlyDate

    def normalize(self, frame: AnchorContext) -> Interval | None:
        """Null where the day of publication is not known."""
        if frame.document_date is None:
            return None
        choices = self.yearly.list_nearby(frame.document_date.year)
        if frame.tense in ("future", "prospect"):
            return next((found for found in choices if found.end >= frame.document_date), None)
        return next((found for found in reversed(choices) if found.end <= frame.document_date), None)


@dataclass(frozen=True, slots=True)
class WeekdayDate:
    """A weekday; with `shift` that of the last (-1), this (0) or next (1) week."""

    weekday: int
    week_offset: int | None = None

    def normalize(self, frame: AnchorContext) -> Interval | None:
        """The nearest one behind the reader's day, ahead of it for the future, or that of the week named."""
        if frame.document_date is None:
            return None
        own = frame.document_date.weekday()
        if frame.tense == "unclear" and self.week_offset is None and self.weekday != own:
            return None
        if self.week_offset is not None:
            move = self.weekday - own + calendar_intervals.DAYS_PER_WEEK * self.week_offset
        elif frame.tense in ("future", "prospect"):
            move = (self.weekday - own) % calendar_intervals.DAYS_PER_WEEK
        elif frame.tense == "nearest":
            ahead = (self.weekday - own) % calendar_intervals.DAYS_PER_WEEK
            move = ahead if 2 * ahead < calendar_intervals.DAYS_PER_WEEK else ahead - calendar_intervals.DAYS_PER_WEEK
        else:
            move = -((own - self.weekday) % calendar_intervals.DAYS_PER_WEEK)
            if move == MISREAD_DAYS_AGO and not frame.is_range:
                return None
        found = calendar_intervals.shift_date(frame.document_date, move)
        return Interval.from_day(found) if found else None


@dataclass(frozen=True, slots=True)
class OffsetDate:
    """So many units from the reader's day, or with `story` from the day that the text told last."""

    unit: Unit
    offset: int
    is_anaphoric: bool = False

    def normalize(self, frame: AnchorContext) -> Interval | None:
        """The unit that is meant, whole."""
        if self.is_anaphoric and not (frame.previous_interval is None and self.unit == "year" and self.offset < 0):
            if frame.previous_interval is None or (
                self.unit in ("day", "week", "weekend") and frame.previous_interval.start != frame.previous_interval.end
            ):
                return None
            return shift_unit(frame.previous_interval.start, self.unit, self.offset)
        if frame.document_date is None:
            return None
        found = shift_unit(frame.document_date, self.unit, self.offset)
        if found and self.unit == "weekend" and frame.tense == "past" and found.start > frame.document_date:
            return shift_unit(frame.document_date, self.unit, self.offset - 1)
        return found


@dataclass(frozen=True, slots=True)
class RollingPeriod:
    """A stretch of units up to the reader's day (`the past two weeks`) or from it (`the next three days`)."""

    unit: Unit
    count: int
    is_ahead: bool

    def normalize(self, frame: AnchorContext) -> Interval | None:
        """From the far end to the reader's day, or the other way."""
        if frame.document_date is None:
            return None
        today = Interval.from_day(frame.document_date)
        length = {
            "day": 1,
            "week": 7,
            "weekend": 7,
            "month": 30,
            "quarter": 91,
            "year": 365,
            "decade": 3652,
            "century": 36525,
        }
        far_end = calendar_intervals.shift_date(
            frame.document_date, length[self.unit] * (self.count if self.is_ahead else -self.count)
        )
        if far_end is None:
            return None
        return (
            calendar_intervals.join_intervals(today, Interval.from_day(far_end))
            if self.is_ahead
            else calendar_intervals.join_intervals(Interval.from_day(far_end), today)
        )


@dataclass(frozen=True, slots=True)
class NarrowedDate:
    """A part of what another form tells: `late March`, `the first week of 2022`, `May last year`."""

    whole: TimexPattern
    narrow: calendar_intervals.IntervalNarrower

    def normalize(self, frame: AnchorContext) -> Interval | None:
        """The part."""
        found = self.whole.normalize(frame)
        return self.narrow(found) if found else None


@dataclass(frozen=True, slots=True)
class DateRange:
    """From the one to the other; an end without a year takes its place from the other end."""

    first: TimexPattern
    last: TimexPattern

    def normalize(self, frame: AnchorContext) -> Interval | None:
        """Both ends and all between."""
        if isinstance(self.first, FixedDate):
            first = self.first.normalize(frame)
            last = first and self.last.normalize(
                replace(frame, document_date=first.end, local_anchor=None, tense="future")
            )
        else:
            last = self.last.normalize(replace(frame, is_range=True))
            first = last and self.first.normalize(
                replace(frame, document_date=last.start, local_anchor=None, tense="past")
            )
        return calendar_intervals.join_intervals(first, last)


@dataclass(frozen=True, slots=True)
class SinceDate:
    """From a day on up to the day of speaking or of publication."""

    first: TimexPattern

    def normalize(self, frame: AnchorContext) -> Interval | None:
        """Null where the end is not known, or not past the start."""
        first = self.first.normalize(replace(frame, tense="past"))
        end = frame.speech_date or frame.latest_date
        return Interval(first.start, end, "range") if first and end and first.start <= end else None


@dataclass(frozen=True, slots=True)
class UntilDate:
    """From the reader's day up to a day; in the past, whose start is not told, that day alone."""

    last: TimexPattern

    def normalize(self, frame: AnchorContext) -> Interval | None:
        """The days up to the end, or in the past the end."""
        if frame.tense == "past":
            return self.last.normalize(replace(frame, tense="unclear"))
        last = self.last.normalize(replace(frame, tense="future"))
        if last and frame.document_date and last.end < frame.document_date:
            return last
        return (
            calendar_intervals.join_intervals(Interval.from_day(frame.document_date), last)
            if frame.document_date and last
            else None
        )


def narrow_pattern(whole: TimexPattern, narrow: calendar_intervals.IntervalNarrower) -> TimexPattern:
    """A part of what a form tells; of fixed days it is fixed itself."""
    if isinstance(whole, FixedDate):
        return FixedDate(narrow(whole.interval) if whole.interval else None)
    return NarrowedDate(whole, narrow)
