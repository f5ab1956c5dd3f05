"""The words around a quotation, and whether it fills its sentence or its paragraph."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.attribution.quotation_marks import Quotation
from pipeline.language.parsed_document import ParsedDocument
from pipeline.language.syntax.dependency_tree import DependencyTree, get_tree

MAX_WALK = 300  # tokens; prose has no longer sentences, and a hostile line is not walked for each of its marks
SENTENCE_ENDS = frozenset(".?!;…") | {"..."}
BREAK_MARKS = frozenset({":", "-", "--", "—", "–"})
QUOTATION_MARKS = frozenset("“”„‟«»\"'‘’`") | {"''", "``", "’’", "‘‘"}


@dataclass(frozen=True)
class QuotationContext:
    """Quotations in their paragraphs; `quotation_by_token` gives the quotation that a token stands in."""

    parsed: ParsedDocument
    tree: DependencyTree
    quotations: Sequence[Quotation]
    quotation_by_token: dict[int, Quotation]

    @classmethod
    def from_quotations(cls, parsed: ParsedDocument, quotations: Sequence[Quotation]) -> "QuotationContext":
        """Index the quotations of a document by token."""
        inside = {token: quotation for quotation in quotations for token in range(quotation.first, quotation.last)}
        return cls(parsed, get_tree(parsed.doc), quotations, inside)

    def get_paragraph(self, token: int) -> int:
        """Give the segment that a token stands in."""
        return self.parsed.find_sentence(token).segment

    def walk_before(self, place: int) -> Iterator[int]:
        """Iterate over the words before a token, the nearest first, to the start of its paragraph; no quotation marks.

        A colon at the end of a paragraph opens into the next one. At most MAX_WALK tokens.
        """
        own = self.get_paragraph(place)
        start = place - 1
        while start >= 0 and self._is_skipped(start):
            start -= 1
        if start >= 0 and self.tree.lower[start] == ":":
            own = self.get_paragraph(start)
        return self._walk_tokens(range(start, max(start - MAX_WALK, -1), -1), own)

    def walk_previous_paragraph(self, quotation: Quotation) -> Iterator[int]:
        """Iterate over the words of the paragraph before the one that a quotation opens, the last first."""
        last = next((i for i in range(quotation.first - 1, -1, -1) if not self._is_skipped(i)), -1)
        return self._walk_tokens(range(last, max(last - MAX_WALK, -1), -1), self.get_paragraph(max(last, 0)))

    def walk_after(self, place: int) -> Iterator[int]:
        """Iterate over the words from a token on, to the end of the paragraph of the one before it."""
        return self._walk_tokens(range(place, min(place + MAX_WALK, len(self.tree))), self.get_paragraph(place - 1))

    def _walk_tokens(self, places: range, paragraph: int) -> Iterator[int]:
        for place in places:
            if self._is_skipped(place):
                continue
            if self.get_paragraph(place) != paragraph:
                return
            yield place

    def _is_skipped(self, token: int) -> bool:
        return self.tree.pos[token] == "SPACE" or self.tree.lower[token] in QUOTATION_MARKS

    def ends_sentence(self, token: int) -> bool:
        """Whether a token is a mark that ends a sentence and does not stand within a quotation."""
        other = self.quotation_by_token.get(token)
        return self.tree.lower[token] in SENTENCE_ENDS and (other is None or token == other.last - 1)

    def is_sentence_initial(self, quotation: Quotation) -> bool:
        """Whether no word of its sentence stands before a quotation."""
        nearest = next(self.walk_before(quotation.first), None)
        return nearest is None or self.tree.lower[nearest] in SENTENCE_ENDS or self.tree.lower[nearest] == ":"

    def is_paragraph_initial(self, quotation: Quotation) -> bool:
        """Whether no word of its paragraph stands before a quotation."""
        return next(self.walk_before(quotation.first), None) is None

    def is_whole_paragraph(self, quotation: Quotation) -> bool:
        """Whether a paragraph is a quotation and nothing else."""
        return self.is_paragraph_initial(quotation) and self.is_paragraph_final(quotation.last - 1)

    def is_paragraph_final(self, place: int) -> bool:
        """Whether no word follows a token in its paragraph."""
        return next((at for at in self.walk_after(place + 1) if self.tree.pos[at] != "PUNCT"), None) is None

    def is_sentence_final(self, quotation: Quotation) -> bool:
        """Whether no word of its sentence follows a quotation."""
        if self.tree.lower[self.find_last_word(quotation)] in SENTENCE_ENDS:
            return True
        following = next(self.walk_after(quotation.last), None)
        return following is None or self.tree.lower[following] in SENTENCE_ENDS or self.tree.starts[following]

    def find_last_word(self, quotation: Quotation) -> int:
        """Find the last token of a quotation that is no mark of another quotation inside it."""
        last = quotation.last - 1
        while last > quotation.first and self.tree.lower[last] in QUOTATION_MARKS:
            last -= 1
        return last

    def find_sentence_start(self, quotation: Quotation) -> int:
        """Find the first token of the sentence as written, across wrong cuts of the parser and other quotations."""
        first = quotation.first
        for token in self.walk_before(quotation.first):
            word = self.tree.lower[token]
            dash = word in BREAK_MARKS and (word != "-" or bool(self.parsed.doc[token].whitespace_))
            if self.ends_sentence(token) or dash:
                break
            first = token
        return first
