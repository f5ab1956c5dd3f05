"""Marks of editors and transcribers in square brackets, which belong to no sentence: `[sic]`, `[applause]`."""

import re
from functools import cache
from pathlib import Path

from pipeline.base.lexicon_loader import Entry, load_lexicon

LEXICON = Path(__file__).resolve().parent / "lexicons" / "en" / "editorial_marks.yml"
# A short bracket between white space (or behind another one), with the white space that follows it.
# A day that an editor adds to the text's own words (`on Tuesday [14 May]`).
DAY = re.compile(r"\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}", re.IGNORECASE)
BRACKET = re.compile(r"(?:(?<=\s)|^)\[([^\[\]\n]{1,40})\](?:\s{1,20}|$)")


class EditorialMark(Entry):
    """What a kind of mark says within its brackets."""

    words: frozenset[str]
    example: str


def find_editorial_marks(text: str) -> list[tuple[int, int]]:
    """Find the editorial marks of a text, each as its start and the end of the white space behind it."""
    if "[" not in text:
        return []
    found = (match for match in BRACKET.finditer(text) if _is_mark(match.group(1)))
    return [match.span() for match in found]


def _is_mark(words: str) -> bool:
    entry = _index_marks().get(" ".join(words.casefold().split()))
    if entry is not None:
        load_lexicon(LEXICON, EditorialMark).record_hit(entry)
    return entry is not None or DAY.fullmatch(words) is not None


@cache
def _index_marks() -> dict[str, EditorialMark]:
    return {words: entry for entry in load_lexicon(LEXICON, EditorialMark) for words in entry.words}
