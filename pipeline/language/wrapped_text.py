"""A stretch of text as it is read: its line breaks are spaces, and every offset can be found again in the source."""

import re
from bisect import bisect_right

# White space with a line break in it, as wrapped paragraphs have it between two words.
BREAK = re.compile(r"[ \t]{0,200}(?:\r\n?|\n)[ \t]{0,200}")


class ReadingText:
    """The text that the parser reads, and the place of its characters in the source."""

    def __init__(self, source: str) -> None:
        self._starts, self._shifts = [0], [0]
        if "\n" not in source and "\r" not in source:
            self.text = source
            return
        pieces: list[str] = []
        length = end = 0
        for match in BREAK.finditer(source):
            pieces += [source[end : match.start()], " "]
            length += match.start() - end + 1
            end = match.end()
            self._starts.append(length)
            self._shifts.append(end - length)
        self.text = "".join([*pieces, source[end:]])

    def find_source_offset(self, offset: int) -> int:
        """The offset in the source of a character of the reading text."""
        return offset + self._shifts[bisect_right(self._starts, offset) - 1]
