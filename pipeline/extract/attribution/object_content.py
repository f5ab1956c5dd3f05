"""Objects of what tells of judgement: praised, seen as something, found by a survey, or standing before their verb."""

from spacy.tokens import Token

from pipeline.extract.attribution import relative_gaps
from pipeline.extract.attribution.attribution_record import TokenRange
from pipeline.extract.attribution.content_asides import find_end_before_aside
from pipeline.extract.attribution.content_bounds import COMPLEMENT_LABELS, extend_past_as, is_date_preposition
from pipeline.extract.attribution.cue_lexicon import Cue, find_cue, find_document_noun
from pipeline.extract.attribution.speaker_phrases import find_subject

TIME_PREPOSITIONS = frozenset({"after", "at", "before", "by", "during", "since", "throughout", "until"})
PREDICATE_LABELS = frozenset({"oprd", "xcomp", "acomp"})
MODAL_TAGS = frozenset({"MD", "TO"})


def find_object_content(verb: Token, cue: Cue, direct: Token | None) -> list[TokenRange]:
    """An object, or a gerund in its place, with the rest of the verb phrase that belongs to it.

    Judgements that somebody may or is to make are none; what may or is to be said is told all the same.
    """
    if direct is None or "object" not in cue.frames or ("quote" not in cue.frames and _has_modal(verb)):
        return []
    if direct.dep_ == "xcomp":
        return [(direct.left_edge.i, direct.right_edge.i + 1)]
    doc = verb.doc
    last = max(c.right_edge.i + 1 for c in verb.rights if c.dep_ in COMPLEMENT_LABELS and not _is_circumstance(c))
    last = max(
        [last, *(c.right_edge.i + 1 for c in verb.rights if c.left_edge.i == last and _is_object_infinitive(direct, c))]
    )
    return [(direct.left_edge.i, find_end_before_aside(doc, direct.left_edge.i, extend_past_as(doc, last)))]


def find_judged_object(verb: Token, cue: Cue, direct: Token) -> list[TokenRange]:
    """An object with what it is taken as ("sees the plan as a threat") or blamed for."""
    if "as" not in cue.frames or _has_modal(verb):
        return []
    words = {"as", *cue.prepositions}
    after = (token for token in (*verb.rights, *direct.rights) if token.i > direct.i)
    taken = next((t for t in after if t.dep_ == "oprd" or (t.dep_ == "prep" and t.lower_ in words)), None)
    return (
        [(direct.left_edge.i, taken.right_edge.i + 1)] if taken is not None and not is_date_preposition(taken) else []
    )


def find_survey_finding(verb: Token, cue: Cue, direct: Token) -> list[TokenRange]:
    """What a document finds ("the poll showed a lead for her among the young")."""
    if "finding" not in cue.frames:
        return []
    teller = find_subject(verb)
    if teller is None or find_document_noun(teller) is None:
        return []
    return [(direct.left_edge.i, max(child.right_edge.i + 1 for child in verb.rights if not child.is_punct))]


def find_fronted_object(verb: Token, cue: Cue) -> list[TokenRange]:
    """An object that stands before its verb, with what it is taken as."""
    if not {"object", "as"} & set(cue.frames):
        return []
    taken = [(c.left_edge.i, c.right_edge.i + 1) for c in verb.rights if c.dep_ in PREDICATE_LABELS or c.lower_ == "as"]
    gap = relative_gaps.find_gap_object(verb)
    return [gap, *taken[:1]] if gap is not None and ("object" in cue.frames or taken) else []


def _has_modal(verb: Token) -> bool:
    return any(child.tag_ in MODAL_TAGS for child in verb.lefts)


def _is_object_infinitive(noun: Token, infinitive: Token) -> bool:
    """Whether an infinitive that the parser hung on the verb belongs to its object ("rejected calls to step down")."""
    cue = find_cue(noun)
    return cue is not None and "infinitive" in cue.frames and any(child.tag_ == "TO" for child in infinitive.lefts)


def _is_circumstance(child: Token) -> bool:
    """Whether a phrase tells where or when somebody said something, and is no part of it."""
    if child.dep_ != "prep":
        return False
    inside = [grand for grand in child.rights if grand.dep_ == "pobj"]
    return (
        child.lower_ in TIME_PREPOSITIONS
        or is_date_preposition(child)
        or any(find_document_noun(noun) is not None for noun in inside)
    )
