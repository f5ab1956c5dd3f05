"""What the sentence tells besides who says what: which actor the speaker is, and on which day it was said."""

from bisect import bisect_left
from itertools import takewhile

from spacy.tokens import Token

from pipeline.base.interval import Interval
from pipeline.extract.records import Reading
from pipeline.extract.speech.claim import Claim
from pipeline.extract.speech.lexicon import document_of

OWNERS = frozenset({"compound", "poss", "nmod", "amod"})
SOURCES = frozenset({"by", "from", "of"})


def speaker_key(reading: Reading, claim: Claim) -> str | None:
    """The actor that a claim's speaker is. A document speaks for whoever's it is ("a ministry statement")."""
    if claim.head is None:
        return None
    head = reading.parsed.doc[claim.head]
    key = reading.cast.key_at(head.i)
    if key is not None or not document_of(head):
        return key
    owners = [child for child in head.children if child.dep_ in OWNERS]
    owners += [g for c in head.rights if c.lower_ in SOURCES for g in c.children if g.dep_ == "pobj"]
    return next((found for owner in owners if (found := reading.cast.key_at(owner.i)) is not None), None)


def stated_on(reading: Reading, claim: Claim) -> Interval | None:
    """When a claim was made: the date in its sentence that hangs on the cue or on the speaker, outside the content."""
    parsed = reading.parsed
    sentence = parsed.sentence_of(claim.cue[0])
    start = bisect_left(reading.dates, sentence.first, key=lambda phrase: phrase.first)
    for phrase in takewhile(lambda phrase: phrase.first < sentence.last, reading.dates[start:]):
        if phrase.interval is None or any(first < phrase.last and phrase.first < last for first, last in claim.pieces):
            continue
        if _hangs_on(parsed.doc[phrase.first : phrase.last].root, claim):
            return phrase.interval
    return None


def _hangs_on(token: Token, claim: Claim) -> bool:
    places = {*range(*claim.cue), *(range(*claim.speaker) if claim.speaker else ())}
    for ancestor in token.ancestors:
        if ancestor.i in places:
            return True
        if ancestor.pos_ in ("VERB", "AUX"):
            return False
    return False
