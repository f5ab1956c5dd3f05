"""Which way a quantity changed, by the verb, noun or adverb that governs it."""

from functools import cache
from pathlib import Path
from typing import Literal

from spacy.tokens import Token

from pipeline.base.lexicon import Entry, Lexicon, load
from pipeline.extract.quantity.amount import Amount
from pipeline.extract.quantity.anchor import CLIMB, anchor, tokens
from pipeline.extract.quantity.counted import is_person
from pipeline.extract.quantity.line import Line
from pipeline.extract.quantity.words import among

LEXICON = Path(__file__).resolve().parent.parent / "lexicons" / "changes.yml"
# How many words may stand between the word of change and the number ("rose by only about").
REACH = 6
# What is measured by how far it moved; other units count or measure things ("a 3-mile hike").
MOVING = frozenset({"share", "money", "price"})


class Change(Entry):
    """Words that tell one direction."""

    direction: Literal["up", "down"]
    verbs: tuple[str, ...]
    moved: tuple[str, ...]
    measured: tuple[str, ...]
    nouns: tuple[str, ...]
    adverbs: tuple[str, ...]
    degrees: tuple[str, ...]


@cache
def lexicon() -> Lexicon[Change]:
    """The words of change."""
    return load(LEXICON, Change)


@cache
def _by_word(kind: str) -> dict[str, Change]:
    return {word: entry for entry in lexicon() for word in getattr(entry, kind)}


def direction(line: Line, amount: Amount) -> str | None:
    """`up`, `down` or null, for by how much something changed, or, where that is not told, for what it came to.

    A share with a minus sign is down by itself ("shares: -2%").
    """
    if amount.direction:
        return amount.direction
    entry = _before(line, amount) or _above(line, amount) or _behind(line, amount)
    if entry is None:
        return "down" if amount.unit == "percent" and (amount.value or 0) < 0 else None
    lexicon().hit(entry)
    return entry.direction


def _before(line: Line, amount: Amount) -> Change | None:
    linked: set[str] = set()
    for place in range(amount.first - 1, max(amount.first - 1 - REACH, -1), -1):
        word, token = line.lower(place), line.token(place)
        lemma = token.lemma_.lower()
        if "from" in linked:
            return None  # the value before the change
        moved = bool(linked & {"by", "to", "from"})
        if word in _by_word("adverbs") and token.pos_ != "ADJ":
            return _by_word("adverbs")[word]
        if token.pos_ == "NOUN" and (entry := _by_word("nouns").get(lemma)):
            return entry if linked & {"of", "by", "to"} else None
        if token.tag_.startswith("VB") or lemma in _by_word("verbs"):
            entry = _by_word("verbs").get(lemma)
            if entry is None and (moved or amount.unit in {"percent", "point"}):
                entry = _by_word("moved").get(lemma)
            if (entry is None and amount.unit_measure in {"share", "money", "price"}) or amount.unit == "point":
                entry = entry or _by_word("measured").get(lemma)
            return entry
        if not among("between_change_and_number", word) and token.pos_ != "ADV":
            return None
        linked.add(word)
    return None


def _above(line: Line, amount: Amount) -> Change | None:
    """The verb that moves something by or to a quantity: `cut its staff by 40`, `raised the fare to $3`."""
    doc, token = line.parsed.doc, anchor(line, amount, tokens(line, amount))
    preposition = token.head if token.dep_ == "pobj" else token
    verb = preposition.head if preposition.head.pos_ != "ADP" else preposition.head.head
    if preposition.lower_ not in {"by", "to", "from"} or verb.pos_ != "VERB":
        return None
    if preposition.lower_ != "by":
        told = any(number.like_num and not _from(number) for number in doc[verb.i : line.index(amount.first)])
        before = preposition.lower_ == "from" and not amount.is_range
        if told or before or (amount.noun is not None and amount.unit != "point"):
            return None  # "rose 3% to 70" tells the change before; "extended the offer to 40 schools" tells none
    elif amount.noun is not None and is_person(doc[amount.noun]):
        return None  # "cut by 40 workers"
    lemma = verb.lemma_.lower()
    return _by_word("verbs").get(lemma) or _by_word("moved").get(lemma)


def _from(number: Token) -> bool:
    """Whether a number is what something changed from."""
    for _ in range(CLIMB):
        if number.pos_ in {"ADP", "VERB"} or number.head == number:
            break
        number = number.head
    return number.lower_ == "from"


def _behind(line: Line, amount: Amount) -> Change | None:
    """The noun of change that a quantity modifies (`saw a 3% drop`) or the degree it measures (`closed 3% lower`)."""
    if amount.unit_measure not in MOVING and amount.unit != "point":
        return None
    if entry := _by_word("degrees").get(line.lower(amount.last)):
        return entry if among("quoted_verbs", line.token(amount.last).head.lemma_.lower()) else None
    noun = anchor(line, amount, tokens(line, amount)).head
    if noun.dep_ != "dobj" or not among("noting_verbs", noun.head.lemma_.lower()):
        return None  # "demanded a 3% rise" tells of none
    return _by_word("nouns").get(noun.lemma_.lower())
