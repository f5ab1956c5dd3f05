"""Lines that are no body: named by rule, by the heading above them, by the markup, by their place."""

import re

from pipeline.clean.features import byline_lines, date_lines, markup_features
from pipeline.clean.features.line_rules import LineRule, load_line_rules
from pipeline.clean.labelling.line_labels import LineLabels, is_sentence
from pipeline.clean.text_lines import NUMBER_TOKEN, Line, split_lines

# A menu entry is shorter than this.
MENU_WORDS = 6
# Lines within so many of the body's first or last line may name its author.
MAX_BYLINE_DISTANCE = 12
# Marks between the steps of a path through the site; so many of them make a line such a path.
PATH_MARKS = "»›>"
MIN_PATH_MARKS = 2
# The sign of whose a picture or a page is, at the start of a line, in brackets or not.
COPYRIGHT_SIGN = re.compile(r"[(\[]?\s?©")
# Letters of a line in which such marks are looked for.
MAX_MARK_CHARS = 200
# What stands between a name and a date in one line.
NAME_DATE_SEPARATOR = re.compile(r"\s[|•·–—/-]\s|[|•·]")
# A heading such as "Related posts" covers what follows for so many lines; comments go on to the end of the page.
SECTION_LINES = {"related": 60, "tags": 20, "comment": 1_000_000}


def label_boilerplate(labels: LineLabels) -> None:
    """Label all lines with text that have no label yet."""
    _label_by_rule(labels)
    first, last = labels.first_body, labels.last_body
    for place, line in enumerate(labels.lines):
        if not line.is_blank and place not in labels.assigned:
            labels.assign(
                place, *(_infer_from_markup(labels, place) or _infer_from_position(labels, place, first, last))
            )


def _label_by_rule(labels: LineLabels) -> None:
    first, last = labels.first_body, labels.last_body
    opened: str | None = None
    reach = 0
    for place, line in enumerate(labels.lines):
        if line.is_blank:
            continue
        if labels.is_body[place]:
            opened = None
            continue
        reach -= 1
        rule = labels.rules[place]
        if rule is not None and (opened is None or rule.firm):
            load_line_rules().record_hit(rule)
            labels.assign(place, rule.label, 0.95 if rule.firm else 0.8, rule.id)
            opened, reach = _update_section(rule, opened, reach, place > first)
        elif inferred := _infer_from_marks(line, place > last):
            labels.assign(place, *inferred)
        elif opened is not None and reach > 0 and not first - MAX_BYLINE_DISTANCE <= place < first:
            labels.assign(place, opened, 0.7, f"under-{opened}")
        elif labels.dates[place] is not None:
            labels.assign(place, "dateline", 0.9, "date-line")
        elif place <= last + MAX_BYLINE_DISTANCE and byline_lines.parse_author(line):
            labels.assign(place, "byline", 0.9, "by-name")
        elif first - MAX_BYLINE_DISTANCE <= place <= last + MAX_BYLINE_DISTANCE and _has_name_and_date(line):
            labels.assign(place, "byline", 0.8, "name-and-date")


def _infer_from_marks(line: Line, below: bool) -> tuple[str, float, str] | None:
    if COPYRIGHT_SIGN.match(line.text):
        return ("licence_notice" if below else "credit"), 0.8, "owner-sign"
    if sum(map(line.text[:MAX_MARK_CHARS].count, PATH_MARKS)) >= MIN_PATH_MARKS and not is_sentence(line):
        return "navigation", 0.8, "path-of-page"
    return None


def _has_name_and_date(line: Line) -> bool:
    """Whether a line is a date and a name, such as `Ida Holm | 3 March 2021`."""
    if NUMBER_TOKEN not in line.words or len(line.words) > byline_lines.MAX_WORDS:
        return False
    parts = [part for text in NAME_DATE_SEPARATOR.split(line.text) for part in split_lines(text.strip()) if part.text]
    dates = [part for part in parts if date_lines.parse_date_line(part) is not None]
    return 0 < len(dates) < len(parts) and any(
        byline_lines.parse_bare_name(part) or byline_lines.parse_author(part) for part in parts
    )


def _update_section(rule: LineRule, opened: str | None, reach: int, below: bool) -> tuple[str | None, int]:
    """The label of the lines under a rule's line, and for how many; comments stand below the body alone."""
    if rule.opens_section and (below or rule.opens_section != "comment"):
        return rule.opens_section, SECTION_LINES[rule.opens_section]
    if opened is not None and opened != "comment" and rule.firm and rule.label != opened:
        return None, 0
    return opened, reach


def _infer_from_markup(labels: LineLabels, place: int) -> tuple[str, float, str] | None:
    block = labels.blocks[place]
    hint = markup_features.find_hint(block) if block is not None else None
    return (hint.label, 0.7, hint.id) if hint is not None and hint.label is not None else None


def _infer_from_position(labels: LineLabels, place: int, first: int, last: int) -> tuple[str, float, str]:
    line = labels.lines[place]
    if sum(map(str.isalnum, line.text[:20])) < 2:
        return "widget", 0.7, "symbol"
    if " " not in line.text and any(mark in line.text for mark in "-_") and line.text.islower():
        return "other", 0.7, "name-of-a-file"
    under_title = labels.title_line is not None and labels.title_line < place < first
    if under_title and _is_beside_date(labels, place) and byline_lines.parse_bare_name(line):
        return "byline", 0.6, "name-beside-date"
    if first < place < last:
        return ("caption", 0.5, "aside-amid-prose") if len(line.words) >= MENU_WORDS else ("other", 0.5, "scrap")
    if is_sentence(line):
        return _infer_for_sentence(labels, place, first)
    if len(line.words) < MENU_WORDS:
        return "navigation", 0.6, "short-line"
    return "related", 0.5, "headline-outside"


def _is_beside_date(labels: LineLabels, place: int) -> bool:
    return any(labels.get_label(labels.find_neighbour(place, step)) == "dateline" for step in (-1, 1))


def _infer_for_sentence(labels: LineLabels, place: int, first: int) -> tuple[str, float, str]:
    """A sentence outside the prose: it asks for what the line beside it asks for, else it is a caption or nothing."""
    for step in (-1, 1):
        beside = labels.get_label(labels.find_neighbour(place, step))
        if beside in ("subscription", "donation"):
            return beside, 0.7, f"beside-{beside}"
    if place < first:
        return "caption", 0.5, "sentence-above-prose"
    return "other", 0.5, "sentence-outside"
