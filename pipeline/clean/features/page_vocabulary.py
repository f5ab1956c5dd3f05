"""The words of all lines of a page at once: what small words there are, which words come back in which lines."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.clean.features.feature_columns import FeatureColumns
from pipeline.clean.features.lexicon_folder import LEXICONS
from pipeline.clean.text_lines import Line

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

KINDS = ("function", "address", "self", "consent")
# Words shorter than this come back on any page.
MIN_LONG_WORD = 4
# More lines than so many that share a word tell nothing further.
MAX_OTHER_LINES = 4
# What is said of lines with no longer word.
NO_WORD = -1.0


class CueWords(Entry):
    """Small words of one kind."""

    kind: str
    words: frozenset[str]


class PageVocabulary:
    """The words of a page numbered as they first come, and which of the longer ones each line has."""

    def __init__(self, lines: Sequence[Line]) -> None:
        numbers: dict[str, int] = {}
        words = [numbers.setdefault(word, len(numbers)) for line in lines for word in line.words]
        self.word_numbers = numbers
        self.line_count = len(lines)
        self.lengths: Numbers = np.array([len(line.words) for line in lines], dtype=np.int64)
        self.words: Numbers = np.array(words, dtype=np.int64)
        self.word_lines: Numbers = np.repeat(np.arange(self.line_count), self.lengths)
        is_long = np.array([len(word) >= MIN_LONG_WORD for word in numbers], dtype=bool)[self.words]
        pairs = np.unique(self.words[is_long] * self.line_count + self.word_lines[is_long])
        # Each longer word of each line, once.
        self.long_words: Numbers = pairs // max(self.line_count, 1)
        self.long_word_lines: Numbers = pairs % max(self.line_count, 1)

    def compute_kind_shares(self) -> FeatureColumns:
        """The share of small words of each kind in each line."""
        kinds = self._find_word_kinds()[self.words]
        return {
            kind: np.bincount(self.word_lines[kinds == place], minlength=self.line_count) / np.maximum(self.lengths, 1)
            for place, kind in enumerate(KINDS)
        }

    def count_sharing_lines(self) -> Floats:
        """The mean, over the longer words of a line, of the number of other lines with the word, up to MOST_OTHERS."""
        spread = np.bincount(self.long_words, minlength=len(self.word_numbers))
        return self._average_by_line(np.minimum(spread[self.long_words] - 1, MAX_OTHER_LINES))

    def compute_overlap(self, lines: Flags) -> Floats:
        """The share of the longer words of a line that one of certain lines has, too, not counting the line itself."""
        own = lines[self.long_word_lines]
        spread = np.bincount(self.long_words[own], minlength=len(self.word_numbers))
        return self._average_by_line(spread[self.long_words] > own)

    def _average_by_line(self, values: Flags | Numbers) -> Floats:
        word_counts = np.bincount(self.long_word_lines, minlength=self.line_count)
        sums = np.bincount(self.long_word_lines, values, self.line_count)
        return np.where(word_counts > 0, sums / np.maximum(word_counts, 1), NO_WORD)

    def _find_word_kinds(self) -> npt.NDArray[np.int8]:
        """For each word, by its number, the place of its kind in KINDS; -1 where it is no small word."""
        kinds = np.full(len(self.word_numbers), -1, dtype=np.int8)
        for word in self.word_numbers.keys() & _index_cue_words().keys():
            entry = _index_cue_words()[word]
            _load_cue_words().record_hit(entry)
            kinds[self.word_numbers[word]] = KINDS.index(entry.kind)
        return kinds


@cache
def _load_cue_words() -> Lexicon[CueWords]:
    return load_lexicon(LEXICONS / "cue_words.yml", CueWords)


@cache
def _index_cue_words() -> dict[str, CueWords]:
    found: dict[str, CueWords] = {}
    for entry in _load_cue_words():
        for word in entry.words:
            found.setdefault(word, entry)
    return found
