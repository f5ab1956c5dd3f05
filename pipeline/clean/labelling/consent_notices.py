"""Notices that ask for consent to cookies and the use of data, by what they say.

A line is one where it speaks to the reader or of the site itself and touches two of the matters of such notices: what
is stored, whose data, the partners, the choice, the purpose. Lines beside it that touch one belong to it.
"""

from collections.abc import Sequence
from functools import cache

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.clean.features.lexicon_folder import LEXICONS
from pipeline.clean.features.line_rules import LineRule
from pipeline.clean.text_lines import Line, Words, normalize_words

REASON = "consent-notice"
BUTTON_RULE = "cookie-notice"
MIN_MATTERS = 2
# Lines beside a notice that may belong to it.
MAX_REACH = 8
# Words of a button or a heading beside a notice.
MAX_BUTTON_WORDS = 5
# A line that quotes somebody is prose about consent.
SPEAKING, CITING = "speaking", "citing"


class ConsentWords(Entry):
    """Phrases of one matter of consent notices."""

    words: frozenset[str]


def find_consent_lines(lines: Sequence[Line], rules: Sequence[LineRule | None]) -> set[int]:
    """The lines of notices that ask for consent, buttons and headings beside them too."""
    matters = {place: _list_matters(line.words) for place, line in enumerate(lines) if line.text}
    notices = [place for place, own in matters.items() if _is_notice(own)]
    found = set(notices)
    shown = list(matters)
    rank = {place: at for at, place in enumerate(shown)}
    for notice in notices:
        for step in (-1, 1):
            for distance in range(1, MAX_REACH):
                at = rank[notice] + step * distance
                if not 0 <= at < len(shown) or not _belongs(lines[shown[at]], rules[shown[at]], matters[shown[at]]):
                    break
                found.add(shown[at])
    return found


def _is_notice(matters: frozenset[str]) -> bool:
    return SPEAKING in matters and CITING not in matters and len(matters) > MIN_MATTERS


def _belongs(line: Line, rule: LineRule | None, matters: frozenset[str]) -> bool:
    """Whether a line beside a notice is part of it: it touches a matter and speaks to the reader, or is a button."""
    if rule is not None and rule.id == BUTTON_RULE:
        return True
    if CITING in matters:
        return False
    about = matters - {SPEAKING}
    return bool(about) and (SPEAKING in matters or len(line.words) <= MAX_BUTTON_WORDS)


def _list_matters(words: Words) -> frozenset[str]:
    index = _index_phrases()
    if index.keys().isdisjoint(words):
        return frozenset()
    found = set()
    for place, word in enumerate(words):
        for phrase, entry in index.get(word, ()):
            if words[place : place + len(phrase)] == phrase:
                _load_consent_words().record_hit(entry)
                found.add(entry.id.removeprefix("consent-"))
    return frozenset(found)


@cache
def _load_consent_words() -> Lexicon[ConsentWords]:
    return load_lexicon(LEXICONS / "consent_words.yml", ConsentWords)


@cache
def _index_phrases() -> dict[str, list[tuple[Words, ConsentWords]]]:
    found: dict[str, list[tuple[Words, ConsentWords]]] = {}
    for entry in _load_consent_words():
        for text in sorted(entry.words):
            phrase = normalize_words(text)
            found.setdefault(phrase[0], []).append((phrase, entry))
    return found
