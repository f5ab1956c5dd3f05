"""A parsed document: one spaCy Doc over all its body, with every token's place in the document's text."""

from bisect import bisect_right
from dataclasses import dataclass, field

from spacy.tokens import Doc

from pipeline.base.text_span import Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its place among the document's, its span, its segment, its tokens `[first, last)` in the Doc."""

    number: int
    span: Span
    segment: int
    first: int
    last: int


@dataclass(frozen=True, eq=False)
class ParsedDocument:
    """The parse of a document's body, equal to itself alone. `starts[i]` is the offset of token `i` in the text.

    Body segments follow one another in one Doc, so that stages can look across paragraphs; a sentence never crosses
    a segment, and `Sentence.segment` tells the paragraph.
    """

    text: str
    doc: Doc
    token_starts: list[int]
    sentences: tuple[Sentence, ...]
    _firsts: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_firsts", [sentence.first for sentence in self.sentences])

    def get_span(self, first: int, last: int) -> Span:
        """The characters of the tokens `[first, last)`, without white space after the last."""
        return Span(self.token_starts[first], self.token_starts[last - 1] + len(self.doc[last - 1].text))

    def find_sentence(self, token: int) -> Sentence:
        """The sentence that a token stands in."""
        return self.sentences[bisect_right(self._firsts, token) - 1]

    def find_token(self, offset: int) -> int:
        """The token that covers an offset of the document's text, or the last one that begins before it."""
        return max(bisect_right(self.token_starts, offset) - 1, 0)
