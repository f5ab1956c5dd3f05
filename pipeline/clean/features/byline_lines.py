"""Lines that name the author."""

import re
from functools import cache

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.clean.features.lexicon_folder import LEXICONS
from pipeline.clean.text_lines import Line

MAX_WORDS = 16
MAX_NAME_WORDS = 5
# What pages print after the name in the same line.
AFTER_NAME = re.compile(r"\s*(?:[|•·—–/@<(\[]|\s-\s|\d|,\s|\b(?:Published|Updated|Posted|Staff|Last|on)\b)")


class BylineWord(Entry):
    """Words of one use in bylines."""

    kind: str
    words: frozenset[str]


def parse_author(line: Line) -> str | None:
    """The author that a line names after a word such as "By"; None where it is no such line."""
    if len(line.words) < 2 or len(line.words) > MAX_WORDS or line.words[0] not in _select_words("before"):
        return None
    if line.text[-1] in ".!?…" and len(line.words) > MAX_NAME_WORDS:
        return None
    found = _extract_name(line.text[len(line.words[0]) :].lstrip(" :\t"))
    if found is not None:
        _count_hits(line.words)
    return found


def parse_bare_name(line: Line) -> str | None:
    """The name that a line consists of, two to five capitalised words; None where it is anything else."""
    found = _extract_name(line.text)
    return found if found and 2 <= len(found.split()) <= MAX_NAME_WORDS and not found.isupper() else None


def is_author_word(word: str) -> bool:
    """Whether a word stands before an author's name, such as `by`."""
    return word in _select_words("before")


def _extract_name(text: str) -> str | None:
    cut = AFTER_NAME.search(text, 1)
    kept = (text[: cut.start()] if cut else text).strip(" ,;:.")
    parts = kept.split()
    if not parts or len(parts) > 10 or parts[-1].lower() in _select_words("between"):
        return None
    named = all(_is_capitalised(part) or part.lower() in _select_words("between") for part in parts)
    return kept if named and _is_capitalised(parts[0]) else None


def _is_capitalised(part: str) -> bool:
    return part[0].isupper() and all(letter.isalpha() or letter in ".,-'’" for letter in part)


@cache
def _load_byline_words() -> Lexicon[BylineWord]:
    return load_lexicon(LEXICONS / "byline_words.yml", BylineWord)


def _count_hits(words: tuple[str, ...]) -> None:
    for entry in _load_byline_words():
        if not entry.words.isdisjoint(words):
            _load_byline_words().record_hit(entry)


@cache
def _select_words(kind: str) -> frozenset[str]:
    return frozenset(word for entry in _load_byline_words() if entry.kind == kind for word in entry.words)
