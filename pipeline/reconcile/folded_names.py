"""Names as they are compared: folded, so that case, accents and transliteration do not part what is one."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon

LEXICONS = Path(__file__).with_name("lexicons")

WORD_PATTERN = re.compile(r"[^\W_]+")
DOUBLED_LETTER = re.compile(r"(.)\1")
# "Abd al-Rahman", "Abd el Rahman": written "Abdul Rahman" as often.
SERVANT_NAMES = re.compile(r"\babd[ -](?:al|el|ul|ur|ar|as)[ -]")
APOSTROPHES = re.compile(r"[’'ʼ`]")


class SpellingVariant(Entry):
    """Letters, or a whole word, that are written in two ways."""

    variant: str
    standard: str
    is_whole_word: bool = False


class Occupation(Entry):
    """A walk of life, and words of titles that belong to it."""

    words: tuple[str, ...]


class Particles(Entry):
    """Small words inside names of persons, of one group of languages."""

    words: tuple[str, ...]


@cache
def _load_particles() -> frozenset[str]:
    lexicon = load_lexicon(LEXICONS / "en" / "particles.yml", Particles)
    for entry in lexicon:
        lexicon.record_hit(entry)
    return frozenset(word for entry in lexicon for word in entry.words)


@cache
def _load_spellings() -> Lexicon[SpellingVariant]:
    return load_lexicon(LEXICONS / "en" / "spellings.yml", SpellingVariant)


@cache
def _load_occupations() -> tuple[Lexicon[Occupation], dict[str, Occupation]]:
    lexicon = load_lexicon(LEXICONS / "en" / "occupations.yml", Occupation)
    return lexicon, {word: entry for entry in lexicon for word in entry.words}


def fold_name(name: str) -> tuple[str, ...]:
    """The words of a name in the form in which names are compared; empty where it has no letter or digit."""
    plain = unicodedata.normalize("NFKD", APOSTROPHES.sub("", name)).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = WORD_PATTERN.findall(SERVANT_NAMES.sub("abdul ", plain))
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return tuple(_standardize_spelling(word) for word in words)


@cache
def _standardize_spelling(word: str) -> str:
    for spelling in _load_spellings():
        if word == spelling.variant if spelling.is_whole_word else spelling.variant in word:
            _load_spellings().record_hit(spelling)
            word = word.replace(spelling.variant, spelling.standard)
    return DOUBLED_LETTER.sub(r"\1", word)


def find_middle_names(words: tuple[str, ...]) -> str | None:
    """What stands between the first and the last of a person's folded names, without particles; None for nothing."""
    return " ".join(word for word in words[1:-1] if word not in _load_particles()) or None


def find_occupation(role: str | None) -> str | None:
    """The walk of life that a title tells; null where it tells none, or more than one."""
    lexicon, by_word = _load_occupations()
    found = {by_word[word] for word in WORD_PATTERN.findall((role or "").casefold()) if word in by_word}
    if len(found) != 1:
        return None
    entry = found.pop()
    lexicon.record_hit(entry)
    return entry.id
