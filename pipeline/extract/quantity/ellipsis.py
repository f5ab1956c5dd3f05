"""Units left out: taken from a coordinated or preceding quantity, or from what the sentence says of ages and people."""

from pipeline.extract.quantity.amount import Amount
from pipeline.extract.quantity.counted import is_person
from pipeline.extract.quantity.line import Line
from pipeline.extract.quantity.words import among

# Nobody is older; Jeanne Calment lived to 122.
OLDEST = 122
PLACES = frozenset({"GPE", "LOC", "FAC", "DATE", "EVENT"})


def share(line: Line, amounts: list[Amount]) -> None:
    """Give bare numbers the unit of the next that they are joined to, in place."""
    for place in range(len(amounts) - 2, -1, -1):
        amount, following = amounts[place], amounts[place + 1]
        if amount.unit is not None or amount.kind not in {"digits", "words"}:
            continue
        moved = [line.lower(at) for at in range(amount.last, following.first)] in (["up"], ["down"])
        if (moved and following.unit == "point") or _shares_next(line, amount, following):
            _borrow(amount, following)


def complete(line: Line, amounts: list[Amount]) -> None:
    """Give a unit to the bare numbers of a line that are left without one, in place."""
    for place, amount in enumerate(amounts):
        if amount.kind in {"ordinal", "part"}:
            continue
        if amount.kind == "multiple":
            amount.unit = amount.unit or "time"
        elif amount.unit is None and not _is_age(line, amount):
            _take_earlier(line, amounts[:place], amount)
        elif amount.unit_measure == "duration" and _at_age(line, amount):
            amount.unit_measure = "age"


def _borrow(amount: Amount, source: Amount) -> None:
    amount.unit, amount.unit_measure, amount.borrowed = source.unit, source.unit_measure, True


def _shares_next(line: Line, amount: Amount, following: Amount) -> bool:
    """`45 and 50 mg`, `four-, five- and six-cylinder`: only joining words stand between."""
    between = range(amount.last, following.first)
    if [line.lower(at) for at in between] in (["of"], ["of", "the"]) and following.kind == "digits":
        return following.unit is not None and following.noun is not None
    return (
        following.unit is not None
        and len(between) <= 4
        and all(among("joins_numbers", line.lower(at)) for at in between)
        and any(line.lower(at) in {"and", "or", ",", "to"} for at in between)
        and not (following.kind == "vague" and following.unit_measure is None)
    )


def _take_earlier(line: Line, earlier: list[Amount], amount: Amount) -> None:
    """The unit of the closest earlier quantity that this one is told beside, after or against."""
    if amount.first == 0 or amount.kind not in {"digits", "words"} or (amount.value == 1 and amount.kind == "words"):
        return
    if not _free(line, amount.last):
        return
    before = line.lower(amount.first - 1)
    for source in reversed(earlier):
        if source.unit is None or source.kind in {"ordinal", "multiple", "part"} or source.borrowed:
            continue
        if source.unit_measure == "share" and before not in {"by", "from", "and", "or", "than"}:
            continue
        if source.unit_measure == "age" and before not in {"and", "or", "than", "is", "was"}:
            continue
        if source.unit_measure == "duration" or " per " in source.unit:
            continue
        if source.unit == "point" and before in {"to", "at"}:
            _borrow(amount, source)
            return
        if among("before_elliptical", before) and _alike(source, amount):
            _borrow(amount, source)
            return


def _free(line: Line, place: int) -> bool:
    """Whether nothing after the number could be what it counts."""
    if place >= len(line) or line.kind(place) == "mark":
        return True
    return line.token(place).pos_ not in {"NOUN", "PROPN", "NUM"} or among("time_units", line.lower(place + 1))


def _alike(source: Amount, amount: Amount) -> bool:
    """Whether the two numbers are of one size, so that one unit can go for both."""
    first, second = abs(source.value or source.high or 0), abs(amount.value or amount.high or 0)
    if not first or not second:
        return False
    ratio = first / second
    return 0.02 < ratio < 50 and (source.scale > 1 or amount.scale == 1 or ratio > 0.1)


def _is_age(line: Line, amount: Amount) -> bool:
    """`she was 10`, `a man aged 65`, `Smith, 43, said`: a bare number of years."""
    value = amount.value if amount.value is not None else amount.high
    if value is None or not 0 < value <= OLDEST or value != int(value) or amount.kind not in {"digits", "words"}:
        return False
    if _at_age(line, amount) or _be_age(line, amount) or _apposed(line, amount):
        amount.unit, amount.unit_measure = "year", "age"
        return True
    return False


def _at_age(line: Line, amount: Amount) -> bool:
    before = line.lower(amount.first - 1)
    if among("ages", before):
        return True
    first = line.lower(amount.first - 2)
    return (before in {"of", "at", "under", "over"} and among("ages", first)) or before == "age"


def _be_age(line: Line, amount: Amount) -> bool:
    """A person or a personal pronoun `is 35`, and nothing follows that the number could count."""
    verb = line.token(amount.number_at[0]).head
    if verb.lemma_ not in {"be", "turn"} or not _closed(line, amount.last):
        return False
    subject = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None:
        return False
    named = (
        subject.ent_type_ == "PERSON" or subject.i in line.people or (verb.lemma_ == "turn" and subject.pos_ == "PROPN")
    )
    return named or subject.lower_ in {"he", "she", "i", "who", "you"}


def _closed(line: Line, place: int) -> bool:
    if place >= len(line) or line.kind(place) == "mark":
        return line.text(place) not in {"%", "-", "–"}
    return among("after_age", line.lower(place))


def _apposed(line: Line, amount: Amount) -> bool:
    """`Maria Lopez, 43, said`; `Maria Lopez, now 43 and retired`."""
    now = line.lower(amount.first - 1) in {"now", "then"}
    first = amount.first - now
    after = line.lower(amount.last)
    if line.text(first - 1) not in {",", "("} or first < 2 or (after not in {",", ")", ".", ";", ""} and not now):
        return False
    name = line.token(first - 2)
    person = name.i in line.people or "PERSON" in {name.ent_type_, name.head.ent_type_}
    if name.pos_ == "PROPN" and (now or after == ",") and name.ent_type_ not in PLACES:
        person = True
    described = name.pos_ == "NOUN" and is_person(name) and line.text(amount.last) == ","
    return amount.kind == "digits" and ((name.pos_ == "PROPN" and person) or described)
