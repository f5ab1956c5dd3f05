"""What each line of a page was: the body by the model, other lines by rule, by the heading above them, by place."""

from collections.abc import Sequence

from pipeline.clean.features import byline_lines
from pipeline.clean.features.observations import Observations
from pipeline.clean.labelling import repeated_text, title_detection
from pipeline.clean.labelling.body_detection import detect_body, find_vetoes
from pipeline.clean.labelling.boilerplate_labels import label_boilerplate
from pipeline.clean.labelling.line_labels import CLOSING_MARKS, SENTENCE_ENDS, LineLabels, is_sentence
from pipeline.clean.model.boosted_trees import TwoPassModel
from pipeline.clean.text_lines import Line, Words
from pipeline.intake.source_document import HtmlBlock

# A subheading is shorter than this.
MAX_SUBHEADING_WORDS = 14
# A headline in title case as long as this within the prose is one of another article: subheadings are shorter.
MIN_HEADLINE_WORDS = 10
SUBHEADING_TAGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
VETO_SCORE = 0.95
REPEATED_REASON = "told-twice"
BULLETS = "-–—•*·"


def label_lines(
    observed: Observations, model: TwoPassModel, stated_titles: Sequence[str] = (), address_words: Words = ()
) -> LineLabels:
    """Label the lines of a page by what was observed of them.

    `stated_titles` are the titles that its metadata give, `address_words` the words in its address.
    """
    vetoes = find_vetoes(observed)
    is_body, probability = detect_body(observed, model, vetoes)
    for place in repeated_text.find_doubled(observed.lines, is_body):
        is_body[place] = False
    copies = repeated_text.find_copies(observed.lines, is_body)
    for place in copies | repeated_text.find_pull_quotes(observed.lines, is_body, observed.blocks):
        is_body[place] = False
        vetoes[place] = "other", repeated_text.REASON
    labels = LineLabels(observed.lines, observed.rules, observed.dates, observed.blocks, is_body, probability)
    for place, (label, reason) in vetoes.items():
        labels.assign(place, label, VETO_SCORE, reason)
    _label_body(labels)
    _label_repeated(labels)
    _label_head(labels, stated_titles, address_words)
    label_boilerplate(labels)
    return labels


def assume_body(lines: Sequence[Line]) -> LineLabels:
    """The labels of a text that is said to be body already."""
    count = len(lines)
    shown = [not line.is_blank for line in lines]
    labels = LineLabels(lines, [None] * count, [None] * count, [None] * count, shown, [1.0] * count)
    for place, line in enumerate(lines):
        if not line.is_blank:
            labels.assign(place, "body", 1.0, "assumed")
    return labels


def _label_body(labels: LineLabels) -> None:
    for place, line in enumerate(labels.lines):
        if not labels.is_body[place]:
            continue
        score = round(labels.probability[place], 3)
        block = labels.blocks[place]
        if block is not None and not SUBHEADING_TAGS.isdisjoint(block.tag_path):
            labels.assign(place, "subheading", score, "tag:heading")
        elif not _is_heading(line):
            labels.assign(place, "body", score, _name_reason(block))
        elif _is_title_case(line) and len(line.words) >= MIN_HEADLINE_WORDS and _is_amid_prose(labels, place):
            labels.is_body[place] = False
            labels.assign(place, "related", 0.6, "headline-amid-prose")
        elif _is_above_prose(labels, place):
            labels.assign(place, "subheading", score, "model:heading")
        else:
            labels.assign(place, "body", score, "model:short-line")


def _name_reason(block: HtmlBlock | None) -> str:
    """Why a line is body; where the page does not show the article, what carried it."""
    return "model:prose" if block is None or block.carrier == "page" else f"carried:{block.carrier}"


def _is_heading(line: Line) -> bool:
    end = line.text.rstrip(CLOSING_MARKS)[-1:]
    ends = end in SENTENCE_ENDS or end in ":,;"
    return len(line.words) <= MAX_SUBHEADING_WORDS and not ends and line.text[0] not in BULLETS


def _is_title_case(line: Line) -> bool:
    long_words = [part for part in line.text.split() if len(part) > 3]
    return bool(long_words) and all(not part[0].islower() for part in long_words)


def _is_above_prose(labels: LineLabels, place: int) -> bool:
    below = labels.find_neighbour(place, 1)
    return below is not None and labels.is_body[below] and not _is_heading(labels.lines[below])


def _is_amid_prose(labels: LineLabels, place: int) -> bool:
    above = labels.find_neighbour(place, -1)
    return above is not None and labels.is_body[above] and _is_above_prose(labels, place)


def _label_repeated(labels: LineLabels) -> None:
    """A sentence that stands twice in a row is a picture's: its alternative text and its caption."""
    last_places: dict[tuple[str, ...], int] = {}
    for place, line in enumerate(labels.lines):
        if line.is_blank or labels.is_body[place] or labels.rules[place] or not is_sentence(line):
            continue
        before = last_places.get(line.words)
        if before is not None and labels.find_neighbour(before, 1) == place:
            labels.assign(before, "caption", 0.8, REPEATED_REASON)
            labels.assign(place, "caption", 0.8, REPEATED_REASON)
        last_places[line.words] = place


def _label_head(labels: LineLabels, stated_titles: Sequence[str], address_words: Words) -> None:
    first = labels.first_body
    lines = labels.lines
    body_lines = [place for place in range(first, len(lines)) if labels.is_body[place] and not lines[place].is_blank]
    unnamed = [
        labels.rules[place] is None
        and labels.dates[place] is None
        and (place not in labels.assigned or labels.is_body[place] or labels.assigned[place][2] == REPEATED_REASON)
        and byline_lines.parse_author(line) is None
        for place, line in enumerate(lines)
    ]
    labels.title_line = title_detection.find_title(labels, unnamed, stated_titles, address_words)
    if labels.title_line is not None and labels.is_body[labels.title_line]:
        labels.is_body[labels.title_line] = False
    if labels.title_line is None and len(body_lines) > 1 and _is_heading(lines[body_lines[0]]):
        # An article begins with no subheading: where no title stands above, this is it.
        labels.title_line = body_lines[0]
        labels.is_body[labels.title_line] = False
    if labels.title_line is None:
        return
    labels.assigned.pop(labels.title_line, None)
    labels.assign(labels.title_line, "title", 0.9, "title-above-prose")
    below = labels.find_neighbour(labels.title_line, 1)
    if below is None or below >= first or not unnamed[below] or not is_sentence(lines[below]):
        return
    after = labels.find_neighbour(below, 1)
    if after is None or lines[below].words != lines[after].words:
        labels.assign(below, "subtitle", 0.8, "sentence-under-title")
