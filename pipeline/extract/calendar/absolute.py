"""Dates of the calendar as written: `6 January 2020`, `Monday (Jan. 6)`, `March 2019`, `2020-01-06`, `the 1990s`."""

from collections.abc import Callable

from pipeline.base.interval import Interval
from pipeline.extract.calendar import days
from pipeline.extract.calendar.forms import Fixed, Form, Shifted, Weekly, Yearly, narrowed
from pipeline.extract.calendar.words import Line, tells

Found = tuple[Form, int] | None
Build = Callable[[int], Interval | None]

DASHES = frozenset({"-", "–", "—", "/"})
JOINS = frozenset({"-", "–", "—", "to", "and", "until", "till", "through", "&"})
OPEN, CLOSE = "(", ")"
# Bare numbers of four digits outside these are hardly ever years in news.
FIRST_YEAR, LAST_YEAR = 1000, 2199
FIRST_BARE_YEAR, LAST_BARE_YEAR = 1800, 2099


def read(line: Line, i: int) -> Found:
    """A date of the calendar that begins at a place, and the place after it."""
    if line.low(i)[:1].isdecimal():
        return numeric(line, i) or day_month(line, i) or decade(line, i) or bare_year(line, i)
    if line.low(i) == "the":
        following = day_month(line, i + 1) or decade(line, i + 1) or century(line, i + 1)
        return following if (following and following[1] > i + 2) or decade(line, i + 1) else None
    return (
        known(line, i)
        or weekday_led(line, i)
        or month_led(line, i)
        or feast(line, i)
        or season(line, i)
        or quarter(line, i)
        or decade(line, i)
    )


def numeric(line: Line, i: int) -> Found:
    """Dates in figures alone. Day and month that could be either way round have no interval."""
    dotted = line.low(i).split(".")
    if len(dotted) == 3 and all(part.isascii() and part.isdecimal() for part in dotted) and len(dotted[2]) == 4:
        return Fixed(days.day(int(dotted[2]), int(dotted[1]), int(dotted[0]))), i + 1
    separator = line.low(i + 1)
    if separator not in ("-", "/") or line.low(i + 3) != separator:
        return None
    first, second, third = line.number(i, 4), line.number(i + 2), line.number(i + 4, 4)
    if first is None or second is None or third is None:
        return None
    if len(line.low(i)) == 4 and third <= 31:
        return Fixed(days.day(first, second, third)), i + 5
    if len(line.low(i + 4)) != 4 or first > 31:
        return None
    readings = {found for found in (days.day(third, second, first), days.day(third, first, second)) if found}
    return Fixed(readings.pop() if len(readings) == 1 else None), i + 5


def year(line: Line, i: int) -> int | None:
    """A year of four digits."""
    number = line.number(i, 4)
    good = number is not None and len(line.low(i)) == 4 and FIRST_YEAR <= number <= LAST_YEAR
    return number if good and not line.counts(i) else None


def bare_year(line: Line, i: int) -> Found:
    """A year alone: after a preposition, or where the parser sees a date."""
    number = year(line, i)
    if number is None or not FIRST_BARE_YEAR <= number <= LAST_BARE_YEAR or line.low(i - 1) in DASHES:
        return None
    if tells(line.low(i - 1), "name_before"):
        return None
    token = line.token(i)
    if tells(line.low(i - 1), "dating") or (token is not None and token.ent_type_ == "DATE"):
        return Fixed(days.years(number)), i + 1
    return None


def _dated(line: Line, i: int, build: Build, weekday: int | None = None) -> tuple[Form, int]:
    """The days with the year that follows, told (`, 2019`) or relative (`last year`), or else of every year."""
    end, told, shift = i, None, None
    for j in (i, i + 1):
        if j > i and line.low(i) not in (",", "of", "in"):
            break
        if (told := year(line, j)) is not None:
            end = j + 1
            break
        shift, unit = line.at(j, "shift"), line.at(j + 1, "unit")
        if shift and unit and unit.id == "year":
            end = j + 2
            break
        shift = None
    bracketed = line.at(end + 1, "weekday")
    if line.low(end) == OPEN and bracketed and line.low(end + 2) == CLOSE:
        weekday, end = bracketed.value, end + 3
    yearly = Yearly(build, weekday)
    if told is not None:
        return Fixed(yearly.checked(build(told))), end
    if shift:
        return narrowed(Shifted("year", shift.value), lambda whole: yearly.checked(build(whole.start.year))), end
    return yearly, end


def month(line: Line, i: int) -> int | None:
    """The month that a word names; names of months are capitalised."""
    entry = line.at(i, "month")
    return entry.value if entry and line.capital(i) else None


def day_month(line: Line, i: int, weekday: int | None = None) -> Found:
    """`6 January`, `the 6th of January`, `5-7 January 2020`, `5 and 6 January`."""
    first = line.number(i)
    if first is None:
        return None
    last, j = first, i + 1
    if line.low(j) in JOINS and (second := line.number(j + 1)) is not None:
        last, j = second, j + 2
    j += line.low(j) == "of"
    number = month(line, j)
    return _dated(line, j + 1, _stretch(number, first, last), weekday) if number else None


def month_led(line: Line, i: int, weekday: int | None = None) -> Found:
    """`January 6`, `Jan. 5-7, 2020`, `March 2019`, `in March`."""
    number = month(line, i)
    if number is None:
        return None
    first = line.number(i + 1)
    if first is not None and 0 < first <= 31 and not line.counts(i + 1) and line.low(i + 2) not in ("%", ":"):
        last, j = first, i + 2
        if line.low(j) in JOINS and (second := line.number(j + 1)) and second > first and month(line, j + 2) is None:
            last, j = (second, j + 2) if not line.counts(j + 1) else (last, j)
        return _dated(line, j, _stretch(number, first, last), weekday)
    form, end = _dated(line, i + 1, lambda of: days.month(of, number))
    entry, token = line.at(i, "month"), line.token(i)
    if end > i + 1:
        return form, end
    named = token is not None and token.ent_type_ in ("PERSON", "ORG", "WORK_OF_ART")
    alone = entry is not None and entry.weak and not (tells(line.low(i - 1), "dating") or line.at(i - 2, "part"))
    return None if named or alone or tells(line.low(i - 1), "habit") else (form, end)


def _stretch(number: int, first: int, last: int) -> Build:
    if first == last:
        return lambda of: days.day(of, number, first)
    return lambda of: days.span(days.day(of, number, first), days.day(of, number, last))


def weekday_led(line: Line, i: int) -> Found:
    """`Monday`, `Monday night`, `Monday (January 10)`, `Friday, 7 January 2022`, `Monday of last week`."""
    entry = line.at(i, "weekday")
    if entry is None or not line.capital(i):
        return None
    if (tells(line.low(i - 1), "name_before") and line.capital(i - 1)) or tells(line.low(i - 1), "habit"):
        return None
    if tells(line.low(i + 1), "name_after") and line.capital(i + 1):
        return None
    if _given_name(line, i):
        return None
    after = i + 1
    after += line.low(after) == "." and entry.weak
    if (part := line.at(after, "unit")) and part.id == "night":
        after += 1
    for mark, close in ((",", ""), (OPEN, CLOSE), ("the", ""), (", the", ""), ("", "")):
        marks = mark.split()
        if [line.low(after + k) for k in range(len(marks))] != marks:
            continue
        j = after + len(marks)
        found = day_month(line, j, entry.value) or month_led(line, j, entry.value)
        if found and _has_day(line, j) and (not close or line.low(found[1]) == close):
            return found[0], found[1] + bool(close)
    if entry.weak:
        return None
    j = after + (line.low(after) in ("of", "in"))
    shift, unit = line.at(j, "shift"), line.at(j + 1, "unit")
    if shift and unit and unit.id == "week":
        return narrowed(Shifted("week", shift.value), days.nth_weekday(entry.value, 1)), j + 2
    return Weekly(entry.value), after


def _given_name(line: Line, i: int) -> bool:
    """Whether the parser sees a person's name that goes on after the weekday."""
    own, after = line.token(i), line.token(i + 1)
    return own is not None and after is not None and own.ent_type_ == "PERSON" and after.ent_iob_ == "I"


def _has_day(line: Line, i: int) -> bool:
    return line.number(i) is not None or line.number(i + 1) is not None


def known(line: Line, i: int) -> Found:
    """Days known by their date alone; the word after it, which tells them from others, stays out."""
    if not (found := line.phrase(i, "known")):
        return None
    entry, end = found
    return Fixed(days.day(entry.value // 10000, entry.value // 100 % 100, entry.value % 100)), end - 1


def feast(line: Line, i: int) -> Found:
    """Feasts of a fixed date."""
    if not line.capital(i) or not (found := line.phrase(i, "feast")):
        return None
    entry, end = found
    return _dated(line, end, lambda of: days.day(of, entry.value // 100, entry.value % 100))


def season(line: Line, i: int) -> Found:
    """`summer 2019`, `in the autumn`, `winter of 2019`: northern, from 1 March, June, September, December."""
    entry = line.at(i, "season")
    if entry is None:
        return None
    form, end = _dated(line, i + 1, lambda of: days.month(of, entry.value, 3))
    article = line.low(i - 1) == "the" and line.low(i - 2) in ("in", "during", "since", "by", "until")
    bare = not entry.weak and (article or line.low(i - 1) in ("in", "since", "by"))
    return (form, end) if end > i + 1 or ((bare and end >= len(line)) or (bare and not _nominal(line, end))) else None


def _nominal(line: Line, i: int) -> bool:
    token = line.token(i)
    return token is not None and token.pos_ in ("NOUN", "PROPN")


def quarter(line: Line, i: int) -> Found:
    """`Q1 2020`."""
    number = line.number(i + 1, 1)
    if line.low(i) != "q" or number is None or not 1 <= number <= 4:
        return None
    return _dated(line, i + 2, lambda of: days.month(of, number * 3 - 2, 3))


def decade(line: Line, i: int) -> Found:
    """`1990s`, `'90s`, `nineties`."""
    low = line.low(i)
    if low.endswith("s") and low[:-1].isascii() and low[:-1].isdecimal() and low[-2] == "0":
        number = int(low[:-1])
        if len(low) == 5 and FIRST_YEAR <= number <= LAST_YEAR:
            return Fixed(days.years(number, 100 if number % 100 == 0 and number < 1900 else 10)), i + 1
        if len(low) == 3 and number >= 20 and line.low(i - 1) in ("'", "the"):
            return Fixed(days.years(1900 + number, 10)), i + 1
    entry = line.at(i, "decade")
    return (Fixed(days.years(entry.value, 10)), i + 1) if entry and line.low(i - 1) == "the" else None


def century(line: Line, i: int) -> Found:
    """`19th century`."""
    number = line.number(i)
    j = i + 1 + (line.low(i + 1) == "-")
    unit = line.at(j, "unit")
    if number is None or unit is None or unit.id != "century" or not line.low(i)[-1:].isalpha():
        return None
    return Fixed(days.years(number * 100 - 99, 100)), j + 1
