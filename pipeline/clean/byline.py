"""Lines that name the author."""

import re
from functools import cache

from pipeline.base.lexicon import Entry, Lexicon, load
from pipeline.clean.lines import Line
from pipeline.clean.rules import RULES

MOST_WORDS = 16
MOST_NAME_WORDS = 5
# What pages print after the name in the same line.
AFTER_NAME = re.compile(r"\s*(?:[|•·—–/@<(\[]|\s-\s|\d|,\s|\b(?:Published|Updated|Posted|Staff|Last|on)\b)")


class BylineWord(Entry):
    """Words of one use in bylines."""

    kind: str
    words: frozenset[str]


def author(line: Line) -> str | None:
    """The author that a line names after a word such as "By"; None where it is no such line."""
    if len(line.words) < 2 or len(line.words) > MOST_WORDS or line.words[0] not in _words("before"):
        return None
    if line.text[-1] in ".!?…" and len(line.words) > MOST_NAME_WORDS:
        return None
    found = _name(line.text[len(line.words[0]) :].lstrip(" :\t"))
    if found is not None:
        _used(line.words)
    return found


def name(line: Line) -> str | None:
    """The name that a line consists of, two to five capitalised words; None where it is anything else."""
    found = _name(line.text)
    return found if found and 2 <= len(found.split()) <= MOST_NAME_WORDS and not found.isupper() else None


def _name(text: str) -> str | None:
    cut = AFTER_NAME.search(text, 1)
    kept = (text[: cut.start()] if cut else text).strip(" ,;:.")
    parts = kept.split()
    if not parts or len(parts) > 10 or parts[-1].lower() in _words("between"):
        return None
    named = all(_capital(part) or part.lower() in _words("between") for part in parts)
    return kept if named and _capital(parts[0]) else None


def _capital(part: str) -> bool:
    return part[0].isupper() and all(letter.isalpha() or letter in ".,-'’" for letter in part)


@cache
def _lexicon() -> Lexicon[BylineWord]:
    return load(RULES / "byline.yml", BylineWord)


def _used(words: tuple[str, ...]) -> None:
    for entry in _lexicon():
        if not entry.words.isdisjoint(words):
            _lexicon().hit(entry)


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(word for entry in _lexicon() if entry.kind == kind for word in entry.words)
