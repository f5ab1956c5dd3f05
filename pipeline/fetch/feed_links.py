"""Feeds and sitemaps: the addresses of pages that one of them lists."""

from collections.abc import Iterator
from pathlib import Path

from pipeline.base.boundary.input_bounds import DEFAULT_BOUNDS
from pipeline.base.boundary.untrusted_values import make_valid_text
from pipeline.intake.feed_entries import local_name, parse_xml

SITEMAP_ROOTS = frozenset({"urlset", "sitemapindex"})
MAX_LINKS = 5_000
MAX_LIST_BYTES = 1024 * 1024


def read_address_list(path: Path) -> list[str]:
    """The addresses of a list, one a line; what follows `#` at a line's start is a comment. Raises OSError."""
    with path.open("rb") as file:
        text = file.read(MAX_LIST_BYTES).decode("utf-8", "replace")
    lines = (make_valid_text(line).strip() for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line and not line.startswith("#")))


def is_sitemap_index(content: bytes) -> bool:
    """Whether a document lists sitemaps, not pages."""
    root = parse_xml(content)
    return root is not None and local_name(root) == "sitemapindex"


def list_links(content: bytes) -> list[str]:
    """The addresses that a feed or sitemap lists, in its order, each once. Raises ImportError without feedparser."""
    root = parse_xml(content)
    if root is not None and local_name(root) in SITEMAP_ROOTS:
        links = [element.text or "" for element in root.iter() if local_name(element) == "loc"]
    else:
        links = list(_list_feed_links(content))
    limit = DEFAULT_BOUNDS.max_field_chars
    usable = (link.strip() for link in links)
    chosen = dict.fromkeys(link for link in usable if link.startswith(("http://", "https://")) and len(link) <= limit)
    return list(chosen)[:MAX_LINKS]


def _list_feed_links(content: bytes) -> Iterator[str]:
    import feedparser  # an extra: pip install 'newsledger[fetch]'

    for entry in feedparser.parse(content).entries:
        yield make_valid_text(str(entry.get("link") or ""))
