"""Quotations and the cues that introduce, follow or interrupt them."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract.speech.claim import Claim, Tokens
from pipeline.extract.speech.content import FINITE, trim
from pipeline.extract.speech.continuing import SHORT, carried_on
from pipeline.extract.speech.lexicon import cue_of, hit
from pipeline.extract.speech.nesting import kept
from pipeline.extract.speech.quotations import Quotation
from pipeline.extract.speech.speakers import RELATIVES, phrase, subject_of
from pipeline.extract.speech.surroundings import ENDS, Surroundings
from pipeline.language.parsed import Parsed, Sentence

REACH = 40  # words between a quotation and its cue: speakers with long appositions need some thirty
OPEN_ENDS = frozenset({",", "?", "!", "—", "-", "--", "…", "..."})  # how a quotation ends that its speaker follows
TOLD = frozenset({"clause", "interrupted"})
DASHES = frozenset("-–—―") | {"--"}


def attach(parsed: Parsed, quotations: Sequence[Quotation], claims: Sequence[Claim]) -> list[Claim]:
    """Claims by grammar and by quotation, each once; quotations that nobody says are left out."""
    return _Attaching(parsed, quotations, claims).run()


class _Attaching:
    def __init__(self, parsed: Parsed, quotations: Sequence[Quotation], claims: Sequence[Claim]) -> None:
        self.parsed, self.doc, self.quotations = parsed, parsed.doc, quotations
        self.around = Surroundings.of(parsed, quotations)
        self.claims = {claim.cue[0]: claim for claim in claims}
        self.said: dict[int, list[Tokens]] = {}  # by cue: its quotations, with what belongs to them
        self.speakers: dict[int, Token | None] = {}

    def run(self) -> list[Claim]:
        last: int | None = None  # the cue that spoke last in quotation
        for number, quotation in enumerate(self.quotations):
            cue, piece = self._found(quotation)
            if cue is not None:
                last = cue
                self.said.setdefault(cue, []).append(piece)
            elif not self._absorbed(quotation):
                told = self._told_before(quotation)
                if last is not None and (further := self._goes_on(number, last)):
                    self.said[last].append(further)
                elif told is not None:
                    self.said.setdefault(told, [*self.claims[told].pieces]).append(piece)
                    last = told
        return self._merged()

    def _found(self, quotation: Quotation) -> tuple[int | None, Tokens]:
        if trailing := self._trailing(quotation):
            first = self.around.sentence_start(quotation)
            introduced = any(
                self.around.inside.get(i) is None and i in self.said for i in range(first, quotation.first)
            )
            return trailing.i, (quotation.first if introduced else first, quotation.last)
        if leading := self._leading(quotation):
            return leading.i, self._joined(leading, quotation)
        if colon := self._announced(quotation):
            return colon.i, (quotation.first, quotation.last)
        return None, (quotation.first, quotation.last)

    def _trailing(self, quotation: Quotation) -> Token | None:
        """The cue after a quotation, in the words up to the sentence's end or the next quotation."""
        run: list[Token] = []
        alone = True
        for token in self.around.after(quotation.last):
            if token.i in self.around.inside or token.text in ENDS or len(run) > REACH:
                alone = token.text in ENDS
                break
            run.append(token)
        if run and run[0].text in DASHES and (named := self._signed(run[1:])):
            self.speakers[run[0].i] = named
            return run[0]
        open_ended = self.around.last_word(quotation).text in OPEN_ENDS or bool(run and run[0].text == ",")
        if not open_ended and not (alone and len(run) <= SHORT):
            return None
        run = run[1:] if run and run[0].text == "," else run
        if not run or run[0].lower_ in RELATIVES or run[0].tag_ == "CC":
            return None
        for place, token in enumerate(run):
            if (
                (cue := cue_of(token))
                and "quote" in cue.takes
                and token.dep_ != "pcomp"
                and not self._speaks_on(quotation, token, run[place + 1 :])
            ):
                self.speakers[token.i] = self._beside(token, run)
                return token
            if token.tag_ in FINITE and token.dep_ not in ("relcl", "acl", "aux", "advcl"):
                return None
        return None

    def _signed(self, run: Sequence[Token]) -> Token | None:
        """The name that signs a quotation after a dash: capitalised words alone, to the end of the paragraph."""
        return run[-1] if 0 < len(run) <= 6 and all(token.text[:1].isupper() for token in run) else None

    def _speaks_on(self, quotation: Quotation, verb: Token, rest: Sequence[Token]) -> bool:
        """Whether a cue after a quotation has content of its own to the right."""
        known = self.claims.get(verb.i)
        at_once = next(self.around.after(quotation.last), verb)
        if at_once.i == verb.i and verb.tag_ in FINITE and rest and rest[0].pos_ == "PROPN":
            return False  # said Ana Silva, whatever the parser makes of her
        if known is not None and known.frame == "clause" and known.pieces[-1][0] > verb.i:
            first = known.pieces[-1][0]
            return self.doc[first - 1].text != "," and not {first, first + 1} & self.around.inside.keys()
        if rest:
            return rest[0].lower_ == "that"
        nearest = next(self.around.after(verb.i + 1), None)
        return nearest is not None and nearest.i in self.around.inside and not self.around.opens_sentence(quotation)

    def _beside(self, verb: Token, run: Sequence[Token]) -> Token | None:
        """The speaker of a cue that follows a quotation: its subject, or the noun nearest to it in the run."""
        subject = subject_of(verb)
        places = {token.i for token in run}
        beside = self.doc[verb.i - 1]
        if subject is not None and subject.i in places:
            named = subject.i > verb.i and beside.i in places and beside.pos_ in ("PROPN", "PRON")
            return beside if named else subject
        nouns = [t for t in run if t.pos_ in ("PROPN", "NOUN", "PRON") and t.dep_ not in ("compound", "poss")]
        following = [t for t in nouns if t.i > verb.i]
        preceding = [t for t in nouns if t.i < verb.i]
        nearest = preceding[-1:] or following[:1]
        return nearest[0] if nearest else subject

    def _leading(self, quotation: Quotation) -> Token | None:
        """The cue before a quotation, with nothing but what belongs to it between."""
        crossed = False
        for distance, token in enumerate(self.around.before(quotation.first)):
            other = self.around.inside.get(token.i)
            if distance > REACH or (token.text in ENDS and (other is None or token.i == other.last - 1)):
                return None
            if other is not None:
                continue
            if (cue := cue_of(token)) and "quote" in cue.takes and token.pos_ == "VERB":
                governs = self._governs(token, quotation)
                return token if governs or (not crossed and self._introduced(quotation, token)) else None
            crossed |= token.tag_ in FINITE and token.dep_ not in ("relcl", "acl", "aux")
        return None

    def _announced(self, quotation: Quotation) -> Token | None:
        """The colon before a quotation that a name, or a sentence without a word of saying, leads up to."""
        words = self.around.before(quotation.first)
        colon = next(words, None)
        if colon is None or colon.text != ":" or not self.around.ends_sentence(quotation):
            return None
        named = next(words, None)
        if named is not None and named.pos_ == "PROPN":
            self.speakers[colon.i] = named
            return colon
        root = next((t for t in self._sentence(colon) if t.dep_ == "ROOT"), None)
        subject = subject_of(root) if root is not None else None
        if root is None or subject is None or root.i in self.around.inside:
            return None
        self.speakers[root.i] = subject
        return root

    def _sentence(self, token: Token) -> Sequence[Token]:
        sentence = self.parsed.sentence_of(token.i)
        return list(self.doc[sentence.first : sentence.last])

    def _introduced(self, quotation: Quotation, cue: Token) -> bool:
        nearest = next(self.around.before(quotation.first), None)
        return nearest is not None and (nearest.text in {",", ":"} or nearest.lower_ == "that" or nearest.i == cue.i)

    def _governs(self, verb: Token, quotation: Quotation) -> bool:
        known = self.claims.get(verb.i)
        return known is not None and any(
            first < quotation.last and quotation.first < last for first, last in known.pieces if first > verb.i
        )

    def _joined(self, verb: Token, quotation: Quotation) -> Tokens:
        """A quotation with the words of its clause before it, and after it where it does not end the clause."""
        known = self.claims.get(verb.i)
        first, last = quotation.first, quotation.last
        for piece in known.pieces if known else ():
            if verb.i < piece[0] <= quotation.first:
                first = piece[0]
                if piece[1] > last and not self.around.last_word(quotation).is_punct:
                    last = piece[1]
        return first, last

    def _goes_on(self, number: int, last: int) -> Tokens | None:
        """What a quotation without a cue of its own adds to what was said last, if it does."""
        quotation, before = self.quotations[number], self.quotations[number - 1]
        latest = max(self.said[last])[1] - 1
        here, there = self.around.paragraph(quotation.first), self.around.paragraph(latest)
        if here == there:
            return carried_on(self.around, quotation, max(latest, last))
        if not (self.around.opens_paragraph(quotation) and self.around.ends_sentence(quotation)):
            return None
        return (quotation.first, quotation.last) if not before.closed else None

    def _told_before(self, quotation: Quotation) -> int | None:
        """The cue of the sentence before, where that ends in indirect speech which a quotation then carries on."""
        nearest = next(self.around.before(quotation.first), None)
        if nearest is None and self.around.fills_paragraph(quotation):
            nearest = next(self.around.before_paragraph(quotation), None)
        if nearest is None or not (self.around.opens_sentence(quotation) and self.around.ends_sentence(quotation)):
            return None
        sentence = self.parsed.sentence_of(nearest.i)
        told = [
            place
            for place, claim in self._claims_in(sentence)
            if place < nearest.i and claim.frame in TOLD and max(claim.pieces[-1][1], place + 1) >= nearest.i - 1
        ]
        return next((p for p in told if (cue := cue_of(self.doc[p])) and "quote" in cue.takes), None)

    def _absorbed(self, quotation: Quotation) -> bool:
        """Whether a quotation stands inside what a claim by grammar says already."""
        return any(
            first < quotation.last and quotation.first < last
            for _, claim in self._claims_in(self.parsed.sentence_of(quotation.first))
            for first, last in claim.pieces
        )

    def _claims_in(self, sentence: Sentence) -> list[tuple[int, Claim]]:
        places = range(sentence.first, sentence.last)
        return [(place, self.claims[place]) for place in places if place in self.claims]

    def _merged(self) -> list[Claim]:
        merged = []
        for place, pieces in self.said.items():
            token = self.doc[place]
            if cue := cue_of(token):
                hit(token, cue)
            merged.append(
                replace(self._spoken(token).with_pieces(*(trim(self.doc, *p) for p in pieces)), frame="quote")
            )
        covered = {i for first, last in (p for c in merged for p in c.pieces) for i in range(first, last)}
        for claim in self.claims.values():
            if claim.cue[0] in self.said:
                continue
            pieces = [self._widened(piece) for piece in claim.pieces]
            pieces = [p for p in pieces if not all(i in covered for i in range(*p))]
            if pieces:
                merged.append(claim.with_pieces(*pieces))
        return sorted(kept(self.doc, merged), key=lambda claim: claim.pieces)

    def _spoken(self, token: Token) -> Claim:
        known = self.claims.get(token.i)
        subject = self.speakers.get(token.i)
        if subject is None and known is None and token.dep_ == "compound" and token.head.i > token.i:
            subject = token.head  # an inverted cue that the parser took for part of the name
        if subject is None and known is not None:
            return known
        if subject is None:
            subject = subject_of(token)
        if subject is None or subject.i in self.around.inside:
            return Claim((token.i, token.i + 1), None, None, (), "quote")
        (first, last), named = phrase(subject)
        crossing = [i for i in range(first, subject.i) if i in self.around.inside]
        if crossing:
            first = next(t.i for t in self.around.after(crossing[-1] + 1) if t.i == subject.i or not t.is_punct)
        return Claim((token.i, token.i + 1), (first, last), named, (), "quote")

    def _widened(self, piece: Tokens) -> Tokens:
        """A piece that ends within a quotation goes on to its end."""
        first, last = piece
        quotation = self.around.inside.get(last - 1)
        return (first, max(last, quotation.last)) if quotation else piece
