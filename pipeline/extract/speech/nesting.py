"""Claims inside claims: what to keep of them."""

from collections import defaultdict
from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.extract.speech.claim import Claim
from pipeline.extract.speech.content import has_subject
from pipeline.extract.speech.lexicon import cue_of
from pipeline.extract.speech.speakers import subject_of

SPEECH = frozenset({"quote", "clause", "interrupted", "following", "phrase"})
APART = frozenset({"quote", "phrase"})  # quotations inside quotations, and what a phrase credits, stand by themselves


def kept(doc: Doc, claims: Sequence[Claim]) -> list[Claim]:
    """The claims without the judgements and intentions that are part of what somebody else says.

    Speech inside speech is kept where a name or a noun tells whose it is: the one who relays and the one relayed.
    """
    around: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        for first, last in claim.pieces:
            for place in range(first, last):
                around[place].append(claim)
    return [claim for claim in claims if not any(_hides(doc, outer, claim) for outer in around[claim.cue[0]])]


def _hides(doc: Doc, outer: Claim, claim: Claim) -> bool:
    verb = doc[claim.cue[0]]
    if outer is claim or claim.frame in APART:
        return False
    if outer.frame == "infinitive" and verb.dep_ == "xcomp" and verb.head.i == outer.cue[0]:
        return True  # who declines to say has not said
    if claim.frame not in SPEECH:
        return True
    return not _relayed(doc, claim)


def _relayed(doc: Doc, claim: Claim) -> bool:
    verb = doc[claim.cue[0]]
    cue = cue_of(verb)
    subject = subject_of(verb)
    told = cue is not None and "quote" in cue.takes and "clause" in cue.takes
    if not told or not has_subject(verb) or subject is None:
        return False
    return subject.pos_ in ("PROPN", "NOUN") and subject.ent_type_ != "PERCENT"  # a share of those asked is nobody
