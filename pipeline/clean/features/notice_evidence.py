"""How much in a line says that it is a notice of the site and no prose, beside the phrase that a rule found in it.

The press writes about members, cookies, permissions and sources, too. So a phrase alone makes no notice of a line that
runs as prose does: something of another kind must say the same, such as that the reader is spoken to, that the page
speaks of itself, that a second phrase of a notice stands there, or that a colon follows (`Source: ...`).
"""

import re
from functools import cache

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.clean.features.lexicon_folder import LEXICONS
from pipeline.clean.text_lines import Line, Words, normalize_words

SENTENCE_ENDS = ".!?…。！？"
CLOSING_MARKS = "\"'”’»)]」』"
# A line of running prose has this many words or more, and most of them begin in small letters.
MIN_PROSE_WORDS = 6
MIN_LOWER_SHARE = 0.5
# Evidence at which a line is a notice: the phrase counts 1, so this asks for one other kind in full, or two by half.
MIN_EVIDENCE = 2.0
PHRASE_WEIGHT = 1.0
# Speech is not the site's own voice. What is between quotation marks is left out, to the end where none closes.
QUOTED = re.compile(r"[\"“„«][^\"”“»]{0,600}(?:[\"”“»]|$)")
# Notes on authors begin with the name: `Ida Holm is a freelance reporter.`
NAMED_START = re.compile(r"\W{0,2}[A-ZÀ-Þ][\w’'-]{1,20} (?:[A-ZÀ-Þ][\w.’'-]{0,20} ){1,3}(?:is|was|has|ist|es|est|è) ")
# Letters of a line that are looked at.
MAX_SAMPLE_CHARS = 1200


class NoticeWords(Entry):
    """Words of one kind by which notices give themselves away."""

    words: frozenset[str]
    weight: float
    at_start: bool = False


def is_running_prose(line: Line) -> bool:
    """Whether a line looks like a sentence of prose: it ends as one, is long enough, and mostly in small letters."""
    if len(line.words) < MIN_PROSE_WORDS or line.text.rstrip(CLOSING_MARKS)[-1:] not in tuple(SENTENCE_ENDS):
        return False
    if any(mark in line.text for mark in "|©"):
        return False
    parts = [part for part in line.text[:MAX_SAMPLE_CHARS].split() if part[0].isalpha()]
    cased = [part for part in parts if part[0].islower() or part[0].isupper()]
    if not cased:
        return True
    return sum(part[0].islower() for part in cased) >= MIN_LOWER_SHARE * len(cased)


def weigh_notice(line: Line, phrase_count: int, label_ends: bool) -> float:
    """The evidence that a line with `phrase_count` phrases of notices is one.

    `label_ends` tells that the phrase opens the line and a colon follows it.
    """
    spoken = normalize_words(QUOTED.sub(" ", line.text[:MAX_SAMPLE_CHARS]))
    found = PHRASE_WEIGHT * phrase_count + (PHRASE_WEIGHT if label_ends or NAMED_START.match(line.text) else 0.0)
    for entry, phrases in _index_phrases():
        if _has_phrase(spoken, phrases, entry.at_start):
            _load_notice_words().record_hit(entry)
            found += entry.weight
    return found


def _has_phrase(words: Words, phrases: dict[str, tuple[Words, ...]], at_start: bool) -> bool:
    for place, word in enumerate(words[:1] if at_start else words):
        if any(words[place : place + len(phrase)] == phrase for phrase in phrases.get(word, ())):
            return True
    return False


@cache
def _load_notice_words() -> Lexicon[NoticeWords]:
    return load_lexicon(LEXICONS / "notice_words.yml", NoticeWords)


@cache
def _index_phrases() -> tuple[tuple[NoticeWords, dict[str, tuple[Words, ...]]], ...]:
    indexed = []
    for entry in _load_notice_words():
        by_first: dict[str, tuple[Words, ...]] = {}
        for phrase in sorted(entry.words):
            words = normalize_words(phrase)
            by_first[words[0]] = (*by_first.get(words[0], ()), words)
        indexed.append((entry, by_first))
    return tuple(indexed)
