"""The labels of one document's lines while they are found, each with its score and reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.clean.features import date_lines
from pipeline.clean.features.line_rules import LineRule
from pipeline.clean.labelled_document import Segment
from pipeline.clean.text_lines import Line
from pipeline.intake.source_document import HtmlBlock

SENTENCE_ENDS = ".!?…。！？"
CLOSING_MARKS = '"”’»)]'
MIN_SENTENCE_WORDS = 6
# Parts of a page that may be about something else than its article, and words of the markup around comments.
PART_TAGS = frozenset({"article", "aside", "footer", "nav"})
COMMENT_HINTS = frozenset({"comment", "comments", "commentlist", "disqus", "replies", "kommentare", "comentarios"})

# Labels that a line has for want of a better one: it may still name an author or a day.
FALLBACK_REASONS = frozenset({"headline-outside", "headline-amid-prose", "sentence-above-prose"})


@dataclass
class LineLabels:
    """A page's lines, what is known of each, and the labels found so far. All lists have one entry for each line."""

    lines: Sequence[Line]
    rules: list[LineRule | None]
    dates: list[date_lines.DateLine | None]
    blocks: list[HtmlBlock | None]
    is_body: list[bool]
    probability: list[float]
    assigned: dict[int, tuple[str, float, str]] = field(default_factory=dict)
    title_line: int | None = None

    def assign(self, place: int, label: str, score: float, reason: str) -> None:
        """Label a line, unless it has a label already."""
        self.assigned.setdefault(place, (label, score, reason))

    def get_label(self, place: int | None) -> str | None:
        """The label of a line, None where it has none yet (or where there is no such line)."""
        return self.assigned[place][0] if place is not None and place in self.assigned else None

    @property
    def first_body(self) -> int:
        """The first line of the body; the number of lines where there is none."""
        return self.is_body.index(True) if True in self.is_body else len(self.lines)

    @property
    def last_body(self) -> int:
        """The last line of the body, -1 where there is none."""
        return len(self.lines) - 1 - self.is_body[::-1].index(True) if True in self.is_body else -1

    def find_neighbour(self, place: int, step: int) -> int | None:
        """The next line with text above (`step` -1) or below (1); None at the ends of the page."""
        place += step
        while 0 <= place < len(self.lines):
            if self.lines[place].text:
                return place
            place += step
        return None

    def is_in_other_part(self, place: int) -> bool:
        """Whether the markup puts a line into a comment, or an article or margin that does not hold the body."""
        block = self.blocks[place]
        if block is None or (first := self.first_body) == len(self.lines) or (body := self.blocks[first]) is None:
            return False
        if not COMMENT_HINTS.isdisjoint(block.nearest_hints) and COMMENT_HINTS.isdisjoint(body.hints):
            return True
        outer = zip(reversed(block.containers), reversed(block.tag_path), strict=False)
        return any(tag in PART_TAGS and number not in body.containers for number, tag in outer)

    def build_segments(self) -> tuple[Segment, ...]:
        """The segments, one a line; a line that nothing named is `other`."""
        blank, unknown = ("blank", 1.0, "blank"), ("other", 0.5, "unknown")
        return tuple(
            Segment(line.number, line.span, *(self.assigned.get(place, unknown) if line.text else blank))
            for place, line in enumerate(self.lines)
        )


def is_sentence(line: Line) -> bool:
    """Whether a line ends as a sentence does, and is long enough for one."""
    ends = line.text[-1] in CLOSING_MARKS or line.text[-1] in SENTENCE_ENDS
    return ends and len(line.words) >= MIN_SENTENCE_WORDS
