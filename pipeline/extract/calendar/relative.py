"""Dates told from another day: `yesterday`, `last week`, `two weeks ago`, `the first week of 2022`."""

from typing import get_args

from pipeline.extract.calendar import absolute, days
from pipeline.extract.calendar.forms import Fixed, Form, Shifted, Stretch, Turn, Unit, Weekly, Yearly, narrowed, shifted
from pipeline.extract.calendar.words import Line, Word

Found = tuple[Form, int] | None

UNITS = frozenset(get_args(Unit))
# Round numbers of years are estimates: what lies `20 years ago` or further has no year of its own.
EXACT_YEARS = 10
# A lone `"Today"` in quotation marks is the name of a programme or a paper.
QUOTES = frozenset('"“”‘’') | {"''", "``"}
# What tells a stretch of time (`over the next year`) from the year after the one told (`the next year he left`).
LASTING = frozenset({"over", "in", "for", "during", "within", "of", "throughout"})


def read(line: Line, i: int) -> Found:
    """A relative date that begins at a place, and the place after it."""
    start = i + (line.low(i) == "the")
    found = (
        _relday(line, i)
        or _apart(line, i)
        or _in_time(line, i)
        or _part(line, start)
        or _nth(line, start)
        or _story(line, i)
        or _week_of(line, start)
        or _shift(line, i)
    )
    return found


def _unit(line: Line, i: int) -> Unit | None:
    entry = line.at(i, "unit")
    if entry is None:
        return None
    if entry.id == "fortnight":
        return "week"
    return entry.id if entry.id in UNITS else None  # type: ignore[return-value]


def _count(line: Line, i: int) -> tuple[int | None, int] | None:
    """A small number, or null for a vague one (`a few`), and the place after it."""
    j = i + (line.low(i) == "a" and line.at(i + 1, "vague") is not None)
    if line.at(j, "vague"):
        return None, j + 1 + (line.low(j + 1) == "of")
    entry = line.at(i, "number")
    number = entry.value if entry else line.number(i, 3)
    return (number, i + 1) if (number is not None and line.low(i)[-1:] not in ("t", "d", "h")) or entry else None


def _relday(line: Line, i: int) -> Found:
    entry = line.at(i, "relday")
    titled = line.capital(i) and line.capital(i - 1)
    if entry is None or titled or (line.low(i - 1) in QUOTES and line.low(i + 1) in QUOTES):
        return None
    part = line.at(i + 1, "unit")
    return Shifted("day", entry.value), i + 1 + bool(part and part.id == "night")


def _apart(line: Line, i: int) -> Found:
    """`two weeks ago`, `three days later`, `a year earlier`, `the day before`."""
    counted = _count(line, i)
    if line.low(i) == "the" and _unit(line, i + 1):
        counted = (1, i + 1)
    if counted is None:
        return None
    number, j = counted
    unit = _unit(line, j)
    if unit is None:
        return None
    if line.at(j, "unit") and line.low(j) == "fortnight" and number is not None:
        number *= 2
    ago, apart = line.at(j + 1, "ago"), line.at(j + 1, "apart")
    if line.low(i) == "the" and line.low(j + 1) not in ("before", "after"):
        return None
    if apart and line.low(j + 1) in ("before", "after") and not _ends(line, j + 2):
        return None
    if not (ago or apart):
        return None
    if number is None or (unit == "year" and number >= EXACT_YEARS and number % 5 == 0):
        return Fixed(None), j + 2
    return (Shifted(unit, -number) if ago else Shifted(unit, number * (apart.value if apart else 0), story=True)), j + 2


def _ends(line: Line, i: int) -> bool:
    """Whether nothing follows that `before` or `after` could govern."""
    token = line.token(i)
    return token is None or token.pos_ in ("PUNCT", "CCONJ", "VERB", "AUX")


def _in_time(line: Line, i: int) -> Found:
    """`in two weeks' time`."""
    counted = _count(line, i + 1) if line.low(i) == "in" else None
    if not counted or not (unit := _unit(line, counted[1])):
        return None
    j = counted[1] + 1
    j += line.low(j) in ("'", "'s")
    if line.low(j) != "time":
        return None
    return (Shifted(unit, counted[0]) if counted[0] is not None else Fixed(None)), j + 1


def _whole(line: Line, i: int) -> Found:
    """What a part may be part of: a month, a year, a season, last week."""
    i += line.low(i) == "the"
    unit = _unit(line, i)
    if unit in ("month", "year", "week", "decade", "century") and line.low(i - 1) == "the":
        return Shifted(unit, 0), i + 1
    if (number := absolute.year(line, i)) is not None:
        return Fixed(days.years(number)), i + 1
    found = absolute.month_led(line, i) or absolute.decade(line, i) or absolute.century(line, i)
    return found or absolute.season(line, i) or _shift(line, i)


def _part(line: Line, i: int) -> Found:
    """`early March`, `mid-2019`, `the end of last year`, `later this month`."""
    entry = line.at(i, "part")
    if line.at(i, "sooner"):
        shift = line.low(i + 1) in ("this", "that") and _unit(line, i + 2)
        found = (_shift(line, i + 1) or _story(line, i + 1)) if shift else None
        return found
    if entry is None or (entry.weak and line.low(i - 1) != "the"):
        return None
    j = i + 1 + (line.low(i + 1) in ("in", "of", "on", "-"))
    if line.at(j, "weekday") or line.at(j + 1, "weekday"):
        return absolute.weekday_led(line, j)
    found = _whole(line, j)
    if not found:
        return None
    if isinstance(found[0], Fixed) and found[0].interval and found[0].interval.precision == "day":
        return None
    return narrowed(found[0], days.third(entry.value)), found[1]


def _nth(line: Line, i: int) -> Found:
    """`the first week of 2022`, `the last Friday in March`, `the second half of last year`."""
    entry = line.at(i, "ordinal")
    if entry is None:
        return None
    counted = _count(line, i + 1)
    number, j = counted if counted else (1, i + 1)
    j += line.low(j) == "-"
    of = line.low(j + 1) in ("of", "in")
    unit, weekday = line.at(j, "unit"), line.at(j, "weekday")
    found = _whole(line, j + 1 + of) if of or (line.at(j, "unit") and line.low(j) == "quarter") else None
    if not found or number is None:
        return None
    form, end = found
    if weekday and line.capital(j):
        return narrowed(form, days.nth_weekday(weekday.value, entry.value)), end
    if unit is None:
        return None
    portions = {"quarter": 4, "half": 2, "month": 12}
    if unit.id in portions:
        count = portions[unit.id]
        return narrowed(form, days.portion(entry.value, count if number == 1 else max(count // number, 1))), end
    lengths = {"day": 1, "week": 7, "fortnight": 14}
    return (narrowed(form, days.stretch(entry.value, lengths[unit.id] * number)), end) if unit.id in lengths else None


def _story(line: Line, i: int) -> Found:
    """`the same day`, `that week`, `the next day`, `the following month`."""
    j = i + 1
    if line.low(i) == "that" and (unit := _unit(line, j)):
        return (Shifted(unit, 0, story=True), j + 1) if _dates(line, i) else None
    shift = line.at(j, "story_shift") if line.low(i) == "the" else None
    unit = _unit(line, j + 1)
    if shift is None or unit is None or (line.low(j) == "next" and unit != "day" and line.low(i - 1) in LASTING):
        return None
    return Shifted(unit, shift.value, story=True), j + 2


def _dates(line: Line, i: int) -> bool:
    """Whether `that` points (`later that day`), and does not join a clause."""
    token = line.token(i)
    return token is not None and token.tag_ == "DT"


def _week_of(line: Line, i: int) -> Found:
    """`the week of May 3`, `the week beginning 3 May`."""
    if line.low(i) not in ("week", "month") or line.low(i + 1) not in ("of", "beginning", "starting", "ending"):
        return None
    found = absolute.day_month(line, i + 2) or absolute.month_led(line, i + 2)
    if not found:
        return None
    unit: Unit = "week" if line.low(i) == "week" else "month"
    return narrowed(found[0], lambda on: None if on.start != on.end else shifted(on.start, unit, 0)), found[1]


def _shift(line: Line, i: int) -> Found:
    """`last week`, `this month`, `next Tuesday`, `the past two weeks`, `the weekend`, `last March`."""
    article = line.low(i) == "the"
    j = i + article
    if article and line.low(j) == "weekend":
        return Shifted("weekend", 0), j + 1
    shift = line.at(j, "shift")
    if shift is None:
        return None
    j += 1
    if line.low(j - 1) == "this" and (again := line.at(j, "shift")) and again.value:
        shift, article, j = again, True, j + 1
    unit = line.at(j, "unit")
    if unit and unit.id == "night":
        return (Shifted("day", shift.value), j + 1) if not article and shift.value <= 0 else None
    if weekday := line.at(j, "weekday"):
        return _weekday(line, j, shift, weekday)
    if month := absolute.month(line, j):
        return _turned(Yearly(lambda of: days.month(of, month)), shift.value), j + 1
    if season := line.at(j, "season"):
        return _turned(Yearly(lambda of: days.month(of, season.value, 3)), shift.value), j + 1
    counted = _count(line, j)
    number, k = counted if counted else (1, j)
    length = _unit(line, k)
    titled = line.capital(k) and line.capital(j - 1)
    if length is None or titled or (counted and not shift.value):
        return None
    if number is None or (not counted and line.low(k).endswith("s")):
        return Fixed(None), k + 1
    if counted or (article and shift.value):
        return (
            (Stretch(length, number, shift.value > 0), k + 1)
            if length != "weekend"
            else (Shifted(length, shift.value), k + 1)
        )
    return Shifted(length, shift.value), k + 1


def _turned(yearly: Yearly, shift: int) -> Form:
    if shift:
        return Turn(yearly, shift > 0)
    return narrowed(Shifted("year", 0), lambda whole: yearly.build(whole.start.year))


def _weekday(line: Line, i: int, shift: Word, weekday: Word) -> Found:
    if not line.capital(i):
        return None
    part = line.at(i + 1, "unit")
    return Weekly(weekday.value, shift.value), i + 1 + bool(part and part.id == "night")
