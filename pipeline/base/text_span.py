"""Stretches of a document's text."""

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open stretch `[start, end)` of a document's text, in Unicode code points.

    >>> Span(4, 8).slice_text("the town hall")
    'town'
    >>> Span(3, 9).stripped("the town hall")
    Span(start=4, end=8)
    >>> Span(0, 4).overlaps(Span(4, 8))
    False
    """

    start: int
    end: int

    def slice_text(self, text: str) -> str:
        """The characters of the span in its document's text."""
        return text[self.start : self.end]

    def contains(self, other: "Span") -> bool:
        """Whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def stripped(self, text: str) -> "Span":
        """The span without white space at its ends; empty at its start where there is nothing else."""
        words = self.slice_text(text)
        left = len(words) - len(words.lstrip())
        right = len(words.rstrip())
        return Span(self.start + left, self.start + max(left, right)) if words.strip() else Span(self.start, self.start)
