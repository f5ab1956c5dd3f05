"""What the sentence tells besides who says what: which actor the speaker is, and on which day it was said."""

from bisect import bisect_left
from itertools import takewhile

from spacy.tokens import Token

from pipeline.base.date_interval import Interval
from pipeline.extract.attribution.attribution_record import Attribution
from pipeline.extract.attribution.cue_lexicon import find_document_noun
from pipeline.extract.records import DocumentAnalysis

POSSESSOR_LABELS = frozenset({"compound", "poss", "nmod", "amod"})
SOURCE_PREPOSITIONS = frozenset({"by", "from", "of"})


def resolve_speaker_key(analysis: DocumentAnalysis, attribution: Attribution) -> str | None:
    """The actor that a claim's speaker is. A document speaks for whoever's it is ("a ministry statement")."""
    if attribution.speaker_head is None:
        return None
    head = analysis.parsed.doc[attribution.speaker_head]
    key = analysis.entity_index.entity_key_at(head.i)
    if key is not None or not find_document_noun(head):
        return key
    owners = [child for child in head.children if child.dep_ in POSSESSOR_LABELS]
    owners += [g for c in head.rights if c.lower_ in SOURCE_PREPOSITIONS for g in c.children if g.dep_ == "pobj"]
    return next(
        (found for owner in owners if (found := analysis.entity_index.entity_key_at(owner.i)) is not None), None
    )


def find_stated_on(analysis: DocumentAnalysis, attribution: Attribution) -> Interval | None:
    """When a claim was made: the date in its sentence that hangs on the cue or on the speaker, outside the content."""
    parsed = analysis.parsed
    sentence = parsed.find_sentence(attribution.cue[0])
    start = bisect_left(analysis.timexes, sentence.first, key=lambda phrase: phrase.first)
    for phrase in takewhile(lambda phrase: phrase.first < sentence.last, analysis.timexes[start:]):
        if phrase.interval is None or any(
            first < phrase.last and phrase.first < last for first, last in attribution.content_ranges
        ):
            continue
        if _is_attached(parsed.doc[phrase.first : phrase.last].root, attribution):
            return phrase.interval
    return None


def _is_attached(token: Token, attribution: Attribution) -> bool:
    places = {*range(*attribution.cue), *(range(*attribution.speaker) if attribution.speaker else ())}
    for ancestor in token.ancestors:
        if ancestor.i in places:
            return True
        if ancestor.pos_ in ("VERB", "AUX"):
            return False
    return False
