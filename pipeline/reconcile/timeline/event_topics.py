"""Themes: what an act is about, by the words that tell it, so that a request for help is none for a meeting."""

from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.reconcile.event_rules import stem_word
from pipeline.reconcile.folded_names import WORD_PATTERN


class Topic(Entry):
    """Words that tell one thing that acts of these types are about; see `themes.yml`."""

    event_types: frozenset[str]
    separates_events: bool
    words: tuple[str, ...]


@cache
def _load_topics() -> tuple[Lexicon[Topic], dict[str, list[tuple[Topic, frozenset[tuple[str, ...]]]]]]:
    lexicon = load_lexicon(Path(__file__).parent / "lexicons" / "en" / "topics.yml", Topic)
    by_type: dict[str, list[tuple[Topic, frozenset[tuple[str, ...]]]]] = {}
    for entry in lexicon:
        stems = frozenset(tuple(map(stem_word, words.split())) for words in entry.words)
        for event_type in entry.event_types:
            by_type.setdefault(event_type, []).append((entry, stems))
    return lexicon, by_type


@lru_cache(maxsize=50_000)
def find_topic(event_type: str, text: str | None) -> Topic | None:
    """The first theme of the type of which a word, or two words in a row, stand in the text."""
    lexicon, by_type = _load_topics()
    stems = [stem_word(word) for word in WORD_PATTERN.findall((text or "").casefold()) if word not in ("of", "the")]
    said = {(word,) for word in stems} | set(pairwise(stems))
    for entry, words in by_type.get(event_type, ()):
        if not said.isdisjoint(words):
            lexicon.record_hit(entry)
            return entry
    return None
