"""Quotations and the cues that introduce, follow or interrupt them."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.attribution.attribution_record import Attribution, TokenRange
from pipeline.extract.attribution.content_bounds import trim_range
from pipeline.extract.attribution.cue_lexicon import find_cue, record_cue_hit
from pipeline.extract.attribution.nested_attributions import drop_nested_attributions
from pipeline.extract.attribution.quotation_context import QuotationContext
from pipeline.extract.attribution.quotation_continuation import find_continuation
from pipeline.extract.attribution.quotation_cues import QuotationCues
from pipeline.extract.attribution.quotation_marks import Quotation
from pipeline.extract.attribution.silent_speakers import is_withheld
from pipeline.extract.attribution.speaker_phrases import find_speaker, find_speaker_phrase
from pipeline.language.parsed_document import ParsedDocument, Sentence
from pipeline.language.syntax.dependency_relations import get_relation
from pipeline.language.syntax.dependency_tree import get_tree
from pipeline.language.syntax.grammatical_relations import Relation

REPORTED_FRAMES = frozenset({"clause", "interrupted"})


def attach_quotations(
    parsed: ParsedDocument, quotations: Sequence[Quotation], attributions: Sequence[Attribution]
) -> list[Attribution]:
    """Join the attributions by grammar with those of quotations; quotations that nobody says are left out."""
    return _QuotationAttacher(parsed, quotations, attributions).attach_all()


class _QuotationAttacher:
    def __init__(
        self, parsed: ParsedDocument, quotations: Sequence[Quotation], attributions: Sequence[Attribution]
    ) -> None:
        self.parsed, self.tree, self.quotations = parsed, get_tree(parsed.doc), quotations
        self.context = QuotationContext.from_quotations(parsed, quotations)
        self.attributions = {attribution.cue[0]: attribution for attribution in attributions}
        self.quoted_ranges: dict[int, list[TokenRange]] = {}  # by cue: its quotations, with what belongs to them
        self.cues = QuotationCues(self.context, self.attributions)

    def attach_all(self) -> list[Attribution]:
        last: int | None = None  # the cue that spoke last in quotation
        open_pieces: list[TokenRange] = []  # paragraphs of a quotation whose speaker is named in a later one
        for number, quotation in enumerate(self.quotations):
            cue, piece = self._find_cue(quotation)
            if cue is not None:
                last = cue
                carried = open_pieces if self._is_carried_on(open_pieces, quotation) else []
                self.quoted_ranges.setdefault(cue, []).extend([*carried, piece])
            elif not self._is_absorbed(quotation):
                before = self._find_preceding_cue(quotation)
                if last is not None and (further := self._find_continuation(number, last)):
                    self.quoted_ranges[last].append(further)
                elif before is not None:
                    self.quoted_ranges.setdefault(before, [*self.attributions[before].content_ranges]).append(piece)
                    last = before
                elif not quotation.is_closed and self.context.is_whole_paragraph(quotation):
                    carried = open_pieces if self._is_carried_on(open_pieces, quotation) else []
                    open_pieces = [*carried, piece]
                    continue
            open_pieces = []
        return self._merge_attributions()

    def _is_carried_on(self, pieces: Sequence[TokenRange], quotation: Quotation) -> bool:
        """Whether a quotation opens the paragraph right after the last of the pieces."""
        if not pieces or not self.context.is_paragraph_initial(quotation):
            return False
        before = next(self.context.walk_previous_paragraph(quotation), None)
        return before is not None and pieces[-1][0] <= before < pieces[-1][1]

    def _find_cue(self, quotation: Quotation) -> tuple[int | None, TokenRange]:
        trailing = self.cues.find_trailing_cue(quotation)
        if trailing is not None:
            first = self.context.find_sentence_start(quotation)
            introduced = any(
                at not in self.context.quotation_by_token and at in self.quoted_ranges
                for at in range(first, quotation.first)
            )
            return trailing, (quotation.first if introduced else first, quotation.last)
        leading = self.cues.find_leading_cue(quotation)
        if leading is not None:
            return leading, self._join_clause(leading, quotation)
        return self.cues.find_announcement(quotation), (quotation.first, quotation.last)

    def _join_clause(self, verb: int, quotation: Quotation) -> TokenRange:
        """A quotation with the words of its clause before it, and after it where it does not end the clause."""
        known = self.attributions.get(verb)
        first, last = quotation.first, quotation.last
        for piece in known.content_ranges if known else ():
            if verb < piece[0] <= quotation.first:
                first = piece[0]
                if piece[1] > last and self.tree.pos[self.context.find_last_word(quotation)] != "PUNCT":
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
        sentence = self.parsed.find_sentence(nearest)
        reported = [
            place
            for place, attribution in self._list_attributions(sentence)
            if place < nearest
            and attribution.frame in REPORTED_FRAMES
            and max(attribution.content_ranges[-1][1], place + 1) >= nearest - 1
        ]
        return next((p for p in reported if (cue := find_cue(self.tree, p)) and "quote" in cue.frames), None)

    def _is_absorbed(self, quotation: Quotation) -> bool:
        """Whether a quotation stands inside the content of an attribution by grammar."""
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
            if cue := find_cue(self.tree, place):
                record_cue_hit(self.tree, place, cue)
            built = self._build_quote_attribution(place)
            merged.append(replace(built.with_content(*(trim_range(self.tree, *p) for p in pieces)), frame="quote"))
        covered = {i for first, last in (p for c in merged for p in c.content_ranges) for i in range(first, last)}
        for attribution in self.attributions.values():
            if attribution.cue[0] in self.quoted_ranges:
                continue
            pieces = [self._widen_to_quotation(piece) for piece in attribution.content_ranges]
            pieces = [p for p in pieces if not all(i in covered for i in range(*p))]
            if pieces:
                merged.append(attribution.with_content(*pieces))
        withheld = {attribution for attribution in merged if self._is_withheld(attribution)}
        kept = drop_nested_attributions(self.tree, merged, withheld)
        return sorted(kept, key=lambda attribution: attribution.content_ranges)

    def _is_withheld(self, attribution: Attribution) -> bool:
        """Whether nobody tells the content; what is all between marks somebody has said."""
        quoted = self.context.quotation_by_token
        outside = any(first not in quoted or last - 1 not in quoted for first, last in attribution.content_ranges)
        return outside and is_withheld(self.tree, attribution)

    def _build_quote_attribution(self, cue: int) -> Attribution:
        known, subject = self.attributions.get(cue), self.cues.speakers.get(cue)
        rule = known.rule if known is not None else None
        misread = get_relation(self.tree, cue) is Relation.COMPOUND and self.tree.head[cue] > cue
        if subject is None and known is None and misread:
            subject = self.tree.head[cue]  # an inverted cue that the parser took for part of the name
        if subject is None and known is not None:
            return known
        if subject is None:
            subject = find_speaker(self.tree, cue)
        if subject is None or subject in self.context.quotation_by_token:
            return Attribution((cue, cue + 1), None, None, (), "quote", rule)
        (first, last), head = find_speaker_phrase(self.tree, subject)
        crossing = [at for at in range(first, subject) if at in self.context.quotation_by_token]
        if crossing:
            behind = self.context.walk_after(crossing[-1] + 1)
            first = next(at for at in behind if at == subject or self.tree.pos[at] != "PUNCT")
        return Attribution((cue, cue + 1), (first, last), head, (), "quote", rule)

    def _widen_to_quotation(self, piece: TokenRange) -> TokenRange:
        """A piece that ends within a quotation goes on to its end."""
        first, last = piece
        quotation = self.context.quotation_by_token.get(last - 1)
        return (first, max(last, quotation.last)) if quotation else piece
