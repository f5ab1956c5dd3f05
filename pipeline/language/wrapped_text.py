"""A stretch of text as it is read: line breaks are spaces, editorial marks are left out, offsets can be found again."""

import re
from bisect import bisect_right

from pipeline.language.editorial_marks import find_editorial_marks

# White space with a line break in it, as wrapped paragraphs have it between two words.
BREAK = re.compile(r"[ \t]{0,200}(?:\r\n?|\n)[ \t]{0,200}")


class ReadingText:
    """The text that the parser reads, and the place of its characters in the source."""

    def __init__(self, source: str) -> None:
        self._starts, self._shifts = [0], [0]
        pieces: list[str] = []
        length = end = 0
        for start, stop, instead in _list_replacements(source):
            pieces += [source[end:start], instead]
            length += start - end + len(instead)
            end = stop
            self._starts.append(length)
            self._shifts.append(end - length)
        self.text = "".join([*pieces, source[end:]])

    def find_source_offset(self, offset: int) -> int:
        """The offset in the source of a character of the reading text."""
        return offset + self._shifts[bisect_right(self._starts, offset) - 1]


def _list_replacements(source: str) -> list[tuple[int, int, str]]:
    """What is read otherwise, in order, as start, end and what stands there instead; never the whole text."""
    marks = [(start, stop, "") for start, stop in find_editorial_marks(source)]
    if sum(stop - start for start, stop, _ in marks) == len(source):
        marks = []
    if "\n" not in source and "\r" not in source:
        return marks
    breaks = [
        (match.start(), match.end(), " ")
        for match in BREAK.finditer(source)
        if not any(start <= match.start() < stop for start, stop, _ in marks)
    ]
    return sorted([*marks, *breaks])
