"""What stands around a quotation: the words before and after it, and whether it fills its sentence or its paragraph."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extract.speech.quotations import Quotation
from pipeline.language.parsed import Parsed

REACH = 300  # tokens; prose has no longer sentences, and a hostile line is not walked for each of its marks
ENDS = frozenset(".?!;…") | {"..."}
BREAKS = frozenset({":", "-", "--", "—", "–"})
MARKS = frozenset("“”„‟«»\"'‘’`") | {"''", "``", "’’", "‘‘"}


@dataclass(frozen=True)
class Surroundings:
    """Quotations in their paragraphs. `inside` gives the quotation that a token stands in."""

    parsed: Parsed
    quotations: Sequence[Quotation]
    inside: dict[int, Quotation]

    @classmethod
    def of(cls, parsed: Parsed, quotations: Sequence[Quotation]) -> "Surroundings":
        """The surroundings of a document's quotations."""
        return cls(parsed, quotations, {i: q for q in quotations for i in range(q.first, q.last)})

    def paragraph(self, token: int) -> int:
        """The segment that a token stands in."""
        return self.parsed.sentence_of(token).segment

    def before(self, place: int) -> Iterator[Token]:
        """The words before a token, the nearest first, to the start of its paragraph or REACH of them; no marks.

        A colon at the end of a paragraph opens into the next one.
        """
        own = self.paragraph(place)
        start = place - 1
        while start >= 0 and (self.parsed.doc[start].is_space or self.parsed.doc[start].text in MARKS):
            start -= 1
        if start >= 0 and self.parsed.doc[start].text == ":":
            own = self.paragraph(start)
        return self._walk(range(start, max(start - REACH, -1), -1), own)

    def before_paragraph(self, quotation: Quotation) -> Iterator[Token]:
        """The words of the paragraph before the one that a quotation opens, the last first."""
        last = next((i for i in range(quotation.first - 1, -1, -1) if not self._skipped(self.parsed.doc[i])), -1)
        return self._walk(range(last, max(last - REACH, -1), -1), self.paragraph(max(last, 0)))

    def after(self, place: int) -> Iterator[Token]:
        """The words from a token on, to the end of the paragraph of the one before it or REACH of them."""
        return self._walk(range(place, min(place + REACH, len(self.parsed.doc))), self.paragraph(place - 1))

    def _walk(self, places: range, paragraph: int) -> Iterator[Token]:
        for place in places:
            token = self.parsed.doc[place]
            if self._skipped(token):
                continue
            if self.paragraph(place) != paragraph:
                return
            yield token

    def _skipped(self, token: Token) -> bool:
        return token.is_space or token.text in MARKS

    def opens_sentence(self, quotation: Quotation) -> bool:
        """Whether nothing of its sentence stands before a quotation."""
        nearest = next(self.before(quotation.first), None)
        return nearest is None or nearest.text in ENDS or nearest.text == ":"

    def opens_paragraph(self, quotation: Quotation) -> bool:
        """Whether nothing of its paragraph stands before a quotation."""
        return next(self.before(quotation.first), None) is None

    def fills_paragraph(self, quotation: Quotation) -> bool:
        """Whether a paragraph is a quotation and nothing else."""
        return self.opens_paragraph(quotation) and self.ends_paragraph(quotation.last - 1)

    def ends_paragraph(self, place: int) -> bool:
        """Whether no word follows a token in its paragraph."""
        return next((token for token in self.after(place + 1) if not token.is_punct), None) is None

    def ends_sentence(self, quotation: Quotation) -> bool:
        """Whether nothing of its sentence follows a quotation."""
        if self.last_word(quotation).text in ENDS:
            return True
        following = next(self.after(quotation.last), None)
        return following is None or following.text in ENDS or bool(following.is_sent_start)

    def last_word(self, quotation: Quotation) -> Token:
        """The last token of a quotation but for the marks of another inside it."""
        last = quotation.last - 1
        while last > quotation.first and self.parsed.doc[last].text in MARKS:
            last -= 1
        return self.parsed.doc[last]

    def sentence_start(self, quotation: Quotation) -> int:
        """The first token of the sentence as written, across what the parser cut and other quotations in it."""
        first = quotation.first
        for token in self.before(quotation.first):
            other = self.inside.get(token.i)
            ended = token.text in ENDS and (other is None or token.i == other.last - 1)
            if ended or (token.text in BREAKS and (token.text != "-" or token.whitespace_)):
                break
            first = token.i
        return first
