"""Quotations without a cue of their own that carry on what was said before them in their paragraph."""

from pipeline.extract.attribution.attribution_record import TokenRange
from pipeline.extract.attribution.parenthetical_cues import has_finite_verb
from pipeline.extract.attribution.quotation_context import SENTENCE_ENDS, QuotationContext
from pipeline.extract.attribution.quotation_marks import Quotation
from pipeline.language.syntax.dependency_relations import FINITE_TAGS

MAX_OPENING_WORDS = 4  # words of a sentence that do no more than name the speaker, or lead over to a quotation


def find_continuation(context: QuotationContext, quotation: Quotation, place: int) -> TokenRange | None:
    """Find what a quotation adds to what was said up to a token of its paragraph; None if nothing.

    It stands in a sentence of its own, with few words before it ("Now, ...") and what its clause has after it, or is
    joined by `and` to what was said.
    """
    tree = context.tree
    opening = []
    for token in context.walk_before(quotation.first):
        if token <= place or tree.lower[token] in SENTENCE_ENDS:
            break
        opening.append(token)
    if any(token in context.quotation_by_token or tree.tag[token] in FINITE_TAGS for token in opening):
        return None
    if context.parsed.find_sentence(place).last > quotation.first:
        return (opening[0], quotation.last) if opening and tree.tag[opening[0]] == "CC" else None
    end = _find_sentence_end(context, quotation)
    if len(opening) >= MAX_OPENING_WORDS or ((opening or end > quotation.last) and not _is_clause(context, quotation)):
        return None
    return opening[-1] if opening else quotation.first, end


def _find_sentence_end(context: QuotationContext, quotation: Quotation) -> int:
    end = quotation.last
    for token in context.walk_after(quotation.last):
        if context.tree.lower[token] in SENTENCE_ENDS or context.tree.starts[token]:
            break
        end = token + 1
    return end


def _is_clause(context: QuotationContext, quotation: Quotation) -> bool:
    """Whether a quotation has a verb of its own and is not the subject of one after it ("... was the motto")."""
    after = next(context.walk_after(quotation.last), None)
    subject = after is not None and context.tree.tag[after] in FINITE_TAGS
    return not subject and has_finite_verb(context.tree, quotation.first, quotation.last)
