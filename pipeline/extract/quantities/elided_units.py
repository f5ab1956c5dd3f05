"""Units left out: taken from a coordinated or preceding quantity, or from what the sentence says of ages and people."""

from pipeline.extract.quantities.counted_nouns import is_person
from pipeline.extract.quantities.lexed_sentence import LexedSentence
from pipeline.extract.quantities.quantity_record import Quantity
from pipeline.extract.quantities.quantity_words import is_in_word_set
from pipeline.language.syntax.dependency_relations import find_subject

# Nobody is older; Jeanne Calment lived to 122.
MAX_AGE = 122
NON_PERSON_TYPES = frozenset({"GPE", "LOC", "FAC", "DATE", "EVENT"})


def share_units(lexed: LexedSentence, quantities: list[Quantity]) -> None:
    """Give bare numbers the unit of the next that they are joined to, in place."""
    for position in range(len(quantities) - 2, -1, -1):
        quantity, following = quantities[position], quantities[position + 1]
        if quantity.unit is not None or quantity.kind not in {"digits", "words"}:
            continue
        moved = [lexed.lower(at) for at in range(quantity.last, following.first)] in (["up"], ["down"])
        if (moved and following.unit == "point") or _can_share_unit(lexed, quantity, following):
            _copy_unit(quantity, following)


def complete_units(lexed: LexedSentence, quantities: list[Quantity]) -> None:
    """Give a unit to the bare numbers of a line that are left without one, in place."""
    for position, quantity in enumerate(quantities):
        if quantity.kind in {"ordinal", "part"}:
            continue
        if quantity.kind == "multiple":
            quantity.unit = quantity.unit or "time"
        elif quantity.unit is None and not _mark_age(lexed, quantity):
            _copy_earlier_unit(lexed, quantities[:position], quantity)
        elif quantity.unit_measure == "duration" and _has_age_word(lexed, quantity):
            quantity.unit_measure = "age"


def _copy_unit(quantity: Quantity, source: Quantity) -> None:
    quantity.unit, quantity.unit_measure, quantity.has_borrowed_unit = source.unit, source.unit_measure, True
    quantity.unit_rule = source.unit_rule
    quantity.shared_noun = source.counted_noun if source.counted_noun is not None else source.shared_noun


def _can_share_unit(lexed: LexedSentence, quantity: Quantity, following: Quantity) -> bool:
    """`45 and 50 mg`, `four-, five- and six-cylinder`: only joining words stand between."""
    between = range(quantity.last, following.first)
    if [lexed.lower(at) for at in between] == ["but"] and lexed.lower(quantity.first - 1) == "not":
        return following.unit is not None
    if [lexed.lower(at) for at in between] in (["of"], ["of", "the"]) and following.kind == "digits":
        return following.unit is not None and following.counted_noun is not None
    return (
        following.unit is not None
        and len(between) <= 4
        and all(is_in_word_set("joins_numbers", lexed.lower(at)) for at in between)
        and any(lexed.lower(at) in {"and", "or", ",", "to"} for at in between)
        and not (following.kind == "vague" and following.unit_measure is None)
    )


def _copy_earlier_unit(lexed: LexedSentence, earlier: list[Quantity], quantity: Quantity) -> None:
    """The unit of the closest earlier quantity that this one is told beside, after or against."""
    if (
        quantity.first == 0
        or quantity.kind not in {"digits", "words"}
        or (quantity.value == 1 and quantity.kind == "words")
    ):
        return
    if not _has_no_noun(lexed, quantity.last):
        return
    before = lexed.lower(quantity.first - 1)
    for source in reversed(earlier):
        if source.unit is None or source.kind in {"ordinal", "multiple", "part"} or source.has_borrowed_unit:
            continue
        if source.unit_measure == "share" and before not in {"by", "from", "and", "or", "than"}:
            continue
        if source.unit_measure == "age" and before not in {"and", "or", "than", "is", "was"}:
            continue
        if source.unit_measure == "duration" or " per " in source.unit:
            continue
        if source.unit == "point" and before in {"to", "at"}:
            _copy_unit(quantity, source)
            return
        if is_in_word_set("before_elliptical", before) and _is_similar_size(source, quantity):
            _copy_unit(quantity, source)
            return


def _has_no_noun(lexed: LexedSentence, position: int) -> bool:
    """Whether nothing after the number could be what it counts."""
    if position >= len(lexed) or lexed.kind(position) == "mark":
        return True
    return lexed.token(position).pos_ not in {"NOUN", "PROPN", "NUM"} or is_in_word_set(
        "time_units", lexed.lower(position + 1)
    )


def _is_similar_size(source: Quantity, quantity: Quantity) -> bool:
    """Whether the two numbers are of one size, so that one unit can go for both."""
    first, second = abs(source.value or source.high or 0), abs(quantity.value or quantity.high or 0)
    if not first or not second:
        return False
    ratio = first / second
    return 0.02 < ratio < 50 and (source.scale > 1 or quantity.scale == 1 or ratio > 0.1)


def _mark_age(lexed: LexedSentence, quantity: Quantity) -> bool:
    """`she was 10`, `a man aged 65`, `Smith, 43, said`: a bare number of years."""
    value = quantity.value if quantity.value is not None else quantity.high
    if value is None or not 0 < value <= MAX_AGE or value != int(value) or quantity.kind not in {"digits", "words"}:
        return False
    if _has_age_word(lexed, quantity) or _is_age_predicate(lexed, quantity) or _is_age_apposition(lexed, quantity):
        quantity.unit, quantity.unit_measure = "year", "age"
        return True
    return False


def _has_age_word(lexed: LexedSentence, quantity: Quantity) -> bool:
    before = lexed.lower(quantity.first - 1)
    if is_in_word_set("ages", before):
        return True
    first = lexed.lower(quantity.first - 2)
    return (before in {"of", "at", "under", "over"} and is_in_word_set("ages", first)) or before == "age"


def _is_age_predicate(lexed: LexedSentence, quantity: Quantity) -> bool:
    """A person or a personal pronoun `is 35`, and nothing follows that the number could count."""
    tree = lexed.tree
    verb = tree.head[lexed.token_index(quantity.number_lexemes[0])]
    if tree.lemma[verb] not in {"be", "turn"} or not _is_age_end(lexed, quantity.last):
        return False
    subject = find_subject(tree, verb)
    if subject is None:
        return False
    named = (
        tree.entity[subject] == "PERSON"
        or subject in lexed.person_tokens
        or (tree.lemma[verb] == "turn" and tree.pos[subject] == "PROPN")
    )
    return named or tree.lower[subject] in {"he", "she", "i", "who", "you"}


def _is_age_end(lexed: LexedSentence, position: int) -> bool:
    if position >= len(lexed) or lexed.kind(position) == "mark":
        return lexed.text(position) not in {"%", "-", "–"}
    return is_in_word_set("after_age", lexed.lower(position))


def _is_age_apposition(lexed: LexedSentence, quantity: Quantity) -> bool:
    """`Maria Lopez, 43, said`; `Maria Lopez, now 43 and retired`."""
    now = lexed.lower(quantity.first - 1) in {"now", "then"}
    first = quantity.first - now
    after = lexed.lower(quantity.last)
    if lexed.text(first - 1) not in {",", "("} or first < 2 or (after not in {",", ")", ".", ";", ""} and not now):
        return False
    tree, name = lexed.tree, lexed.token_index(first - 2)
    person = name in lexed.person_tokens or "PERSON" in {tree.entity[name], tree.entity[tree.head[name]]}
    if tree.pos[name] == "PROPN" and (now or after == ",") and tree.entity[name] not in NON_PERSON_TYPES:
        person = True
    described = tree.pos[name] == "NOUN" and is_person(tree, name) and lexed.text(quantity.last) == ","
    return quantity.kind == "digits" and ((tree.pos[name] == "PROPN" and person) or described)
