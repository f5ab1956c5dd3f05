"""Names as they are compared: folded, so that case, accents and transliteration do not part what is one."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from pipeline.base.lexicon import Entry, Lexicon, load

LEXICONS = Path(__file__).with_name("lexicons")

WORD = re.compile(r"[^\W_]+")
DOUBLED = re.compile(r"(.)\1")
APOSTROPHES = re.compile(r"[’'ʼ`]")


class Spelling(Entry):
    """Letters that are written in two ways."""

    find: str
    put: str


class FieldOfLife(Entry):
    """A walk of life, and words of titles that belong to it."""

    words: tuple[str, ...]


@cache
def _spellings() -> Lexicon[Spelling]:
    return load(LEXICONS / "spellings.yml", Spelling)


@cache
def _fields() -> tuple[Lexicon[FieldOfLife], dict[str, FieldOfLife]]:
    lexicon = load(LEXICONS / "fields.yml", FieldOfLife)
    return lexicon, {word: entry for entry in lexicon for word in entry.words}


def fold(name: str) -> tuple[str, ...]:
    """The words of a name in the form in which names are compared; empty where it has no letter or digit."""
    plain = unicodedata.normalize("NFKD", APOSTROPHES.sub("", name)).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = WORD.findall(plain)
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return tuple(_respell(word) for word in words)


@cache
def _respell(word: str) -> str:
    for spelling in _spellings():
        if spelling.find in word:
            _spellings().hit(spelling)
            word = word.replace(spelling.find, spelling.put)
    return DOUBLED.sub(r"\1", word)


def field_of(role: str | None) -> str | None:
    """The walk of life that a title tells; null where it tells none, or more than one."""
    lexicon, by_word = _fields()
    found = {by_word[word] for word in WORD.findall((role or "").casefold()) if word in by_word}
    if len(found) != 1:
        return None
    entry = found.pop()
    lexicon.hit(entry)
    return entry.id
