"""The amounts of a line: numbers with the signs and units that stand beside them, before the sentence's grammar."""

from dataclasses import replace

from pipeline.extract.quantities import number_parser, units
from pipeline.extract.quantities.lexed_sentence import LexedSentence
from pipeline.extract.quantities.number_parser import Number
from pipeline.extract.quantities.quantity_record import Quantity, add_unit, build_from_number
from pipeline.extract.quantities.quantity_words import is_in_word_set
from pipeline.extract.quantities.units import Unit

# How many words what is measured may take in "400 tons of copper cathode a year".
MAX_SUBSTANCE_WORDS = 4
# Suffixes that say how exactly a number is meant.
HEDGE_SUFFIXES = {"odd": "about", "ish": "about", "plus": "more_than"}
INCHES = frozenset(map(str, range(12)))


def scan_quantities(lexed: LexedSentence, excluded: frozenset[int]) -> list[Quantity]:
    """Scan a sentence for quantities in order; the `excluded` lexemes are dates and the like, and part of none."""
    quantities: list[Quantity] = []
    position = 0
    while position < len(lexed):
        if position in excluded:
            position += 1
            continue
        quantity = _scan_quantity(lexed, position)
        if quantity is None or any(at in excluded for at in range(quantity.first, quantity.last)):
            position += 1
            continue
        quantities.append(quantity)
        position = quantity.last
    return quantities


def _scan_quantity(lexed: LexedSentence, position: int) -> Quantity | None:
    if lexed.kind(position) == "mark":
        if not lexed.is_dash(position) or not lexed.is_glued(position) or lexed.kind(position + 1) != "numeral":
            return None
    elif not number_parser.can_begin_number(lexed, position):
        return _scan_bare_period(lexed, position)
    sign = units.find_sign_before(lexed, position)
    start = sign.first if sign else position
    number = number_parser.parse_number(
        lexed, position + _count_sign_lexemes(lexed, position, sign), money=sign is not None
    )
    if number is None:
        return None
    hedge = _find_hedge_suffix(lexed, number)
    if hedge is not None:
        number = replace(number, last=number.last + 2)
    quantity = build_from_number(number)
    quantity.qualifier = hedge or quantity.qualifier
    if number.kind in {"ordinal", "multiple"}:
        return quantity
    quantity.first = start
    if number.kind == "digits":
        _apply_minus(lexed, quantity, position, start)
    if number.kind == "part" and (unit := _find_percent_unit(lexed, number)):
        add_unit(quantity, unit)
        quantity.kind = "digits"
    elif sign:
        _add_money(lexed, quantity, sign)
    elif unit := _find_unit_after(lexed, number):
        add_unit(quantity, unit)
        _apply_unit_scale(lexed, quantity)
    _add_minor_units(lexed, quantity)
    return quantity


def _find_hedge_suffix(lexed: LexedSentence, number: Number) -> str | None:
    """The qualifier of a suffix: `60-odd`, `a hundred-odd`, `forty-plus`."""
    at = number.last
    if not (lexed.is_dash(at) and lexed.is_glued(at) and lexed.is_glued(at + 1)) or number.kind == "ordinal":
        return None
    return HEDGE_SUFFIXES.get(lexed.lower(at + 1))


def _scan_bare_period(lexed: LexedSentence, position: int) -> Quantity | None:
    """`in decades`, `for centuries`: at least two of them."""
    if not is_in_word_set("bare_periods", lexed.lower(position)) or is_in_word_set(
        "before_period", lexed.lower(position - 1)
    ):
        return None
    if (position > 0 and lexed.kind(position - 1) == "numeral") or number_parser.parse_number(lexed, position - 1):
        return None
    unit = units.parse_unit(lexed, position)
    quantity = Quantity(position, position + 1, "vague", None, 2.0, number_lexemes=(position, position + 1))
    if unit:
        add_unit(quantity, unit)
    return quantity


def _count_sign_lexemes(lexed: LexedSentence, position: int, sign: Unit | None) -> int:
    """How many lexemes a minus between a currency sign and its number takes ("$-5")."""
    return 1 if sign and lexed.is_dash(position) and lexed.is_glued(position) and lexed.is_glued(position + 1) else 0


def _apply_minus(lexed: LexedSentence, quantity: Quantity, position: int, start: int) -> None:
    """Make an amount negative where a minus sign or the word stands before it."""
    if lexed.is_dash(position) and quantity.number_lexemes[0] > position:
        quantity.value = -(quantity.value or 0.0)
        return
    before = start - 1
    minus = lexed.is_dash(before) and lexed.is_glued(start) and not lexed.is_glued(before)
    if lexed.lower(before) == "minus" and lexed.lower(before - 1) == "or":
        return  # "plus or minus 3 points"
    if minus or lexed.lower(before) == "minus":
        quantity.value, quantity.first = -(quantity.value or 0.0), before
    elif lexed.is_dash(before) and lexed.lower(before - 1) == "minus":
        quantity.value, quantity.first = -(quantity.value or 0.0), before - 1


def _add_money(lexed: LexedSentence, quantity: Quantity, sign: Unit) -> None:
    quantity.unit, quantity.unit_measure, quantity.unit_lexemes = sign.name, "money", (sign.first, sign.last)
    quantity.unit_rule = sign.rule
    if lexed.text(quantity.last) in {"US", "USD", "AUD", "CAD", "NZD"} and not lexed.is_dash(quantity.last + 1):
        named = {"US": "USD"}.get(lexed.text(quantity.last), lexed.text(quantity.last))
        quantity.unit, quantity.last = named, quantity.last + 1
    after = units.parse_unit(lexed, quantity.last)
    if after and after.measure == "money" and lexed.kind(after.first) == "word":
        quantity.last = after.last
        quantity.unit = after.name if sign.name == "USD" else quantity.unit
    for _ in range(2):
        if divisor := units.find_divisor(lexed, quantity.last):
            quantity.unit = f"{quantity.unit} per {divisor.name}"
            quantity.unit_measure = units.get_rate_measure(quantity.unit_measure or "money", divisor.measure)
            quantity.last = divisor.last


def _find_unit_after(lexed: LexedSentence, number: Number) -> Unit | None:
    """The unit after a number, maybe behind a hyphen or an opening bracket's end."""
    position = number.last
    if unit := units.parse_unit(lexed, position):
        return _add_time_rate(lexed, unit)
    if lexed.is_dash(position):
        return units.parse_unit(lexed, position + 1)
    if number.kind == "vague" and lexed.lower(position) in {"of", "more"}:
        return units.parse_unit(lexed, position + 1)
    if lexed.lower(position) == "of" and number.kind == "words":
        return units.parse_unit(lexed, position + 1)
    if lexed.kind(position) == "word" and is_in_word_set("between_number_and_unit", lexed.lower(position)):
        return units.parse_unit(lexed, position + 1)
    return None


def _find_percent_unit(lexed: LexedSentence, number: Number) -> Unit | None:
    """`half a percent`, `one-half of 1 percentage point`: the unit that a part is of."""
    position = number.last + (lexed.lower(number.last) == "of")
    unit = units.parse_unit(lexed, position + 1) if lexed.lower(position) in {"1", "a", "one"} else None
    return unit if unit and unit.measure == "share" else None


def _add_time_rate(lexed: LexedSentence, unit: Unit) -> Unit:
    """`400 tons of copper a year`: the time that the unit is divided by may follow what is measured."""
    if lexed.lower(unit.last) != "of" or unit.measure in {"share", "duration", "age"}:
        return unit
    for position in range(unit.last + 2, unit.last + 2 + MAX_SUBSTANCE_WORDS):
        if lexed.kind(position - 1) != "word":
            return unit
        if (divisor := units.find_divisor(lexed, position)) and divisor.measure == "duration":
            return replace(
                unit, name=f"{unit.name} per {divisor.name}", measure=units.get_rate_measure(unit.measure, "duration")
            )
    return unit


def _apply_unit_scale(lexed: LexedSentence, quantity: Quantity) -> None:
    """`30 MUSD` is 30 million dollars."""
    if quantity.unit_lexemes and quantity.unit_measure == "money" and quantity.value is not None:
        written = lexed.text(quantity.unit_lexemes[0])
        if written == f"M{quantity.unit}":
            quantity.value *= 1e6


def _add_minor_units(lexed: LexedSentence, quantity: Quantity) -> None:
    """`10 dollars and 50`, `thirteen dollars forty-five cents`: what follows is in hundredths of the same money.

    Of feet, `5-foot-8`, what follows is in inches.
    """
    inches = lexed.text(quantity.last + 1)
    if (
        quantity.unit == "foot"
        and lexed.is_dash(quantity.last)
        and lexed.is_glued(quantity.last + 1)
        and inches in INCHES
    ):
        quantity.value, quantity.last = (quantity.value or 0) + int(inches) / len(INCHES), quantity.last + 2
    if quantity.unit_measure != "money" or quantity.unit in {"cent", "penny", "sen"} or quantity.value is None:
        return
    if quantity.unit_lexemes is None or quantity.unit_lexemes[0] < quantity.number_lexemes[0]:
        return
    position = quantity.last
    joined = lexed.lower(position) == "and"
    number = number_parser.parse_number(lexed, position + joined)
    if not number or number.value is None or number.kind not in {"digits", "words"} or not 0 < number.value < 100:
        return
    minor = units.parse_unit(lexed, number.last)
    if minor and minor.name not in {"cent", "penny"}:
        return
    if not minor and (number.kind != "digits" or lexed.kind(number.last) == "word" or number.value < 10):
        return
    quantity.value += number.value / 100
    quantity.last = minor.last if minor else number.last
