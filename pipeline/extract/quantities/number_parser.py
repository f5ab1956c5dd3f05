"""Numbers in digits and words, read from a line of lexemes by a small grammar."""

from dataclasses import dataclass

from pipeline.extract.quantities.lexed_sentence import MAX_NUMERAL_DIGITS, LexedSentence
from pipeline.extract.quantities.number_words import find_number_word, get_lexicon, index_by_word, index_short_forms
from pipeline.extract.quantities.quantity_words import is_in_word_set

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


def can_begin_number(lexed: LexedSentence, position: int) -> bool:
    """Whether a number can begin at a place: a quick look that spares most words the grammar."""
    lexeme = lexed.lexemes[position]
    word = lexeme.lower
    if lexeme.kind == "numeral" or word in FRACTIONS:
        return True
    if word in {"a", "an", "the"}:
        return lexed.lower(position + 1) in index_by_word()
    return word in index_by_word() or word.endswith("fold")


def parse_number(lexed: LexedSentence, position: int, *, money: bool = False) -> Number | None:
    """The longest number that begins at a place; `money` says that a currency sign stands before it.

    A short form of a magnitude that is also a unit ("12m") is read as a magnitude only after a currency sign.
    """
    if lexed.kind(position) == "numeral" or lexed.text(position) in FRACTIONS:
        return _parse_digits(lexed, position, money)
    if lexed.kind(position) != "word":
        return None
    return (
        _parse_vague_number(lexed, position)
        or _parse_fraction_words(lexed, position)
        or _parse_cardinal_words(lexed, position)
        or _parse_single_word(lexed, position)
    )


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


def _parse_digits(lexed: LexedSentence, position: int, money: bool) -> Number | None:
    if lexed.text(position) in FRACTIONS:
        return _apply_magnitudes(
            lexed, Number(position, position + 1, FRACTIONS[lexed.text(position)], "digits"), money
        )
    if len(lexed.text(position)) > MAX_NUMERAL_DIGITS:
        return None
    value, last = parse_numeral(lexed.text(position)), position + 1
    if lexed.lower(last) in ORDINAL_ENDINGS and lexed.is_glued(last):
        return Number(position, last + 1, value, "ordinal")
    if (slash := _parse_slash_fraction(lexed, position)) is not None:
        return _apply_magnitudes(lexed, Number(position, position + 3, slash, "digits"), money)
    if lexed.text(last) in FRACTIONS:
        return _apply_magnitudes(
            lexed, Number(position, last + 1, value + FRACTIONS[lexed.text(last)], "digits"), money
        )
    mixed = last + 1 if lexed.is_dash(last) and lexed.is_glued(last) and lexed.is_glued(last + 1) else last
    if (slash := _parse_slash_fraction(lexed, mixed)) is not None and value == int(value):
        return _apply_magnitudes(lexed, Number(position, mixed + 3, value + slash, "digits"), money)
    if find_number_word(lexed, last, "fold") and lexed.is_glued(last):
        return Number(position, last + 1, value, "multiple")
    if lexed.is_dash(last) and find_number_word(lexed, last + 1, "fold"):
        return Number(position, last + 2, value, "multiple")
    if lexed.text(last) in {"x", "×"} and lexed.lower(last + 1) == "10" and lexed.text(last + 2) == "^":
        return Number(position, last + 4, value, "digits")
    number = _apply_magnitudes(lexed, Number(position, last, value, "digits"), money)
    return _add_fraction(lexed, number) if number.last == last else number


def _parse_slash_fraction(lexed: LexedSentence, position: int) -> float | None:
    """The value of `1/4` at a place."""
    if (
        lexed.kind(position) != "numeral"
        or lexed.text(position + 1) not in "/⁄"
        or lexed.kind(position + 2) != "numeral"
    ):
        return None
    if (
        not lexed.is_glued(position + 1)
        or not lexed.is_glued(position + 2)
        or lexed.text(position + 3) == "/"
        or not lexed.text(position + 1)
    ):
        return None
    numerator, denominator = lexed.text(position), lexed.text(position + 2)
    if (
        not numerator.isdecimal()
        or not denominator.isdecimal()
        or len(denominator) > 3
        or int(denominator) not in DENOMINATORS
    ):
        return None
    return int(numerator) / int(denominator) if 0 < int(numerator) < int(denominator) else None


def _apply_magnitudes(lexed: LexedSentence, number: Number, money: bool) -> Number:
    """The number with the magnitudes that follow it."""
    value, last, scale = number.value or 0.0, number.last, 1.0
    if (
        lexed.is_glued(last)
        and (short := index_short_forms().get(lexed.text(last)))
        and _is_magnitude(lexed, last, money)
    ):
        get_lexicon().record_hit(short)
        value, scale, last = value * short.value, short.value, last + 1
    while True:
        position = last + 1 if lexed.is_dash(last) and lexed.is_glued(last) else last
        word = find_number_word(lexed, position, "hundred", "scale", "dozen")
        if not word or (
            word.kind == "scale" and lexed.text(position) != lexed.lower(position) and len(lexed.text(position)) < 3
        ):
            break
        value, scale, last = value * word.value, scale * word.value, position + 1
    return Number(number.first, last, value, number.kind, number.low, scale)


def _is_magnitude(lexed: LexedSentence, position: int, money: bool) -> bool:
    """Whether a short form after digits is a magnitude and no unit."""
    short = lexed.text(position)
    if money or short in {"k", "K", "bn", "Bn", "BN", "mn", "mln", "mil", "mio", "bln", "bil", "trn", "tn"}:
        return True
    if short in {"m", "M", "b"} and position + 1 < len(lexed) and lexed.kind(position + 1) == "word":
        # "2.7m combined sales" counts; "1.8m tall" and "12m of rope" measure.
        return lexed.token(position + 1).pos_ in {"NOUN", "PROPN", "ADJ", "VERB"} and not is_in_word_set(
            "dimension", lexed.lower(position + 1)
        )
    return False


def _parse_vague_number(lexed: LexedSentence, position: int) -> Number | None:
    """`several`, `a few hundred`, `dozens`, `tens of thousands`."""
    start = position
    if lexed.lower(position) in {"a", "the"}:
        position += 1
        if lexed.lower(position) in {"last", "past", "next", "first", "quite"}:
            return None
    entry = find_number_word(lexed, position, "vague", "plural")
    if not entry or (position > start and not entry.needs_article):
        return None
    if entry.needs_article and (position == start or lexed.lower(start) == "the"):
        return None
    low, last = entry.value, position + 1
    if entry.can_multiply:
        after = last + 1 if lexed.lower(last) == "of" else last
        more = find_number_word(lexed, after, "hundred", "scale", "dozen", "plural")
        if more and more.id not in {"dozens", "tens", "scores"}:
            factor = more.value / 2 if more.kind == "plural" else more.value
            low, last = entry.value * factor, after + 1
    elif entry.id == "couple" and find_number_word(lexed, last, "hundred", "scale"):
        low, last = low * 100, last + 1
    if entry.id == "tens" and last == position + 1:
        return None
    return Number(start, last, None, "vague", low)


def _parse_fraction_words(lexed: LexedSentence, position: int) -> Number | None:
    """`half`, `half a million`, `a third`, `two-thirds`, `three quarters`; not the quarter of a year."""
    start, count, part_at = position, 1.0, position
    number = find_number_word(lexed, position, "digit", "teen")
    if number or lexed.lower(position) == "a":
        count = number.value if number else 1.0
        part_at = position + 2 if lexed.is_dash(position + 1) else position + 1
    part = find_number_word(lexed, part_at, "part")
    if not part or (count > 1) != (lexed.lower(part_at)[-1] == "s" and part_at > position):
        return None
    after = part_at + 1
    value = count * part.value
    if lexed.is_dash(after) and (part.id != "half" or find_number_word(lexed, after + 1, "scale", "hundred", "dozen")):
        after += 1
    if lexed.lower(after) == "of":
        after += 1
    if lexed.lower(after) in {"a", "an"}:
        after += 1
    if (scale := find_number_word(lexed, after, "scale", "hundred", "dozen")) and (part.id in {"half", "quarter"}):
        return Number(start, after + 1, value * scale.value, "words", scale=scale.value)
    of = lexed.lower(part_at + 1) == "of"
    shared = of or (is_in_word_set("before_share", lexed.lower(position - 1)) and _is_phrase_end(lexed, part_at + 1))
    if part.id == "half":
        return Number(start, part_at + 1, value, "part")
    if part_at == position or not (shared or count > 1 or lexed.is_dash(part_at - 1)):
        return None
    return Number(start, part_at + 1, value, "part")


def _is_phrase_end(lexed: LexedSentence, position: int) -> bool:
    """Whether no noun follows that an ordinal could be of: `by a third`, and not `by a third party`."""
    return lexed.kind(position) != "word" or lexed.token(position).pos_ not in {"ADJ", "NOUN", "PROPN"}


def _parse_cardinal_words(lexed: LexedSentence, position: int) -> Number | None:
    """Cardinals in words: `twenty-five`, `three hundred and five`, `two and a half million`, `a dozen`."""
    total, current, last = 0.0, 0.0, position
    scale, before = 1.0, ""
    at = position
    if lexed.lower(at) in {"a", "an"} and find_number_word(lexed, at + 1, "hundred", "scale", "dozen"):
        current, last, at, before = 1.0, at + 1, at + 1, "digit"
    while True:
        if (last > position and lexed.is_dash(at) and lexed.is_glued(at) and lexed.is_glued(at + 1)) or (
            before in {"hundred", "scale"} and lexed.lower(at) == "and"
        ):
            at += 1
        entry = find_number_word(lexed, at, "digit", "teen", "ten", "hundred", "scale", "dozen")
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
    if last == position or not before:
        return None
    number = Number(position, last, total + current, "words", scale=scale)
    if find_number_word(lexed, last, "fold") and lexed.is_glued(last):
        return Number(position, last + 1, number.value, "multiple")
    return _add_fraction(lexed, number)


def _add_fraction(lexed: LexedSentence, number: Number) -> Number:
    """The number with `and a half` after it, and the magnitude after that."""
    last = number.last
    if lexed.lower(last) != "and":
        return number
    article = lexed.lower(last + 1) in {"a", "one"}
    part_at = last + 2 if article else last + 1
    part_at += lexed.is_dash(part_at)
    part = find_number_word(lexed, part_at, "part")
    if not part or not article or number.value is None:
        return number
    return _apply_magnitudes(
        lexed, Number(number.first, part_at + 1, number.value + part.value, number.kind), money=False
    )


def _parse_single_word(lexed: LexedSentence, position: int) -> Number | None:
    """Ordinals, multiples, and words that hold a multiple (`sixfold`)."""
    if (entry := find_number_word(lexed, position, "ordinal")) and lexed.lower(position + 1) != "of":
        return Number(position, position + 1, entry.value, "ordinal")
    if entry := find_number_word(lexed, position, "multiple"):
        return Number(position, position + 1, entry.value, "multiple", direction=entry.direction)
    word = lexed.lower(position)
    if word.endswith("fold") and (entries := index_by_word().get(word.removesuffix("fold").rstrip("-"))):
        return Number(position, position + 1, entries[0].value, "multiple")
    return None
