"""What is seen of a page before anything is decided: its lines, the rules that fit them, their days, their features."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.clean import calendar, features, markup
from pipeline.clean.columns import Columns
from pipeline.clean.lines import Line
from pipeline.clean.markup import Kinds
from pipeline.clean.rules import Rule, match
from pipeline.intake.document import Block


@dataclass(frozen=True, slots=True)
class Seen:
    """A page's lines, each with its rule, day and block; the features have a value for each line with text."""

    lines: Sequence[Line]
    rules: list[Rule | None]
    dated: list[calendar.Dated | None]
    blocks: list[Block | None]
    form: str  # text or html: which features there are
    features: Columns
    kinds: Kinds  # of blocks, none for plain text


def see(lines: Sequence[Line], blocks: Sequence[Block] | None) -> Seen:
    """Look at the lines of a page, and at its blocks where it is HTML (one for each line with text, in order)."""
    rules = [match(line.words, line.text) for line in lines]
    dated = [calendar.read(line) for line in lines]
    columns = features.columns(lines, rules, dated)
    if blocks is None:
        return Seen(lines, rules, dated, [None] * len(lines), "text", columns, {})
    by_line = iter(blocks)
    placed = [None if line.blank else next(by_line) for line in lines]
    kinds = markup.kinds(blocks)
    return Seen(lines, rules, dated, placed, "html", {**columns, **markup.columns(blocks, columns, kinds)}, kinds)
