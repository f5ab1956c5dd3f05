"""What each line of a page was: the body by the model, other lines by rule, by the heading above them, by place."""

from collections.abc import Sequence

from pipeline.clean import byline, head
from pipeline.clean.aside import name_others
from pipeline.clean.body import body
from pipeline.clean.labels import CLOSING, SENTENCE_ENDS, Labels, is_sentence
from pipeline.clean.lines import Line
from pipeline.clean.model import Looks
from pipeline.clean.seen import Seen

# A subheading is shorter than this.
SUBHEADING_WORDS = 14
# A headline in title case as long as this within the prose is one of another article: subheadings are shorter.
HEADLINE_WORDS = 10
HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
BULLETS = "-–—•*·"


def label(seen: Seen, looks: Looks, told: str | None) -> Labels:
    """Label the lines of a page; `looks` tell which are body, `told` is a known title."""
    labels = Labels(seen.lines, seen.rules, seen.dated, seen.blocks, *body(seen, looks))
    _body(labels)
    _repeated(labels)
    _head(labels, told)
    name_others(labels)
    return labels


def assumed(lines: Sequence[Line]) -> Labels:
    """The labels of a text that is said to be body already."""
    count = len(lines)
    shown = [not line.blank for line in lines]
    labels = Labels(lines, [None] * count, [None] * count, [None] * count, shown, [1.0] * count)
    for place, line in enumerate(lines):
        if not line.blank:
            labels.put(place, "body", 1.0, "assumed")
    return labels


def _body(labels: Labels) -> None:
    for place, line in enumerate(labels.lines):
        if not labels.is_body[place]:
            continue
        score = round(labels.probability[place], 3)
        block = labels.blocks[place]
        if block is not None and not HEADINGS.isdisjoint(block.path):
            labels.put(place, "subheading", score, "tag:heading")
        elif not _is_heading(line):
            labels.put(place, "body", score, "model:prose")
        elif _is_title_case(line) and len(line.words) >= HEADLINE_WORDS and _amid_prose(labels, place):
            labels.is_body[place] = False
            labels.put(place, "related", 0.6, "headline-amid-prose")
        elif _above_prose(labels, place):
            labels.put(place, "subheading", score, "model:heading")
        else:
            labels.put(place, "body", score, "model:short-line")


def _is_heading(line: Line) -> bool:
    end = line.text.rstrip(CLOSING)[-1:]
    ends = end in SENTENCE_ENDS or end in ":,;"
    return len(line.words) <= SUBHEADING_WORDS and not ends and line.text[0] not in BULLETS


def _is_title_case(line: Line) -> bool:
    long_words = [part for part in line.text.split() if len(part) > 3]
    return bool(long_words) and all(not part[0].islower() for part in long_words)


def _above_prose(labels: Labels, place: int) -> bool:
    below = labels.neighbour(place, 1)
    return below is not None and labels.is_body[below] and not _is_heading(labels.lines[below])


def _amid_prose(labels: Labels, place: int) -> bool:
    above = labels.neighbour(place, -1)
    return above is not None and labels.is_body[above] and _above_prose(labels, place)


def _repeated(labels: Labels) -> None:
    """A sentence that stands twice in a row is a picture's: its alternative text and its caption."""
    seen: dict[tuple[str, ...], int] = {}
    for place, line in enumerate(labels.lines):
        if line.blank or labels.is_body[place] or labels.rules[place] or not is_sentence(line):
            continue
        before = seen.get(line.words)
        if before is not None and labels.neighbour(before, 1) == place:
            labels.put(before, "caption", 0.8, "told-twice")
            labels.put(place, "caption", 0.8, "told-twice")
        seen[line.words] = place


def _head(labels: Labels, told: str | None) -> None:
    first = labels.first
    lines = labels.lines
    shown = [place for place in range(first, len(lines)) if labels.is_body[place] and not lines[place].blank]
    free = [
        labels.rules[place] is None
        and labels.dated[place] is None
        and place not in labels.found
        and byline.author(lines[place]) is None
        for place in range(first)
    ]
    top = [place for place, block in enumerate(labels.blocks) if block is not None and "h1" in block.path]
    labels.title = head.title(lines, free, shown, told, frozenset(top)) if shown else None
    if labels.title is None and len(shown) > 1 and _is_heading(lines[shown[0]]):
        # An article begins with no subheading: where no title stands above, this is it.
        labels.title = shown[0]
        labels.is_body[labels.title] = False
        labels.found.pop(labels.title)
    if labels.title is None:
        return
    labels.put(labels.title, "title", 0.9, "title-above-prose")
    below = labels.neighbour(labels.title, 1)
    if below is None or below >= first or not free[below] or not is_sentence(lines[below]):
        return
    after = labels.neighbour(below, 1)
    if after is None or lines[below].words != lines[after].words:
        labels.put(below, "subtitle", 0.8, "sentence-under-title")
