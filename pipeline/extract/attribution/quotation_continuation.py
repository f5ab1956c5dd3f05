"""Quotations that carry on what was said before them in their paragraph and have no cue of their own."""

from pipeline.extract.attribution.attribution_record import TokenRange
from pipeline.extract.attribution.content_bounds import FINITE_TAGS
from pipeline.extract.attribution.quotation_context import SENTENCE_ENDS, QuotationContext
from pipeline.extract.attribution.quotation_marks import Quotation

MAX_OPENING_WORDS = 4  # words of a sentence that does no more than name the speaker, or lead over to a quotation


def find_continuation(context: QuotationContext, quotation: Quotation, place: int) -> TokenRange | None:
    """What a quotation adds to what was said up to a token of its paragraph, if it does.

    It stands in a sentence of its own, with few words before it ("Now, ...") and what its clause has after it, or is
    joined by `and` to what was said.
    """
    opening = []
    for token in context.walk_before(quotation.first):
        if token.i <= place or token.text in SENTENCE_ENDS:
            break
        opening.append(token)
    if any(token.i in context.quotation_by_token or token.tag_ in FINITE_TAGS for token in opening):
        return None
    if context.parsed.find_sentence(place).last > quotation.first:
        return (opening[0].i, quotation.last) if opening and opening[0].tag_ == "CC" else None
    end = _find_sentence_end(context, quotation)
    if len(opening) >= MAX_OPENING_WORDS or ((opening or end > quotation.last) and not _is_clause(context, quotation)):
        return None
    return opening[-1].i if opening else quotation.first, end


def _find_sentence_end(context: QuotationContext, quotation: Quotation) -> int:
    """Where the sentence of a quotation ends."""
    end = quotation.last
    for token in context.walk_after(quotation.last):
        if token.text in SENTENCE_ENDS or token.is_sent_start:
            break
        end = token.i + 1
    return end


def _is_clause(context: QuotationContext, quotation: Quotation) -> bool:
    """Whether a quotation has a verb of its own and is not the subject of one after it ("... was the motto")."""
    doc = context.parsed.doc
    after = next(context.walk_after(quotation.last), None)
    told = after is not None and after.tag_ in FINITE_TAGS
    return not told and any(token.tag_ in FINITE_TAGS for token in doc[quotation.first : quotation.last])
