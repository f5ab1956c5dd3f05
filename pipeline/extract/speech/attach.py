"""Quotations and the cues that introduce, follow or interrupt them."""

from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.extract.speech.claim import Claim, Tokens
from pipeline.extract.speech.lexicon import cue_of, hit
from pipeline.extract.speech.quotations import Quotation
from pipeline.extract.speech.speakers import phrase, subject_of
from pipeline.language.parsed import Parsed

REACH = 40  # tokens between a quotation and its cue: speakers with long appositions need some thirty
ENDS = frozenset(".?!;")
OPEN_ENDS = frozenset({",", "?", "!", "—", "-", "--", "…", "..."})  # how a quotation ends that its speaker follows


def attach(parsed: Parsed, quotations: Sequence[Quotation], claims: Sequence[Claim]) -> list[Claim]:
    """Claims by grammar and by quotation, each once; quotations that nobody says are left out."""
    return _Attaching(parsed, quotations, claims).run()


class _Attaching:
    def __init__(self, parsed: Parsed, quotations: Sequence[Quotation], claims: Sequence[Claim]) -> None:
        self.parsed, self.doc, self.quotations = parsed, parsed.doc, quotations
        self.claims = {claim.cue[0]: claim for claim in claims}
        self.inside = {i: q for q in quotations for i in range(q.first, q.last)}
        self.said: dict[int, list[Tokens]] = {}  # by cue: its quotations

    def run(self) -> list[Claim]:
        last: tuple[int, int] | None = None  # the cue that spoke last in quotation, and the paragraph
        for number, quotation in enumerate(self.quotations):
            paragraph = self.parsed.sentence_of(quotation.first).segment
            cue = self._trailing(number) or self._leading(number)
            if cue is None and not self._absorbed(quotation) and last is not None and self._goes_on(number, last):
                self.said[last[0]].append((quotation.first, quotation.last))
                last = (last[0], paragraph)
            elif cue is not None:
                self.said.setdefault(cue.i, []).append((quotation.first, quotation.last))
                last = (cue.i, paragraph)
        return self._merged()

    def _merged(self) -> list[Claim]:
        merged = []
        for place, pieces in self.said.items():
            token = self.doc[place]
            if cue := cue_of(token):
                hit(token, cue)
            merged.append(self._spoken(token).with_pieces(*pieces))
        covered = {i for first, last in (p for c in merged for p in c.pieces) for i in range(first, last)}
        for claim in self.claims.values():
            if claim.cue[0] in self.said:
                continue
            pieces = [self._widened(piece) for piece in claim.pieces]
            pieces = [p for p in pieces if not all(i in covered for i in range(*p))]
            if pieces:
                merged.append(claim.with_pieces(*pieces))
        return sorted(merged, key=lambda claim: claim.pieces)

    def _spoken(self, token: Token) -> Claim:
        if token.i in self.claims:
            known = self.claims[token.i]
            if known.speaker is not None:
                return known
        subject = subject_of(token)
        if subject is None or subject.i in self.inside:
            subject = next((t for t in token.rights if t.dep_ in ("nsubj", "dobj", "npadvmod", "attr", "oprd")), None)
        if subject is None or subject.i in self.inside:
            return Claim((token.i, token.i + 1), None, None, ())
        speaker, named = phrase(subject)
        return Claim((token.i, token.i + 1), speaker, named, ())

    def _trailing(self, number: int) -> Token | None:
        """The cue after a quotation, in the words up to the sentence's end or the next quotation."""
        quotation = self.quotations[number]
        if self.doc[quotation.last - 1].text not in OPEN_ENDS and self._after(quotation) != ",":
            return None
        for token in self._run_after(quotation):
            if (cue := cue_of(token)) and "quote" in cue.takes:
                return token
        return None

    def _after(self, quotation: Quotation) -> str:
        for token in self.doc[quotation.last : quotation.last + 3]:
            if not token.is_quote and not token.is_space and token.text not in {"''", "’’"}:
                return str(token.text)
        return ""

    def _run_after(self, quotation: Quotation) -> list[Token]:
        run: list[Token] = []
        segment = self.parsed.sentence_of(quotation.first).segment
        for token in self.doc[quotation.last : quotation.last + REACH]:
            if token.i in self.inside or token.text in ENDS:
                break
            if token.is_sent_start and self.parsed.sentence_of(token.i).segment != segment:
                break
            run.append(token)
        return run

    def _leading(self, number: int) -> Token | None:
        """The cue before a quotation, with nothing but its own complements between."""
        quotation = self.quotations[number]
        if not self._introduced(quotation):
            return None
        segment = self.parsed.sentence_of(quotation.first).segment
        for place in range(quotation.first - 1, max(quotation.first - REACH, -1), -1):
            token = self.doc[place]
            if token.i in self.inside or token.text in ENDS:
                return None
            if self.parsed.sentence_of(place).segment != segment:
                return None
            if (cue := cue_of(token)) and "quote" in cue.takes and token.pos_ == "VERB":
                return token
        return None

    def _introduced(self, quotation: Quotation) -> bool:
        for token in reversed(self.doc[max(quotation.first - 4, 0) : quotation.first]):
            if token.is_quote or token.is_space or token.text in {"''", "``", "‘‘"}:
                continue
            if token.text in {",", ":"} or token.lower_ in {"that", "as"}:
                return True
            return bool((cue := cue_of(token)) and "quote" in cue.takes)
        return False

    def _absorbed(self, quotation: Quotation) -> bool:
        """Whether a quotation stands inside what a claim by grammar says already."""
        sentence = self.parsed.sentence_of(quotation.first)
        return any(
            first < quotation.last and quotation.first < last and sentence.first <= claim.cue[0] < sentence.last
            for claim in self.claims.values()
            for first, last in claim.pieces
        )

    def _goes_on(self, number: int, last: tuple[int, int]) -> bool:
        """Whether a quotation without a cue of its own carries on what was said last."""
        quotation, before = self.quotations[number], self.quotations[number - 1]
        sentence = self.parsed.sentence_of(quotation.first)
        if sentence.segment == last[1]:
            return True
        return not before.closed and sentence.segment <= last[1] + 2

    def _widened(self, piece: Tokens) -> Tokens:
        """A piece that ends within a quotation goes on to its end."""
        first, last = piece
        quotation = self.inside.get(last - 1)
        return (first, max(last, quotation.last)) if quotation else piece
