"""What each line of a page was: the body by the model, other lines by rule, by the heading above them, by place."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.clean import byline, calendar, head
from pipeline.clean.body import body as score_body
from pipeline.clean.labelled import Segment
from pipeline.clean.lines import Line
from pipeline.clean.rules import Rule, lexicon, match

SENTENCE_ENDS = ".!?…。！？"
CLOSING = '"”’»)]'
# A subheading is shorter than this; so is a menu entry.
SUBHEADING_WORDS = 14
MENU_WORDS = 6
SENTENCE_WORDS = 6
# A headline in title case as long as this within the prose is one of another article: subheadings are shorter.
HEADLINE_WORDS = 10
# Lines with text above the body in which a byline, a day or a picture's words are looked for.
HEAD = 12
# A heading such as "Related posts" covers what follows for so many lines with text.
REACH = {"related": 60, "tags": 20, "comment": 100_000}


@dataclass
class Labels:
    """The labels of one document's lines as they are found, with score and reason."""

    lines: Sequence[Line]
    rules: list[Rule | None]
    dated: list[calendar.Dated | None]
    probability: list[float]
    is_body: list[bool]
    found: dict[int, tuple[str, float, str]] = field(default_factory=dict)
    title: int | None = None

    def put(self, place: int, label: str, score: float, reason: str) -> None:
        """Label a line, unless it has a label already."""
        self.found.setdefault(place, (label, score, reason))

    @property
    def first(self) -> int:
        """The first line of the body; the number of lines where there is none."""
        return next((place for place, body in enumerate(self.is_body) if body), len(self.lines))

    @property
    def last(self) -> int:
        """The last line of the body, -1 where there is none."""
        return next((place for place in range(len(self.lines) - 1, -1, -1) if self.is_body[place]), -1)

    def segments(self) -> tuple[Segment, ...]:
        """The segments, one a line; a line that nothing named is `other`."""
        unknown = ("other", 0.5, "unknown")
        return tuple(
            Segment(
                line.number, line.span, *(("blank", 1.0, "blank") if line.blank else self.found.get(place, unknown))
            )
            for place, line in enumerate(self.lines)
        )


def label(lines: Sequence[Line]) -> Labels:
    """Label the lines of a page."""
    rules = [match(line.words, line.text) for line in lines]
    probability = score_body(lines, rules)
    labels = Labels(
        lines,
        rules,
        [calendar.read(line) for line in lines],
        probability,
        [p >= 0.5 for p in probability],
    )
    _body(labels)
    _repeated(labels)
    _head(labels)
    _by_rule(labels)
    _by_place(labels)
    return labels


def _body(labels: Labels) -> None:
    for place, line in enumerate(labels.lines):
        if not labels.is_body[place]:
            continue
        score = round(labels.probability[place], 3)
        if not _is_heading(line):
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
    return (
        len(line.words) <= SUBHEADING_WORDS
        and end not in (*SENTENCE_ENDS, ":", ",", ";")
        and line.text[0] not in "-•*·"
    )


def _is_title_case(line: Line) -> bool:
    long_words = [part for part in line.text.split() if len(part) > 3]
    return bool(long_words) and all(not part[0].islower() for part in long_words)


def _neighbour(labels: Labels, place: int, step: int) -> int | None:
    place += step
    while 0 <= place < len(labels.lines):
        if not labels.lines[place].blank:
            return place
        place += step
    return None


def _above_prose(labels: Labels, place: int) -> bool:
    below = _neighbour(labels, place, 1)
    return below is not None and labels.is_body[below] and not _is_heading(labels.lines[below])


def _amid_prose(labels: Labels, place: int) -> bool:
    above = _neighbour(labels, place, -1)
    return above is not None and labels.is_body[above] and _above_prose(labels, place)


def _head(labels: Labels) -> None:
    first = labels.first
    body = [
        place for place in range(first, len(labels.lines)) if labels.is_body[place] and not labels.lines[place].blank
    ]
    free = [
        rule is None and dated is None and place not in labels.found and byline.author(line) is None
        for place, (line, rule, dated) in enumerate(zip(labels.lines[:first], labels.rules, labels.dated, strict=False))
    ]
    labels.title = head.title(labels.lines, free, first, body) if body else None
    if labels.title is None:
        return
    labels.put(labels.title, "title", 0.9, "title-above-prose")
    below = _neighbour(labels, labels.title, 1)
    if below is not None and below < first and free[below] and _is_sentence(labels.lines[below]):
        after = _neighbour(labels, below, 1)
        if labels.lines[below].words != (labels.lines[after].words if after is not None else ()):
            labels.put(below, "subtitle", 0.8, "sentence-under-title")


def _is_sentence(line: Line) -> bool:
    ends = line.text[-1] in CLOSING or line.text[-1] in SENTENCE_ENDS
    return ends and len(line.words) >= SENTENCE_WORDS


def _repeated(labels: Labels) -> None:
    """A sentence that stands twice in a row is a picture's: its alternative text and its caption."""
    seen: dict[tuple[str, ...], int] = {}
    for place, line in enumerate(labels.lines):
        if line.blank or labels.is_body[place] or labels.rules[place] or not _is_sentence(line):
            continue
        before = seen.get(line.words)
        if before is not None and _neighbour(labels, before, 1) == place:
            labels.put(before, "caption", 0.8, "told-twice")
            labels.put(place, "caption", 0.8, "told-twice")
        seen[line.words] = place


def _by_rule(labels: Labels) -> None:
    first, last = labels.first, labels.last
    opened, reach = None, 0
    for place, line in enumerate(labels.lines):
        if line.blank:
            continue
        reach -= 1
        if labels.is_body[place]:
            opened = None
            continue
        rule, dated = labels.rules[place], labels.dated[place]
        if rule is not None and (opened is None or rule.firm):
            lexicon().hit(rule)
            labels.put(place, rule.label, 0.95 if rule.firm else 0.8, rule.id)
            if rule.opens and (place > first or rule.opens != "comment"):
                opened, reach = rule.opens, REACH[rule.opens]
            elif opened != "comment" and rule.label != opened and rule.firm:
                opened = None
        elif opened is not None and reach > 0 and not (place < first and place >= first - HEAD):
            labels.put(place, opened, 0.7, f"under-{opened}")
        elif dated is not None:
            labels.put(place, "dateline", 0.9, "date-line")
        elif (author := byline.author(line)) and (place < first or place <= last + HEAD) and author:
            labels.put(place, "byline", 0.9, "by-name")


def _by_place(labels: Labels) -> None:
    first, last = labels.first, labels.last
    for place, line in enumerate(labels.lines):
        if line.blank or place in labels.found:
            continue
        words = len(line.words)
        if sum(map(str.isalnum, line.text)) < 2:
            labels.put(place, "widget", 0.7, "symbol")
        elif " " not in line.text and any(mark in line.text for mark in "-_") and line.text.islower():
            labels.put(place, "other", 0.7, "name-of-a-file")
        elif (
            labels.title is not None
            and labels.title < place < first
            and _beside_date(labels, place)
            and byline.name(line)
        ):
            labels.put(place, "byline", 0.6, "name-beside-date")
        elif first < place < last:
            labels.put(
                place, *(("caption", 0.5, "aside-amid-prose") if words >= MENU_WORDS else ("other", 0.5, "scrap"))
            )
        elif _is_sentence(line):
            labels.put(place, *_prompt(labels, place))
        elif words < MENU_WORDS:
            labels.put(place, "navigation", 0.6, "short-line")
        else:
            labels.put(place, "related", 0.5, "headline-outside")


def _beside_date(labels: Labels, place: int) -> bool:
    near = (_neighbour(labels, place, -1), _neighbour(labels, place, 1))
    return any(side is not None and labels.found.get(side, ("",))[0] == "dateline" for side in near)


def _prompt(labels: Labels, place: int) -> tuple[str, float, str]:
    """A sentence outside the prose: it asks for what the line beside it asks for, else it is a caption or nothing."""
    for step in (-1, 1):
        side = _neighbour(labels, place, step)
        beside = labels.found.get(side, ("",))[0] if side is not None else ""
        if beside in ("subscription", "donation"):
            return beside, 0.7, f"beside-{beside}"
    if place < labels.first:
        return "caption", 0.5, "sentence-above-prose"
    return "other", 0.5, "sentence-outside"


def assumed(lines: Sequence[Line]) -> Labels:
    """The labels of a text that is said to be body already."""
    nothing = [None] * len(lines)
    labels = Labels(lines, list(nothing), list(nothing), [1.0] * len(lines), [not line.blank for line in lines])
    for place, line in enumerate(lines):
        if not line.blank:
            labels.put(place, "body", 1.0, "assumed")
    return labels
