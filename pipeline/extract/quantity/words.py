"""Closed sets of words that the reading of quantities asks for by name."""

from functools import cache
from pathlib import Path

from pipeline.base.lexicon import Entry, Lexicon, load

LEXICON = Path(__file__).resolve().parent.parent / "lexicons" / "quantity_words.yml"


class WordSet(Entry):
    """A named set of words in lower case."""

    words: list[str]


@cache
def lexicon() -> Lexicon[WordSet]:
    """The word sets."""
    return load(LEXICON, WordSet)


@cache
def _sets() -> dict[str, tuple[WordSet, frozenset[str]]]:
    return {entry.id: (entry, frozenset(entry.words)) for entry in lexicon()}


def among(name: str, word: str) -> bool:
    """Whether a word in lower case is in the set of that name. Raises KeyError where there is no such set."""
    entry, words = _sets()[name]
    if word in words:
        lexicon().hit(entry)
        return True
    return False
