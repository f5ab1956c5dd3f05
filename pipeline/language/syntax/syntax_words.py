"""Word classes of the syntax package, read from `lexicons/en/syntax_words.yml`."""

from functools import cache
from pathlib import Path

from pipeline.base.lexicon_loader import Entry, LexiconError, load_lexicon

FOLDER = Path(__file__).resolve().parent / "lexicons" / "en"


class SyntaxWords(Entry):
    """A class of words by what the grammar does with them; the comment tells what it decides."""

    use: str
    words: frozenset[str]


@cache
def get_syntax_words(name: str) -> frozenset[str]:
    """The words of a class. Raises LexiconError where the file has none of that name."""
    lexicon = load_lexicon(FOLDER / "syntax_words.yml", SyntaxWords)
    for entry in lexicon:
        if entry.id == name:
            lexicon.record_hit(entry)
            return entry.words
    raise LexiconError(f"syntax_words.yml: there is no class {name!r}")
