"""Closed sets of words that the reading of quantities asks for by name."""

from functools import cache
from pathlib import Path

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon

LEXICON_PATH = Path(__file__).parent / "lexicons" / "en" / "quantity_words.yml"


class WordSet(Entry):
    """A named set of words in lower case."""

    words: list[str]


@cache
def get_lexicon() -> Lexicon[WordSet]:
    """The word sets."""
    return load_lexicon(LEXICON_PATH, WordSet)


@cache
def _index_word_sets() -> dict[str, tuple[WordSet, frozenset[str]]]:
    return {entry.id: (entry, frozenset(entry.words)) for entry in get_lexicon()}


def get_word_set(name: str) -> frozenset[str]:
    """The words of a set. Raises KeyError where there is no such set."""
    return _index_word_sets()[name][1]


def is_in_word_set(name: str, word: str) -> bool:
    """Whether a word in lower case is in the set of that name. Raises KeyError where there is no such set."""
    entry, words = _index_word_sets()[name]
    if word in words:
        get_lexicon().record_hit(entry)
        return True
    return False
