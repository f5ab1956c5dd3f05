"""What is seen of a page before anything is decided: its lines, the rules that fit them, their days, their features."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.clean import calendar, features, markup
from pipeline.clean.features import Matrix
from pipeline.clean.lines import Line
from pipeline.clean.rules import Rule, match
from pipeline.intake.document import Block


@dataclass(frozen=True, slots=True)
class Seen:
    """A page's lines, each with its rule, day and block; `features` has a row for each line with text."""

    lines: Sequence[Line]
    rules: list[Rule | None]
    dated: list[calendar.Dated | None]
    blocks: list[Block | None]
    form: str  # text or html: which features there are
    features: Matrix


def see(lines: Sequence[Line], blocks: Sequence[Block] | None) -> Seen:
    """Look at the lines of a page, and at its blocks where it is HTML (one for each line with text, in order)."""
    rules = [match(line.words, line.text) for line in lines]
    dated = [calendar.read(line) for line in lines]
    matrix = features.matrix(lines, rules, dated)
    if blocks is None:
        return Seen(lines, rules, dated, [None] * len(lines), "text", matrix)
    by_line = iter(blocks)
    placed = [None if line.blank else next(by_line) for line in lines]
    return Seen(lines, rules, dated, placed, "html", np.hstack([matrix, markup.matrix(blocks, matrix)]))


def names(form: str) -> tuple[str, ...]:
    """The names of the features of a form, in the order of the columns."""
    return features.NAMES if form == "text" else (*features.NAMES, *markup.NAMES)
