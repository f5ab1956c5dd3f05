"""Restore the case of texts that are all in capitals or all in lower case, as old wires and archives are.

The model reads names by their capitals. Words of the dictionary become small, names of the registry are written as it
has them, and places, given names with what follows them, and words that no dictionary has get a capital. No character
is added or lost, so that offsets hold.
"""

import calendar
import re
from collections.abc import Sequence
from functools import cache

from spacy.language import Language

from pipeline.extract.entities.entity_lexicons import (
    load_counted_name_genders,
    load_name_genders,
    load_titles,
    load_word_set,
)
from pipeline.extract.entities.entity_registry import load_registry
from pipeline.extract.entities.gazetteer import find_places
from pipeline.language.word_kinds import load_kinds

# A text with fewer letters is left as it is: a heading in capitals is no archive.
MIN_LETTERS = 80
# So much of the letters are capitals, or at most so many, where a text is of one case.
CAPITALS, NO_CAPITALS = 0.9, 0.002
MAX_NAME_WORDS = 4
# An acronym in brackets has at most so many letters.
MAX_ACRONYM = 6
WORD = re.compile(r"[^\W\d_]+")
SENTENCE_END = re.compile(r"(?:[.!?]['\"”’)\]]{0,2}\s+|\n\s*|[:\-–—]\s+\[|\A\s*)['\"“‘(\[]{0,2}\Z")
# Names of days and months, which the dictionary has too; two of the months are mostly other words.
DAY_NAMES = frozenset(name.lower() for name in (*calendar.day_name, *calendar.month_name[1:])) - {"may", "march"}
UNCERTAIN_MONTHS = frozenset(name.lower() for name in (*calendar.month_abbr[1:], "sept", "march"))
# A dateline has at most so many words before its dash.
DATELINE_WORDS = 12
DATED = re.compile(r"(?:\d|\b(?:in|last|since|until|early|late|of|mid))[\s-]\Z", re.IGNORECASE)
VOWELS = frozenset("aeiouyáéíóúäöüàèìòùâêîôû")


def restore_cases(nlp: Language, paragraphs: list[str]) -> list[str]:
    """Give the paragraphs of a document as they are, or with their probable case where all of it is of one case."""
    if not is_of_one_case("\n".join(paragraphs)):
        return paragraphs
    caser = _load_caser(nlp)
    return [caser.restore_case(paragraph) for paragraph in paragraphs]


def is_of_one_case(text: str) -> bool:
    """Whether nearly all letters of a text are capitals, or none are."""
    large, small = sum(map(str.isupper, text)), sum(map(str.islower, text))
    if large + small < MIN_LETTERS:
        return False
    capitals = large / (large + small)
    return capitals >= CAPITALS or capitals <= NO_CAPITALS


class TrueCaser:
    """Writes texts of one case as they would be written in mixed case."""

    def __init__(self, nlp: Language) -> None:
        self.stop_words = frozenset(nlp.Defaults.stop_words)
        tables = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
        index, rules = tables.get_table("lemma_index"), tables.get_table("lemma_rules")
        self.dictionary = {kind: frozenset(index[kind]) for kind in ("noun", "verb", "adj", "adv") if kind in index}
        irregular = tables.get_table("lemma_exc").values()
        self.exceptions = {form: list(bases) for kind in irregular for form, bases in kind.items()}
        self.rules = {kind: [tuple(rule) for rule in rules[kind]] for kind in self.dictionary if kind in rules}
        self.given_names = {name.lower() for name in (*load_name_genders(), *load_counted_name_genders())}

    def restore_case(self, text: str) -> str:
        """Give a text with its probable case; it has the same length."""
        matches = list(WORD.finditer(text))
        words = [match.group().lower() for match in matches]
        written = self._write_words(words, [text[: match.start()][-8:] for match in matches])
        pieces, end = [], 0
        for match, word in zip(matches, written, strict=True):
            same_length = len(word) == match.end() - match.start()
            pieces += [text[end : match.start()], word if same_length else match.group()]
            end = match.end()
        return "".join([*pieces, text[end:]])

    def _write_words(self, words: Sequence[str], before: Sequence[str]) -> list[str]:
        written: list[str] = []
        while len(written) < len(words):
            at = len(written)
            name = self._find_name(words, before, at)
            if name is not None:
                written += name
                continue
            word = words[at]
            after_name = at > 0 and words[at - 1] in self.given_names and before[at].endswith(" ")
            surname = after_name and written[-1][:1].isupper() and not self._is_small(word, ("verb", "adv"))
            month = word in UNCERTAIN_MONTHS and DATED.search(before[at]) is not None
            following = words[at + 1] if at + 1 < len(words) and before[at + 1].endswith((" ", ". ")) else None
            title = following is not None and load_titles().get(word) is not None and not self._is_small(following)
            division = word in load_word_set("division_nouns") and at > 0 and written[-1][:1].isupper()
            opens = SENTENCE_END.search(before[at]) or (at < DATELINE_WORDS and before[at].endswith(("-- ", "— ")))
            if word == "i" or self._is_acronym(word, before[at], at > 0):
                written.append(word.upper())
            elif month or surname or title or division or opens or not self._is_small(word):
                written.append(word[:1].upper() + word[1:])
            else:
                written.append(word)
        return written

    def _find_name(self, words: Sequence[str], before: Sequence[str], first: int) -> list[str] | None:
        """The words of a name of the registry or the gazetteer that begins at a word, the longest first."""
        for size in range(min(MAX_NAME_WORDS, len(words) - first), 0, -1):
            if any(before[at].strip(" ") != before[at].rstrip(" ") or not before[at].endswith((" ", "-", "."))
                   for at in range(first + 1, first + size)):  # fmt: skip
                continue
            own = tuple(words[first : first + size])
            if (known := _index_registry().get(own)) is not None and own[0] not in self.stop_words:
                return list(known)
            common = [word for word in own if self._is_small(word)]
            if size > 1 and len(common) < size and own[0] not in self.stop_words and find_places(" ".join(own)):
                return [word if word in load_word_set("particles") else word.capitalize() for word in own]
        return None

    def _is_small(self, word: str, kinds: Sequence[str] = ("noun", "verb", "adj", "adv")) -> bool:
        """Whether a word is one of the dictionary, and no name that is more frequent than it."""
        if word in self.stop_words or len(word) == 1:
            return True
        if word in DAY_NAMES:
            return False
        base = self._list_bases(word, kinds)
        if any(one in load_kinds("noun") or one in load_kinds("verb") for one in base):
            return True
        if word in self.given_names or any(place.population > 0 for place in find_places(word)[:1]):
            return False
        return bool(base)

    def _list_bases(self, word: str, kinds: Sequence[str]) -> list[str]:
        """The dictionary forms that a word may be a form of."""
        found = list(self.exceptions.get(word, ()))
        for kind in kinds:
            known = self.dictionary.get(kind, frozenset())
            found += [word] if word in known else []
            for old, new in self.rules.get(kind, ()):
                base = word[: len(word) - len(old)] + new
                found += [base] if word.endswith(old) and base in known else []
        return found

    def _is_acronym(self, word: str, before: str, inside: bool) -> bool:
        """Whether a word that no dictionary has is an acronym: without a vowel, or short and in brackets."""
        short = 1 < len(word) <= MAX_ACRONYM and inside and not self._is_small(word)
        return short and (VOWELS.isdisjoint(word) or before.endswith(("(", "[")))


@cache
def _load_caser(nlp: Language) -> TrueCaser:
    return TrueCaser(nlp)


@cache
def _index_registry() -> dict[tuple[str, ...], tuple[str, ...]]:
    """The names of the registry by their words in lower case; of letters with dots (`U.S.`) nothing is known."""
    names: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name in load_registry().names:
        parts = tuple(part for written in name for part in WORD.findall(written))
        if parts:
            names.setdefault(tuple(part.lower() for part in parts), parts)
    return names
