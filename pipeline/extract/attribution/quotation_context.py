"""What stands around a quotation: the words before and after it, and whether it fills its sentence or its paragraph."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extract.attribution.quotation_marks import Quotation
from pipeline.language.parsed_document import ParsedDocument

MAX_WALK = 300  # tokens; prose has no longer sentences, and a hostile line is not walked for each of its marks
SENTENCE_ENDS = frozenset(".?!;…") | {"..."}
BREAK_MARKS = frozenset({":", "-", "--", "—", "–"})
QUOTATION_MARKS = frozenset("“”„‟«»\"'‘’`") | {"''", "``", "’’", "‘‘"}


@dataclass(frozen=True)
class QuotationContext:
    """Quotations in their paragraphs. `inside` gives the quotation that a token stands in."""

    parsed: ParsedDocument
    quotations: Sequence[Quotation]
    quotation_by_token: dict[int, Quotation]

    @classmethod
    def from_quotations(cls, parsed: ParsedDocument, quotations: Sequence[Quotation]) -> "QuotationContext":
        """The surroundings of a document's quotations."""
        return cls(parsed, quotations, {i: q for q in quotations for i in range(q.first, q.last)})

    def get_paragraph(self, token: int) -> int:
        """The segment that a token stands in."""
        return self.parsed.find_sentence(token).segment

    def walk_before(self, place: int) -> Iterator[Token]:
        """The words before a token, the nearest first, to the start of its paragraph or REACH of them; no marks.

        A colon at the end of a paragraph opens into the next one.
        """
        own = self.get_paragraph(place)
        start = place - 1
        while start >= 0 and (self.parsed.doc[start].is_space or self.parsed.doc[start].text in QUOTATION_MARKS):
            start -= 1
        if start >= 0 and self.parsed.doc[start].text == ":":
            own = self.get_paragraph(start)
        return self._walk_tokens(range(start, max(start - MAX_WALK, -1), -1), own)

    def walk_previous_paragraph(self, quotation: Quotation) -> Iterator[Token]:
        """The words of the paragraph before the one that a quotation opens, the last first."""
        last = next((i for i in range(quotation.first - 1, -1, -1) if not self._is_skipped(self.parsed.doc[i])), -1)
        return self._walk_tokens(range(last, max(last - MAX_WALK, -1), -1), self.get_paragraph(max(last, 0)))

    def walk_after(self, place: int) -> Iterator[Token]:
        """The words from a token on, to the end of the paragraph of the one before it or REACH of them."""
        return self._walk_tokens(
            range(place, min(place + MAX_WALK, len(self.parsed.doc))), self.get_paragraph(place - 1)
        )

    def _walk_tokens(self, places: range, paragraph: int) -> Iterator[Token]:
        for place in places:
            token = self.parsed.doc[place]
            if self._is_skipped(token):
                continue
            if self.get_paragraph(place) != paragraph:
                return
            yield token

    def _is_skipped(self, token: Token) -> bool:
        return token.is_space or token.text in QUOTATION_MARKS

    def is_sentence_initial(self, quotation: Quotation) -> bool:
        """Whether nothing of its sentence stands before a quotation."""
        nearest = next(self.walk_before(quotation.first), None)
        return nearest is None or nearest.text in SENTENCE_ENDS or nearest.text == ":"

    def is_paragraph_initial(self, quotation: Quotation) -> bool:
        """Whether nothing of its paragraph stands before a quotation."""
        return next(self.walk_before(quotation.first), None) is None

    def is_whole_paragraph(self, quotation: Quotation) -> bool:
        """Whether a paragraph is a quotation and nothing else."""
        return self.is_paragraph_initial(quotation) and self.is_paragraph_final(quotation.last - 1)

    def is_paragraph_final(self, place: int) -> bool:
        """Whether no word follows a token in its paragraph."""
        return next((token for token in self.walk_after(place + 1) if not token.is_punct), None) is None

    def is_sentence_final(self, quotation: Quotation) -> bool:
        """Whether nothing of its sentence follows a quotation."""
        if self.find_last_word(quotation).text in SENTENCE_ENDS:
            return True
        following = next(self.walk_after(quotation.last), None)
        return following is None or following.text in SENTENCE_ENDS or bool(following.is_sent_start)

    def find_last_word(self, quotation: Quotation) -> Token:
        """The last token of a quotation but for the marks of another inside it."""
        last = quotation.last - 1
        while last > quotation.first and self.parsed.doc[last].text in QUOTATION_MARKS:
            last -= 1
        return self.parsed.doc[last]

    def find_sentence_start(self, quotation: Quotation) -> int:
        """The first token of the sentence as written, across what the parser cut and other quotations in it."""
        first = quotation.first
        for token in self.walk_before(quotation.first):
            other = self.quotation_by_token.get(token.i)
            ended = token.text in SENTENCE_ENDS and (other is None or token.i == other.last - 1)
            if ended or (token.text in BREAK_MARKS and (token.text != "-" or token.whitespace_)):
                break
            first = token.i
        return first
