"""Paragraphs whose lines break at a column, as wires, mails and preformatted text have them.

A line was wrapped where the first word of the next would not have fitted into the width of the text. One such pair may
be chance; that some of the next lines begin in small letters tells that sentences run on.
"""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.base.text_span import Span

# Widths at which texts are wrapped; narrower lines are lists and verse, wider ones paragraphs.
MIN_WIDTH, MAX_WIDTH = 38, 100
# Sentences that run on over a line's end, of all that there are in a text, and their share of the wrapped ends.
MIN_RUN_ON = 2
MIN_RUN_ON_SHARE = 0.3
# The share of long lines that set the width: one longer line, such as an address, does not.
WIDTH_QUANTILE = 0.95
# A wrapped line is filled to this share of the width at least.
MIN_FILL = 0.6
LIST_MARKS = "-–—•*·>|#"


def find_wrapped_paragraphs(text: str, lines: Sequence[Span]) -> list[tuple[int, int]]:
    """Runs of two lines or more `[first, last)` that are one paragraph each; empty where nothing is wrapped."""
    shown = [line.slice_text(text) for line in lines]
    running = [place for place, (line, below) in enumerate(pairwise(shown)) if _runs_on(line, below)]
    if len(running) < MIN_RUN_ON:
        return []
    lengths = sorted(len(shown[place].strip()) for place in running)
    width = lengths[min(int(len(lengths) * WIDTH_QUANTILE), len(lengths) - 1)]
    if not MIN_WIDTH <= width <= MAX_WIDTH:
        return []
    wrapped = [place for place, (line, below) in enumerate(pairwise(shown)) if _is_wrapped(line, below, width)]
    wrapped_set = set(wrapped)
    run_on = sum(place in wrapped_set for place in running)
    if run_on < max(MIN_RUN_ON, MIN_RUN_ON_SHARE * len(wrapped)) or 2 * run_on < len(running):
        return []
    return _group_runs(wrapped)


def _runs_on(line: str, below: str) -> bool:
    """Whether a sentence goes on over the end of a line: the next begins in a small letter."""
    line, below = line.strip(), below.strip()
    return len(line) >= MIN_WIDTH * MIN_FILL and below[:1].islower() and line[-1] not in ".!?:;"


def _is_wrapped(line: str, below: str, width: int) -> bool:
    """Whether a line ends because the next word did not fit, and no new paragraph or item begins."""
    end, start = line.strip(), below.strip()
    if not end or not start or len(end) > width + 3 or len(end) < MIN_FILL * width:
        return False
    if start[0] in LIST_MARKS or (len(below) - len(below.lstrip()) > len(line) - len(line.lstrip()) + 1):
        return False
    return len(end) + 1 + len(start.split(maxsplit=1)[0]) > width


def _group_runs(places: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place + 1:
            runs[-1] = runs[-1][0], place + 2
        else:
            runs.append((place, place + 2))
    return runs
