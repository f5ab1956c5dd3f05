"""Find the statements near a span, without looking at all statements of a document."""

from collections.abc import Sequence

from pipeline.base.text_span import Span
from pipeline.extract.records import Statement

# Characters of text for which the statements are listed together; a statement seldom covers more than two such blocks.
BLOCK_CHARS = 512


class StatementIndex:
    """The statements of a document by the block of text that their contents touch."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.blocks: dict[int, list[Statement]] = {}
        for statement in statements:
            content = statement.content
            for block in range(content.start // BLOCK_CHARS, max(content.start, content.end - 1) // BLOCK_CHARS + 1):
                self.blocks.setdefault(block, []).append(statement)

    def list_near(self, span: Span) -> list[Statement]:
        """The statements in whose content a span may stand, in the order of the document's statements."""
        return self.blocks.get(span.start // BLOCK_CHARS, [])
