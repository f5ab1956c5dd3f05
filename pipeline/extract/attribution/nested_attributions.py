"""Claims inside claims: what to keep of them."""

from collections import defaultdict
from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.extract.attribution.attribution_record import Attribution
from pipeline.extract.attribution.content_bounds import has_subject
from pipeline.extract.attribution.cue_lexicon import find_cue
from pipeline.extract.attribution.speaker_phrases import find_subject

SPEECH_FRAMES = frozenset({"quote", "clause", "interrupted", "following", "phrase"})
INDEPENDENT_FRAMES = frozenset(
    {"quote", "phrase"}
)  # quotations inside quotations, and what a phrase credits, stand by themselves


def drop_nested_attributions(doc: Doc, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The claims without the judgements and intentions that are part of what somebody else says.

    Speech inside speech is kept where a name or a noun tells whose it is: the one who relays and the one relayed.
    """
    covering: dict[int, list[Attribution]] = defaultdict(list)
    for attribution in attributions:
        for first, last in attribution.content_ranges:
            for place in range(first, last):
                covering[place].append(attribution)
    return [
        claim for claim in attributions if not any(_is_hidden(doc, outer, claim) for outer in covering[claim.cue[0]])
    ]


def _is_hidden(doc: Doc, outer: Attribution, attribution: Attribution) -> bool:
    verb = doc[attribution.cue[0]]
    if outer is attribution or attribution.frame in INDEPENDENT_FRAMES:
        return False
    if outer.frame == "infinitive" and verb.dep_ == "xcomp" and verb.head.i == outer.cue[0]:
        return True  # who declines to say has not said
    if attribution.frame not in SPEECH_FRAMES:
        return True
    return not _is_relayed(doc, attribution)


def _is_relayed(doc: Doc, attribution: Attribution) -> bool:
    verb = doc[attribution.cue[0]]
    cue = find_cue(verb)
    subject = find_subject(verb)
    told = cue is not None and "quote" in cue.frames and "clause" in cue.frames
    if not told or not has_subject(verb) or subject is None:
        return False
    return subject.pos_ in ("PROPN", "NOUN") and subject.ent_type_ != "PERCENT"  # a share of those asked is nobody
