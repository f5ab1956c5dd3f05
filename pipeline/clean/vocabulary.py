"""The words of all lines of a page at once: what small words there are, which words come back in which lines."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from pipeline.base.lexicon import Entry, Lexicon, load
from pipeline.clean.columns import Columns
from pipeline.clean.lines import Line
from pipeline.clean.rules import RULES

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

KINDS = ("function", "address", "self", "consent")
# Words shorter than this come back on any page.
LONG_WORD = 4
# More lines than so many that share a word tell nothing further.
MOST_OTHERS = 4
# What is said of lines with no longer word.
NO_WORD = -1.0


class SmallWords(Entry):
    """Small words of one kind."""

    kind: str
    words: frozenset[str]


class Vocabulary:
    """The words of a page numbered as they first come, and which of the longer ones each line has."""

    def __init__(self, lines: Sequence[Line]) -> None:
        numbers: dict[str, int] = {}
        words = [numbers.setdefault(word, len(numbers)) for line in lines for word in line.words]
        self.numbers = numbers
        self.count = len(lines)
        self.lengths: Numbers = np.array([len(line.words) for line in lines], dtype=np.int64)
        self.words: Numbers = np.array(words, dtype=np.int64)
        self.lines: Numbers = np.repeat(np.arange(self.count), self.lengths)
        is_long = np.array([len(word) >= LONG_WORD for word in numbers], dtype=bool)[self.words]
        pairs = np.unique(self.words[is_long] * self.count + self.lines[is_long])
        # Each longer word of each line, once.
        self.long: Numbers = pairs // max(self.count, 1)
        self.long_lines: Numbers = pairs % max(self.count, 1)

    def kinds(self) -> Columns:
        """The share of small words of each kind in each line."""
        kinds = self._kinds()[self.words]
        return {
            kind: np.bincount(self.lines[kinds == place], minlength=self.count) / np.maximum(self.lengths, 1)
            for place, kind in enumerate(KINDS)
        }

    def shared(self) -> Floats:
        """The mean, over the longer words of a line, of the number of other lines with the word, up to MOST_OTHERS."""
        spread = np.bincount(self.long, minlength=len(self.numbers))
        return self._mean(np.minimum(spread[self.long] - 1, MOST_OTHERS))

    def taken_up(self, lines: Flags) -> Floats:
        """The share of the longer words of a line that one of certain lines has, too, not counting the line itself."""
        own = lines[self.long_lines]
        spread = np.bincount(self.long[own], minlength=len(self.numbers))
        return self._mean(spread[self.long] > own)

    def _mean(self, values: Flags | Numbers) -> Floats:
        told = np.bincount(self.long_lines, minlength=self.count)
        sums = np.bincount(self.long_lines, values, self.count)
        return np.where(told > 0, sums / np.maximum(told, 1), NO_WORD)

    def _kinds(self) -> npt.NDArray[np.int8]:
        """For each word, by its number, the place of its kind in KINDS; -1 where it is no small word."""
        kinds = np.full(len(self.numbers), -1, dtype=np.int8)
        for word in self.numbers.keys() & _small_words().keys():
            entry = _small_words()[word]
            _lexicon().hit(entry)
            kinds[self.numbers[word]] = KINDS.index(entry.kind)
        return kinds


@cache
def _lexicon() -> Lexicon[SmallWords]:
    return load(RULES / "words.yml", SmallWords)


@cache
def _small_words() -> dict[str, SmallWords]:
    found: dict[str, SmallWords] = {}
    for entry in _lexicon():
        for word in entry.words:
            found.setdefault(word, entry)
    return found
