"""A scale of days for charts: which days share a column, and how columns are named."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pipeline.publish.site.reader_formats import MONTHS

MAX_COLUMNS = 62
LEAST_SHARE = 0.75  # of the days that a scale must cover; how many lie outside is told in words
UNITS = ("day", "week", "month", "year")


@dataclass(frozen=True, slots=True)
class DayScale:
    """Columns of one unit from `first` on."""

    unit: str
    first: int
    size: int

    def find_column(self, day: date) -> int | None:
        """The number of the column that a day falls in; null outside."""
        number = _number_day(day, self.unit) - self.first
        return number if 0 <= number < self.size else None

    def name_column(self, number: int) -> str:
        """The name of a column, such as `5 Jan 2022`, `week of 3 Jan 2022`, `Jan 2022` or `2022`."""
        return f"{'week of ' if self.unit == 'week' else ''}{self.date_column(number)}"

    def date_column(self, number: int) -> str:
        """The first day of a column as short as its unit allows: what stands below it where the unit is known."""
        day = _find_first_day(self.first + number, self.unit)
        month = MONTHS[day.month - 1][:3]
        if self.unit == "year":
            return str(day.year)
        if self.unit == "month":
            return f"{month} {day.year}"
        return f"{day.day} {month} {day.year}"


def make_day_scale(days: Iterable[date]) -> DayScale | None:
    """The finest scale whose columns hold three in four of the days; null without days.

    >>> scale = make_day_scale([date(2022, 1, 3), date(2022, 1, 10)])
    >>> (scale.unit, scale.size, scale.find_column(date(2022, 1, 4)), scale.name_column(1))
    ('day', 8, 1, '4 Jan 2022')
    """
    ordered = sorted(days)
    if not ordered:
        return None
    for unit in UNITS:
        numbers = [_number_day(day, unit) for day in ordered]
        left, right = _find_densest_window(numbers)
        if right - left >= LEAST_SHARE * len(numbers) or unit == UNITS[-1]:
            break
    return DayScale(unit, numbers[left], numbers[right - 1] - numbers[left] + 1)


def _find_densest_window(numbers: list[int]) -> tuple[int, int]:
    """The slice of sorted numbers that spans at most `MAX_COLUMNS` columns and holds the most; the first of equals."""
    best, left = (0, 0), 0
    for right, number in enumerate(numbers, start=1):
        while number - numbers[left] >= MAX_COLUMNS:
            left += 1
        if right - left > best[1] - best[0]:
            best = (left, right)
    return best


def _number_day(day: date, unit: str) -> int:
    if unit == "day":
        return day.toordinal()
    if unit == "week":
        return (day.toordinal() - 1) // 7  # 1 January of the year 1 was a Monday
    return day.year * 12 + day.month - 1 if unit == "month" else day.year


def _find_first_day(number: int, unit: str) -> date:
    if unit == "day":
        return date.fromordinal(number)
    if unit == "week":
        return date.fromordinal(number * 7 + 1)
    return date(number // 12, number % 12 + 1, 1) if unit == "month" else date(number, 1, 1)
