"""Quotations and the cues that introduce, follow or interrupt them."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract.attribution.attribution_record import Attribution, TokenRange
from pipeline.extract.attribution.content_bounds import FINITE_TAGS, trim_range
from pipeline.extract.attribution.cue_lexicon import find_cue, record_cue_hit
from pipeline.extract.attribution.nested_attributions import drop_nested_attributions
from pipeline.extract.attribution.quotation_context import SENTENCE_ENDS, QuotationContext
from pipeline.extract.attribution.quotation_continuation import MAX_OPENING_WORDS, find_continuation
from pipeline.extract.attribution.quotation_marks import Quotation
from pipeline.extract.attribution.speaker_phrases import RELATIVE_PRONOUNS, find_speaker_phrase, find_subject
from pipeline.language.parsed_document import ParsedDocument, Sentence

MAX_CUE_DISTANCE = 40  # words between a quotation and its cue: speakers with long appositions need some thirty
OPEN_ENDS = frozenset({",", "?", "!", "—", "-", "--", "…", "..."})  # how a quotation ends that its speaker follows
REPORTED_FRAMES = frozenset({"clause", "interrupted"})
DASHES = frozenset("-–—―") | {"--"}


def attach_quotations(
    parsed: ParsedDocument, quotations: Sequence[Quotation], attributions: Sequence[Attribution]
) -> list[Attribution]:
    """Claims by grammar and by quotation, each once; quotations that nobody says are left out."""
    return _QuotationAttacher(parsed, quotations, attributions).attach_all()


class _QuotationAttacher:
    def __init__(
        self, parsed: ParsedDocument, quotations: Sequence[Quotation], attributions: Sequence[Attribution]
    ) -> None:
        self.parsed, self.doc, self.quotations = parsed, parsed.doc, quotations
        self.context = QuotationContext.from_quotations(parsed, quotations)
        self.attributions = {attribution.cue[0]: attribution for attribution in attributions}
        self.quoted_ranges: dict[int, list[TokenRange]] = {}  # by cue: its quotations, with what belongs to them
        self.speakers: dict[int, Token | None] = {}

    def attach_all(self) -> list[Attribution]:
        last: int | None = None  # the cue that spoke last in quotation
        for number, quotation in enumerate(self.quotations):
            cue, piece = self._find_cue(quotation)
            if cue is not None:
                last = cue
                self.quoted_ranges.setdefault(cue, []).append(piece)
            elif not self._is_absorbed(quotation):
                told = self._find_preceding_cue(quotation)
                if last is not None and (further := self._find_continuation(number, last)):
                    self.quoted_ranges[last].append(further)
                elif told is not None:
                    self.quoted_ranges.setdefault(told, [*self.attributions[told].content_ranges]).append(piece)
                    last = told
        return self._merge_attributions()

    def _find_cue(self, quotation: Quotation) -> tuple[int | None, TokenRange]:
        if trailing := self._find_trailing_cue(quotation):
            first = self.context.find_sentence_start(quotation)
            introduced = any(
                self.context.quotation_by_token.get(i) is None and i in self.quoted_ranges
                for i in range(first, quotation.first)
            )
            return trailing.i, (quotation.first if introduced else first, quotation.last)
        if leading := self._find_leading_cue(quotation):
            return leading.i, self._join_clause(leading, quotation)
        if colon := self._find_announcement(quotation):
            return colon.i, (quotation.first, quotation.last)
        return None, (quotation.first, quotation.last)

    def _find_trailing_cue(self, quotation: Quotation) -> Token | None:
        """The cue after a quotation, in the words up to the sentence's end or the next quotation."""
        run: list[Token] = []
        alone = True
        for token in self.context.walk_after(quotation.last):
            if token.i in self.context.quotation_by_token or token.text in SENTENCE_ENDS or len(run) > MAX_CUE_DISTANCE:
                alone = token.text in SENTENCE_ENDS
                break
            run.append(token)
        if run and run[0].text in DASHES and (named := self._find_signature(run[1:])):
            self.speakers[run[0].i] = named
            return run[0]
        open_ended = self.context.find_last_word(quotation).text in OPEN_ENDS or bool(run and run[0].text == ",")
        if not open_ended and not (alone and len(run) <= MAX_OPENING_WORDS):
            return None
        run = run[1:] if run and run[0].text == "," else run
        if not run or run[0].lower_ in RELATIVE_PRONOUNS or run[0].tag_ == "CC":
            return None
        for place, token in enumerate(run):
            if (
                (cue := find_cue(token))
                and "quote" in cue.frames
                and token.dep_ != "pcomp"
                and not self._has_own_content(quotation, token, run[place + 1 :])
            ):
                self.speakers[token.i] = self._find_adjacent_speaker(token, run)
                return token
            if token.tag_ in FINITE_TAGS and token.dep_ not in ("relcl", "acl", "aux", "advcl"):
                return None
        return None

    def _find_signature(self, run: Sequence[Token]) -> Token | None:
        """The name that signs a quotation after a dash: capitalised words alone, to the end of the paragraph."""
        return run[-1] if 0 < len(run) <= 6 and all(token.text[:1].isupper() for token in run) else None

    def _has_own_content(self, quotation: Quotation, verb: Token, rest: Sequence[Token]) -> bool:
        """Whether a cue after a quotation has content of its own to the right."""
        known = self.attributions.get(verb.i)
        at_once = next(self.context.walk_after(quotation.last), verb)
        if at_once.i == verb.i and verb.tag_ in FINITE_TAGS and rest and rest[0].pos_ == "PROPN":
            return False  # said Ana Silva, whatever the parser makes of her
        if known is not None and known.frame == "clause" and known.content_ranges[-1][0] > verb.i:
            first = known.content_ranges[-1][0]
            return self.doc[first - 1].text != "," and not {first, first + 1} & self.context.quotation_by_token.keys()
        if rest:
            return rest[0].lower_ == "that"
        nearest = next(self.context.walk_after(verb.i + 1), None)
        return (
            nearest is not None
            and nearest.i in self.context.quotation_by_token
            and not self.context.is_sentence_initial(quotation)
        )

    def _find_adjacent_speaker(self, verb: Token, run: Sequence[Token]) -> Token | None:
        """The speaker of a cue that follows a quotation: its subject, or the noun nearest to it in the run."""
        subject = find_subject(verb)
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

    def _find_leading_cue(self, quotation: Quotation) -> Token | None:
        """The cue before a quotation, with nothing but what belongs to it between."""
        crossed = False
        for distance, token in enumerate(self.context.walk_before(quotation.first)):
            other = self.context.quotation_by_token.get(token.i)
            if distance > MAX_CUE_DISTANCE or (
                token.text in SENTENCE_ENDS and (other is None or token.i == other.last - 1)
            ):
                return None
            if other is not None:
                continue
            if (cue := find_cue(token)) and "quote" in cue.frames and token.pos_ == "VERB":
                governs = self._has_content_in(token, quotation)
                return token if governs or (not crossed and self._is_introduced(quotation, token)) else None
            crossed |= token.tag_ in FINITE_TAGS and token.dep_ not in ("relcl", "acl", "aux")
        return None

    def _find_announcement(self, quotation: Quotation) -> Token | None:
        """The colon before a quotation that a name, or a sentence without a word of saying, leads up to."""
        words = self.context.walk_before(quotation.first)
        colon = next(words, None)
        if colon is None or colon.text != ":" or not self.context.is_sentence_final(quotation):
            return None
        named = next(words, None)
        if named is not None and named.pos_ == "PROPN":
            self.speakers[colon.i] = named
            return colon
        root = next((t for t in self._list_sentence_tokens(colon) if t.dep_ == "ROOT"), None)
        subject = find_subject(root) if root is not None else None
        if root is None or subject is None or root.i in self.context.quotation_by_token:
            return None
        self.speakers[root.i] = subject
        return root

    def _list_sentence_tokens(self, token: Token) -> Sequence[Token]:
        sentence = self.parsed.find_sentence(token.i)
        return list(self.doc[sentence.first : sentence.last])

    def _is_introduced(self, quotation: Quotation, cue: Token) -> bool:
        nearest = next(self.context.walk_before(quotation.first), None)
        return nearest is not None and (nearest.text in {",", ":"} or nearest.lower_ == "that" or nearest.i == cue.i)

    def _has_content_in(self, verb: Token, quotation: Quotation) -> bool:
        known = self.attributions.get(verb.i)
        return known is not None and any(
            first < quotation.last and quotation.first < last for first, last in known.content_ranges if first > verb.i
        )

    def _join_clause(self, verb: Token, quotation: Quotation) -> TokenRange:
        """A quotation with the words of its clause before it, and after it where it does not end the clause."""
        known = self.attributions.get(verb.i)
        first, last = quotation.first, quotation.last
        for piece in known.content_ranges if known else ():
            if verb.i < piece[0] <= quotation.first:
                first = piece[0]
                if piece[1] > last and not self.context.find_last_word(quotation).is_punct:
                    last = piece[1]
        return first, last

    def _find_continuation(self, number: int, last: int) -> TokenRange | None:
        """What a quotation without a cue of its own adds to what was said last, if it does."""
        quotation, before = self.quotations[number], self.quotations[number - 1]
        latest = max(self.quoted_ranges[last])[1] - 1
        here, there = self.context.get_paragraph(quotation.first), self.context.get_paragraph(latest)
        if here == there:
            return find_continuation(self.context, quotation, max(latest, last))
        if not (self.context.is_paragraph_initial(quotation) and self.context.is_sentence_final(quotation)):
            return None
        return (quotation.first, quotation.last) if not before.is_closed else None

    def _find_preceding_cue(self, quotation: Quotation) -> int | None:
        """The cue of the sentence before, where that ends in indirect speech which a quotation then carries on."""
        nearest = next(self.context.walk_before(quotation.first), None)
        if nearest is None and self.context.is_whole_paragraph(quotation):
            nearest = next(self.context.walk_previous_paragraph(quotation), None)
        if nearest is None or not (
            self.context.is_sentence_initial(quotation) and self.context.is_sentence_final(quotation)
        ):
            return None
        sentence = self.parsed.find_sentence(nearest.i)
        told = [
            place
            for place, attribution in self._list_attributions(sentence)
            if place < nearest.i
            and attribution.frame in REPORTED_FRAMES
            and max(attribution.content_ranges[-1][1], place + 1) >= nearest.i - 1
        ]
        return next((p for p in told if (cue := find_cue(self.doc[p])) and "quote" in cue.frames), None)

    def _is_absorbed(self, quotation: Quotation) -> bool:
        """Whether a quotation stands inside what a claim by grammar says already."""
        return any(
            first < quotation.last and quotation.first < last
            for _, attribution in self._list_attributions(self.parsed.find_sentence(quotation.first))
            for first, last in attribution.content_ranges
        )

    def _list_attributions(self, sentence: Sentence) -> list[tuple[int, Attribution]]:
        places = range(sentence.first, sentence.last)
        return [(place, self.attributions[place]) for place in places if place in self.attributions]

    def _merge_attributions(self) -> list[Attribution]:
        merged = []
        for place, pieces in self.quoted_ranges.items():
            token = self.doc[place]
            if cue := find_cue(token):
                record_cue_hit(token, cue)
            merged.append(
                replace(
                    self._build_quote_attribution(token).with_content(*(trim_range(self.doc, *p) for p in pieces)),
                    frame="quote",
                )
            )
        covered = {i for first, last in (p for c in merged for p in c.content_ranges) for i in range(first, last)}
        for attribution in self.attributions.values():
            if attribution.cue[0] in self.quoted_ranges:
                continue
            pieces = [self._widen_to_quotation(piece) for piece in attribution.content_ranges]
            pieces = [p for p in pieces if not all(i in covered for i in range(*p))]
            if pieces:
                merged.append(attribution.with_content(*pieces))
        return sorted(drop_nested_attributions(self.doc, merged), key=lambda claim: claim.content_ranges)

    def _build_quote_attribution(self, token: Token) -> Attribution:
        known = self.attributions.get(token.i)
        rule = known.rule if known is not None else None
        subject = self.speakers.get(token.i)
        if subject is None and known is None and token.dep_ == "compound" and token.head.i > token.i:
            subject = token.head  # an inverted cue that the parser took for part of the name
        if subject is None and known is not None:
            return known
        if subject is None:
            subject = find_subject(token)
        if subject is None or subject.i in self.context.quotation_by_token:
            return Attribution((token.i, token.i + 1), None, None, (), "quote", rule)
        (first, last), named = find_speaker_phrase(subject)
        crossing = [i for i in range(first, subject.i) if i in self.context.quotation_by_token]
        if crossing:
            first = next(t.i for t in self.context.walk_after(crossing[-1] + 1) if t.i == subject.i or not t.is_punct)
        return Attribution((token.i, token.i + 1), (first, last), named, (), "quote", rule)

    def _widen_to_quotation(self, piece: TokenRange) -> TokenRange:
        """A piece that ends within a quotation goes on to its end."""
        first, last = piece
        quotation = self.context.quotation_by_token.get(last - 1)
        return (first, max(last, quotation.last)) if quotation else piece
