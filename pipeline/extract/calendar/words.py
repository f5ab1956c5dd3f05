"""Words of the calendar as the lexicon has them, and the text cut into the pieces that dates are written in.

The parser's tokens are too coarse (`5–7`, `mid-2019`, `Jan.6` are one each): atoms are what the grammar of dates reads.
"""

import re
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field
from spacy.tokens import Token

from pipeline.base.lexicon import Entry, Lexicon, load
from pipeline.language.parsed import Parsed, Sentence

Kind = Literal[
    "month", "weekday", "name_before", "name_after", "habit", "unit", "number", "vague", "ordinal", "part", "sooner",
    "relday", "shift", "story_shift", "ago", "apart", "season", "feast", "known", "decade", "dating", "since", "until",
    "bound", "range_open", "parting", "lasting", "inside", "modal", "possible", "prospect", "planning",
]  # fmt: skip

# Only tokens that hold a digit are cut further; every alternative takes at least one character and none backtracks far.
PIECE = re.compile(r"\d+(?:[.,]\d+)*(?:st|nd|rd|th|s)?(?![^\W\d_])|[^\W\d_]+\.?|\d+|.", re.DOTALL)


class Word(Entry):
    """An entry of the calendar: its words (several tokens are parted by spaces), and what number they stand for."""

    kind: Kind
    words: list[str] = Field(min_length=1)
    value: int = 0
    weak: bool = False


class Atom(NamedTuple):
    """A piece of the text: lower-cased words, its token, its offsets in the document, whether it begins in capitals."""

    low: str
    token: int
    start: int
    end: int
    capital: bool


@cache
def lexicon() -> Lexicon[Word]:
    """The calendar's words."""
    return load(Path(__file__).parent.parent / "lexicons" / "calendar.yml", Word)


@cache
def words(kind: Kind) -> dict[str, Word]:
    """The entries of one kind by each of their words."""
    return {word: entry for entry in lexicon() if entry.kind == kind for word in entry.words}


@cache
def phrases(kind: Kind) -> list[tuple[tuple[str, ...], Word]]:
    """The entries of one kind by their words, split into tokens; longest first."""
    split = [(tuple(word.split()), entry) for word, entry in words(kind).items()]
    return sorted(split, key=lambda pair: -len(pair[0]))


# Kinds that stand around date phrases, and those that stand inside them but begin none.
_AROUND = frozenset({"name_before", "name_after", "habit", "dating", "parting", "inside"}) | frozenset(
    {"modal", "possible", "prospect", "planning"}
)
_LATER = frozenset({"ago", "apart"})


@cache
def _openers() -> frozenset[str]:
    """The words that a date phrase can begin with."""
    first = {word.split()[0] for entry in lexicon() if entry.kind not in _AROUND | _LATER for word in entry.words}
    return frozenset(first | {"the", "in", "that", "q", "'"})


@cache
def _inner() -> dict[str, list[Word]]:
    """The entries of single words that stand inside date phrases, by word."""
    found: dict[str, list[Word]] = {}
    for entry in lexicon():
        for word in entry.words if entry.kind not in _AROUND else ():
            found.setdefault(word, []).append(entry)
    return found


# Every date phrase holds one of these, or a number of four digits, at most so many atoms after its first.
_CORE = frozenset({"month", "weekday", "unit", "relday", "season", "feast", "decade"})
REACH = 6


def dated(text: str) -> bool:
    """Whether a text holds anything to read a date from: a quick look that spares most of them the grammar."""
    return _core().search(text) is not None


@cache
def _core() -> re.Pattern[str]:
    alternatives = "|".join(sorted(map(re.escape, _cores()), key=len, reverse=True))
    return re.compile(rf"(?<![^\W\d_])(?:{alternatives})(?![^\W\d_])|\d{{4}}|\d0s", re.IGNORECASE)


@cache
def _cores() -> frozenset[str]:
    return frozenset(word.split()[0] for entry in lexicon() if entry.kind in _CORE for word in entry.words) | {"q"}


def find(word: str, kind: Kind) -> Word | None:
    """The entry of a kind for a lower-case word."""
    return words(kind).get(word)


def tells(word: str, kind: Kind) -> bool:
    """Whether a lower-case word is of a kind; counted, for words around dates that decide how they are read."""
    entry = find(word, kind)
    if entry:
        lexicon().hit(entry)
    return entry is not None


class Line:
    """The atoms of one sentence; reading past either end gives an empty word."""

    def __init__(self, parsed: Parsed, sentence: Sentence) -> None:
        self.doc = parsed.doc
        self.atoms = _atoms(parsed, sentence)
        self.size = len(self.atoms)
        self._near = self._reaches()

    def __len__(self) -> int:
        return self.size

    def low(self, i: int) -> str:
        """The lower-case word at a place."""
        return self.atoms[i].low if 0 <= i < self.size else ""

    def at(self, i: int, kind: Kind) -> Word | None:
        """The entry of a kind that the word at a place is."""
        return find(self.low(i), kind)

    def capital(self, i: int) -> bool:
        """Whether the word at a place begins with a capital."""
        return 0 <= i < len(self.atoms) and self.atoms[i].capital

    def token(self, i: int) -> Token | None:
        """The parser's token at a place."""
        return self.doc[self.atoms[i].token] if 0 <= i < len(self.atoms) else None

    def number(self, i: int, digits: int = 2) -> int | None:
        """A whole number of at most so many digits (ASCII), with or without an ordinal ending."""
        low = self.low(i)
        plain = low[:-2] if low[-2:] in ("st", "nd", "rd", "th") else low
        return int(plain) if 0 < len(plain) <= digits and plain.isascii() and plain.isdecimal() else None

    def counts(self, i: int) -> bool:
        """Whether the number at a place counts the plural noun after it (`in May 40 people`)."""
        own, after = self.token(i), self.token(i + 1)
        if own is None or after is None or after.tag_ != "NNS" or find(self.low(i + 1), "unit"):
            return False
        return own.head == after and own.dep_ == "nummod"

    def opens(self, i: int) -> bool:
        """Whether a date phrase can begin at a place."""
        return self._near[i] and (self.low(i) in _openers() or self.low(i)[:1].isdecimal())

    def _reaches(self) -> list[bool]:
        """Place by place, whether a core word follows within reach."""
        near, last, cores = [False] * self.size, self.size + REACH + 1, _cores()
        for i in range(self.size - 1, -1, -1):
            low = self.atoms[i].low
            if low in cores or (low[:1].isdecimal() and len(low) > 2):
                last = i
            near[i] = last - i <= REACH
        return near

    def note(self, i: int, end: int) -> None:
        """Count the calendar words of a stretch that was read as a date."""
        for k in range(i, end):
            for entry in _inner().get(self.low(k), ()):
                lexicon().hit(entry)

    def phrase(self, i: int, kind: Kind) -> tuple[Word, int] | None:
        """An entry of several words that stands at a place, and the place after it."""
        for split, entry in phrases(kind):
            if all(self.low(i + k) == word for k, word in enumerate(split)):
                lexicon().hit(entry)
                return entry, i + len(split)
        return None


def _atoms(parsed: Parsed, sentence: Sentence) -> list[Atom]:
    pieces = []
    for token in parsed.doc[sentence.first : sentence.last]:
        text, start = token.text, parsed.starts[token.i]
        if text.isalpha() or not any(map(str.isdecimal, text)):
            if not text.isspace():
                low = token.lower_.replace("\u2019", "'")
                pieces.append(Atom(low, token.i, start, start + len(text), text[:1].isupper()))
            continue
        for match in PIECE.finditer(text):
            piece = match.group()
            own = Atom(piece.lower(), token.i, start + match.start(), start + match.end(), piece[:1].isupper())
            pieces.append(own)
    return pieces
