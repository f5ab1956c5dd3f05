"""The lines of a text, with the words that rules look at."""

import re
from typing import NamedTuple

from pipeline.base.invisible_characters import INVISIBLE_CHARS
from pipeline.base.text_span import Span

LINE_BREAK = re.compile(r"\r\n?|\n")
# A word, an apostrophe's second half too, or a number; digits with their separators count as one number.
WORD = re.compile(r"[^\W\d_]+|\d(?:[\d.,:/]*\d)?|_+")
# What a rule can look at; more words than the longest rule allows decide nothing further.
MAX_WORDS = 130
MAX_SAMPLE_CHARS = 1200
NUMBER_TOKEN = "#"

Words = tuple[str, ...]


class Line(NamedTuple):
    """One line of a document, without its line break."""

    number: int
    span: Span
    text: str  # without what cannot be seen at its ends
    words: tuple[str, ...]  # at most MOST_WORDS, case folded, each number as "#"

    @property
    def is_blank(self) -> bool:
        """Whether nothing visible stands in it."""
        return not self.text


def split_lines(text: str) -> list[Line]:
    """The lines of a text in order, blank ones too; a break at the very end opens no further line."""
    found: list[Line] = []
    start = 0
    for match in LINE_BREAK.finditer(text):
        found.append(_make_line(len(found), start, match.start(), text))
        start = match.end()
    if start < len(text):
        found.append(_make_line(len(found), start, len(text), text))
    return found


def normalize_words(text: str) -> tuple[str, ...]:
    """The words of a line or of a rule's phrase, case folded, each number as "#"; no more than MOST_WORDS.

    Numbers in a row are one.
    """
    found = [
        NUMBER_TOKEN if word[0].isdigit() else word
        for word in WORD.findall(text[:MAX_SAMPLE_CHARS].casefold())[:MAX_WORDS]
    ]
    if NUMBER_TOKEN in found:
        found = [
            word for at, word in enumerate(found) if word != NUMBER_TOKEN or not at or found[at - 1] != NUMBER_TOKEN
        ]
    return tuple(found)


def _make_line(number: int, start: int, end: int, text: str) -> Line:
    shown = text[start:end].strip(INVISIBLE_CHARS)
    return Line(number, Span(start, end), shown, normalize_words(shown) if shown else ())
