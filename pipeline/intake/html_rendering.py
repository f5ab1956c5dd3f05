"""HTML to text with offsets, block by block, as "select all, copy" in a browser would give it.

The walk is our own because no library keeps offsets. One block is one line; a blank line stands where common browsers
set a margin. Scripts, styles and what the page's own markup hides give nothing.
"""

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import lxml.etree
import lxml.html

from pipeline.base.invisible_characters import INVISIBLE_CHARS
from pipeline.base.lexicon_loader import Entry, load_lexicon
from pipeline.base.text_span import Span
from pipeline.intake.source_document import HtmlBlock

# libxml2 stops at 2048 levels even with its limits lifted; a page nested deeper is flattened and read again.
DEPTH_ERROR = "Excessive depth"
# Ancestors further out tell a block nothing new, and keeping them all costs the square of the depth.
MAX_ANCESTORS = 12
MAX_HINTS_PER_LEVEL = 12
NEAREST_LEVELS = 3
HINT_WORD = re.compile(r"[A-Z]?[a-z]{2,24}|[A-Z]{2,24}")
HIDING_STYLE = re.compile(r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden", re.IGNORECASE)
TAG_PATTERN = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})[^<>]*>")
# Controls that no page may hold, and lxml does not take, become spaces.
CONTROLS_TO_SPACES = bytes(32 if byte < 32 and byte not in b"\t\n\r" else byte for byte in range(256))
LINE_BREAK = re.compile(r"\r\n?|\n")


Words = tuple[str, ...]
HintLevels = tuple[Words, ...]


class TagClass(Entry):
    """What a class of elements does to the text."""

    about: str
    tags: frozenset[str]


@dataclass(slots=True)
class _OpenElement:
    """An open element, with what it hands down to those inside."""

    tag: str
    tag_path: Words
    hints: HintLevels
    containers: tuple[int, ...]
    depth: int
    in_link: bool
    verbatim: bool
    has_margin: bool


@dataclass(slots=True)
class _TextBuilder:
    """The text as it grows: finished lines, and the pieces of the line in hand."""

    lines: list[str] = field(default_factory=list)
    blocks: list[HtmlBlock] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    hint_cache: dict[HintLevels, tuple[Words, Words]] = field(default_factory=dict)
    offset: int = 0
    link_chars: int = 0
    line_element: _OpenElement | None = None
    ends_in_space: bool = True  # white space just written, or nothing yet
    blank_line_due: bool = False

    def write(self, text: str, element: _OpenElement) -> None:
        """Add text to the line in hand, white space collapsed as a browser does."""
        words = text.split()
        if not words:
            if text and not self.ends_in_space:
                self.pieces.append(" ")
                self.ends_in_space = True
            return
        plain = " ".join(words)
        if text[0].isspace() and not self.ends_in_space:
            plain = " " + plain
        self.ends_in_space = text[-1].isspace()
        self.pieces.append(plain + " " if self.ends_in_space else plain)
        if self.line_element is None or element.depth < self.line_element.depth:
            self.line_element = element
        if element.in_link:
            self.link_chars += len(plain)

    def end_line(self) -> None:
        """Close the line in hand, if it holds anything."""
        if self.line_element is None:
            self.pieces, self.ends_in_space = [], True
            return
        line = "".join(self.pieces).strip()
        if not line.strip(INVISIBLE_CHARS):
            self.pieces, self.line_element, self.link_chars, self.ends_in_space = [], None, 0, True
            return
        if self.blank_line_due and self.lines:
            self.lines.append("")
            self.offset += 1
        span = Span(self.offset, self.offset + len(line))
        element = self.line_element
        if element.hints not in self.hint_cache:
            self.hint_cache[element.hints] = _merge_hints(element.hints), _merge_hints(element.hints[-NEAREST_LEVELS:])
        hints, near = self.hint_cache[element.hints]
        links = min(self.link_chars, len(line))
        self.blocks.append(
            HtmlBlock(
                span, element.tag, element.tag_path, hints, element.depth, links, len(line), near, element.containers
            )
        )
        self.lines.append(line)
        self.offset = span.end + 1
        self.pieces, self.line_element, self.link_chars, self.ends_in_space, self.blank_line_due = (
            [],
            None,
            0,
            True,
            False,
        )


def render_html(html: str) -> tuple[str, tuple[HtmlBlock, ...]]:
    """The text of a page, one block a line, and the blocks in order; both empty where a page shows no text.

    Takes time linear in the length of the page. Malformed markup is read as browsers read it and raises nothing.
    """
    root = parse_html(html)
    page = _TextBuilder()
    if root is not None:
        _render_elements(root, page)
    return "\n".join(page.lines), tuple(page.blocks)


@lru_cache(maxsize=1)
def parse_html(html: str) -> Any:
    """The element tree of a page (lxml), not to be changed; None where there is no element in it.

    The last one is kept: a page is asked for its text, and right after it for what its head says.
    """
    root, complaints = _parse_markup(html)
    if any(DEPTH_ERROR in complaint.message for complaint in complaints):
        root, _ = _parse_markup(TAG_PATTERN.sub(_flatten_tag, html))
    return root


def _parse_markup(html: str) -> tuple[Any, Any]:
    parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        content = html.encode("utf-8", "replace").translate(CONTROLS_TO_SPACES)
        return lxml.html.document_fromstring(content, parser=parser), parser.error_log
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return None, ()


def _flatten_tag(tag: re.Match[str]) -> str:
    name = tag.group(2).lower()
    if name in _get_tags("silent"):
        return tag.group()
    return "<br>" if name in _get_tags("block") else " "


def _render_elements(root: Any, page: _TextBuilder) -> None:
    silent, blocks, cells = _get_tags("silent"), _get_tags("block"), _get_tags("cell")
    stack: list[_OpenElement] = [_OpenElement("", (), (), (), 0, False, False, False)]
    count = 0
    walk = lxml.etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "end":
            opened = stack.pop()
            if opened.tag in blocks:
                page.end_line()
                page.blank_line_due = page.blank_line_due or opened.has_margin
            if element.tail and stack:
                _write_text(page, element.tail, stack[-1])
            continue
        if tag in silent or _is_hidden(element):
            walk.skip_subtree()
            stack.append(_OpenElement("", (), (), (), 0, False, False, False))
            continue
        count += 1
        opened = _open_element(element, tag, stack[-1], count)
        stack.append(opened)
        if tag in blocks:
            page.end_line()
            page.blank_line_due = page.blank_line_due or opened.has_margin
        elif tag == "br":
            page.end_line()
        elif tag in cells and page.line_element is not None:
            page.pieces.append("\t")
            page.ends_in_space = True
        if element.text:
            _write_text(page, element.text, opened)
    page.end_line()


def _write_text(page: _TextBuilder, text: str, element: _OpenElement) -> None:
    if not element.verbatim:
        page.write(text, element)
        return
    for number, line in enumerate(LINE_BREAK.split(text)):
        if number:
            page.end_line()
        page.write(line, element)


def _open_element(element: Any, tag: str, outer: _OpenElement, number: int) -> _OpenElement:
    attributes = element.attrib
    named = f"{attributes.get('class', '')[:400]} {attributes.get('id', '')[:100]}" if attributes else ""
    words = tuple(word.lower() for word in HINT_WORD.findall(named)[:MAX_HINTS_PER_LEVEL]) if named else ()
    lists = _get_tags("list")
    return _OpenElement(
        tag,
        (*outer.tag_path, tag)[-MAX_ANCESTORS:],
        (*outer.hints, words)[-MAX_ANCESTORS:] if words else outer.hints,
        (*outer.containers, number)[-MAX_ANCESTORS:],
        outer.depth + 1,
        outer.in_link or tag == "a",
        outer.verbatim or tag in _get_tags("verbatim"),
        tag in _get_tags("margin") or (tag in lists and lists.isdisjoint(outer.tag_path)),
    )


def _merge_hints(levels: HintLevels) -> Words:
    return tuple(dict.fromkeys(word for level in levels for word in level))


def _is_hidden(element: Any) -> bool:
    attributes = element.attrib
    if not attributes:
        return False
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and HIDING_STYLE.search(style) is not None)


@cache
def _load_tag_classes() -> dict[str, frozenset[str]]:
    path = Path(__file__).parent / "lexicons" / "tags.yml"
    lexicon = load_lexicon(path, TagClass)
    for entry in lexicon:
        lexicon.record_hit(entry)  # each is asked of every element, so none can be idle
    return {entry.id: entry.tags for entry in lexicon}


def _get_tags(name: str) -> frozenset[str]:
    return _load_tag_classes()[name]
