"""Markdown to HTML, which is then read as any page is: its marks (`#`, `**`, links) are no part of the text."""

from functools import cache
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

# markdown-it-py takes time in proportion to the square of the brackets; news in Markdown has far fewer.
MAX_MARKDOWN_CHARS, MAX_BRACKETS = 500_000, 5_000


def convert_markdown(text: str) -> str:
    """The HTML of a Markdown text; beyond the bounds every line is a paragraph as it stands."""
    if len(text) > MAX_MARKDOWN_CHARS or text.count("[") > MAX_BRACKETS:
        return "".join(f"<p>{escape(line)}</p>\n" for line in text.splitlines() if line.strip())
    return str(_load_renderer().render(text))


@cache
def _load_renderer() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table")
