"""What a date phrase says before it is placed: a fixed day, one that comes every year, a weekday, a distance from now.

Each form has `place(frame)`, which gives the days meant as seen from a frame (the day of publication, the phrases
before), or null where the frame does not settle it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, Protocol

from pipeline.base.interval import Interval
from pipeline.extract.calendar import days

Direction = Literal["past", "future", "prospect", "possible", "unclear", "open"]
Unit = Literal["day", "week", "weekend", "month", "quarter", "year", "decade", "century"]

# A day without a year that is told beside a dated one belongs to the same months (a quarter of a year): further away,
# the year is not clear.
STORY_REACH = 92


# A day so near is meant whatever the tense: what was planned may be told as past, and what is quoted as to come.
FORTNIGHT = 14
# Where no tense tells, the nearest year is taken only if the next nearest is this many times as far.
CLEARLY = 2


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a phrase stands.

    The day of the reader (null where not known) and the last it can be, the dated phrase of the same paragraph that
    last gave a year, all dated phrases of the document, the phrase placed last, the day of speaking, the verb's tense.
    """

    today: date | None
    latest: date | None = None
    story: Interval | None = None
    anchors: tuple[Interval, ...] = ()
    before: Interval | None = None
    said: date | None = None
    direction: Direction = "open"


class Form(Protocol):
    """Anything that can be placed."""

    def place(self, frame: Frame) -> Interval | None:
        """The days meant."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """Days that the words alone settle; null where there are no such days."""

    interval: Interval | None

    def place(self, frame: Frame) -> Interval | None:
        """The days themselves."""
        return self.interval


@dataclass(frozen=True, slots=True)
class Yearly:
    """Days that come every year (`January 6`, `in March`); `weekday` is what the text says that the day is."""

    build: Callable[[int], Interval | None]
    weekday: int | None = None

    def place(self, frame: Frame) -> Interval | None:
        """The year of the story told, or the one that tense and nearness to the reader's day choose."""
        found = self._told(frame)
        if found is None and frame.today:
            found = self._chosen(frame.today, frame.direction)
        return self.checked(found)

    def checked(self, found: Interval | None) -> Interval | None:
        """Null where the weekday that the text gives is not that of the day."""
        if found and self.weekday is not None and found.start.weekday() != self.weekday:
            return None
        return found

    def near(self, year: int) -> list[Interval]:
        """The days in a year and the years beside it."""
        return [found for y in (year - 1, year, year + 1) if (found := self.build(y))]

    def _told(self, frame: Frame) -> Interval | None:
        if frame.story:
            return self._beside([frame.story])
        return None if frame.today else self._beside(frame.anchors)

    def _beside(self, anchors: Iterable[Interval]) -> Interval | None:
        close = {
            found
            for anchor in anchors
            for found in self.near(anchor.start.year)
            if distance(found, anchor.start) <= STORY_REACH or distance(found, anchor.end) <= STORY_REACH
        }
        return close.pop() if len(close) == 1 else None

    def _chosen(self, today: date, direction: Direction) -> Interval | None:
        choices = self.near(today.year)
        close = [found for found in choices if found.precision == "day" and distance(found, today) <= FORTNIGHT]
        if close:
            return close[0]
        if direction == "past":
            gone = [found for found in choices if found.start <= today]
            return gone[-1] if gone else None
        if direction in ("future", "possible"):
            return next((found for found in choices if found.end >= today), None)
        by_distance = sorted(choices, key=lambda found: distance(found, today))
        away = [distance(found, today) for found in by_distance]
        return by_distance[0] if away and (len(away) == 1 or away[0] * CLEARLY <= away[1]) else None


@dataclass(frozen=True, slots=True)
class Turn:
    """The last or next of what comes every year (`last March`, `next summer`), not counting the one under way."""

    yearly: Yearly
    ahead: bool

    def place(self, frame: Frame) -> Interval | None:
        """The last that is over, or the first not begun."""
        if frame.today is None:
            return None
        choices = self.yearly.near(frame.today.year)
        if self.ahead:
            return next((found for found in choices if found.start > frame.today), None)
        return next((found for found in reversed(choices) if found.end < frame.today), None)


@dataclass(frozen=True, slots=True)
class Weekly:
    """A weekday; with `shift` that of the last (-1), this (0) or next (1) week."""

    weekday: int
    shift: int | None = None

    def place(self, frame: Frame) -> Interval | None:
        """The nearest one behind the reader's day, ahead of it for the future, or that of the week named."""
        if frame.today is None:
            return None
        own = frame.today.weekday()
        if frame.direction == "unclear" and self.shift is None and self.weekday != own:
            return None
        if self.shift is not None:
            move = self.weekday - own + days.WEEK * self.shift
        elif frame.direction in ("future", "prospect"):
            move = (self.weekday - own) % days.WEEK
        else:
            move = -((own - self.weekday) % days.WEEK)
        found = days.moved(frame.today, move)
        return Interval.day(found) if found else None


@dataclass(frozen=True, slots=True)
class Shifted:
    """So many units from the reader's day, or with `story` from the day that the text told last."""

    unit: Unit
    count: int
    story: bool = False

    def place(self, frame: Frame) -> Interval | None:
        """The unit that is meant, whole."""
        if self.story:
            if frame.before is None or (
                self.unit in ("day", "week", "weekend") and frame.before.start != frame.before.end
            ):
                return None
            return shifted(frame.before.start, self.unit, self.count)
        if frame.today is None:
            return None
        found = shifted(frame.today, self.unit, self.count)
        if found and self.unit == "weekend" and frame.direction == "past" and found.start > frame.today:
            return shifted(frame.today, self.unit, self.count - 1)
        return found


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of units up to the reader's day (`the past two weeks`) or from it (`the next three days`)."""

    unit: Unit
    count: int
    ahead: bool

    def place(self, frame: Frame) -> Interval | None:
        """From the far end to the reader's day, or the other way."""
        if frame.today is None:
            return None
        today = Interval.day(frame.today)
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
        far = days.moved(frame.today, length[self.unit] * (self.count if self.ahead else -self.count))
        if far is None:
            return None
        return days.span(today, Interval.day(far)) if self.ahead else days.span(Interval.day(far), today)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A part of what another form tells: `late March`, `the first week of 2022`, `May last year`."""

    whole: Form
    narrow: days.Narrow

    def place(self, frame: Frame) -> Interval | None:
        """The part."""
        found = self.whole.place(frame)
        return self.narrow(found) if found else None


@dataclass(frozen=True, slots=True)
class Between:
    """From the one to the other; an end without a year takes its place from the other end."""

    first: Form
    last: Form

    def place(self, frame: Frame) -> Interval | None:
        """Both ends and all between."""
        if isinstance(self.first, Fixed):
            first = self.first.place(frame)
            last = first and self.last.place(replace(frame, today=first.end, story=None, direction="future"))
        else:
            last = self.last.place(frame)
            first = last and self.first.place(replace(frame, today=last.start, story=None, direction="past"))
        return days.span(first, last)


@dataclass(frozen=True, slots=True)
class Since:
    """From a day on up to the day of speaking or of publication."""

    first: Form

    def place(self, frame: Frame) -> Interval | None:
        """Null where the end is not known, or not past the start."""
        first = self.first.place(replace(frame, direction="past"))
        end = frame.said or frame.latest
        return Interval(first.start, end, "range") if first and end and first.start <= end else None


@dataclass(frozen=True, slots=True)
class Until:
    """From the reader's day up to a day."""

    last: Form

    def place(self, frame: Frame) -> Interval | None:
        """Null for what is past, whose start is not told."""
        if frame.direction == "past":
            return None
        last = self.last.place(replace(frame, direction="future"))
        return days.span(Interval.day(frame.today), last) if frame.today and last else None


def narrowed(whole: Form, narrow: days.Narrow) -> Form:
    """A part of what a form tells; of fixed days it is fixed itself."""
    if isinstance(whole, Fixed):
        return Fixed(narrow(whole.interval) if whole.interval else None)
    return Narrowed(whole, narrow)


def shifted(today: date, unit: Unit, count: int) -> Interval | None:
    """The day, week ... so many units from a day."""
    if unit == "day":
        found = days.moved(today, count)
        return Interval.day(found) if found else None
    if unit in ("week", "weekend"):
        found = days.moved(today, days.WEEK * count)
        return (days.week if unit == "week" else days.weekend)(found) if found else None
    if unit == "month":
        return days.months_later(today, count)
    if unit == "quarter":
        number = today.year * 4 + (today.month - 1) // 3 + count
        return days.month(number // 4, number % 4 * 3 + 1, 3)
    length = {"year": 1, "decade": 10, "century": 100}[unit]
    # Centuries begin with the year 1, decades with the year 0.
    offset = 1 if unit == "century" else 0
    return days.years((today.year - offset) // length * length + offset + count * length, length)


def distance(interval: Interval, on: date) -> int:
    """Days between an interval and a day; 0 inside."""
    return max((interval.start - on).days, (on - interval.end).days, 0)
