"""Words that make numbers, by kind."""

from functools import cache
from pathlib import Path
from typing import Literal

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.extract.quantities.lexed_sentence import LexedSentence

LEXICON_PATH = Path(__file__).parent / "lexicons" / "en" / "number_words.yml"


class NumberWord(Entry):
    """A word that makes numbers; the file tells what its fields mean."""

    kind: Literal[
        "digit", "teen", "ten", "hundred", "scale", "dozen", "part", "vague", "plural", "ordinal", "multiple", "fold"
    ]
    value: float
    words: list[str]
    short_forms: tuple[str, ...] = ()
    needs_article: bool = False
    can_multiply: bool = False
    direction: Literal["up", "down"] | None = None


@cache
def get_lexicon() -> Lexicon[NumberWord]:
    """The number words."""
    return load_lexicon(LEXICON_PATH, NumberWord)


@cache
def index_by_word() -> dict[str, tuple[NumberWord, ...]]:
    """The entries of each word."""
    words: dict[str, tuple[NumberWord, ...]] = {}
    for entry in get_lexicon():
        for word in entry.words:
            words[word] = (*words.get(word, ()), entry)
    return words


@cache
def index_short_forms() -> dict[str, NumberWord]:
    """The magnitudes by their short forms, with their case."""
    return {short: entry for entry in get_lexicon() for short in entry.short_forms}


def find_number_word(lexed: LexedSentence, position: int, *kinds: str) -> NumberWord | None:
    """The number word at a place, of one of these kinds."""
    for entry in index_by_word().get(lexed.lower(position), ()):
        if entry.kind in kinds:
            get_lexicon().record_hit(entry)
            return entry
    return None
