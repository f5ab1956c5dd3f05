"""Quotations that carry on what was said before them in their paragraph and have no cue of their own."""

from pipeline.extract.speech.claim import Tokens
from pipeline.extract.speech.content import FINITE
from pipeline.extract.speech.quotations import Quotation
from pipeline.extract.speech.surroundings import ENDS, Surroundings

SHORT = 4  # words of a sentence that does no more than name the speaker, or lead over to a quotation


def carried_on(around: Surroundings, quotation: Quotation, place: int) -> Tokens | None:
    """What a quotation adds to what was said up to a token of its paragraph, if it does.

    It stands in a sentence of its own, with few words before it ("Now, ...") and what its clause has after it, or is
    joined by `and` to what was said.
    """
    opening = []
    for token in around.before(quotation.first):
        if token.i <= place or token.text in ENDS:
            break
        opening.append(token)
    if any(token.i in around.inside or token.tag_ in FINITE for token in opening):
        return None
    if around.parsed.sentence_of(place).last > quotation.first:
        return (opening[0].i, quotation.last) if opening and opening[0].tag_ == "CC" else None
    end = _clause_end(around, quotation)
    if len(opening) >= SHORT or ((opening or end > quotation.last) and not _is_clause(around, quotation)):
        return None
    return opening[-1].i if opening else quotation.first, end


def _clause_end(around: Surroundings, quotation: Quotation) -> int:
    """Where the sentence of a quotation ends."""
    end = quotation.last
    for token in around.after(quotation.last):
        if token.text in ENDS or token.is_sent_start:
            break
        end = token.i + 1
    return end


def _is_clause(around: Surroundings, quotation: Quotation) -> bool:
    """Whether a quotation has a verb of its own and is not the subject of one after it ("... was the motto")."""
    doc = around.parsed.doc
    after = next(around.after(quotation.last), None)
    told = after is not None and after.tag_ in FINITE
    return not told and any(token.tag_ in FINITE for token in doc[quotation.first : quotation.last])
