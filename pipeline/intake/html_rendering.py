"""HTML to text with offsets, block by block, as "select all, copy" in a browser would give it.

The walk is our own because no library keeps offsets. One block is one line; a blank line stands where common browsers
set a margin. Scripts, styles and what the page's own markup hides give nothing, unless the article itself is hidden:
see `hidden_articles`.
"""

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any

import lxml.etree

from pipeline.intake import hidden_articles, inline_marks
from pipeline.intake.html_parsing import get_tags, parse_html
from pipeline.intake.page_styles import PageStyles
from pipeline.intake.rendered_lines import OpenElement, RenderedLines
from pipeline.intake.source_document import HtmlBlock

# Ancestors further out tell a block nothing new, and keeping them all costs the square of the depth.
MAX_ANCESTORS = 12
MAX_HINTS_PER_LEVEL = 12
HINT_WORD = re.compile(r"[A-Z]?[a-z]{2,24}|[A-Z]{2,24}")
LINE_BREAK = re.compile(r"\r\n?|\n")
# Parts of a line that pages set below the paragraph they stand in.
OWN_LINE_HINTS = frozenset({"credit", "credits", "caption", "copyright"})
EMPHASIS_TAGS = frozenset({"em", "i", "small", "figcaption", "cite"})
IMAGE_TAGS = frozenset({"img", "picture", "figure", "svg", "video", "amp-img"})
# Cells of a table for layout hold blocks, or as much text as this.
MAX_DATA_CELL_CHARS = 200
MAX_CELLS = 60
LAYOUT_TAGS = frozenset({"p", "div", "h1", "h2", "h3", "ul", "ol", "article", "section", "br", "font"})
MARK_TAGS = frozenset({"sup", "a"})
# Children of an element that are looked at to tell what it is.
MAX_CHILDREN = 200
NO_LINE = OpenElement("", (), (), (), 0)


def render_html(html: str) -> tuple[str, tuple[HtmlBlock, ...]]:
    """The text of a page, one block a line, and the blocks in order; both empty where a page shows no text.

    Takes time linear in the length of the page. Malformed markup is read as browsers read it and raises nothing.
    """
    root = parse_html(html)
    page = RenderedLines()
    if root is not None:
        styles = PageStyles(root)
        hidden = _render_elements(root, page, styles, {})
        if carried := hidden_articles.find_hidden_article(hidden, page):
            page = RenderedLines()
            _render_elements(root, page, styles, carried)
    return "\n".join(page.lines), tuple(page.blocks)


def _render_elements(
    root: Any, page: RenderedLines, styles: PageStyles, carried: Mapping[Any, str]
) -> list[tuple[Any, str]]:
    """Write the text of a page; returns the elements that were left out, each with what held it.

    `carried` are elements that are shown although they are hidden, by what holds them.
    """
    silent = get_tags("silent")
    stack: list[OpenElement] = [NO_LINE]
    left_out: list[tuple[Any, str]] = []
    count = 0
    walk = lxml.etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "end":
            opened = stack.pop()
            if opened.is_block:
                page.end_line()
                page.blank_line_due = page.blank_line_due or opened.has_margin
            if element.tail and stack:
                _write_text(page, element.tail, stack[-1])
            continue
        if tag in IMAGE_TAGS:
            page.image_due = True
        held_by = tag if tag in silent else "hidden" if styles.is_hidden(element) else None
        if held_by is not None and element not in carried:
            if held_by in hidden_articles.CARRIERS:
                left_out.append((element, held_by))
            walk.skip_subtree()
            stack.append(NO_LINE)
            continue
        words = _find_hint_words(element)
        if page.line_element is not None and (tag in MARK_TAGS or words):
            replacement = inline_marks.find_replacement(element, tag, words, page.line_end)
            if replacement is not None:
                page.write_mark(replacement)
                walk.skip_subtree()
                stack.append(NO_LINE)
                continue
        count += 1
        opened = _open_element(element, words, stack[-1], count, styles)
        if element in carried:
            opened.carrier, opened.is_block = carried[element], True
        stack.append(opened)
        _begin_element(page, element, opened)
    page.finish()
    return left_out


def _begin_element(page: RenderedLines, element: Any, opened: OpenElement) -> None:
    tag = opened.tag
    if opened.is_block:
        page.end_line()
        page.blank_line_due = page.blank_line_due or opened.has_margin
    elif tag == "br":
        page.end_line()
    elif tag == "img":
        alternative = element.attrib.get("alt", "")
        if len(alternative) == 1 and alternative.isupper() and page.line_element is None:
            opened.is_initial = True
            page.write(alternative, opened)
    elif tag in get_tags("cell") and page.line_element is not None:
        page.write_mark("\t")
    if element.text:
        _write_text(page, element.text, opened)


def _write_text(page: RenderedLines, text: str, element: OpenElement) -> None:
    if not element.verbatim:
        page.write(text, element)
        return
    for number, line in enumerate(LINE_BREAK.split(text)):
        if number:
            page.end_line()
        page.write(line, element)


def _open_element(
    element: Any, words: tuple[str, ...], outer: OpenElement, number: int, styles: PageStyles
) -> OpenElement:
    tag = element.tag
    lists = get_tags("list")
    initial = bool(words) and inline_marks.is_initial(element)
    in_layout_table = _is_layout_table(element) if tag == "table" else outer.in_layout_table
    return OpenElement(
        tag,
        (*outer.tag_path, tag)[-MAX_ANCESTORS:],
        (*outer.hints, words)[-MAX_ANCESTORS:] if words else outer.hints,
        (*outer.containers, number)[-MAX_ANCESTORS:],
        outer.depth + 1,
        in_link=outer.in_link or tag == "a",
        verbatim=outer.verbatim or tag in get_tags("verbatim"),
        has_margin=tag in get_tags("margin") or (tag in lists and lists.isdisjoint(outer.tag_path)),
        is_block=not initial and (tag in get_tags("block") or _is_own_line(element, words, in_layout_table, styles)),
        in_layout_table=in_layout_table,
        emphasised=outer.emphasised or tag in EMPHASIS_TAGS,
        is_initial=initial,
        carrier=outer.carrier,
    )


def _is_own_line(element: Any, words: tuple[str, ...], in_layout_table: bool, styles: PageStyles) -> bool:
    """Whether an element that is part of a line by its tag is one by itself on this page."""
    tag = element.tag
    if in_layout_table and tag in get_tags("cell"):
        return True
    if "-" in tag:  # custom elements: lines unless they stand amid text
        parent = element.getparent()
        return parent is not None and not _has_own_text(parent)
    if tag == "span" and not OWN_LINE_HINTS.isdisjoint(words):
        return True
    return styles.is_block(element)


def _has_own_text(element: Any) -> bool:
    if (element.text or "").strip():
        return True
    return any((child.tail or "").strip() for child in islice(element, MAX_CHILDREN))


def _is_layout_table(table: Any) -> bool:
    """Whether a table only places parts of the page: its cells hold blocks or much text, and none is a heading."""
    if table.attrib.get("role") in ("presentation", "none"):
        return True
    for number, cell in enumerate(table.iter("td", "th", "table")):
        if number > MAX_CELLS or (number and cell.tag == "th"):
            return False
        if number and cell.tag == "table":
            return True
        if cell.tag == "td":
            if any(child.tag in LAYOUT_TAGS for child in islice(cell, MAX_CHILDREN)):
                return True
            if inline_marks.read_short_text(cell, MAX_DATA_CELL_CHARS) is None:
                return True
    return False


def _find_hint_words(element: Any) -> tuple[str, ...]:
    attributes = element.attrib
    if not attributes:
        return ()
    named = f"{attributes.get('class', '')[:400]} {attributes.get('id', '')[:100]}"
    return tuple(word.lower() for word in HINT_WORD.findall(named)[:MAX_HINTS_PER_LEVEL]) if len(named) > 1 else ()
