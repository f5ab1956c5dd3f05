"""Descriptions: what kind of people or thing a party without a name is, by the head of its words."""

from functools import cache, lru_cache

from pipeline.base.lexicon import Entry, Lexicon, load
from pipeline.reconcile.names import WORD
from pipeline.reconcile.rules import LEXICONS, stem


class Kind(Entry):
    """Words of one use inside a description; see `descriptions.yml`."""

    words: frozenset[str]


@cache
def _kinds() -> tuple[Lexicon[Kind], dict[str, Kind]]:
    lexicon = load(LEXICONS / "descriptions.yml", Kind)
    return lexicon, {entry.id: entry for entry in lexicon}


@lru_cache(maxsize=50_000)
def head(text: str | None) -> str | None:
    """The head of a description without its ending ("two armed guards of the bank": guard); null where it is bland."""
    lexicon, kinds = _kinds()
    words = [word for word in WORD.findall((text or "").casefold()) if not word.isdecimal()]
    for place, word in enumerate(words):
        if place and word in kinds["end"].words:
            lexicon.hit(kinds["end"])
            words = words[:place]
            break
    if not words:
        return None
    if words[-1] in kinds["bland"].words:
        lexicon.hit(kinds["bland"])
        return None
    return stem(words[-1])
