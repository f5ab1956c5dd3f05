"""The amounts of a line: numbers with the signs and units that stand beside them, before the sentence's grammar."""

from dataclasses import replace

from pipeline.extract.quantity import numbers, units
from pipeline.extract.quantity.amount import Amount, add_unit, of_number
from pipeline.extract.quantity.line import Line
from pipeline.extract.quantity.numbers import Number
from pipeline.extract.quantity.units import Unit
from pipeline.extract.quantity.words import among

# How many words what is measured may take in "400 tons of copper cathode a year".
LONGEST_STUFF = 4
INCHES = frozenset(map(str, range(12)))


def scan(line: Line, taken: frozenset[int]) -> list[Amount]:
    """The amounts of a line in its order; lexemes in `taken` are dates and the like, and no part of any."""
    amounts: list[Amount] = []
    place = 0
    while place < len(line):
        if place in taken:
            place += 1
            continue
        amount = _amount(line, place)
        if amount is None or any(at in taken for at in range(amount.first, amount.last)):
            place += 1
            continue
        amounts.append(amount)
        place = amount.last
    return amounts


def _amount(line: Line, place: int) -> Amount | None:
    if line.kind(place) == "mark":
        if not line.dash(place) or not line.glued(place) or line.kind(place + 1) != "numeral":
            return None
    elif not numbers.may_begin(line, place):
        return _period(line, place)
    sign = units.sign_before(line, place)
    start = sign.first if sign else place
    number = numbers.read(line, place + _sign_length(line, place, sign), money=sign is not None)
    if number is None:
        return None
    amount = of_number(number)
    if number.kind in {"ordinal", "multiple"}:
        return amount
    amount.first = start
    if number.kind == "digits":
        _negate(line, amount, place, start)
    if number.kind == "part" and (unit := _part_of_percent(line, number)):
        add_unit(amount, unit)
        amount.kind = "digits"
    elif sign:
        _add_money(line, amount, sign)
    elif unit := _unit_after(line, number):
        add_unit(amount, unit)
        _scale_unit(line, amount)
    _add_parts(line, amount)
    return amount


def _period(line: Line, place: int) -> Amount | None:
    """`in decades`, `for centuries`: at least two of them."""
    if not among("bare_periods", line.lower(place)) or among("before_period", line.lower(place - 1)):
        return None
    if (place > 0 and line.kind(place - 1) == "numeral") or numbers.read(line, place - 1):
        return None
    unit = units.read(line, place)
    amount = Amount(place, place + 1, "vague", None, 2.0, number_at=(place, place + 1))
    if unit:
        add_unit(amount, unit)
    return amount


def _sign_length(line: Line, place: int, sign: Unit | None) -> int:
    """How many lexemes a minus between a currency sign and its number takes ("$-5")."""
    return 1 if sign and line.dash(place) and line.glued(place) and line.glued(place + 1) else 0


def _negate(line: Line, amount: Amount, place: int, start: int) -> None:
    """Make an amount negative where a minus sign or the word stands before it."""
    if line.dash(place) and amount.number_at[0] > place:
        amount.value = -(amount.value or 0.0)
        return
    before = start - 1
    minus = line.dash(before) and line.glued(start) and not line.glued(before)
    if line.lower(before) == "minus" and line.lower(before - 1) == "or":
        return  # "plus or minus 3 points"
    if minus or line.lower(before) == "minus":
        amount.value, amount.first = -(amount.value or 0.0), before
    elif line.dash(before) and line.lower(before - 1) == "minus":
        amount.value, amount.first = -(amount.value or 0.0), before - 1


def _add_money(line: Line, amount: Amount, sign: Unit) -> None:
    amount.unit, amount.unit_measure, amount.unit_at = sign.name, "money", (sign.first, sign.last)
    if line.text(amount.last) in {"US", "USD", "AUD", "CAD", "NZD"} and not line.dash(amount.last + 1):
        named = {"US": "USD"}.get(line.text(amount.last), line.text(amount.last))
        amount.unit, amount.last = named, amount.last + 1
    after = units.read(line, amount.last)
    if after and after.measure == "money" and line.kind(after.first) == "word":
        amount.last = after.last
        amount.unit = after.name if sign.name == "USD" else amount.unit
    for _ in range(2):
        if below := units.per_after(line, amount.last):
            amount.unit = f"{amount.unit} per {below.name}"
            amount.unit_measure = units.rate(amount.unit_measure or "money", below.measure)
            amount.last = below.last


def _unit_after(line: Line, number: Number) -> Unit | None:
    """The unit after a number, maybe behind a hyphen or an opening bracket's end."""
    place = number.last
    if unit := units.read(line, place):
        return _by_time(line, unit)
    if line.dash(place):
        return units.read(line, place + 1)
    if number.kind == "vague" and line.lower(place) in {"of", "more"}:
        return units.read(line, place + 1)
    if line.lower(place) == "of" and number.kind == "words":
        return units.read(line, place + 1)
    if line.kind(place) == "word" and among("between_number_and_unit", line.lower(place)):
        return units.read(line, place + 1)
    return None


def _part_of_percent(line: Line, number: Number) -> Unit | None:
    """`half a percent`, `one-half of 1 percentage point`: the unit that a part is of."""
    place = number.last + (line.lower(number.last) == "of")
    unit = units.read(line, place + 1) if line.lower(place) in {"1", "a", "one"} else None
    return unit if unit and unit.measure == "share" else None


def _by_time(line: Line, unit: Unit) -> Unit:
    """`400 tons of copper a year`: the time that the unit is divided by may follow what is measured."""
    if line.lower(unit.last) != "of" or unit.measure in {"share", "duration", "age"}:
        return unit
    for place in range(unit.last + 2, unit.last + 2 + LONGEST_STUFF):
        if line.kind(place - 1) != "word":
            return unit
        if (below := units.per_after(line, place)) and below.measure == "duration":
            return replace(unit, name=f"{unit.name} per {below.name}", measure=units.rate(unit.measure, "duration"))
    return unit


def _scale_unit(line: Line, amount: Amount) -> None:
    """`30 MUSD` is 30 million dollars."""
    if amount.unit_at and amount.unit_measure == "money" and amount.value is not None:
        written = line.text(amount.unit_at[0])
        if written == f"M{amount.unit}":
            amount.value *= 1e6


def _add_parts(line: Line, amount: Amount) -> None:
    """`10 dollars and 50`, `thirteen dollars forty-five cents`: what follows is in hundredths of the same money.

    Of feet, `5-foot-8`, what follows is in inches.
    """
    inches = line.text(amount.last + 1)
    if amount.unit == "foot" and line.dash(amount.last) and line.glued(amount.last + 1) and inches in INCHES:
        amount.value, amount.last = (amount.value or 0) + int(inches) / len(INCHES), amount.last + 2
    if amount.unit_measure != "money" or amount.unit in {"cent", "penny", "sen"} or amount.value is None:
        return
    if amount.unit_at is None or amount.unit_at[0] < amount.number_at[0]:
        return
    place = amount.last
    joined = line.lower(place) == "and"
    number = numbers.read(line, place + joined)
    if not number or number.value is None or number.kind not in {"digits", "words"} or not 0 < number.value < 100:
        return
    minor = units.read(line, number.last)
    if minor and minor.name not in {"cent", "penny"}:
        return
    if not minor and (number.kind != "digits" or line.kind(number.last) == "word" or number.value < 10):
        return
    amount.value += number.value / 100
    amount.last = minor.last if minor else number.last
