"""Days in short texts, in the ways that pages print them, with what is said of each: published or updated."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.clean.features.lexicon_folder import LEXICONS

MAX_CHARS = 400
PIECE = re.compile(r"\d+|[^\W\d_]+")
ISO_DATE = re.compile(r"(?<!\d)(\d{4})(?:[-/.]|年\s?|년\s?)(\d{1,2})(?:[-/.]|月\s?|월\s?)(\d{1,2})(?!\d)")
NUMERIC_DATE = re.compile(r"(?<![\d.])(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2}(?=\s\d\d:\d\d|\s?$))(?!\d)")
COMPACT_DATE = re.compile(r"(20\d\d|19\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:T?\d{4,6}Z?)?")
EPOCH = re.compile(r"\d{10}|\d{13}")
PLAUSIBLE_YEARS = range(1900, 2101)
# Epochs below are years before 2000 in seconds: such a number is rather something else.
MIN_EPOCH = 946_684_800
# Words between the parts of a date: `10 de enero de 2022`, `the 3rd of May, 2021`.
JOINTS = frozenset({"de", "del", "of", "st", "nd", "rd", "th", "e", "er", "d", "º", "г"})


class DateWord(Entry):
    """Words of one meaning in a date."""

    kind: str
    words: frozenset[str]
    value: int = 0


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day in a text, where it stands, and what is said of it."""

    day: date
    start: int
    end: int
    cue: str | None  # published, updated


def find_days(text: str, day_first: bool | None = None) -> list[FoundDay]:
    """The days that a short text names in full, in order, each with the nearest cue before it.

    `day_first` tells how to read `08/04/2024`; where it is null, such a date is none.
    """
    text = text[:MAX_CHARS]
    found: list[tuple[int, int, date]] = []
    for match in ISO_DATE.finditer(text):
        if day := make_day(*(int(part) for part in match.groups())):
            found.append((match.start(), match.end(), day))
    pieces = [(match.start(), match.group().casefold()) for match in PIECE.finditer(text)]
    for place, (_, word) in enumerate(pieces):
        if (month := index_months().get(word)) and (named := _read_named_date(pieces, place, month)):
            found.append(named)
    for match in NUMERIC_DATE.finditer(text):
        if day := _read_numeric_date(match, day_first):
            found.append((match.start(), match.end(), day))
    found.sort()
    days: list[FoundDay] = []
    end = 0
    for start, stop, day in found:
        if start >= end or not days:
            days.append(FoundDay(day, start, stop, _find_cue(pieces, end, start, stop)))
            end = stop
    return days


def parse_day(text: str, day_first: bool | None = None) -> date | None:
    """The first day that a short text names in full; null where day and month could change places."""
    days = find_days(text, day_first)
    return days[0].day if days else None


def parse_machine_day(value: str) -> date | None:
    """The day of an attribute for machines: ISO, `20240519`, seconds or milliseconds since 1970, or words."""
    value = value.strip()
    if match := COMPACT_DATE.fullmatch(value):
        return make_day(*(int(part) for part in match.groups()))
    if EPOCH.fullmatch(value):
        seconds = int(value) // (1000 if len(value) == 13 else 1)
        return datetime.fromtimestamp(seconds, UTC).date() if seconds >= MIN_EPOCH else None
    return parse_day(value)


def make_day(year: int, month: int, day_of_month: int) -> date | None:
    """The day, null where the calendar has none such or the year is beyond all articles."""
    try:
        return date(year, month, day_of_month) if year in PLAUSIBLE_YEARS else None
    except ValueError:
        return None


def _read_numeric_date(match: re.Match[str], day_first: bool | None) -> date | None:
    first, second, year = int(match.group(1)), int(match.group(3)), int(match.group(4))
    year += 2000 if year < 100 else 0
    if first > 12 or first == second or match.group(2) == "." or (day_first is True and second <= 12):
        return make_day(year, second, first)
    return make_day(year, first, second) if second > 12 or day_first is False else None


def _read_named_date(pieces: Sequence[tuple[int, str]], place: int, month: int) -> tuple[int, int, date] | None:
    """The date around a month's name: `10 January 2022`, `January 10th, 2022`, `10 de enero de 2022`."""
    before, after = _next_number(pieces, place, -1), _next_number(pieces, place, 1)
    if after is None:
        return None
    numbers = [at for at in (before, after, _next_number(pieces, after, 1)) if at is not None]
    values = {at: int(pieces[at][1]) for at in numbers if len(pieces[at][1]) <= 4}
    years = [at for at, value in values.items() if value in PLAUSIBLE_YEARS and at > place]
    if not years:
        return None
    days = [at for at, value in values.items() if 1 <= value <= 31 and at < years[0]]
    if not days:
        return None
    # `14 June 2024` has its day before the month; in `10:30 am June 14, 2024` the nearer number is the day.
    at_day = next((at for at in days if at > place), days[0])
    day = make_day(values[years[0]], month, values[at_day])
    if day is None:
        return None
    first, last = min(at_day, place), years[0]
    return pieces[first][0], pieces[last][0] + len(pieces[last][1]), day


def _next_number(pieces: Sequence[tuple[int, str]], place: int, step: int) -> int | None:
    """The next piece that is a number, over joints only."""
    at = place + step
    while 0 <= at < len(pieces) and abs(at - place) <= 3:
        if pieces[at][1].isdecimal():
            return at
        if pieces[at][1] not in JOINTS:
            return None
        at += step
    return None


def _find_cue(pieces: Sequence[tuple[int, str]], after: int, before: int, stop: int) -> str | None:
    """What is said of a date: the last cue between the date before it and itself, else one right behind it."""
    cue = None
    for start, word in pieces:
        if after <= start < before:
            kind = get_word_kind(word)
            if kind in ("published", "updated") and not (cue == "published" and word == "last"):
                cue = kind
    return cue


def get_word_kind(word: str) -> str | None:
    """What a word means in a date, such as `month` or `published`; null for other words."""
    entry = index_date_words().get(word)
    return entry.kind if entry is not None else None


@cache
def load_date_words() -> Lexicon[DateWord]:
    """The words of dates as they stand in the file, with the count of what they decided."""
    return load_lexicon(LEXICONS / "date_words.yml", DateWord)


@cache
def index_date_words() -> dict[str, DateWord]:
    """The entry of each word of dates."""
    found: dict[str, DateWord] = {}
    for entry in load_date_words():
        for word in entry.words:
            found.setdefault(word, entry)
    return found


@cache
def index_months() -> dict[str, int]:
    """The number of each month's name."""
    return {word: entry.value for entry in load_date_words() if entry.kind == "month" for word in entry.words}
