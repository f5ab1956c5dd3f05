"""The lines of a text, with the words that rules look at."""

import re
from typing import NamedTuple

from pipeline.base.invisible_characters import INVISIBLE_CHARS
from pipeline.base.text_span import Span
from pipeline.clean.wrapped_lines import find_wrapped_paragraphs

LINE_BREAK = re.compile(r"\r\n?|\n")
# A word, an apostrophe's second half too, or a number; digits with their separators count as one number.
WORD = re.compile(r"[^\W\d_]+|\d(?:[\d.,:/]*\d)?|_+")
# What a rule can look at; more words than the longest rule allows decide nothing further.
MAX_WORDS = 130
MAX_SAMPLE_CHARS = 1200
NUMBER_TOKEN = "#"

Words = tuple[str, ...]


class Line(NamedTuple):
    """One line of a document, without its line break; lines that were wrapped are one."""

    number: int
    span: Span
    text: str  # without what cannot be seen at its ends; wrapped lines joined by spaces
    words: tuple[str, ...]  # at most MAX_WORDS, case folded, each number as "#"

    @property
    def is_blank(self) -> bool:
        """Whether nothing visible stands in it."""
        return not self.text


def split_lines(text: str) -> list[Line]:
    """The lines of a text in order, blank ones too; a break at the very end opens no further line.

    Lines that were wrapped at a column are one, and its span holds the breaks between them.
    """
    spans: list[Span] = []
    start = 0
    for match in LINE_BREAK.finditer(text):
        spans.append(Span(start, match.start()))
        start = match.end()
    if start < len(text):
        spans.append(Span(start, len(text)))
    runs = dict(find_wrapped_paragraphs(text, spans))
    found: list[Line] = []
    place = 0
    while place < len(spans):
        last = runs.get(place, place + 1)
        found.append(_make_line(len(found), spans[place].start, spans[last - 1].end, text))
        place = last
    return found


def normalize_words(text: str) -> tuple[str, ...]:
    """The words of a line or of a rule's phrase, case folded, each number as "#"; no more than MAX_WORDS.

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
    if "\n" in shown or "\r" in shown:
        shown = " ".join(part.strip(INVISIBLE_CHARS) for part in LINE_BREAK.split(shown))
    return Line(number, Span(start, end), shown, normalize_words(shown) if shown else ())
