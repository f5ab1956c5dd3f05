"""Articles that a page does not show but holds: hidden until a script runs, in `noscript`, in a template, as JSON.

Nothing of this is read where the page shows its article: what is held must be far longer than the prose that is shown,
and not be the same.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import lxml.etree
import lxml.html

from pipeline.intake.html_parsing import get_tags
from pipeline.intake.rendered_lines import SENTENCE_ENDS, RenderedLines

# What may hold an article beside the shown part of the page.
CARRIERS = frozenset({"hidden", "noscript", "template"})
# Hidden boxes with prose that is no article's.
BOX_WORDS = (
    *("cookie", "consent", "gdpr", "privacy", "modal", "popup", "overlay", "newsletter", "subscribe", "login", "menu"),
    *("comment", "disqus", "nav", "footer", "related", "search", "share", "onetrust", "cmp", "lightbox"),
)
PARAGRAPH_TAGS = ("p", "li", "blockquote", "div", "section", "article", "slot")
# Paragraphs of so many letters are prose.
MIN_PARAGRAPH_CHARS = 60
MIN_ARTICLE_CHARS = 300
# So many times the shown prose must what is held be long.
MIN_RATIO = 2.0
# Letters of a paragraph by which it is known again in the shown text.
KEY_CHARS = 40
MAX_KNOWN_SHARE = 0.5
MAX_SCRIPTS = 40
MAX_SCRIPT_CHARS = 5_000_000
MAX_DEPTH = 24
MAX_STRINGS = 20_000
MAX_ELEMENTS = 5_000


def find_hidden_article(left_out: Sequence[tuple[Any, str]], page: RenderedLines) -> dict[Any, str]:
    """The elements among those left out that hold the article, with what holds them; empty where the page shows it."""
    shown = _count_shown_prose(page)
    groups: dict[str, list[Any]] = defaultdict(list)
    sizes: dict[str, int] = defaultdict(int)
    known = _collect_keys(page)
    for element, carrier in left_out:
        paragraphs = [] if _is_box(element) else _list_paragraphs(element)
        chars = sum(map(len, paragraphs))
        if chars and not _is_known(paragraphs, known):
            groups[carrier].append(element)
            sizes[carrier] += chars
    best = max(sizes, key=lambda carrier: (sizes[carrier], carrier), default=None)
    if best is None or sizes[best] < max(MIN_ARTICLE_CHARS, MIN_RATIO * shown):
        return {}
    return dict.fromkeys(groups[best], best)


def read_json_article(root: Any, page: RenderedLines) -> list[str]:
    """The paragraphs of an article that only the data of the page hold; empty where the page shows it."""
    shown = _count_shown_prose(page)
    best: list[str] = []
    for script in _list_scripts(root):
        text = script.text or ""
        if not MIN_ARTICLE_CHARS <= len(text) <= MAX_SCRIPT_CHARS or len(text) < MIN_RATIO * shown:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for paragraphs in _group_prose(data):
            if sum(map(len, paragraphs)) > sum(map(len, best)):
                best = paragraphs
    if sum(map(len, best)) < max(MIN_ARTICLE_CHARS, MIN_RATIO * shown) or _is_known(best, _collect_keys(page)):
        return []
    return best


def _list_scripts(root: Any) -> list[Any]:
    scripts = (script for script in root.iter("script") if "json" in (script.attrib.get("type") or ""))
    return [script for script, _ in zip(scripts, range(MAX_SCRIPTS), strict=False)]


def _count_shown_prose(page: RenderedLines) -> int:
    """Letters in the blocks of a page that are prose by their looks."""
    return sum(
        block.text_chars
        for block, line in zip(page.blocks, (line for line in page.lines if line), strict=True)
        if block.text_chars >= MIN_PARAGRAPH_CHARS and block.link_chars * 2 < block.text_chars and line
    )


def _collect_keys(page: RenderedLines) -> set[str]:
    return {line[:KEY_CHARS] for line in page.lines if len(line) >= KEY_CHARS}


def _is_known(paragraphs: Sequence[str], known: set[str]) -> bool:
    """Whether the page shows most of the paragraphs anyway."""
    keys = [paragraph[:KEY_CHARS] for paragraph in paragraphs if len(paragraph) >= KEY_CHARS]
    return bool(keys) and sum(key in known for key in keys) >= MAX_KNOWN_SHARE * len(keys)


def _is_box(element: Any) -> bool:
    named = f"{element.attrib.get('class', '')} {element.attrib.get('id', '')}"[:400].lower()
    return any(word in named for word in BOX_WORDS)


def _list_paragraphs(element: Any) -> list[str]:
    """The paragraphs of prose under an element, each once."""
    silent = get_tags("silent")
    found: list[str] = []
    for number, part in enumerate(element.iter(PARAGRAPH_TAGS)):
        if number > MAX_ELEMENTS:
            break
        own = [part.text or "", *((child.tail or "") for child in part)]
        inline = [child for child in part if child.tag not in silent and child.tag not in get_tags("block")]
        text = " ".join(" ".join([*own, *("".join(child.itertext()) for child in inline)]).split())
        if len(text) >= MIN_PARAGRAPH_CHARS and text[-1:] in (*SENTENCE_ENDS, '"', "”", "'", "»", ")"):
            found.append(" ".join("".join(part.itertext()).split()) if not _has_blocks(part) else text)
    return found


def _has_blocks(element: Any) -> bool:
    return any(child.tag in get_tags("block") for child in element)


def _group_prose(data: Any) -> Iterator[list[str]]:
    """The prose in a JSON document: strings of one path, such as `props.article.body[].text`, belong together."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    stack: list[tuple[Any, tuple[str, ...]]] = [(data, ())]
    count = 0
    while stack and count < MAX_STRINGS:
        value, path = stack.pop()
        if len(path) > MAX_DEPTH:
            continue
        if isinstance(value, dict):
            stack += [(item, (*path, str(key))) for key, item in reversed(list(value.items()))]
        elif isinstance(value, list):
            stack += [(item, path) for item in reversed(value)]
        elif isinstance(value, str):
            count += 1
            groups[path] += [part for part in _split_paragraphs(value) if _is_paragraph(part)]
    yield from (group for group in groups.values() if group)


def _is_paragraph(text: str) -> bool:
    return len(text) >= MIN_PARAGRAPH_CHARS and " " in text and text[-1] in (*SENTENCE_ENDS, *'"”’»)')


def _split_paragraphs(value: str) -> list[str]:
    if len(value) < MIN_PARAGRAPH_CHARS:
        return []
    if "</" in value or "<br" in value:
        try:
            root = lxml.html.document_fromstring(value)
        except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError):
            return []
        for element in root.iter("p", "br", "div", "li", "h2", "h3"):
            element.tail = "\n" + (element.tail or "")
        value = "".join(root.itertext())
    return [" ".join(line.split()) for line in value.splitlines() if line.strip()]
