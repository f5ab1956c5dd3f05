"""The labels of one document's lines while they are found, each with its score and reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.clean import calendar
from pipeline.clean.labelled import Segment
from pipeline.clean.lines import Line
from pipeline.clean.rules import Rule
from pipeline.intake.document import Block

SENTENCE_ENDS = ".!?…。！？"
CLOSING = '"”’»)]'
SENTENCE_WORDS = 6


@dataclass
class Labels:
    """A page's lines, what is known of each, and the labels found so far. All lists have one entry for each line."""

    lines: Sequence[Line]
    rules: list[Rule | None]
    dated: list[calendar.Dated | None]
    blocks: list[Block | None]
    is_body: list[bool]
    probability: list[float]
    found: dict[int, tuple[str, float, str]] = field(default_factory=dict)
    title: int | None = None

    def put(self, place: int, label: str, score: float, reason: str) -> None:
        """Label a line, unless it has a label already."""
        self.found.setdefault(place, (label, score, reason))

    def label(self, place: int | None) -> str | None:
        """The label of a line, None where it has none yet (or where there is no such line)."""
        return self.found[place][0] if place is not None and place in self.found else None

    @property
    def first(self) -> int:
        """The first line of the body; the number of lines where there is none."""
        return self.is_body.index(True) if True in self.is_body else len(self.lines)

    @property
    def last(self) -> int:
        """The last line of the body, -1 where there is none."""
        return len(self.lines) - 1 - self.is_body[::-1].index(True) if True in self.is_body else -1

    def neighbour(self, place: int, step: int) -> int | None:
        """The next line with text above (`step` -1) or below (1); None at the ends of the page."""
        place += step
        while 0 <= place < len(self.lines):
            if self.lines[place].text:
                return place
            place += step
        return None

    def segments(self) -> tuple[Segment, ...]:
        """The segments, one a line; a line that nothing named is `other`."""
        blank, unknown = ("blank", 1.0, "blank"), ("other", 0.5, "unknown")
        return tuple(
            Segment(line.number, line.span, *(self.found.get(place, unknown) if line.text else blank))
            for place, line in enumerate(self.lines)
        )


def is_sentence(line: Line) -> bool:
    """Whether a line ends as a sentence does, and is long enough for one."""
    ends = line.text[-1] in CLOSING or line.text[-1] in SENTENCE_ENDS
    return ends and len(line.words) >= SENTENCE_WORDS
