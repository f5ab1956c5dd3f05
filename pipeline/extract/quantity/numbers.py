"""Numbers in digits and words, read from a line of lexemes by a small grammar."""

from dataclasses import dataclass

from pipeline.extract.quantity.line import LONGEST_NUMERAL, Line
from pipeline.extract.quantity.number_words import by_glued, by_word, lexicon, word_at
from pipeline.extract.quantity.words import among

ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
FRACTIONS = {
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5, "⅘": 4 / 5,
    "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8,
}  # fmt: skip
# Denominators that are written with a slash; "9/11" and "24/7" are names.
DENOMINATORS = frozenset({2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 32, 64, 100})


@dataclass(frozen=True, slots=True)
class Number:
    """A number over the lexemes `[first, last)`. `low` is set, and `value` null, where the words are vague.

    `kind` is `digits`, `words`, `vague`, `ordinal`, `part` (a fraction in words) or `multiple`; `scale` is the
    magnitude that was written after it, 1 without one.
    """

    first: int
    last: int
    value: float | None
    kind: str
    low: float | None = None
    scale: float = 1.0
    direction: str | None = None


def may_begin(line: Line, place: int) -> bool:
    """Whether a number can begin at a place: a quick look that spares most words the grammar."""
    lexeme = line.lexemes[place]
    word = lexeme.lower
    if lexeme.kind == "numeral" or word in FRACTIONS:
        return True
    if word in {"a", "an", "the"}:
        return line.lower(place + 1) in by_word()
    return word in by_word() or word.endswith("fold")


def read(line: Line, place: int, *, money: bool = False) -> Number | None:
    """The longest number that begins at a place; `money` says that a currency sign stands before it.

    A short form of a magnitude that is also a unit ("12m") is read as a magnitude only after a currency sign.
    """
    if line.kind(place) == "numeral" or line.text(place) in FRACTIONS:
        return _digits(line, place, money)
    if line.kind(place) != "word":
        return None
    return _vague(line, place) or _part(line, place) or _words(line, place) or _single(line, place)


def parse_numeral(text: str) -> float:
    """The value of a numeral with or without separators.

    >>> parse_numeral("12,34,567.89")
    1234567.89
    """
    for mark in ",’'\u00a0\u2009\u202f ":
        text = text.replace(mark, "")
    if text.count(".") > 1:
        text = text.replace(".", "")
    return float(text)


def _digits(line: Line, place: int, money: bool) -> Number | None:
    if line.text(place) in FRACTIONS:
        return _scaled(line, Number(place, place + 1, FRACTIONS[line.text(place)], "digits"), money)
    if len(line.text(place)) > LONGEST_NUMERAL:
        return None
    value, last = parse_numeral(line.text(place)), place + 1
    if line.lower(last) in ORDINAL_ENDINGS and line.glued(last):
        return Number(place, last + 1, value, "ordinal")
    if (slash := _slashed(line, place)) is not None:
        return _scaled(line, Number(place, place + 3, slash, "digits"), money)
    if line.text(last) in FRACTIONS:
        return _scaled(line, Number(place, last + 1, value + FRACTIONS[line.text(last)], "digits"), money)
    mixed = last + 1 if line.dash(last) and line.glued(last) and line.glued(last + 1) else last
    if (slash := _slashed(line, mixed)) is not None and value == int(value):
        return _scaled(line, Number(place, mixed + 3, value + slash, "digits"), money)
    if word_at(line, last, "fold") and line.glued(last):
        return Number(place, last + 1, value, "multiple")
    if line.dash(last) and word_at(line, last + 1, "fold"):
        return Number(place, last + 2, value, "multiple")
    if line.text(last) in {"x", "×"} and line.lower(last + 1) == "10" and line.text(last + 2) == "^":
        return Number(place, last + 4, value, "digits")
    number = _scaled(line, Number(place, last, value, "digits"), money)
    return _and_part(line, number) if number.last == last else number


def _slashed(line: Line, place: int) -> float | None:
    """The value of `1/4` at a place."""
    if line.kind(place) != "numeral" or line.text(place + 1) not in "/⁄" or line.kind(place + 2) != "numeral":
        return None
    if (
        not line.glued(place + 1)
        or not line.glued(place + 2)
        or line.text(place + 3) == "/"
        or not line.text(place + 1)
    ):
        return None
    above, below = line.text(place), line.text(place + 2)
    if not above.isdecimal() or not below.isdecimal() or len(below) > 3 or int(below) not in DENOMINATORS:
        return None
    return int(above) / int(below) if 0 < int(above) < int(below) else None


def _scaled(line: Line, number: Number, money: bool) -> Number:
    """The number with the magnitudes that follow it."""
    value, last, scale = number.value or 0.0, number.last, 1.0
    if line.glued(last) and (short := by_glued().get(line.text(last))) and _is_magnitude(line, last, money):
        lexicon().hit(short)
        value, scale, last = value * short.value, short.value, last + 1
    while True:
        place = last + 1 if line.dash(last) and line.glued(last) else last
        word = word_at(line, place, "hundred", "scale", "dozen")
        if not word or (word.kind == "scale" and line.text(place) != line.lower(place) and len(line.text(place)) < 3):
            break
        value, scale, last = value * word.value, scale * word.value, place + 1
    return Number(number.first, last, value, number.kind, number.low, scale)


def _is_magnitude(line: Line, place: int, money: bool) -> bool:
    """Whether a short form after digits is a magnitude and no unit."""
    short = line.text(place)
    if money or short in {"k", "K", "bn", "Bn", "BN", "mn", "mln", "mil", "mio", "bln", "bil", "trn", "tn"}:
        return True
    if short in {"m", "M", "b"} and place + 1 < len(line) and line.kind(place + 1) == "word":
        # "2.7m combined sales" counts; "1.8m tall" and "12m of rope" measure.
        return line.token(place + 1).pos_ in {"NOUN", "PROPN", "ADJ", "VERB"} and not among(
            "dimension", line.lower(place + 1)
        )
    return False


def _vague(line: Line, place: int) -> Number | None:
    """`several`, `a few hundred`, `dozens`, `tens of thousands`."""
    start = place
    if line.lower(place) in {"a", "the"}:
        place += 1
        if line.lower(place) in {"last", "past", "next", "first", "quite"}:
            return None
    entry = word_at(line, place, "vague", "plural")
    if not entry or (place > start and not entry.article):
        return None
    if entry.article and (place == start or line.lower(start) == "the"):
        return None
    low, last = entry.value, place + 1
    if entry.times:
        after = last + 1 if line.lower(last) == "of" else last
        more = word_at(line, after, "hundred", "scale", "dozen", "plural")
        if more and more.id not in {"dozens", "tens", "scores"}:
            factor = more.value / 2 if more.kind == "plural" else more.value
            low, last = entry.value * factor, after + 1
    elif entry.id == "couple" and word_at(line, last, "hundred", "scale"):
        low, last = low * 100, last + 1
    if entry.id == "tens" and last == place + 1:
        return None
    return Number(start, last, None, "vague", low)


def _part(line: Line, place: int) -> Number | None:
    """`half`, `half a million`, `a third`, `two-thirds`, `three quarters`; not the quarter of a year."""
    start, count, part_at = place, 1.0, place
    number = word_at(line, place, "digit", "teen")
    if number or line.lower(place) == "a":
        count = number.value if number else 1.0
        part_at = place + 2 if line.dash(place + 1) else place + 1
    part = word_at(line, part_at, "part")
    if not part or (count > 1) != (line.lower(part_at)[-1] == "s" and part_at > place):
        return None
    after = part_at + 1
    value = count * part.value
    if line.dash(after) and (part.id != "half" or word_at(line, after + 1, "scale", "hundred", "dozen")):
        after += 1
    if line.lower(after) == "of":
        after += 1
    if line.lower(after) in {"a", "an"}:
        after += 1
    if (scale := word_at(line, after, "scale", "hundred", "dozen")) and (part.id in {"half", "quarter"}):
        return Number(start, after + 1, value * scale.value, "words", scale=scale.value)
    of = line.lower(part_at + 1) == "of"
    shared = of or (among("before_share", line.lower(place - 1)) and _ends_phrase(line, part_at + 1))
    if part.id == "half":
        return Number(start, part_at + 1, value, "part")
    if part_at == place or not (shared or count > 1 or line.dash(part_at - 1)):
        return None
    return Number(start, part_at + 1, value, "part")


def _ends_phrase(line: Line, place: int) -> bool:
    """Whether no noun follows that an ordinal could be of: `by a third`, and not `by a third party`."""
    return line.kind(place) != "word" or line.token(place).pos_ not in {"ADJ", "NOUN", "PROPN"}


def _words(line: Line, place: int) -> Number | None:
    """Cardinals in words: `twenty-five`, `three hundred and five`, `two and a half million`, `a dozen`."""
    total, current, last = 0.0, 0.0, place
    scale, before = 1.0, ""
    at = place
    if line.lower(at) in {"a", "an"} and word_at(line, at + 1, "hundred", "scale", "dozen"):
        current, last, at, before = 1.0, at + 1, at + 1, "digit"
    while True:
        if (last > place and line.dash(at) and line.glued(at) and line.glued(at + 1)) or (
            before in {"hundred", "scale"} and line.lower(at) == "and"
        ):
            at += 1
        entry = word_at(line, at, "digit", "teen", "ten", "hundred", "scale", "dozen")
        if not entry:
            break
        kind = entry.kind
        if kind in {"digit", "teen", "ten"}:
            if before in {"digit", "teen"} or (before == "ten" and kind != "digit") or before == "dozen":
                break
            current += entry.value
        elif kind in {"hundred", "dozen"}:
            if not before or before == "dozen":
                break
            current = (current or 1.0) * entry.value
        else:
            if not before or (scale > 1 and entry.value >= scale and not current):
                break
            total, current, scale = total + (current or 1.0) * entry.value, 0.0, max(scale, entry.value)
        before, at = kind, at + 1
        last = at
    if last == place or not before:
        return None
    number = Number(place, last, total + current, "words", scale=scale)
    if word_at(line, last, "fold") and line.glued(last):
        return Number(place, last + 1, number.value, "multiple")
    return _and_part(line, number)


def _and_part(line: Line, number: Number) -> Number:
    """The number with `and a half` after it, and the magnitude after that."""
    last = number.last
    if line.lower(last) != "and":
        return number
    article = line.lower(last + 1) in {"a", "one"}
    part_at = last + 2 if article else last + 1
    part_at += line.dash(part_at)
    part = word_at(line, part_at, "part")
    if not part or not article or number.value is None:
        return number
    return _scaled(line, Number(number.first, part_at + 1, number.value + part.value, number.kind), money=False)


def _single(line: Line, place: int) -> Number | None:
    """Ordinals, multiples, and words that hold a multiple (`sixfold`)."""
    if (entry := word_at(line, place, "ordinal")) and line.lower(place + 1) != "of":
        return Number(place, place + 1, entry.value, "ordinal")
    if entry := word_at(line, place, "multiple"):
        return Number(place, place + 1, entry.value, "multiple", direction=entry.direction)
    word = line.lower(place)
    if word.endswith("fold") and (entries := by_word().get(word.removesuffix("fold").rstrip("-"))):
        return Number(place, place + 1, entries[0].value, "multiple")
    return None
