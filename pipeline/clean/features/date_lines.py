"""Lines that are nothing but a date, or a place and a date, and the day they tell."""

import re
from dataclasses import dataclass
from datetime import date

from pipeline.clean.features.day_parsing import (
    ISO_DATE,
    NUMERIC_DATE,
    FoundDay,
    find_days,
    get_word_kind,
    index_date_words,
    load_date_words,
)
from pipeline.clean.text_lines import Line

MAX_WORDS = 24
# A count behind a month, as lists of past months have it.
TRAILING_COUNT = re.compile(r"\(\d{1,3}\)$")
BARE_CLOCK = re.compile(r"[0-2]?\d[:.h][0-5]\d(?:\s?(?:[ap]\.?m\.?|uhr|hrs|GMT|UTC|[A-Z]{2,4}))?", re.IGNORECASE)
MAX_CLOCK_CHARS = 16
# A place before a date, such as `PORT EDRA, 14 June 2024`, has few words and a comma or dash after it.
MAX_PLACE_CHARS = 40
PLACE = re.compile(r"[^\W\d_][^\d()\[\]:;!?]{1,38}(?:\([^()\d]{2,20}\)\s?)?[,|–—-]\s?")
AGENCY_TAIL = re.compile(r"\s{0,2}[.,]?\s{0,2}(?:\([^()]{2,30}\)|[/–—-]{0,2})\s{0,2}[/–—-]{0,2}")


@dataclass(frozen=True, slots=True)
class DateLine:
    """What a date line says: the day, null where it names none in full, and which day of the text's life it is."""

    day: date | None
    cue: str | None  # published, updated
    is_relative: bool = False  # tells how long ago
    modified: date | None = None  # the day of a change that the line tells beside


def parse_date_line(line: Line) -> DateLine | None:
    """A line that is nothing but a date, a time or how long ago, or a place and a date; None for any other line."""
    if not line.words or len(line.words) > MAX_WORDS:
        return None
    if len(line.text) <= MAX_CLOCK_CHARS and BARE_CLOCK.fullmatch(line.text):
        return DateLine(None, None)
    if _find_word_kind(line.words[0]) is None:
        return _parse_place_and_date(line)
    kinds = [_find_word_kind(word) for word in line.words]
    if None in kinds:
        return _parse_place_and_date(line)
    if not _is_date_line(kinds, line.text) or TRAILING_COUNT.search(line.text):
        return None
    for word in line.words:
        if (entry := index_date_words().get(word)) is not None:
            load_date_words().record_hit(entry)
    cue = next((kind for kind in kinds if kind in ("published", "updated")), None)
    # `ago` is August in Spanish, too.
    is_relative = "ago" in kinds or line.words[-1] == "ago"
    return _summarise_days(find_days(line.text), cue, is_relative)


def _summarise_days(days: list[FoundDay], cue: str | None, is_relative: bool) -> DateLine:
    changed = [found.day for found in days if found.cue == "updated"]
    stated = [found for found in days if found.cue != "updated"]
    if stated:
        best = next((found for found in stated if found.cue == "published"), stated[0])
        return DateLine(best.day, best.cue, is_relative, changed[0] if changed else None)
    if changed:
        return DateLine(changed[0], "updated", is_relative, changed[0])
    return DateLine(None, cue, is_relative)


def _parse_place_and_date(line: Line) -> DateLine | None:
    """A place, a comma and a date, and nothing after it but an agency in brackets."""
    place = PLACE.match(line.text)
    if place is None or place.end() > MAX_PLACE_CHARS or not _is_name(place.group()):
        return None
    days = find_days(line.text)
    if len(days) != 1 or days[0].start > place.end() + 1 + len("Wednesday, "):
        return None
    between = line.text[place.end() : days[0].start].split()
    if any(get_word_kind(word.strip(",").casefold()) != "weekday" for word in between):
        return None
    rest = line.text[days[0].end :]
    return DateLine(days[0].day, None) if AGENCY_TAIL.fullmatch(rest) else None


def _is_name(text: str) -> bool:
    parts = [part for part in text.strip(" ,|–—-").split() if part[0].isalpha()]
    return 0 < len(parts) <= 4 and all(part[0].isupper() for part in parts)


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
    return get_word_kind(word)
