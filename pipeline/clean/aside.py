"""Lines that are no body: named by rule, by the heading above them, by the markup, by their place."""

import re

from pipeline.clean import byline, calendar, markup
from pipeline.clean.labels import Labels, is_sentence
from pipeline.clean.lines import NUMBER, Line, lines
from pipeline.clean.rules import Rule, lexicon

# A menu entry is shorter than this.
MENU_WORDS = 6
# Lines within so many of the body's first or last line may name its author.
NEAR = 12
# Marks between the steps of a path through the site; so many of them make a line such a path.
STEPS = "»›>"
PATH_STEPS = 2
# The sign of whose a picture or a page is, at the start of a line, in brackets or not.
OWNED = re.compile(r"[(\[]?\s?©")
# Letters of a line in which such marks are looked for.
MARKED = 200
# What stands between a name and a date in one line.
JOINTS = re.compile(r"\s[|•·–—/-]\s|[|•·]")
# A heading such as "Related posts" covers what follows for so many lines; comments go on to the end of the page.
REACH = {"related": 60, "tags": 20, "comment": 1_000_000}


def name_others(labels: Labels) -> None:
    """Label all lines with text that have no label yet."""
    _by_rule(labels)
    first, last = labels.first, labels.last
    for place, line in enumerate(labels.lines):
        if not line.blank and place not in labels.found:
            labels.put(place, *(_by_markup(labels, place) or _by_place(labels, place, first, last)))


def _by_rule(labels: Labels) -> None:
    first, last = labels.first, labels.last
    opened: str | None = None
    reach = 0
    for place, line in enumerate(labels.lines):
        if line.blank:
            continue
        if labels.is_body[place]:
            opened = None
            continue
        reach -= 1
        rule = labels.rules[place]
        if rule is not None and (opened is None or rule.firm):
            lexicon().hit(rule)
            labels.put(place, rule.label, 0.95 if rule.firm else 0.8, rule.id)
            opened, reach = _opened(rule, opened, reach, place > first)
        elif told := _by_marks(line, place > last):
            labels.put(place, *told)
        elif opened is not None and reach > 0 and not first - NEAR <= place < first:
            labels.put(place, opened, 0.7, f"under-{opened}")
        elif labels.dated[place] is not None:
            labels.put(place, "dateline", 0.9, "date-line")
        elif place <= last + NEAR and byline.author(line):
            labels.put(place, "byline", 0.9, "by-name")
        elif first - NEAR <= place <= last + NEAR and _names_with_date(line):
            labels.put(place, "byline", 0.8, "name-and-date")


def _by_marks(line: Line, below: bool) -> tuple[str, float, str] | None:
    if OWNED.match(line.text):
        return ("licence_notice" if below else "credit"), 0.8, "owner-sign"
    if sum(map(line.text[:MARKED].count, STEPS)) >= PATH_STEPS and not is_sentence(line):
        return "navigation", 0.8, "path-of-page"
    return None


def _names_with_date(line: Line) -> bool:
    """Whether a line is a date and a name, such as `Ida Holm | 3 March 2021`."""
    if NUMBER not in line.words or len(line.words) > byline.MOST_WORDS:
        return False
    parts = [part for text in JOINTS.split(line.text) for part in lines(text.strip()) if part.text]
    dates = [part for part in parts if calendar.read(part) is not None]
    return 0 < len(dates) < len(parts) and any(byline.name(part) or byline.author(part) for part in parts)


def _opened(rule: Rule, opened: str | None, reach: int, below: bool) -> tuple[str | None, int]:
    """The label of the lines under a rule's line, and for how many; comments stand below the body alone."""
    if rule.opens and (below or rule.opens != "comment"):
        return rule.opens, REACH[rule.opens]
    if opened is not None and opened != "comment" and rule.firm and rule.label != opened:
        return None, 0
    return opened, reach


def _by_markup(labels: Labels, place: int) -> tuple[str, float, str] | None:
    block = labels.blocks[place]
    hint = markup.hint(block) if block is not None else None
    return (hint.label, 0.7, hint.id) if hint is not None and hint.label is not None else None


def _by_place(labels: Labels, place: int, first: int, last: int) -> tuple[str, float, str]:
    line = labels.lines[place]
    if sum(map(str.isalnum, line.text[:20])) < 2:
        return "widget", 0.7, "symbol"
    if " " not in line.text and any(mark in line.text for mark in "-_") and line.text.islower():
        return "other", 0.7, "name-of-a-file"
    under_title = labels.title is not None and labels.title < place < first
    if under_title and _beside_date(labels, place) and byline.name(line):
        return "byline", 0.6, "name-beside-date"
    if first < place < last:
        return ("caption", 0.5, "aside-amid-prose") if len(line.words) >= MENU_WORDS else ("other", 0.5, "scrap")
    if is_sentence(line):
        return _sentence(labels, place, first)
    if len(line.words) < MENU_WORDS:
        return "navigation", 0.6, "short-line"
    return "related", 0.5, "headline-outside"


def _beside_date(labels: Labels, place: int) -> bool:
    return any(labels.label(labels.neighbour(place, step)) == "dateline" for step in (-1, 1))


def _sentence(labels: Labels, place: int, first: int) -> tuple[str, float, str]:
    """A sentence outside the prose: it asks for what the line beside it asks for, else it is a caption or nothing."""
    for step in (-1, 1):
        beside = labels.label(labels.neighbour(place, step))
        if beside in ("subscription", "donation"):
            return beside, 0.7, f"beside-{beside}"
    if place < first:
        return "caption", 0.5, "sentence-above-prose"
    return "other", 0.5, "sentence-outside"
