"""Two numbers that are one quantity: a share (`one in five`) or a range (`5-7%`, `from $24 to $23`)."""

from dataclasses import replace

from pipeline.extract.quantities.lexed_sentence import LexedSentence
from pipeline.extract.quantities.quantity_record import Quantity
from pipeline.extract.quantities.quantity_words import is_in_word_set

# "Three or four hundred": in words these may be the magnitude of the number before too.
HUNDREDS = frozenset(range(200, 1000, 100))


def merge_ranges(lexed: LexedSentence, quantities: list[Quantity]) -> list[Quantity]:
    """The amounts with those that are the two ends of a range made one."""
    joined: list[Quantity] = []
    position = 0
    while position < len(quantities):
        first = quantities[position]
        second = quantities[position + 1] if position + 1 < len(quantities) else None
        together = (_merge_share(lexed, first, second) or _merge_range(lexed, first, second)) if second else None
        joined.append(together or first)
        position += 2 if together else 1
    return joined


def _merge_range(lexed: LexedSentence, first: Quantity, second: Quantity) -> Quantity | None:
    if first.value is None or second.value is None or {first.kind, second.kind} & {"ordinal", "multiple", "part"}:
        return None
    start = _find_range_start(lexed, first, second)
    if start is None:
        return None
    low, high = _get_range_ends(first, second)
    if low is None or high is None:
        return None
    together = replace(second, first=start, value=None, low=min(low, high), high=max(low, high))
    together.number_lexemes = (first.number_lexemes[0], second.number_lexemes[1])
    if second.unit is None and first.unit is not None:
        together.unit, together.unit_measure, together.unit_lexemes = first.unit, first.unit_measure, first.unit_lexemes
        together.unit_rule = first.unit_rule
    if first.unit and second.unit and second.unit.startswith("USD") and not first.unit.startswith("USD"):
        together.unit = first.unit
    return together


def _find_range_start(lexed: LexedSentence, first: Quantity, second: Quantity) -> int | None:
    """Where the range begins, if the words between and before make one."""
    between = [lexed.lower(at) for at in range(first.last, second.first)]
    lead_at = first.first - 1
    while is_in_word_set("between_change_and_number", lexed.lower(lead_at)) and lexed.lower(lead_at) not in {
        "from",
        "between",
    }:
        lead_at -= 1
    before = lexed.lower(lead_at)
    same_unit = first.unit is None or second.unit is None or _strip_rate(first) == _strip_rate(second)
    if not same_unit or len(between) > 4:
        return None
    if _is_dashed(lexed, first, second):
        return first.first
    joint = [word for word in between if word not in {"about", "around", "roughly", "-", "–", "—", "a"}]
    lead = lead_at if before in {"from", "between"} else None
    if joint == ["to"]:
        return _find_to_range_start(lexed, first, second, lead)
    if joint == ["and"] and before == "between":
        return lead
    if (
        joint == ["or"]
        and first.unit is None
        and not _has_sign_before(second)
        and first.kind == second.kind
        and _is_close_pair(first, second)
    ):
        return first.first
    return None


def _find_to_range_start(lexed: LexedSentence, first: Quantity, second: Quantity, lead: int | None) -> int | None:
    """Where a range with `to` begins, maybe at the `from` that leads it."""
    low, high = (end or 0 for end in _get_range_ends(first, second))
    if lead is not None:
        if lexed.lower(lead - 1) == ("down" if low < high else "up"):
            return first.first  # "down from 40 to 50 ships" tells the range before
        changed = lead > 0 and is_in_word_set("change_stems", lexed.token(lead - 1).lemma_.lower())
        return None if changed else lead  # "fell from 12% to 9%": two values, the earlier and the later
    if low > high and not (first.unit or second.unit):
        return None  # "led by 4,205 to 3,900 votes"
    if first.unit_measure == "share" and (low > high or second.unit is None):
        return None  # "won by 52% to 48%": two shares; "firmed 0.2% to 6.9": by how much, and to what
    return (
        first.first if (first.unit is None and second.unit is not None) or not _is_change_amount(lexed, first) else None
    )


def _strip_rate(quantity: Quantity) -> str:
    """The unit without what it is divided by."""
    return (quantity.unit or "").split(" per ")[0]


def _is_dashed(lexed: LexedSentence, first: Quantity, second: Quantity) -> bool:
    """Whether only a dash stands between, glued on both sides or set apart on both."""
    if second.first - first.last != 1 or not lexed.is_dash(first.last):
        between = second.first - first.last
        # "8- to 16-meter", "200,000 to-260,000"
        to = [lexed.lower(at) for at in range(first.last, second.first)]
        return between == 2 and "to" in to and any(lexed.is_dash(at) for at in range(first.last, second.first))
    glued = lexed.is_glued(first.last) == lexed.is_glued(second.first)
    return glued and (first.value or 0) < (second.value or 0) * second.scale


def _is_close_pair(first: Quantity, second: Quantity) -> bool:
    """`three or four`, `five or ten`: the second is little more than the first."""
    low, high = (end or 0 for end in _get_range_ends(first, second))
    return first.kind == "words" and low < high <= 2 * low + 1


def _has_sign_before(quantity: Quantity) -> bool:
    """Whether a currency sign stands before the number."""
    return quantity.unit_lexemes is not None and quantity.unit_lexemes[0] < quantity.number_lexemes[0]


def _merge_share(lexed: LexedSentence, first: Quantity, second: Quantity) -> Quantity | None:
    """`one in five`, `two out of three`, `one of four`: a share of what the second number counts."""
    between = [lexed.lower(at) for at in range(first.last, second.first)]
    if between not in (["in"], ["out", "of"], ["of"], ["in", "every"], ["out", "of", "every"]):
        return None
    if between == ["of"] and {first.kind, second.kind} != {"words"}:
        return None  # "112 of 200 seats" counts 112
    if first.unit or second.unit or first.value is None or second.value is None or second.kind == "ordinal":
        return None
    if not 0 < first.value < second.value or first.value != int(first.value) or second.value > 1000:
        return None
    return replace(second, first=first.first, kind="part", value=first.value / second.value)


def _is_change_amount(lexed: LexedSentence, quantity: Quantity) -> bool:
    """Whether the first amount is by how much something changed, so that `to` tells the result."""
    for at in range(quantity.first - 1, max(quantity.first - 4, -1), -1):
        if is_in_word_set("change_stems", lexed.token(at).lemma_.lower()) or lexed.lower(at) == "by":
            return True
    return False


def _get_range_ends(first: Quantity, second: Quantity) -> tuple[float | None, float | None]:
    """The two ends; the magnitude of the second goes for both where the first has none (`5 to 10 million`)."""
    low, high = first.value, second.value
    if low is not None and high in HUNDREDS and low < 10 and first.kind == second.kind == "words":
        low *= 100
    if low is not None and first.scale == 1.0 and second.scale > 1.0 and abs(low) < 1000:
        low *= second.scale
    return low, high
