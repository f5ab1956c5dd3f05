"""Words of the calendar as the lexicon has them, and the text cut into the pieces that dates are written in.

The parser's tokens are too coarse (`5–7`, `mid-2019`, `Jan.6` are one each): atoms are what the grammar of dates reads.
"""

import re
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field
from spacy.tokens import Token

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.language.parsed_document import ParsedDocument, Sentence
from pipeline.language.syntax.dependency_tree import get_tree
from pipeline.language.syntax.noun_phrases import has_number_before

WordKind = Literal[
    "month", "weekday", "name_before", "name_after", "habit", "unit", "number", "vague", "ordinal", "part", "sooner",
    "relday", "shift", "story_shift", "ago", "apart", "season", "feast", "known", "decade", "dating", "since", "until",
    "bound", "day_bound", "nowadays", "range_open", "lasting", "inside", "modal", "possible", "prospect", "planning",
]  # fmt: skip

# Only tokens that hold a digit are cut further; every alternative takes at least one character and none backtracks far.
SUBTOKEN_PATTERN = re.compile(r"\d+(?:[.,]\d+)*(?:st|nd|rd|th|s)?(?![^\W\d_])|[^\W\d_]+\.?|\d+|.", re.DOTALL)


class TimexWord(Entry):
    """An entry of the calendar: its words (several tokens are parted by spaces), and what number they stand for."""

    kind: WordKind
    words: list[str] = Field(min_length=1)
    value: int = 0
    ambiguous: bool = False


class Subtoken(NamedTuple):
    """A piece of the text: lower-cased words, its token, its offsets in the document, whether it begins in capitals."""

    lower: str
    token_index: int
    start: int
    end: int
    is_capitalised: bool


@cache
def load_calendar() -> Lexicon[TimexWord]:
    """The calendar's words."""
    return load_lexicon(Path(__file__).parent / "lexicons" / "en" / "calendar.yml", TimexWord)


@cache
def index_words(kind: WordKind) -> dict[str, TimexWord]:
    """The entries of one kind by each of their words."""
    return {word: entry for entry in load_calendar() if entry.kind == kind for word in entry.words}


@cache
def list_phrases(kind: WordKind) -> list[tuple[tuple[str, ...], TimexWord]]:
    """The entries of one kind by their words, split into tokens; longest first."""
    split = [(tuple(word.split()), entry) for word, entry in index_words(kind).items()]
    return sorted(split, key=lambda pair: -len(pair[0]))


# Kinds that stand around date phrases, and those that stand inside them but begin none.
_CONTEXT_KINDS = frozenset(
    {"name_before", "name_after", "habit", "dating", "inside", "day_bound", "nowadays"}
) | frozenset({"modal", "possible", "prospect", "planning"})
_NON_INITIAL_KINDS = frozenset({"ago", "apart"})


@cache
def _collect_openers() -> frozenset[str]:
    """The words that a date phrase can begin with."""
    first = {
        word.split()[0]
        for entry in load_calendar()
        if entry.kind not in _CONTEXT_KINDS | _NON_INITIAL_KINDS
        for word in entry.words
    }
    return frozenset(first | {"the", "in", "that", "q", "'", "overnight", "year", "weekend"})


@cache
def _index_inner_words() -> dict[str, list[TimexWord]]:
    """The entries of single words that stand inside date phrases, by word."""
    found: dict[str, list[TimexWord]] = {}
    for entry in load_calendar():
        for word in entry.words if entry.kind not in _CONTEXT_KINDS else ():
            found.setdefault(word, []).append(entry)
    return found


# Every date phrase holds one of these, or a number of four digits, at most so many atoms after its first.
_CORE_KINDS = frozenset({"month", "weekday", "unit", "relday", "season", "feast", "decade"})
CORE_REACH = 6


def has_date(text: str) -> bool:
    """Whether a text holds anything to read a date from: a quick look that spares most of them the grammar."""
    return _compile_core_pattern().search(text) is not None


@cache
def _compile_core_pattern() -> re.Pattern[str]:
    alternatives = "|".join(sorted(map(re.escape, _collect_core_words()), key=len, reverse=True))
    return re.compile(rf"(?<![^\W\d_])(?:{alternatives})(?![^\W\d_])|\d{{4}}|\d0s", re.IGNORECASE)


@cache
def _collect_core_words() -> frozenset[str]:
    return frozenset(
        word.split()[0] for entry in load_calendar() if entry.kind in _CORE_KINDS for word in entry.words
    ) | {"q", "overnight"}


def find_word(word: str, kind: WordKind) -> TimexWord | None:
    """The entry of a kind for a lower-case word."""
    return index_words(kind).get(word)


def is_of_kind(word: str, kind: WordKind) -> bool:
    """Whether a lower-case word is of a kind; counted, for words around dates that decide how they are read."""
    entry = find_word(word, kind)
    if entry:
        load_calendar().record_hit(entry)
    return entry is not None


class SplitSentence:
    """The atoms of one sentence; reading past either end gives an empty word."""

    def __init__(self, parsed: ParsedDocument, sentence: Sentence) -> None:
        self.doc = parsed.doc
        self.tree = get_tree(parsed.doc)
        self.subtokens = _split_subtokens(parsed, sentence)
        self.size = len(self.subtokens)
        self._core_in_reach = self._mark_core_reach()

    def __len__(self) -> int:
        return self.size

    def get_lower(self, i: int) -> str:
        """The lower-case word at a place."""
        return self.subtokens[i].lower if 0 <= i < self.size else ""

    def get_word(self, i: int, kind: WordKind) -> TimexWord | None:
        """The entry of a kind that the word at a place is."""
        return find_word(self.get_lower(i), kind)

    def is_capitalised(self, i: int) -> bool:
        """Whether the word at a place begins with a capital."""
        return 0 <= i < len(self.subtokens) and self.subtokens[i].is_capitalised

    def get_token(self, i: int) -> Token | None:
        """The parser's token at a place."""
        return self.doc[self.subtokens[i].token_index] if 0 <= i < len(self.subtokens) else None

    def parse_number(self, i: int, digits: int = 2) -> int | None:
        """A whole number of at most so many digits (ASCII), with or without an ordinal ending."""
        low = self.get_lower(i)
        plain = low[:-2] if low[-2:] in ("st", "nd", "rd", "th") else low
        return int(plain) if 0 < len(plain) <= digits and plain.isascii() and plain.isdecimal() else None

    def is_noun_count(self, i: int) -> bool:
        """Whether the number at a place counts the plural noun after it (`in May 40 people`)."""
        own, after = self.get_token(i), self.get_token(i + 1)
        if own is None or after is None or after.tag_ != "NNS" or find_word(self.get_lower(i + 1), "unit"):
            return False
        return has_number_before(self.tree, own.i) and self.tree.head[own.i] == after.i

    def can_start_date(self, i: int) -> bool:
        """Whether a date phrase can begin at a place."""
        return self._core_in_reach[i] and (self.get_lower(i) in _collect_openers() or self.get_lower(i)[:1].isdecimal())

    def _mark_core_reach(self) -> list[bool]:
        """Place by place, whether a core word follows within reach."""
        near, last, cores = [False] * self.size, self.size + CORE_REACH + 1, _collect_core_words()
        for i in range(self.size - 1, -1, -1):
            low = self.subtokens[i].lower
            if low in cores or (low[:1].isdecimal() and len(low) > 2):
                last = i
            near[i] = last - i <= CORE_REACH
        return near

    def record_hits(self, i: int, end: int) -> None:
        """Count the calendar words of a stretch that was read as a date."""
        for k in range(i, end):
            for entry in _index_inner_words().get(self.get_lower(k), ()):
                load_calendar().record_hit(entry)

    def match_phrase(self, i: int, kind: WordKind) -> tuple[TimexWord, int] | None:
        """An entry of several words that stands at a place, and the place after it."""
        for split, entry in list_phrases(kind):
            if all(self.get_lower(i + k) == word for k, word in enumerate(split)):
                load_calendar().record_hit(entry)
                return entry, i + len(split)
        return None


def _split_subtokens(parsed: ParsedDocument, sentence: Sentence) -> list[Subtoken]:
    pieces = []
    for token in parsed.doc[sentence.first : sentence.last]:
        text, start = token.text, parsed.token_starts[token.i]
        if text.isalpha() or not any(map(str.isdecimal, text)):
            if not text.isspace():
                low = token.lower_.replace("\u2019", "'")
                pieces.append(Subtoken(low, token.i, start, start + len(text), text[:1].isupper()))
            continue
        for match in SUBTOKEN_PATTERN.finditer(text):
            piece = match.group()
            own = Subtoken(piece.lower(), token.i, start + match.start(), start + match.end(), piece[:1].isupper())
            pieces.append(own)
    return pieces
