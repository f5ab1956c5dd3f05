"""The letters of all lines of a page at once: of what kinds they are, how many of each a line has.

The page becomes one array of code points, and each count is one pass over it: most lines are a few words long, so that
asking line by line would take longer than counting.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]
LetterKinds = npt.NDArray[np.uint8]
Counts = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

LINE_BREAK = "\n"
KNOWN, SPACE, LOWER, UPPER, DIGIT, WIDE, SEPARATOR, QUOTE = (1 << bit for bit in range(8))
# East Asian scripts begin here; their letters are as wide as they are high, and no spaces stand between words.
FIRST_WIDE = "\u2e80"
SEPARATORS = "|•·›»/→>@#"
QUOTES = '"“”«»„'
# The kinds of every code point, each worked out when it is first met.
_KIND_BY_CODE: LetterKinds = np.zeros(0x110000, dtype=np.uint8)


class PageLetters:
    """The letters of lines of which none is empty or holds a line break; a count has one entry for each line."""

    def __init__(self, lines: Sequence[str]) -> None:
        text = LINE_BREAK.join(lines) + LINE_BREAK
        self.codes: Codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        self.kinds = _classify_codes(self.codes)
        self.lengths: Counts = np.fromiter(map(len, lines), dtype=np.int64, count=len(lines))
        self.line_starts: Counts = np.cumsum(self.lengths + 1) - self.lengths - 1
        space = (self.kinds & SPACE) > 0
        begins = ~space
        begins[1:] &= space[:-1]
        # Where the parts begin that white space sets apart, of all lines.
        self.token_starts: Counts = np.flatnonzero(begins)

    def starts_with_kind(self, kind: int) -> Flags:
        """For each line whether its first letter is of a kind."""
        return (self.kinds[self.line_starts] & kind) > 0

    def count_kind(self, kind: int) -> Counts:
        """How many letters of a kind a line has."""
        return self.count_per_line(np.flatnonzero(self.kinds & kind))

    def count(self, letter: str, follower: str = "") -> Counts:
        """How often a line has a letter, or a letter with another after it."""
        found = self.codes == ord(letter)
        if follower:
            found[:-1] &= self.codes[1:] == ord(follower)
        return self.count_per_line(np.flatnonzero(found))

    def count_per_line(self, places: Counts) -> Counts:
        """How many of the places in the page a line has."""
        return np.bincount(np.searchsorted(self.line_starts, places, side="right") - 1, minlength=len(self.line_starts))


def _classify_codes(codes: Codes) -> LetterKinds:
    kinds = _KIND_BY_CODE[codes]
    if not kinds.all():
        for code in np.unique(codes[kinds == 0]).tolist():
            _KIND_BY_CODE[code] = _classify_letter(chr(code))
        kinds = _KIND_BY_CODE[codes]
    return kinds


def _classify_letter(letter: str) -> int:
    return (
        KNOWN
        | SPACE * letter.isspace()
        | LOWER * letter.islower()
        | UPPER * letter.isupper()
        | DIGIT * letter.isdigit()
        | WIDE * (letter >= FIRST_WIDE)
        | SEPARATOR * (letter in SEPARATORS)
        | QUOTE * (letter in QUOTES)
    )
