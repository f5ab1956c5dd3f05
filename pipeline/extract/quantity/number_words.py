"""Words that make numbers, by kind."""

from functools import cache
from pathlib import Path
from typing import Literal

from pipeline.base.lexicon import Entry, Lexicon, load
from pipeline.extract.quantity.line import Line

LEXICON = Path(__file__).resolve().parent.parent / "lexicons" / "number_words.yml"


class NumberWord(Entry):
    """A word that makes numbers; the file tells what its fields mean."""

    kind: Literal[
        "digit", "teen", "ten", "hundred", "scale", "dozen", "part", "vague", "plural", "ordinal", "multiple", "fold"
    ]
    value: float
    words: list[str]
    glued: tuple[str, ...] = ()
    article: bool = False
    times: bool = False
    direction: Literal["up", "down"] | None = None


@cache
def lexicon() -> Lexicon[NumberWord]:
    """The number words."""
    return load(LEXICON, NumberWord)


@cache
def by_word() -> dict[str, tuple[NumberWord, ...]]:
    """The entries of each word."""
    words: dict[str, tuple[NumberWord, ...]] = {}
    for entry in lexicon():
        for word in entry.words:
            words[word] = (*words.get(word, ()), entry)
    return words


@cache
def by_glued() -> dict[str, NumberWord]:
    """The magnitudes by their short forms, with their case."""
    return {short: entry for entry in lexicon() for short in entry.glued}


def word_at(line: Line, place: int, *kinds: str) -> NumberWord | None:
    """The number word at a place, of one of these kinds."""
    for entry in by_word().get(line.lower(place), ()):
        if entry.kind in kinds:
            lexicon().hit(entry)
            return entry
    return None
