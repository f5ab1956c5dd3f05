"""What is seen of a page before anything is decided: its lines, the rules that fit them, their days, their features."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.clean.features import date_lines, line_features, markup_features
from pipeline.clean.features.feature_columns import FeatureColumns
from pipeline.clean.features.line_rules import LineRule, match_rule
from pipeline.clean.features.markup_features import BlockKinds
from pipeline.clean.text_lines import Line
from pipeline.intake.source_document import HtmlBlock


@dataclass(frozen=True, slots=True)
class Observations:
    """A page's lines, each with its rule, day and block; the features have a value for each line with text."""

    lines: Sequence[Line]
    rules: list[LineRule | None]
    dates: list[date_lines.DateLine | None]
    blocks: list[HtmlBlock | None]
    form: str  # text or html: which features there are
    features: FeatureColumns
    block_kinds: BlockKinds  # of blocks, none for plain text


def observe_lines(lines: Sequence[Line], blocks: Sequence[HtmlBlock] | None) -> Observations:
    """Look at the lines of a page, and at its blocks where it is HTML (one for each line with text, in order)."""
    rules = [match_rule(line) for line in lines]
    dates = [date_lines.parse_date_line(line) for line in lines]
    if blocks is not None:
        blocks = _merge_wrapped_blocks(lines, blocks)
    columns = line_features.compute_line_features(lines, rules, dates)
    if blocks is None:
        return Observations(lines, rules, dates, [None] * len(lines), "text", columns, {})
    by_line = iter(blocks)
    line_blocks = [None if line.is_blank else next(by_line) for line in lines]
    block_kinds = markup_features.classify_blocks(blocks)
    return Observations(
        lines,
        rules,
        dates,
        line_blocks,
        "html",
        {**columns, **markup_features.compute_markup_features(blocks, columns, block_kinds)},
        block_kinds,
    )


def _merge_wrapped_blocks(lines: Sequence[Line], blocks: Sequence[HtmlBlock]) -> Sequence[HtmlBlock]:
    """One block for each line with text: those of a wrapped paragraph are one, with the markup of the first."""
    shown = [line for line in lines if line.text]
    if len(shown) == len(blocks):
        return blocks
    merged: list[HtmlBlock] = []
    following = iter(blocks)
    for line in shown:
        first = block = next(following)
        own = [first]
        while block.span.end < line.span.end:
            block = next(following)
            own.append(block)
        merged.append(
            replace(
                first,
                span=line.span,
                text_chars=sum(part.text_chars for part in own),
                link_chars=sum(part.link_chars for part in own),
                emphasis_chars=sum(part.emphasis_chars for part in own),
            )
        )
    return merged
