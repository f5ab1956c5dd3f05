"""Lexemes that are no part of a quantity whatever stands around them: dates, years, times of day, scores, addresses."""

import re

from pipeline.extract.quantities.lexed_sentence import LexedSentence
from pipeline.extract.quantities.number_parser import DENOMINATORS
from pipeline.extract.quantities.quantity_words import is_in_word_set
from pipeline.extract.records import Timex
from pipeline.language.syntax.noun_phrases import has_number_before

CLOCK_PATTERN = re.compile(r"(?:[01]?\d|2[0-4])(?:\.[0-5]\d)?")
YEAR_PATTERN = re.compile(r"1[5-9]\d\d|20\d\d")
DAY_PATTERN = re.compile(r"[0-2]?\d|3[01]")


def find_excluded_lexemes(lexed: LexedSentence, dates: list[Timex]) -> frozenset[int]:
    """The places of a line that dates and other names for numbers take; `dates` are its sentence's date phrases."""
    positions: set[int] = set()
    for phrase in dates:
        positions.update(_match_date_phrase(lexed, phrase))
    for position, lexeme in enumerate(lexed.lexemes):
        if lexeme.kind == "numeral":
            positions.update(_match_numeral(lexed, position))
        elif is_in_word_set("months", lexeme.lower):
            positions.update(_match_month_date(lexed, position))
    return frozenset(positions)


def _match_date_phrase(lexed: LexedSentence, phrase: Timex) -> range:
    """A date phrase's places; a span of time with its number ("two years later") stays a quantity."""
    first = lexed.first_lexemes.get(phrase.first)
    last = lexed.last_lexemes.get(phrase.last - 1)
    if first is None or last is None:
        return range(0)
    if first == last and YEAR_PATTERN.fullmatch(lexed.text(first)) and not _is_year(lexed, first):
        return range(0)
    spelled = [lexed.lower(position) for position in range(first, last + 1)]
    numeral = any(lexed.kind(place) == "numeral" for place in range(first, last + 1))
    counted = numeral or any(is_in_word_set("counting_words", word) for word in spelled)
    fixed = any(is_in_word_set("months", word) or YEAR_PATTERN.fullmatch(word) for word in spelled)
    if counted and not fixed and any(is_in_word_set("time_units", word) for word in spelled):
        return range(0)
    return range(first, last + 1)


def _match_numeral(lexed: LexedSentence, position: int) -> range:
    """The places that a numeral takes as a time, year, date, score, telephone number, version or address."""
    text, after = lexed.text(position), lexed.lower(position + 1)
    token = lexed.token(position)
    if token.like_url or token.like_email or lexed.text(position - 1) == "@":
        return range(position, position + 1)
    if clock := _match_clock_time(lexed, position):
        return clock
    if number := _match_code_number(lexed, position):
        return number
    if chain := _match_odds(lexed, position) or _match_numeral_chain(lexed, position):
        return chain
    if YEAR_PATTERN.fullmatch(text) and _is_year(lexed, position):
        return range(position, position + 1)
    if after == "s" and lexed.is_glued(position + 1) and text.isdecimal() and len(text) in {2, 4}:
        return range(position, position + 2)  # decades: the 1990s, her 40s
    if (
        after in {"'", "’"}
        and lexed.lower(position + 2) == "s"
        and lexed.is_glued(position + 2)
        and YEAR_PATTERN.fullmatch(text)
    ):
        return range(position, position + 3)
    if (
        lexed.text(position - 1) in {"'", "’", "‘"}
        and lexed.is_glued(position)
        and len(text) == 2
        and not lexed.is_glued(position - 1)
    ):
        return range(position - 1, position + 1)
    return range(0)


def _match_code_number(lexed: LexedSentence, position: int) -> range:
    """Digits that number: a version ("2.0.1"), a telephone number with its zero or plus and the groups after it."""
    text, last = lexed.text(position), position + 1
    while (
        lexed.text(last) == "."
        and lexed.kind(last + 1) == "numeral"
        and lexed.is_glued(last)
        and lexed.is_glued(last + 1)
    ):
        last += 2
    if last > position + 1 or (text.count(".") > 1 and not re.fullmatch(r"\d{1,3}(?:\.\d{3})+", text)):
        return range(position, last)
    abroad = lexed.text(position - 1) == "+" and lexed.is_glued(position) and lexed.kind(last + 1) == "numeral"
    if not text.isdecimal() or not (abroad or (len(text) > 2 and text[0] == "0")):
        return range(0)
    while lexed.kind(last) == "numeral" and lexed.text(last).isdecimal():
        last += 1
    return range(position, last)


def _match_clock_time(lexed: LexedSentence, position: int) -> range:
    text = lexed.text(position)
    if (
        lexed.text(position + 1) == ":"
        and lexed.is_glued(position + 1)
        and lexed.kind(position + 2) == "numeral"
        and lexed.is_glued(position + 2)
    ):
        last = position + 3
        while lexed.text(last) == ":" and lexed.kind(last + 1) == "numeral" and lexed.is_glued(last + 1):
            last += 2
        return range(position, last)
    if not CLOCK_PATTERN.fullmatch(text):
        return (
            range(position, position + 1)
            if re.fullmatch(r"[0-2]\d{3}", text) and lexed.text(position + 1) == "GMT"
            else range(0)
        )
    if lexed.lower(position + 1) in {"am", "pm"}:
        return range(position, position + 2)
    if lexed.lower(position + 1) in {"a", "p"} and lexed.text(position + 2) == "." and lexed.lower(position + 3) == "m":
        return range(position, position + 4)
    if (
        lexed.lower(position + 1) == "o"
        and lexed.text(position + 2) in {"'", "’"}
        and lexed.lower(position + 3) == "clock"
    ):
        return range(position, position + 4)
    return range(0)


def _match_odds(lexed: LexedSentence, position: int) -> range:
    """A vote or odds, told the greater first: `5-to-4`, `20-to-1`."""
    first, last = lexed.text(position), lexed.text(position + 4)
    if lexed.lower(position + 2) != "to" or not (lexed.is_dash(position + 1) and lexed.is_dash(position + 3)):
        return range(0)
    digits = (
        first.isdecimal() and last.isdecimal() and all(lexed.is_glued(at) for at in range(position + 1, position + 5))
    )
    return range(position, position + 5) if digits and int(first) > int(last) else range(0)


def _match_numeral_chain(lexed: LexedSentence, position: int) -> range:
    """Numerals joined by glued marks: a score, a telephone number, a date in digits, a span of years."""
    if lexed.kind(position - 2) == "numeral" and lexed.is_glued(position) and lexed.is_glued(position - 1):
        return range(0)
    last = position + 1
    marks = set()
    while (
        (lexed.is_dash(last) or lexed.text(last) == "/")
        and lexed.is_glued(last)
        and lexed.kind(last + 1) == "numeral"
        and lexed.is_glued(last + 1)
    ):
        marks.add("/" if lexed.text(last) == "/" else "-")
        last += 2
    parts = [lexed.text(at) for at in range(position, last, 2)]
    if len(parts) == 1 or not all(part.isdecimal() for part in parts):
        return range(0)
    years = (
        YEAR_PATTERN.fullmatch(parts[0])
        and (len(parts[1]) <= 2 or YEAR_PATTERN.fullmatch(parts[1]))
        and _is_year(lexed, last - 1)
    )
    if years or len(parts) > 2:
        return range(position, last)
    first, second = int(parts[0]), int(parts[1])
    if marks == {"/"} and not (first < second and second in DENOMINATORS):
        return range(position, last)  # 9/11, 24/7
    if marks == {"-"} and first >= second and len(parts[1]) <= 3 and len(parts[0]) <= 3 and not lexed.is_dash(last):
        return range(position, last)  # 2-1 and the like; where a range it would run backwards
    if marks == {"-"} and (len(parts[1]) == 4 and len(parts[0]) == 3):
        return range(position, last)
    score = (
        marks == {"-"}
        and second < 10
        and lexed.kind(last) != "word"
        and lexed.text(last) not in {"%", "-", "°", "’", "'"}
    )
    return range(position, last) if score and lexed.lower(position - 1) not in {"to", "up", "of", "about"} else range(0)


def _is_year(lexed: LexedSentence, position: int) -> bool:
    """Whether four digits without a comma are a year: no unit after them, and no noun that they count."""
    following = lexed.lower(position + 1)
    if lexed.text(position - 1) in {"$", "£", "€", "¥", "%"} or (
        lexed.is_glued(position + 1) and lexed.kind(position + 1) == "word"
    ):
        return following == "s"
    if lexed.text(position + 1) in {"%", "°"} or is_in_word_set("scales_and_units", following):
        return False
    if lexed.lower(position - 1) == "of" and is_in_word_set("amount_nouns", lexed.lower(position - 2)):
        return False
    tree, token = lexed.tree, lexed.token_index(position)
    plural = tree.tag[tree.head[token]] == "NNS"
    counts = has_number_before(tree, token) and plural and tree.entity[token] != "DATE"
    after = lexed.token_index(position + 1) if lexed.kind(position + 1) == "word" else token
    ranged = lexed.lower(position - 1) == "to" and tree.tag[after] == "NNS"
    return not (counts or ranged)


def _match_month_date(lexed: LexedSentence, position: int) -> set[int]:
    """A month with the day and year beside it."""
    small = lexed.text(position) == lexed.lower(position) and lexed.text(position + 1) != "."
    if small and is_in_word_set("month_homographs", lexed.lower(position)):
        return set()
    if lexed.lower(position) == "may" and lexed.token(position).pos_ == "AUX":
        return set()
    positions = {position}
    after = position + 1 + (lexed.text(position + 1) == "." and lexed.is_glued(position + 1))
    after += lexed.lower(after) == "the"
    if lexed.kind(after) == "numeral" and DAY_PATTERN.fullmatch(lexed.text(after)):
        positions.update(_match_month_days(lexed, after))
        after = max(positions) + 1
    after += lexed.text(after) == ","
    after += lexed.lower(after) == "of"
    if lexed.kind(after) == "numeral" and YEAR_PATTERN.fullmatch(lexed.text(after)):
        positions.add(after)
    before = position - 1 - (lexed.lower(position - 1) == "of")
    ordinal = lexed.lower(before) in {"st", "nd", "rd", "th"}
    before -= ordinal
    if lexed.kind(before) == "numeral" and DAY_PATTERN.fullmatch(lexed.text(before)) and not lexed.is_glued(position):
        positions.update(range(before, position))
        if lexed.is_dash(before - 1) and lexed.kind(before - 2) == "numeral":
            positions.update({before - 2, before - 1})
    return positions


def _match_month_days(lexed: LexedSentence, position: int) -> range:
    """A day of the month, or days: `20`, `20th`, `20-24`, `5 and 6`."""
    last = position + 1
    last += lexed.lower(last) in {"st", "nd", "rd", "th"} and lexed.is_glued(last)
    joins = lexed.is_dash(last) or lexed.lower(last) in {"and", "to"}
    following = lexed.lower(last + 2)
    another = (
        lexed.kind(last + 1) == "numeral"
        and DAY_PATTERN.fullmatch(lexed.text(last + 1))
        and lexed.text(last + 2) != "%"
    )
    if joins and another and (lexed.kind(last + 2) != "word" or following in {"in", "at", "for", "and"}):
        last += 2
    return range(position, last)
