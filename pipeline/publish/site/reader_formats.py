"""How values are written for readers: days, numbers with their qualifiers, sizes, kinds of events."""

from collections.abc import Mapping
from datetime import date
from typing import Any

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
QUALIFIER_WORDS = {
    "exact": "",
    "about": "about ",
    "more_than": "more than ",
    "at_least": "at least ",
    "less_than": "less than ",
    "at_most": "at most ",
    "almost": "almost ",
    "range": "",
    "vague": "at least ",
}
UNNAMED = "Name not shown"


def format_day(day: date) -> str:
    """Write a day in full.

    >>> format_day(date(2022, 1, 9))
    '9 January 2022'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def format_period(start: date | None, end: date | None) -> str:
    """Write an interval of days as shortly as it can be read.

    >>> format_period(date(2022, 1, 3), date(2022, 1, 9))
    '3–9 January 2022'
    >>> format_period(date(2022, 1, 1), date(2022, 1, 31)), format_period(date(2022, 1, 1), date(2022, 12, 31))
    ('January 2022', '2022')
    >>> format_period(None, date(2022, 1, 9))
    'until 9 January 2022'
    """
    if start is None or end is None:
        return f"from {format_day(start)}" if start else f"until {format_day(end)}" if end else "Day not stated"
    if start == end:
        return format_day(start)
    ends_month = end.day == 31 or (end.month, end.day) in ((4, 30), (6, 30), (9, 30), (11, 30)) or _is_february_end(end)
    if start.day == 1 and ends_month and start.year == end.year:
        if (start.month, end.month) == (1, 12):
            return str(start.year)
        if start.month == end.month:
            return f"{MONTHS[start.month - 1]} {start.year}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{format_day(end)}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} – {format_day(end)}"
    return f"{format_day(start)} – {format_day(end)}"


def _is_february_end(day: date) -> bool:
    return day.month == 2 and day.day == (29 if day.year % 4 == 0 and (day.year % 100 or day.year % 400 == 0) else 28)


def format_number(value: float) -> str:
    """Write a number with commas, and no more digits than it has.

    >>> format_number(8000.0), format_number(2.5), format_number(0.75), format_number(2.5e9)
    ('8,000', '2.5', '0.75', '2,500,000,000')
    """
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    return f"{value:,.4f}".rstrip("0").rstrip(".") if abs(value) >= 0.0001 else f"{value:g}"


def format_value(figure: Mapping[str, Any]) -> str:
    """Write a figure's value with its qualifier.

    >>> format_value({"value": 8000.0, "value_low": None, "value_high": 8000.0, "qualifier": "almost"})
    'almost 8,000'
    >>> format_value({"value": None, "value_low": 2.0, "value_high": 4.0, "qualifier": "range"})
    '2–4'
    """
    value, low, high = figure["value"], figure["value_low"], figure["value_high"]
    words = QUALIFIER_WORDS.get(figure["qualifier"] or "exact", "")
    if value is not None:
        return words + format_number(value)
    if low is not None and high is not None:
        return format_number(low) if low == high else f"{format_number(low)}–{format_number(high)}"
    if low is not None:
        return f"at least {format_number(low)}"
    return f"at most {format_number(high)}" if high is not None else "–"


def format_size(size: int) -> str:
    """Write a number of bytes.

    >>> format_size(812), format_size(20627), format_size(3_400_000)
    ('812 B', '21 kB', '3.4 MB')
    """
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def format_kind(event_type: str, event_mode: str | None) -> str:
    """Write type and mode of an event.

    >>> format_kind("COERCE", "arrest"), format_kind("AGREE", None)
    ('Coerce: arrest', 'Agree')
    """
    name = format_code(event_type)
    return f"{name}: {event_mode.replace('_', ' ')}" if event_mode else name


def format_code(code: str) -> str:
    """Write a code of a closed list as a word.

    >>> format_code("more_than")
    'More than'
    """
    return code.replace("_", " ").capitalize()


def format_count(count: int, singular: str, plural: str | None = None) -> str:
    """Write a number of things.

    >>> format_count(1, "article"), format_count(1200, "article")
    ('1 article', '1,200 articles')
    """
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"
