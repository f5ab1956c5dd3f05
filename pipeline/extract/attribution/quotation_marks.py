"""Quotations: the text between quotation marks of any style, also where a mark is missing or turned round.

Marks are paired within a paragraph. A quotation left open ends before the cue and speaker that follow it; else with the
paragraph if it opens one, since the next paragraph may carry it on; else with its sentence.
"""

import re
from dataclasses import dataclass

from pipeline.base.text_span import Span
from pipeline.extract.attribution.cue_lexicon import find_cue
from pipeline.language.parsed_document import ParsedDocument
from pipeline.language.syntax.dependency_tree import DependencyTree, get_tree

# Double marks of English and of the languages whose marks get copied into it; two single ones are one double.
DOUBLE_MARK = re.compile(r"[“”„‟«»\"]|''|``|‘‘|’’")
# A single mark opens after white space, a bracket or a dash, and closes before white space or punctuation.
SINGLE_OPENING = re.compile(r"(?<![\w.,!?’'])[‘'](?=[\w“\"])")
SINGLE_CLOSING = re.compile(r"(?<=[\w.,!?…])['’](?!\w)")
OPENING_MARKS, CLOSING_MARKS = frozenset({"“", "„", "«", "``", "‘‘"}), frozenset({"”", "»", "’’"})
SPEAKER_POS = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "ADP", "PART", "NUM"})
INVERTED_MARKS = frozenset({"”", "»"})


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between two marks: characters with and without the marks, and the tokens `[first, last)` inside."""

    outer: Span
    inner: Span
    first: int
    last: int
    is_closed: bool


def find_quotations(parsed: ParsedDocument) -> tuple[Quotation, ...]:
    """Find the outermost quotations of a document, in the order of the text; none crosses a paragraph."""
    found: list[Quotation] = []
    for paragraph in _list_paragraphs(parsed):
        pairs = _pair_double_marks(parsed.text, paragraph) or _pair_single_marks(parsed.text, paragraph)
        for outer, inner, closed in pairs:
            if not closed:
                outer, inner = _close_quotation(parsed, paragraph, outer, inner)
            inner = inner.stripped(parsed.text)
            if inner.start < inner.end:
                first, last = _find_token_range(parsed, inner)
                if first < last:
                    found.append(Quotation(outer, inner, first, last, closed))
    return tuple(found)


def _list_paragraphs(parsed: ParsedDocument) -> list[Span]:
    spans: dict[int, Span] = {}
    for sentence in parsed.sentences:
        known = spans.get(sentence.segment)
        spans[sentence.segment] = Span(known.start if known else sentence.span.start, sentence.span.end)
    return list(spans.values())


def _pair_double_marks(text: str, paragraph: Span) -> list[tuple[Span, Span, bool]]:
    pairs: list[tuple[Span, Span, bool]] = []
    opened: re.Match[str] | None = None
    depth = 0  # of quotations inside quotations, which can be told where no mark is missing
    nests = text.count("“", *paragraph) == text.count("”", *paragraph)
    for mark in DOUBLE_MARK.finditer(text, *paragraph):
        if opened is None:
            if _is_opening(text, mark, paragraph):
                opened = mark
        elif nests and opened[0] == mark[0] == "“":
            depth += 1
        elif depth and mark[0] == "”":
            depth -= 1
        elif _is_closing(text, mark, opened, paragraph):
            pairs.append((Span(opened.start(), mark.end()), Span(opened.end(), mark.start()), True))
            opened = None
        elif mark[0] == opened[0] or mark[0] in OPENING_MARKS:
            pairs.append((Span(opened.start(), mark.start()), Span(opened.end(), mark.start()), False))
            opened = mark
    if opened is not None:
        pairs.append((Span(opened.start(), paragraph.end), Span(opened.end(), paragraph.end), False))
    return pairs


def _pair_single_marks(text: str, paragraph: Span) -> list[tuple[Span, Span, bool]]:
    """Pair single marks; called only for paragraphs without double marks, where single ones are no inner quotations."""
    pairs: list[tuple[Span, Span, bool]] = []
    for mark in SINGLE_OPENING.finditer(text, *paragraph):
        if pairs and mark.start() < pairs[-1][0].end:
            continue
        end = SINGLE_CLOSING.search(text, mark.end(), paragraph.end)
        if end is None:
            break
        pairs.append((Span(mark.start(), end.end()), Span(mark.end(), end.start()), True))
    return pairs


def _is_opening(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    if mark[0] in OPENING_MARKS:
        return True
    before, after = _get_adjacent_characters(text, mark, paragraph)
    leaning = bool(after.strip()) and not (before.isalnum() or before in ".,!?")
    return leaning if mark[0] not in INVERTED_MARKS else leaning and not before.strip()


def _is_closing(text: str, mark: re.Match[str], opened: re.Match[str], paragraph: Span) -> bool:
    if mark[0] in CLOSING_MARKS or (opened[0], mark[0]) == ("„", "“"):
        return True
    if mark[0] in OPENING_MARKS:
        return False
    before, after = _get_adjacent_characters(text, mark, paragraph)
    # A straight mark that stands before a word and after white space opens again: the last one was never closed.
    return bool(before.strip()) or not after.isalnum() or opened[0] in OPENING_MARKS


def _get_adjacent_characters(text: str, mark: re.Match[str], paragraph: Span) -> tuple[str, str]:
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    return before, after


def _close_quotation(parsed: ParsedDocument, paragraph: Span, outer: Span, inner: Span) -> tuple[Span, Span]:
    """Decide where an open quotation ends: before its cue and speaker, with its paragraph, or with its sentence."""
    first, last = _find_token_range(parsed, inner.stripped(parsed.text)) if inner.stripped(parsed.text) else (0, 0)
    comma = next((place for place in range(first, last) if _has_cue_after(get_tree(parsed.doc), place)), None)
    if comma is not None:
        end = parsed.token_starts[comma] + 1
    elif outer.start == paragraph.start:
        return outer, inner
    else:
        sentence = parsed.find_sentence(parsed.find_token(outer.start))
        end = max(min(inner.end, sentence.span.end), inner.start)
    return Span(outer.start, end), Span(inner.start, end)


def _has_cue_after(tree: DependencyTree, comma: int) -> bool:
    """Whether a comma is followed by a cue and a name, or by a name and a cue."""
    if tree.lower[comma] != "," or comma + 2 >= len(tree):
        return False
    place = comma + 1
    while place + 1 < len(tree) and tree.pos[place] in SPEAKER_POS:
        place += 1
    cue = find_cue(tree, place)
    if cue is None or "quote" not in cue.frames or tree.tag[place] not in ("VBD", "VBZ"):
        return False
    return place > comma + 1 or tree.pos[place + 1] in SPEAKER_POS


def _find_token_range(parsed: ParsedDocument, inner: Span) -> tuple[int, int]:
    first = parsed.find_token(inner.start)
    if parsed.token_starts[first] < inner.start and first + 1 < len(parsed.token_starts):
        first += 1
    last = parsed.find_token(inner.end - 1)
    return first, last + 1
