"""Descriptions: what kind of people or thing a party without a name is, by the head of its words."""

from functools import cache, lru_cache
from pathlib import Path

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.reconcile.event_rules import stem_word
from pipeline.reconcile.folded_names import WORD_PATTERN


class DescriptionWords(Entry):
    """Words of one use inside a description; see `descriptions.yml`."""

    words: frozenset[str]


@cache
def _load_description_words() -> tuple[Lexicon[DescriptionWords], dict[str, DescriptionWords]]:
    lexicon = load_lexicon(Path(__file__).parent / "lexicons" / "en" / "descriptions.yml", DescriptionWords)
    return lexicon, {entry.id: entry for entry in lexicon}


@lru_cache(maxsize=50_000)
def find_head_stem(text: str | None) -> str | None:
    """The head of a description without its ending ("two armed guards of the bank": guard); null where it is bland."""
    lexicon, kinds = _load_description_words()
    words = [word for word in WORD_PATTERN.findall((text or "").casefold()) if not word.isdecimal()]
    for place, word in enumerate(words):
        if place and word in kinds["end"].words:
            lexicon.record_hit(kinds["end"])
            words = words[:place]
            break
    if not words:
        return None
    if words[-1] in kinds["bland"].words:
        lexicon.record_hit(kinds["bland"])
        return None
    return stem_word(words[-1])
