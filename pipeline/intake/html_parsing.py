"""HTML markup to an element tree, as browsers read it, in time linear in its length."""

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import lxml.etree
import lxml.html

from pipeline.base.lexicon_loader import Entry, load_lexicon

# libxml2 stops at 2048 levels even with its limits lifted; a page nested deeper is flattened and read again.
DEPTH_ERROR = "Excessive depth"
TAG_PATTERN = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})[^<>]*>")
# Controls that no page may hold, and lxml does not take, become spaces.
CONTROLS_TO_SPACES = bytes(32 if byte < 32 and byte not in b"\t\n\r" else byte for byte in range(256))


class TagClass(Entry):
    """What a class of elements does to the text."""

    about: str
    tags: frozenset[str]


@lru_cache(maxsize=1)
def parse_html(html: str) -> Any:
    """The element tree of a page (lxml), not to be changed; None where there is no element in it.

    The last one is kept: a page is asked for its text, and right after it for what its head says.
    """
    root, complaints = _parse_markup(html)
    if any(DEPTH_ERROR in complaint.message for complaint in complaints):
        root, _ = _parse_markup(TAG_PATTERN.sub(_flatten_tag, html))
    return root


def get_tags(name: str) -> frozenset[str]:
    """The tags of one entry of `lexicons/tags.yml`."""
    return _load_tag_classes()[name]


def _parse_markup(html: str) -> tuple[Any, Any]:
    parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        content = html.encode("utf-8", "replace").translate(CONTROLS_TO_SPACES)
        return lxml.html.document_fromstring(content, parser=parser), parser.error_log
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return None, ()


def _flatten_tag(tag: re.Match[str]) -> str:
    name = tag.group(2).lower()
    if name in get_tags("silent"):
        return tag.group()
    return "<br>" if name in get_tags("block") else " "


@cache
def _load_tag_classes() -> dict[str, frozenset[str]]:
    lexicon = load_lexicon(Path(__file__).parent / "lexicons" / "tags.yml", TagClass)
    for entry in lexicon:
        lexicon.record_hit(entry)  # each is asked of every element, so none can be idle
    return {entry.id: entry.tags for entry in lexicon}
