"""Words around an event that say how its text speaks: of its reader, of the past, as advice (`context_words.yml`)."""

from functools import cache
from pathlib import Path

from pipeline.base.lexicon_loader import load_lexicon
from pipeline.language.word_kinds import WordList

LEXICON = Path(__file__).parent / "lexicons" / "en" / "context_words.yml"


@cache
def load_context_words(name: str) -> frozenset[str]:
    """The words of one list of `context_words.yml`. Raises KeyError for a list that does not exist."""
    return {entry.id: entry.words for entry in load_lexicon(LEXICON, WordList)}[name]
