"""How exactly a number is meant: the words before and after it that say so."""

from functools import cache
from pathlib import Path
from typing import Literal

from pipeline.base.lexicon import Entry, Lexicon, load
from pipeline.extract.quantity.amount import Amount
from pipeline.extract.quantity.counted import after
from pipeline.extract.quantity.line import Line, lex
from pipeline.extract.quantity.words import among

LEXICON = Path(__file__).resolve().parent.parent / "lexicons" / "qualifiers.yml"


class Qualifier(Entry):
    """Phrases that qualify a number, by the side on which they stand."""

    qualifier: Literal["exact", "about", "more_than", "at_least", "less_than", "at_most", "almost"]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@cache
def lexicon() -> Lexicon[Qualifier]:
    """The qualifiers."""
    return load(LEXICON, Qualifier)


@cache
def _phrases(side: str) -> dict[tuple[str, ...], Qualifier]:
    phrases = {}
    for entry in lexicon():
        for phrase in entry.before if side == "before" else entry.after:
            phrases[tuple(lexeme.lower for lexeme in lex(phrase, 0, len(phrase)))] = entry
    return phrases


@cache
def _longest(side: str) -> dict[str, int]:
    """How long phrases are at most, by the word of theirs that stands next to the number."""
    longest: dict[str, int] = {}
    for phrase in _phrases(side):
        word = phrase[-1] if side == "before" else phrase[0]
        longest[word] = max(len(phrase), longest.get(word, 0))
    return longest


def qualify(line: Line, amount: Amount) -> None:
    """Set the amount's qualifier and take its words into the amount."""
    if amount.kind == "ordinal":
        return
    before, behind = _before(line, amount.first), _after(line, amount.last) or _after(line, after(line, amount))
    found = before or behind
    if found is None:
        return
    first, last, entry = found
    last = behind[1] if behind else last  # "some 30 or so"
    amount.first, amount.last = min(first, amount.first), max(last, amount.last)
    lexicon().hit(entry)
    amount.qualifier = entry.qualifier


def _before(line: Line, end: int) -> tuple[int, int, Qualifier] | None:
    """The longest phrase that ends at a place, past an article or such between ("nearly a million")."""
    for gap in range(3):
        stop = end - gap
        if gap and not among("between_qualifier_and_number", line.lower(stop)):
            return None
        for count in range(_longest("before").get(line.lower(stop - 1), 0), 0, -1):
            start = stop - count
            if start < 0:
                continue
            entry = _phrases("before").get(tuple(line.lower(at) for at in range(start, stop)))
            if entry and _means_it(line, start, stop):
                return start, end, entry
    return None


def _after(line: Line, start: int) -> tuple[int, int, Qualifier] | None:
    for count in range(_longest("after").get(line.lower(start), 0), 0, -1):
        entry = _phrases("after").get(tuple(line.lower(at) for at in range(start, start + count)))
        if entry:
            return start, start + count, entry
    return None


def _means_it(line: Line, start: int, stop: int) -> bool:
    """Whether "over", "under" and the like qualify the number and do not tell a place or a span ("over five weeks")."""
    if stop - start > 1 or not among("prepositions_too", line.lower(start)):
        return True
    token = line.token(start)
    if token.dep_ != "prep" or start == 0:
        return True
    return not (
        token.head.pos_ in {"VERB", "AUX"} and among("time_units", line.lower(stop + 1)) and token.text == "over"
    )


def restates(line: Line, first: Amount, second: Amount) -> bool:
    """Whether the second quantity is the first in another unit: in brackets, after a slash or after `or`."""
    between = [line.lower(at) for at in range(after(line, first), second.first)]
    if first.unit is None or second.unit is None or first.unit == second.unit or second.unit_measure is None:
        return False
    return between in (["("], ["/"], [",", "or"], ["or"], ["(", "or"])
