"""Lexemes that are no part of a quantity whatever stands around them: dates, years, times of day, scores, addresses."""

import re

from pipeline.extract.quantity.line import Line
from pipeline.extract.quantity.numbers import DENOMINATORS
from pipeline.extract.quantity.words import among
from pipeline.extract.records import DatePhrase

CLOCK = re.compile(r"(?:[01]?\d|2[0-4])(?:\.[0-5]\d)?")
YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
DAY = re.compile(r"[0-2]?\d|3[01]")


def taken(line: Line, dates: list[DatePhrase]) -> frozenset[int]:
    """The places of a line that dates and other names for numbers take; `dates` are its sentence's date phrases."""
    places: set[int] = set()
    for phrase in dates:
        places.update(_of_phrase(line, phrase))
    for place, lexeme in enumerate(line.lexemes):
        if lexeme.kind == "numeral":
            places.update(_at_numeral(line, place))
        elif among("months", lexeme.lower):
            places.update(_at_month(line, place))
    return frozenset(places)


def _of_phrase(line: Line, phrase: DatePhrase) -> range:
    """A date phrase's places; a span of time with its number ("two years later") stays a quantity."""
    first = line.first_of.get(phrase.first)
    last = line.last_of.get(phrase.last - 1)
    if first is None or last is None:
        return range(0)
    if first == last and YEAR.fullmatch(line.text(first)) and not _is_year(line, first):
        return range(0)
    spelled = [line.lower(place) for place in range(first, last + 1)]
    numeral = any(line.kind(place) == "numeral" for place in range(first, last + 1))
    counted = numeral or any(among("counting_words", word) for word in spelled)
    fixed = any(among("months", word) or YEAR.fullmatch(word) for word in spelled)
    if counted and not fixed and any(among("time_units", word) for word in spelled):
        return range(0)
    return range(first, last + 1)


def _at_numeral(line: Line, place: int) -> range:
    """The places that a numeral takes as a time, year, date, score, telephone number, version or address."""
    text, after = line.text(place), line.lower(place + 1)
    token = line.token(place)
    if token.like_url or token.like_email or line.text(place - 1) == "@":
        return range(place, place + 1)
    if clock := _clock(line, place):
        return clock
    if number := _numbering(line, place):
        return number
    if chain := _odds(line, place) or _chain(line, place):
        return chain
    if YEAR.fullmatch(text) and _is_year(line, place):
        return range(place, place + 1)
    if after == "s" and line.glued(place + 1) and text.isdecimal() and len(text) in {2, 4}:
        return range(place, place + 2)  # decades: the 1990s, her 40s
    if after in {"'", "’"} and line.lower(place + 2) == "s" and line.glued(place + 2) and YEAR.fullmatch(text):
        return range(place, place + 3)
    if line.text(place - 1) in {"'", "’", "‘"} and line.glued(place) and len(text) == 2 and not line.glued(place - 1):
        return range(place - 1, place + 1)
    return range(0)


def _numbering(line: Line, place: int) -> range:
    """Digits that number: a version ("2.0.1"), a telephone number with its leading zero and the groups after it."""
    text, last = line.text(place), place + 1
    while line.text(last) == "." and line.kind(last + 1) == "numeral" and line.glued(last) and line.glued(last + 1):
        last += 2
    if last > place + 1 or (text.count(".") > 1 and not re.fullmatch(r"\d{1,3}(?:\.\d{3})+", text)):
        return range(place, last)
    if len(text) < 3 or not text.isdecimal() or text[0] != "0":
        return range(0)
    while line.kind(last) == "numeral" and line.text(last).isdecimal():
        last += 1
    return range(place, last)


def _clock(line: Line, place: int) -> range:
    text = line.text(place)
    if (
        line.text(place + 1) == ":"
        and line.glued(place + 1)
        and line.kind(place + 2) == "numeral"
        and line.glued(place + 2)
    ):
        last = place + 3
        while line.text(last) == ":" and line.kind(last + 1) == "numeral" and line.glued(last + 1):
            last += 2
        return range(place, last)
    if not CLOCK.fullmatch(text):
        return (
            range(place, place + 1) if re.fullmatch(r"[0-2]\d{3}", text) and line.text(place + 1) == "GMT" else range(0)
        )
    if line.lower(place + 1) in {"am", "pm"}:
        return range(place, place + 2)
    if line.lower(place + 1) in {"a", "p"} and line.text(place + 2) == "." and line.lower(place + 3) == "m":
        return range(place, place + 4)
    if line.lower(place + 1) == "o" and line.text(place + 2) in {"'", "’"} and line.lower(place + 3) == "clock":
        return range(place, place + 4)
    return range(0)


def _odds(line: Line, place: int) -> range:
    """A vote or odds, told the greater first: `5-to-4`, `20-to-1`."""
    first, last = line.text(place), line.text(place + 4)
    if line.lower(place + 2) != "to" or not (line.dash(place + 1) and line.dash(place + 3)):
        return range(0)
    digits = first.isdecimal() and last.isdecimal() and all(line.glued(at) for at in range(place + 1, place + 5))
    return range(place, place + 5) if digits and int(first) > int(last) else range(0)


def _chain(line: Line, place: int) -> range:
    """Numerals joined by glued marks: a score, a telephone number, a date in digits, a span of years."""
    if line.kind(place - 2) == "numeral" and line.glued(place) and line.glued(place - 1):
        return range(0)
    last = place + 1
    marks = set()
    while (
        (line.dash(last) or line.text(last) == "/")
        and line.glued(last)
        and line.kind(last + 1) == "numeral"
        and line.glued(last + 1)
    ):
        marks.add("/" if line.text(last) == "/" else "-")
        last += 2
    parts = [line.text(at) for at in range(place, last, 2)]
    if len(parts) == 1 or not all(part.isdecimal() for part in parts):
        return range(0)
    years = YEAR.fullmatch(parts[0]) and (len(parts[1]) <= 2 or YEAR.fullmatch(parts[1])) and _is_year(line, last - 1)
    if years or len(parts) > 2:
        return range(place, last)
    first, second = int(parts[0]), int(parts[1])
    if marks == {"/"} and not (first < second and second in DENOMINATORS):
        return range(place, last)  # 9/11, 24/7
    if marks == {"-"} and first >= second and len(parts[1]) <= 3 and len(parts[0]) <= 3 and not line.dash(last):
        return range(place, last)  # 2-1 and the like; where a range it would run backwards
    if marks == {"-"} and (len(parts[1]) == 4 and len(parts[0]) == 3):
        return range(place, last)
    score = (
        marks == {"-"}
        and second < 10
        and line.kind(last) != "word"
        and line.text(last) not in {"%", "-", "°", "’", "'"}
    )
    return range(place, last) if score and line.lower(place - 1) not in {"to", "up", "of", "about"} else range(0)


def _is_year(line: Line, place: int) -> bool:
    """Whether four digits without a comma are a year: no unit after them, and no noun that they count."""
    following = line.lower(place + 1)
    if line.text(place - 1) in {"$", "£", "€", "¥", "%"} or (line.glued(place + 1) and line.kind(place + 1) == "word"):
        return following == "s"
    if line.text(place + 1) in {"%", "°"} or among("scales_and_units", following):
        return False
    if line.lower(place - 1) == "of" and among("amount_nouns", line.lower(place - 2)):
        return False
    token = line.token(place)
    head = token.head
    counts = token.dep_ == "nummod" and head.i > token.i and head.tag_ == "NNS" and token.ent_type_ != "DATE"
    after = line.token(place + 1) if line.kind(place + 1) == "word" else token
    ranged = line.lower(place - 1) == "to" and after.tag_ == "NNS"
    return not (counts or ranged)


def _at_month(line: Line, place: int) -> set[int]:
    """A month with the day and year beside it."""
    small = line.text(place) == line.lower(place) and line.text(place + 1) != "."
    if small and among("month_homographs", line.lower(place)):
        return set()
    if line.lower(place) == "may" and line.token(place).pos_ == "AUX":
        return set()
    places = {place}
    after = place + 1 + (line.text(place + 1) == "." and line.glued(place + 1))
    after += line.lower(after) == "the"
    if line.kind(after) == "numeral" and DAY.fullmatch(line.text(after)):
        places.update(_days(line, after))
        after = max(places) + 1
    after += line.text(after) == ","
    after += line.lower(after) == "of"
    if line.kind(after) == "numeral" and YEAR.fullmatch(line.text(after)):
        places.add(after)
    before = place - 1 - (line.lower(place - 1) == "of")
    ordinal = line.lower(before) in {"st", "nd", "rd", "th"}
    before -= ordinal
    if line.kind(before) == "numeral" and DAY.fullmatch(line.text(before)) and not line.glued(place):
        places.update(range(before, place))
        if line.dash(before - 1) and line.kind(before - 2) == "numeral":
            places.update({before - 2, before - 1})
    return places


def _days(line: Line, place: int) -> range:
    """A day of the month, or days: `20`, `20th`, `20-24`, `5 and 6`."""
    last = place + 1
    last += line.lower(last) in {"st", "nd", "rd", "th"} and line.glued(last)
    joins = line.dash(last) or line.lower(last) in {"and", "to"}
    following = line.lower(last + 2)
    another = line.kind(last + 1) == "numeral" and DAY.fullmatch(line.text(last + 1)) and line.text(last + 2) != "%"
    if joins and another and (line.kind(last + 2) != "word" or following in {"in", "at", "for", "and"}):
        last += 2
    return range(place, last)
