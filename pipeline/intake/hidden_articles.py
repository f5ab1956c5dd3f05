"""Articles that a page holds hidden until a script runs or the reader asks for the rest.

Nothing hidden is read where the page shows its article: what is hidden must be far longer than the prose that is shown,
and not be the same. What scripts, `noscript` and templates carry is found by `carried_articles`.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from pipeline.intake.html_parsing import get_tags
from pipeline.intake.rendered_lines import SENTENCE_ENDS, RenderedLines

# What may hold the article beside the shown part of the page.
CARRIERS = frozenset({"hidden"})
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
