"""Distances between days in calendar units."""

from datetime import date
from typing import Literal

from pipeline.base.date_interval import Interval
from pipeline.extract.temporal import calendar_intervals

Unit = Literal["day", "week", "weekend", "month", "quarter", "year", "decade", "century"]


def shift_unit(reference_date: date, unit: Unit, count: int) -> Interval | None:
    """The day, week ... so many units from a day."""
    if unit == "day":
        found = calendar_intervals.shift_date(reference_date, count)
        return Interval.from_day(found) if found else None
    if unit in ("week", "weekend"):
        found = calendar_intervals.shift_date(reference_date, calendar_intervals.DAYS_PER_WEEK * count)
        return (
            (calendar_intervals.find_week if unit == "week" else calendar_intervals.find_weekend)(found)
            if found
            else None
        )
    if unit == "month":
        return calendar_intervals.shift_month(reference_date, count)
    if unit == "quarter":
        number = reference_date.year * 4 + (reference_date.month - 1) // 3 + count
        return calendar_intervals.build_months(number // 4, number % 4 * 3 + 1, 3)
    length = {"year": 1, "decade": 10, "century": 100}[unit]
    # Centuries begin with the year 1, decades with the year 0.
    offset = 1 if unit == "century" else 0
    return calendar_intervals.build_years(
        (reference_date.year - offset) // length * length + offset + count * length, length
    )


def count_days_between(interval: Interval, on: date) -> int:
    """Days between an interval and a day; 0 inside."""
    return max((interval.start - on).days, (on - interval.end).days, 0)
