"""Themes: what an act is about, by the words that tell it, so that a request for help is none for a meeting."""

from functools import cache, lru_cache
from itertools import pairwise

from pipeline.base.lexicon import Entry, Lexicon, load
from pipeline.reconcile.names import WORD
from pipeline.reconcile.rules import LEXICONS, stem


class Theme(Entry):
    """Words that tell one thing that acts of these types are about; see `themes.yml`."""

    types: frozenset[str]
    parts: bool
    words: tuple[str, ...]


@cache
def _themes() -> tuple[Lexicon[Theme], dict[str, list[tuple[Theme, frozenset[tuple[str, ...]]]]]]:
    lexicon = load(LEXICONS / "themes.yml", Theme)
    by_type: dict[str, list[tuple[Theme, frozenset[tuple[str, ...]]]]] = {}
    for entry in lexicon:
        said = frozenset(tuple(map(stem, words.split())) for words in entry.words)
        for event_type in entry.types:
            by_type.setdefault(event_type, []).append((entry, said))
    return lexicon, by_type


@lru_cache(maxsize=50_000)
def theme(event_type: str, text: str | None) -> Theme | None:
    """The first theme of the type of which a word, or two words in a row, stand in the text."""
    lexicon, by_type = _themes()
    stems = [stem(word) for word in WORD.findall((text or "").casefold()) if word not in ("of", "the")]
    said = {(word,) for word in stems} | set(pairwise(stems))
    for entry, words in by_type.get(event_type, ()):
        if not said.isdisjoint(words):
            lexicon.hit(entry)
            return entry
    return None
