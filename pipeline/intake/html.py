"""HTML to text with offsets, block by block."""

import lxml.html

from pipeline.intake.document import Block


def render(html: str) -> tuple[str, tuple[Block, ...]]:
    """The text of a page, one block a line, and the blocks."""
    root = lxml.html.document_fromstring(html)
    return "".join(str(piece) for piece in root.itertext()), ()
