"""What ties the figures of one sentence to each other: a part to its total, a value to the one before it."""

from collections.abc import Sequence

from pipeline.extract.quantities.counted_nouns import get_end_position
from pipeline.extract.quantities.lexed_sentence import LexedSentence
from pipeline.extract.quantities.quantity_record import Quantity
from pipeline.extract.quantities.quantity_words import is_in_word_set

# Words between a total and its part: `12 soldiers, including two officers`, `among them`, `40 of whom`.
PART_OPENERS = (("including",), ("among", "them"), ("among", "whom"), ("of", "whom"), ("of", "which"))
PRONOUNS_OF_TOTAL = frozenset({"them", "whom", "which"})
# So many words may stand between an opener and its part: `including a mayor and two guards`.
MAX_PART_DISTANCE = 8


def find_totals(lexed: LexedSentence, quantities: Sequence[Quantity]) -> list[int | None]:
    """For each quantity the place in the list of the one that contains it, or null."""
    return [_find_total(lexed, quantities, place) for place in range(len(quantities))]


def _find_total(lexed: LexedSentence, quantities: Sequence[Quantity], place: int) -> int | None:
    part = quantities[place]
    if part.kind not in {"digits", "words", "part"} or part.unit_measure is not None:
        return None
    after = [lexed.lower(at) for at in range(part.last, part.last + 3)]
    if after[0] == "of" and place + 1 < len(quantities) and after[1] not in PRONOUNS_OF_TOTAL:
        total = quantities[place + 1]  # three of the nine hostages
        linked = [lexed.lower(at) for at in range(part.last, total.first)]
        if linked in (["of"], ["of", "the"], ["of", "those"], ["of", "these"]) and _can_contain(total, part):
            return place + 1
    candidates = [at for at in range(place - 1, -1, -1) if _can_contain(quantities[at], part)]
    if not candidates:
        return None
    total_at = candidates[0]
    end = get_end_position(lexed, quantities[total_at])
    if after[0] == "of" and after[1] in PRONOUNS_OF_TOTAL:  # five of them officers
        return total_at
    between = [lexed.lower(at) for at in range(end, part.first)]
    if _has_opener(between):
        return total_at
    before = [lexed.lower(at) for at in range(quantities[total_at].first)]
    if before in (["of"], ["of", "the"]) and "," in between:  # of the 30 wounded, six are in hospital
        return total_at
    adverb = lexed.lower(part.last)
    if between[-1:] == [","] and is_in_word_set("part_adverbs", adverb):
        return total_at  # wounded 30 others, nine seriously
    return None


def _can_contain(total: Quantity, part: Quantity) -> bool:
    """Whether a count of things or people can contain another."""
    if total.unit_measure is not None or total.kind not in {"digits", "words", "vague"}:
        return False
    if part.kind == "part":
        return True
    least, most = part.value or part.low or 0.0, total.value or total.high or (total.low or 0.0) * 10
    return 0 < least < most


def _has_opener(between: list[str]) -> bool:
    """Whether an opener stands between, not too far before the part, and no other clause begins after it."""
    for at in range(len(between)):
        for opener in PART_OPENERS:
            if tuple(between[at : at + len(opener)]) == opener and len(between) - at - len(opener) <= MAX_PART_DISTANCE:
                rest = between[at + len(opener) :]
                return not {";", ":", "while", "when", "after"} & set(rest)
    return False


def find_previous_values(lexed: LexedSentence, quantities: Sequence[Quantity]) -> list[float | None]:
    """For each quantity the earlier value that it is told to have changed from, or null."""
    found: list[float | None] = [None] * len(quantities)
    for place, earlier in enumerate(quantities):
        if lexed.lower(earlier.first - 1) != "from" or earlier.value is None:
            continue
        current = _find_current(lexed, quantities, place)
        if current is not None:
            found[current] = earlier.value
    return found


def _find_current(lexed: LexedSentence, quantities: Sequence[Quantity], place: int) -> int | None:
    """The quantity that something changed to: `from 9 to 6`, `to 6 from 9`, `6, down from 9`."""
    earlier = quantities[place]
    after = place + 1
    if after < len(quantities) and lexed.lower(quantities[after].first - 1) == "to":
        near = quantities[after].first - get_end_position(lexed, earlier) <= MAX_PART_DISTANCE
        if near and _is_comparable(quantities[after], earlier):
            return after
    moved = lexed.lower(earlier.first - 2) in {"up", "down"}
    for before in range(place - 1, -1, -1):
        own = quantities[before]
        put = lexed.lower(own.first - 1) in {"to", "at"}
        if _is_comparable(own, earlier) and (moved or put):
            return before
    return None


def _is_comparable(current: Quantity, earlier: Quantity) -> bool:
    if current.value is None or current.kind in {"ordinal", "multiple"}:
        return False
    return current.unit == earlier.unit or current.unit is None or earlier.unit is None
