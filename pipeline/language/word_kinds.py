"""The kind of thing or act that a noun or verb names, by its most frequent sense in WordNet (`*_senses.yml`)."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pipeline.base.lexicon_loader import Entry, load_lexicon

LEXICON_FOLDER = Path(__file__).parent / "lexicons" / "en"


class WordList(Entry):
    """Words of one kind; the entry's id names the kind."""

    words: frozenset[str]


@cache
def load_kinds(part_of_speech: str) -> Mapping[str, str]:
    """The kind of each noun or verb that the lists know, by lemma: `minister` is a person, `want` an emotion."""
    entries = load_lexicon(LEXICON_FOLDER / f"{part_of_speech}_senses.yml", WordList)
    return {word: entry.id for entry in entries for word in entry.words}
