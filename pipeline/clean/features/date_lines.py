"""Lines that are nothing but a date, and the day they tell."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.clean.features.lexicon_folder import LEXICONS
from pipeline.clean.text_lines import Line

MAX_WORDS = 24
DATE_PIECE = re.compile(r"\d+|[^\W\d_]+|[/.\-]")
ISO_DATE = re.compile(r"(?<!\d)(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")
NUMERIC_DATE = re.compile(r"(?<!\d)(\d{1,2})([/.\-])(\d{1,2})\2(\d{4})(?!\d)")
# A count behind a month, as lists of past months have it.
TRAILING_COUNT = re.compile(r"\(\d{1,3}\)$")
PLAUSIBLE_YEARS = range(1900, 2101)


class DateWord(Entry):
    """Words of one meaning in a date."""

    kind: str
    words: frozenset[str]
    value: int = 0


@dataclass(frozen=True, slots=True)
class DateLine:
    """What a date line says: the day, null where it names none in full, and which day of the text's life it is."""

    day: date | None
    cue: str | None  # published, updated
    is_relative: bool = False  # tells how long ago


def parse_date_line(line: Line) -> DateLine | None:
    """A line that is nothing but a date, a time or how long ago; None for any other line."""
    if not line.words or len(line.words) > MAX_WORDS or _find_word_kind(line.words[0]) is None:
        return None
    kinds = [_find_word_kind(word) for word in line.words]
    if None in kinds or not _is_date_line(kinds, line.text) or TRAILING_COUNT.search(line.text):
        return None
    for word in line.words:
        if (entry := _index_date_words().get(word)) is not None:
            _load_date_words().record_hit(entry)
    cue = next((kind for kind in kinds if kind in ("published", "updated")), None)
    return DateLine(parse_day(line.text), cue, "ago" in kinds)


def parse_day(text: str) -> date | None:
    """The first day that a short text names in full; null where day and month could change places."""
    if iso := ISO_DATE.search(text):
        return _make_date(*(int(part) for part in iso.groups()))
    pieces = [piece.casefold() for piece in DATE_PIECE.findall(text[:400])]
    for place, piece in enumerate(pieces):
        if (month := _find_month(piece)) and (found := _find_day_near_month(pieces, place, month)):
            return found
    if numeric := NUMERIC_DATE.search(text):
        first, second, year = int(numeric.group(1)), int(numeric.group(3)), int(numeric.group(4))
        if first > 12 or first == second or numeric.group(2) == ".":
            return _make_date(year, second, first)
        return _make_date(year, first, second) if second > 12 else None
    return None


def _find_day_near_month(pieces: list[str], place: int, month: int) -> date | None:
    """The day whose month stands at a place: `10 January 2022`, `January 10th, 2022`, `10 de enero de 2022`."""
    near = [
        (at, int(pieces[at])) for at in range(max(0, place - 3), min(len(pieces), place + 7)) if pieces[at].isdigit()
    ]
    years = [(at, value) for at, value in near if value in PLAUSIBLE_YEARS and at > place]
    if not years:
        return None
    at_year, year = years[0]
    days = [value for at, value in near if 1 <= value <= 31 and at < at_year and at != at_year]
    return _make_date(year, month, days[0] if len(days) == 1 else days[-1]) if days else None


def _make_date(year: int, month: int, day_of_month: int) -> date | None:
    try:
        return date(year, month, day_of_month) if year in PLAUSIBLE_YEARS else None
    except ValueError:
        return None


def _is_date_line(kinds: list[str | None], text: str) -> bool:
    has = set(kinds)
    number = "number" in has
    if "month" in has:
        return number
    if "weekday" in has or ("ago" in has and "unit" in has):
        return True
    if number and has & {"published", "updated", "clock"} and ":" in text:
        return True
    return number and (ISO_DATE.search(text) is not None or NUMERIC_DATE.search(text) is not None)


def _find_word_kind(word: str) -> str | None:
    if word == "#" or not word.isalpha():
        return "number" if word == "#" else None
    entry = _index_date_words().get(word)
    return entry.kind if entry is not None else None


def _find_month(word: str) -> int | None:
    return _index_months().get(word)


@cache
def _load_date_words() -> Lexicon[DateWord]:
    return load_lexicon(LEXICONS / "date_words.yml", DateWord)


@cache
def _index_date_words() -> dict[str, DateWord]:
    found: dict[str, DateWord] = {}
    for entry in _load_date_words():
        for word in entry.words:
            found.setdefault(word, entry)
    return found


@cache
def _index_months() -> dict[str, int]:
    return {word: entry.value for entry in _load_date_words() if entry.kind == "month" for word in entry.words}
