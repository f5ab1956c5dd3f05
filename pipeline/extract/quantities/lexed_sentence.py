"""A sentence as quantities are read from it: lexemes finer than the parser's tokens, each with its token.

The parser's tokens glue what a quantity takes apart ("25k", "5-7%", "12-cent-a-share"), so numbers and units are read
from lexemes: a numeral, a word of letters, or a single mark.
"""

import re
from functools import cached_property
from typing import NamedTuple

from spacy.tokens import Token

from pipeline.extract.quantities.quantity_words import is_in_word_set
from pipeline.language.parsed_document import ParsedDocument, Sentence
from pipeline.language.syntax.dependency_tree import get_tree

# Thousands are set apart by commas, apostrophes, spaces; by points only where there are two groups or more, for one
# would be a decimal. Indian grouping has pairs before the last three.
NUMERAL_PATTERN = (
    r"\d{1,3}(?:[,’'\u00a0\u2009\u202f]\d{3})+(?!\d)(?:\.\d+)?"
    r"|\d{1,2}(?:,\d{2}){1,6},\d{3}(?!\d)(?:\.\d+)?"
    r"|\d{1,3}(?:\.\d{3}){2,8}(?!\d)"
    r"|(?<![\d.,] )(?<![\w.,-])[1-9]\d{0,2}(?: \d{3}){1,8}(?![\d-]| \d)"
    r"|\d+(?:\.\d+)?(?:e[+-]?\d{1,2}(?![\w.]))?(?:e[+-]?\d{1,2}(?= ))?"
    r"|(?<![\w.])\.\d+"
)
LEXEME_PATTERN = re.compile(rf"(?P<numeral>{NUMERAL_PATTERN})|(?P<word>[^\W\d_]+)|(?P<mark>[^\s])")
DASHES = frozenset("-‐‑‒–—−")
# The greatest numeral that a float can hold without becoming infinite has 308 digits; longer ones are no quantities.
MAX_NUMERAL_DIGITS = 30


class Lexeme(NamedTuple):
    """A numeral, word or mark with its place in the document's text; `spaced` tells white space before it."""

    start: int
    end: int
    text: str
    lower: str
    kind: str
    has_space_before: bool


def split_lexemes(text: str, start: int, end: int) -> list[Lexeme]:
    """The lexemes of a stretch of text."""
    lexemes: list[Lexeme] = []
    last = start
    for match in LEXEME_PATTERN.finditer(text, start, end):
        words, first = match.group(), match.start()
        kind = match.lastgroup or "mark"
        if kind == "numeral" and words.count(" ") == 1 and lexemes and _is_number_apart(lexemes[-1].lower):
            day = words.split(" ")[0]  # "on May 12 500 people": a day and a number
            lexemes.append(Lexeme(first, first + len(day), day, day, kind, first > last))
            last = first + len(day)
            first, words = last + 1, words[len(day) + 1 :]
        lexemes.append(Lexeme(first, match.end(), words, words.lower(), kind, first > last))
        last = match.end()
    return lexemes


def _is_number_apart(before: str) -> bool:
    """Whether the number after a word stands alone, so that what follows a space is another: `on May 12 500 people`."""
    return is_in_word_set("months", before) or is_in_word_set("numbered", before)


class LexedSentence:
    """The lexemes of one sentence and the way from them to the parse. Places out of range read as empty."""

    def __init__(self, parsed: ParsedDocument, sentence: Sentence, person_tokens: frozenset[int] = frozenset()) -> None:
        """`people` are the tokens that name persons."""
        self.parsed = parsed
        self.tree = get_tree(parsed.doc)
        self.person_tokens = person_tokens
        self.sentence = sentence
        self.lexemes = split_lexemes(parsed.text, *sentence.span)

    def __len__(self) -> int:
        return len(self.lexemes)

    def lower(self, position: int) -> str:
        """The lexeme at a place in lower case."""
        return self.lexemes[position].lower if 0 <= position < len(self.lexemes) else ""

    def text(self, position: int) -> str:
        """The lexeme at a place as written."""
        return self.lexemes[position].text if 0 <= position < len(self.lexemes) else ""

    def kind(self, position: int) -> str:
        """`numeral`, `word`, `mark`, or empty."""
        return self.lexemes[position].kind if 0 <= position < len(self.lexemes) else ""

    def is_glued(self, position: int) -> bool:
        """Whether a lexeme follows the one before it without white space."""
        return 0 < position < len(self.lexemes) and not self.lexemes[position].has_space_before

    def is_dash(self, position: int) -> bool:
        """Whether a lexeme is a hyphen, dash or minus sign."""
        return self.text(position) in DASHES

    @cached_property
    def _token_indices(self) -> list[int]:
        starts = self.parsed.token_starts
        tokens = []
        token, last = self.sentence.first, self.sentence.last - 1
        for lexeme in self.lexemes:
            while token < last and starts[token + 1] <= lexeme.start:
                token += 1
            tokens.append(token)
        return tokens

    def token_index(self, position: int) -> int:
        """The number of the token that a lexeme stands in."""
        return self._token_indices[position]

    def token(self, position: int) -> Token:
        """The token that a lexeme stands in."""
        return self.parsed.doc[self._token_indices[position]]

    @cached_property
    def first_lexemes(self) -> dict[int, int]:
        """The first lexeme of each token."""
        positions: dict[int, int] = {}
        for position, token in enumerate(self._token_indices):
            positions.setdefault(token, position)
        return positions

    @cached_property
    def last_lexemes(self) -> dict[int, int]:
        """The last lexeme of each token."""
        return {token: position for position, token in enumerate(self._token_indices)}
