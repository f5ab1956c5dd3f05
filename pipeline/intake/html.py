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

from pipeline.base.lexicon import Entry, load
from pipeline.base.span import Span
from pipeline.base.unseen import UNSEEN
from pipeline.intake.document import Block

# libxml2 stops at 2048 levels even with its limits lifted; a page nested deeper is flattened and read again.
TOO_DEEP = "Excessive depth"
# Ancestors further out tell a block nothing new, and keeping them all costs the square of the depth.
ANCESTORS = 12
HINTS_A_LEVEL = 12
NEAR = 3
WORD = re.compile(r"[A-Z]?[a-z]{2,24}|[A-Z]{2,24}")
HIDING = re.compile(r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden", re.IGNORECASE)
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})[^<>]*>")
# Controls that no page may hold, and lxml does not take, become spaces.
SPACED = bytes(32 if byte < 32 and byte not in b"\t\n\r" else byte for byte in range(256))
BREAK = re.compile(r"\r\n?|\n")


Words = tuple[str, ...]
Levels = tuple[Words, ...]


class TagClass(Entry):
    """What a class of elements does to the text."""

    about: str
    tags: frozenset[str]


@dataclass(slots=True)
class _Open:
    """An open element, with what it hands down to those inside."""

    tag: str
    path: Words
    hints: Levels
    holders: tuple[int, ...]
    depth: int
    linked: bool
    verbatim: bool
    margin: bool


@dataclass(slots=True)
class _Page:
    """The text as it grows: finished lines, and the pieces of the line in hand."""

    lines: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    known: dict[Levels, tuple[Words, Words]] = field(default_factory=dict)
    offset: int = 0
    link_chars: int = 0
    owner: _Open | None = None
    spaced: bool = True  # white space just written, or nothing yet
    blank_due: bool = False

    def write(self, text: str, inside: _Open) -> None:
        """Add text to the line in hand, white space collapsed as a browser does."""
        words = text.split()
        if not words:
            if text and not self.spaced:
                self.pieces.append(" ")
                self.spaced = True
            return
        plain = " ".join(words)
        if text[0].isspace() and not self.spaced:
            plain = " " + plain
        self.spaced = text[-1].isspace()
        self.pieces.append(plain + " " if self.spaced else plain)
        if self.owner is None or inside.depth < self.owner.depth:
            self.owner = inside
        if inside.linked:
            self.link_chars += len(plain)

    def end_line(self) -> None:
        """Close the line in hand, if it holds anything."""
        if self.owner is None:
            self.pieces, self.spaced = [], True
            return
        line = "".join(self.pieces).strip()
        if not line.strip(UNSEEN):
            self.pieces, self.owner, self.link_chars, self.spaced = [], None, 0, True
            return
        if self.blank_due and self.lines:
            self.lines.append("")
            self.offset += 1
        span = Span(self.offset, self.offset + len(line))
        own = self.owner
        if own.hints not in self.known:
            self.known[own.hints] = _words(own.hints), _words(own.hints[-NEAR:])
        hints, near = self.known[own.hints]
        links = min(self.link_chars, len(line))
        self.blocks.append(Block(span, own.tag, own.path, hints, own.depth, links, len(line), near, own.holders))
        self.lines.append(line)
        self.offset = span.end + 1
        self.pieces, self.owner, self.link_chars, self.spaced, self.blank_due = [], None, 0, True, False


def render(html: str) -> tuple[str, tuple[Block, ...]]:
    """The text of a page, one block a line, and the blocks in order; both empty where a page shows no text.

    Takes time linear in the length of the page. Malformed markup is read as browsers read it and raises nothing.
    """
    root = tree(html)
    page = _Page()
    if root is not None:
        _walk(root, page)
    return "\n".join(page.lines), tuple(page.blocks)


@lru_cache(maxsize=1)
def tree(html: str) -> Any:
    """The element tree of a page (lxml), not to be changed; None where there is no element in it.

    The last one is kept: a page is asked for its text, and right after it for what its head says.
    """
    root, complaints = _parsed(html)
    if any(TOO_DEEP in complaint.message for complaint in complaints):
        root, _ = _parsed(TAG.sub(_flat, html))
    return root


def _parsed(html: str) -> tuple[Any, Any]:
    parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        content = html.encode("utf-8", "replace").translate(SPACED)
        return lxml.html.document_fromstring(content, parser=parser), parser.error_log
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return None, ()


def _flat(tag: re.Match[str]) -> str:
    name = tag.group(2).lower()
    if name in _tags("silent"):
        return tag.group()
    return "<br>" if name in _tags("block") else " "


def _walk(root: Any, page: _Page) -> None:
    silent, blocks, cells = _tags("silent"), _tags("block"), _tags("cell")
    stack: list[_Open] = [_Open("", (), (), (), 0, False, False, False)]
    count = 0
    walk = lxml.etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "end":
            own = stack.pop()
            if own.tag in blocks:
                page.end_line()
                page.blank_due = page.blank_due or own.margin
            if element.tail and stack:
                _write(page, element.tail, stack[-1])
            continue
        if tag in silent or _hidden(element):
            walk.skip_subtree()
            stack.append(_Open("", (), (), (), 0, False, False, False))
            continue
        count += 1
        own = _opened(element, tag, stack[-1], count)
        stack.append(own)
        if tag in blocks:
            page.end_line()
            page.blank_due = page.blank_due or own.margin
        elif tag == "br":
            page.end_line()
        elif tag in cells and page.owner is not None:
            page.pieces.append("\t")
            page.spaced = True
        if element.text:
            _write(page, element.text, own)
    page.end_line()


def _write(page: _Page, text: str, inside: _Open) -> None:
    if not inside.verbatim:
        page.write(text, inside)
        return
    for number, line in enumerate(BREAK.split(text)):
        if number:
            page.end_line()
        page.write(line, inside)


def _opened(element: Any, tag: str, outer: _Open, number: int) -> _Open:
    attributes = element.attrib
    named = f"{attributes.get('class', '')[:400]} {attributes.get('id', '')[:100]}" if attributes else ""
    words = tuple(word.lower() for word in WORD.findall(named)[:HINTS_A_LEVEL]) if named else ()
    lists = _tags("list")
    return _Open(
        tag,
        (*outer.path, tag)[-ANCESTORS:],
        (*outer.hints, words)[-ANCESTORS:] if words else outer.hints,
        (*outer.holders, number)[-ANCESTORS:],
        outer.depth + 1,
        outer.linked or tag == "a",
        outer.verbatim or tag in _tags("verbatim"),
        tag in _tags("margin") or (tag in lists and lists.isdisjoint(outer.path)),
    )


def _words(levels: Levels) -> Words:
    return tuple(dict.fromkeys(word for level in levels for word in level))


def _hidden(element: Any) -> bool:
    attributes = element.attrib
    if not attributes:
        return False
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and HIDING.search(style) is not None)


@cache
def _classes() -> dict[str, frozenset[str]]:
    path = Path(__file__).parent / "lexicons" / "tags.yml"
    lexicon = load(path, TagClass)
    for entry in lexicon:
        lexicon.hit(entry)  # each is asked of every element, so none can be idle
    return {entry.id: entry.tags for entry in lexicon}


def _tags(name: str) -> frozenset[str]:
    return _classes()[name]
