"""Units of the calendar and small numbers of them in the pieces of a sentence."""

from typing import get_args

from pipeline.extract.temporal.date_offsets import Unit
from pipeline.extract.temporal.timex_words import SplitSentence

UNITS = frozenset(get_args(Unit))
TEN = 10


def parse_unit(line: SplitSentence, i: int) -> Unit | None:
    """The unit that a word names; a fortnight is told in weeks."""
    entry = line.get_word(i, "unit")
    if entry is None:
        return None
    if entry.id == "fortnight":
        return "week"
    return entry.id if entry.id in UNITS else None  # type: ignore[return-value]


def parse_count(line: SplitSentence, i: int) -> tuple[int | None, int] | None:
    """A small number, or null for a vague one (`a few`), and the place after it; none inside `seventy-four`."""
    if line.get_lower(i - 1) == "-" and line.get_word(i - 2, "number"):
        return None
    j = i + (line.get_lower(i) == "a" and line.get_word(i + 1, "vague") is not None)
    if line.get_word(j, "vague"):
        return None, j + 1 + (line.get_lower(j + 1) == "of")
    entry = line.get_word(i, "number")
    ones = line.get_word(i + 2, "number") if line.get_lower(i + 1) == "-" else None
    if entry is not None and ones is not None and ones.value < TEN <= entry.value:
        return entry.value + ones.value, i + 3
    number = entry.value if entry else line.parse_number(i, 3)
    return (number, i + 1) if (number is not None and line.get_lower(i)[-1:] not in ("t", "d", "h")) or entry else None
