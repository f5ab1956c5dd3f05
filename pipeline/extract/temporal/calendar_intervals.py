"""Days of the calendar: the intervals that months, weeks, seasons and parts of them are.

Each function gives null where there is no such day (31 February, the year 0): the text may say anything.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta

from pipeline.base.date_interval import Interval

IntervalNarrower = Callable[[Interval], Interval | None]

DAYS_PER_WEEK = 7


def build_day(year: int, month: int, number: int) -> Interval | None:
    """One day."""
    try:
        return Interval.from_day(date(year, month, number))
    except ValueError:
        return None


def build_months(year: int, number: int, months: int = 1) -> Interval | None:
    """One month, or several as a range, from the first of them; they may reach into the next year."""
    last = number + months - 1
    end_year, end = year + (last - 1) // 12, (last - 1) % 12 + 1
    if not (year >= MINYEAR and end_year <= MAXYEAR and 1 <= number <= 12):
        return None
    ends = date(end_year, end, monthrange(end_year, end)[1])
    return Interval(date(year, number, 1), ends, "month" if months == 1 else "range")


def build_years(first: int, count: int = 1) -> Interval | None:
    """One year, or a range of several."""
    if not MINYEAR <= first <= first + count - 1 <= MAXYEAR:
        return None
    return Interval(date(first, 1, 1), date(first + count - 1, 12, 31), "year" if count == 1 else "range")


def find_week(on: date) -> Interval | None:
    """The week from Monday to Sunday that holds a day."""
    start = shift_date(on, -on.weekday())
    end = shift_date(start, DAYS_PER_WEEK - 1) if start else None
    return Interval(start, end, "week") if start and end else None


def find_weekend(on: date) -> Interval | None:
    """The Saturday and Sunday of the week that holds a day."""
    whole = find_week(on)
    return Interval(whole.end - timedelta(days=1), whole.end, "range") if whole else None


def shift_date(on: date, days: int) -> date | None:
    """The day so many days later; null past the end of the calendar."""
    try:
        return on + timedelta(days=days)
    except OverflowError:
        return None


def shift_month(on: date, count: int) -> Interval | None:
    """The month so many months after that of a day."""
    number = on.year * 12 + on.month - 1 + count
    return build_months(number // 12, number % 12 + 1)


def join_intervals(first: Interval | None, last: Interval | None) -> Interval | None:
    """From the first day of the one to the last of the other; null where that would run backwards."""
    if first is None or last is None or first.start > last.end:
        return None
    return Interval(first.start, last.end, "range")


def narrow_to_third(number: int) -> IntervalNarrower:
    """The first, middle or last third of an interval: what `early`, `mid` and `late` tell."""

    def narrow(whole: Interval) -> Interval | None:
        if whole.precision == "year":
            return build_months(whole.start.year, number * 4 - 3, 4)
        if (whole.start.month, whole.start.day, whole.end.month, whole.end.day) == (1, 1, 12, 31):
            count = whole.end.year - whole.start.year + 1
            first, last = round((number - 1) * count / 3 + 0.4), round(number * count / 3 + 0.4)
            return build_years(whole.start.year + first, last - first)
        length = (whole.end - whole.start).days + 1
        if length < 3:
            return whole
        start = whole.start + timedelta(days=(number - 1) * length // 3)
        return Interval(start, whole.start + timedelta(days=number * length // 3 - 1), "range")

    return narrow


def narrow_to_stretch(number: int, days: int) -> IntervalNarrower:
    """The n-th stretch of so many days of an interval, -1 the last: `the first week of 2022`."""

    def narrow(whole: Interval) -> Interval | None:
        start = shift_date(whole.end, 1 - days) if number < 0 else shift_date(whole.start, (number - 1) * days)
        if start is None or not whole.start <= start <= whole.end:
            return None
        end = shift_date(start, days - 1) or whole.end
        return Interval(start, min(end, whole.end), "day" if days == 1 else "range")

    return narrow


def narrow_to_portion(number: int, count: int) -> IntervalNarrower:
    """The n-th of equal portions of a year, -1 the last: halves, quarters, months."""

    def narrow(whole: Interval) -> Interval | None:
        if whole.precision != "year":
            return narrow_to_stretch(number, ((whole.end - whole.start).days + 2) // count)(whole)
        own = number if number > 0 else count
        return build_months(whole.start.year, (own - 1) * 12 // count + 1, 12 // count) if own <= count else None

    return narrow


def narrow_to_months(number: int, count: int) -> IntervalNarrower:
    """So many months at the start of a year (1) or at its end (-1): `the first nine months of 2022`."""

    def narrow(whole: Interval) -> Interval | None:
        if whole.precision != "year" or count > 12 or number not in (1, -1):
            return None
        return build_months(whole.start.year, 1 if number > 0 else 13 - count, count)

    return narrow


def narrow_to_weekday(weekday: int, number: int) -> IntervalNarrower:
    """The n-th Monday, Tuesday ... of an interval, -1 the last."""

    def narrow(whole: Interval) -> Interval | None:
        if number < 0:
            found = shift_date(whole.end, -((whole.end.weekday() - weekday) % DAYS_PER_WEEK))
        else:
            found = shift_date(
                whole.start, (weekday - whole.start.weekday()) % DAYS_PER_WEEK + DAYS_PER_WEEK * (number - 1)
            )
        return Interval.from_day(found) if found and whole.start <= found <= whole.end else None

    return narrow
