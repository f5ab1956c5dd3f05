"""Which way a quantity changed, by the verb, noun or adverb that governs it."""

from functools import cache
from pathlib import Path
from typing import Literal

from pipeline.base.lexicon import Entry, Lexicon, load
from pipeline.extract.quantity.amount import Amount
from pipeline.extract.quantity.line import Line
from pipeline.extract.quantity.words import among

LEXICON = Path(__file__).resolve().parent.parent / "lexicons" / "changes.yml"
# How many words may stand between the word of change and the number ("rose by only about").
REACH = 6


class Change(Entry):
    """Words that tell one direction."""

    direction: Literal["up", "down"]
    verbs: tuple[str, ...]
    moved: tuple[str, ...]
    measured: tuple[str, ...]
    nouns: tuple[str, ...]
    adverbs: tuple[str, ...]


@cache
def lexicon() -> Lexicon[Change]:
    """The words of change."""
    return load(LEXICON, Change)


@cache
def _by_word(kind: str) -> dict[str, Change]:
    return {word: entry for entry in lexicon() for word in getattr(entry, kind)}


def direction(line: Line, amount: Amount) -> str | None:
    """`up`, `down` or null, for by how much something changed and for what it rose or fell to.

    A share with a minus sign is down by itself ("shares: -2%").
    """
    if amount.direction:
        return amount.direction
    entry = _before(line, amount)
    if entry is None:
        return "down" if amount.unit == "percent" and (amount.value or 0) < 0 else None
    lexicon().hit(entry)
    return entry.direction


def _before(line: Line, amount: Amount) -> Change | None:
    linked: set[str] = set()
    for place in range(amount.first - 1, max(amount.first - 1 - REACH, -1), -1):
        word, token = line.lower(place), line.token(place)
        lemma = token.lemma_.lower()
        if "from" in linked and not amount.is_range:
            return None  # the value before the change
        moved = bool(linked & {"by", "to", "from"})
        if word in _by_word("adverbs") and token.pos_ != "ADJ":
            return _by_word("adverbs")[word]
        if token.pos_ == "NOUN" and (entry := _by_word("nouns").get(lemma)):
            return entry if linked & {"of", "by", "to"} else None
        if token.tag_.startswith("VB") or lemma in _by_word("verbs"):
            entry = _by_word("verbs").get(lemma)
            if entry is None and (moved or amount.unit == "percent"):
                entry = _by_word("moved").get(lemma)
            if (entry is None and amount.unit_measure in {"share", "money", "price"}) or amount.unit == "point":
                entry = entry or _by_word("measured").get(lemma)
            return entry
        if not among("between_change_and_number", word) and token.pos_ != "ADV":
            return None
        linked.add(word)
    return None
