"""Objects of what tells of judgement: praised, seen as something, found by a survey, or standing before their verb."""

from spacy.tokens import Token

from pipeline.extract.speech import gaps
from pipeline.extract.speech.asides import without
from pipeline.extract.speech.claim import Tokens
from pipeline.extract.speech.content import COMPLEMENTS, dated, with_as
from pipeline.extract.speech.lexicon import Cue, cue_of, document_of
from pipeline.extract.speech.speakers import subject_of

WHEN = frozenset({"after", "at", "before", "by", "during", "since", "throughout", "until"})
PREDICATES = frozenset({"oprd", "xcomp", "acomp"})
MODALS = frozenset({"MD", "TO"})


def of_object(verb: Token, cue: Cue, direct: Token | None) -> list[Tokens]:
    """An object, or a gerund in its place, with the rest of the verb phrase that belongs to it.

    Judgements that somebody may or is to make are none; what may or is to be said is told all the same.
    """
    if direct is None or "object" not in cue.takes or ("quote" not in cue.takes and _is_modal(verb)):
        return []
    if direct.dep_ == "xcomp":
        return [(direct.left_edge.i, direct.right_edge.i + 1)]
    doc = verb.doc
    last = max(c.right_edge.i + 1 for c in verb.rights if c.dep_ in COMPLEMENTS and not _is_circumstance(c))
    last = max([last, *(c.right_edge.i + 1 for c in verb.rights if c.left_edge.i == last and _is_of(direct, c))])
    return [(direct.left_edge.i, without(doc, direct.left_edge.i, with_as(doc, last)))]


def judged(verb: Token, cue: Cue, direct: Token) -> list[Tokens]:
    """An object with what it is taken as ("sees the plan as a threat") or blamed for."""
    if "as" not in cue.takes or _is_modal(verb):
        return []
    words = {"as", *cue.prepositions}
    after = (token for token in (*verb.rights, *direct.rights) if token.i > direct.i)
    taken = next((t for t in after if t.dep_ == "oprd" or (t.dep_ == "prep" and t.lower_ in words)), None)
    return [(direct.left_edge.i, taken.right_edge.i + 1)] if taken is not None and not dated(taken) else []


def found(verb: Token, cue: Cue, direct: Token) -> list[Tokens]:
    """What a document finds ("the poll showed a lead for her among the young")."""
    if "finding" not in cue.takes:
        return []
    teller = subject_of(verb)
    if teller is None or document_of(teller) is None:
        return []
    return [(direct.left_edge.i, max(child.right_edge.i + 1 for child in verb.rights if not child.is_punct))]


def before(verb: Token, cue: Cue) -> list[Tokens]:
    """An object that stands before its verb, with what it is taken as."""
    if not {"object", "as"} & set(cue.takes):
        return []
    taken = [(c.left_edge.i, c.right_edge.i + 1) for c in verb.rights if c.dep_ in PREDICATES or c.lower_ == "as"]
    gap = gaps.before(verb)
    return [gap, *taken[:1]] if gap is not None and ("object" in cue.takes or taken) else []


def _is_modal(verb: Token) -> bool:
    return any(child.tag_ in MODALS for child in verb.lefts)


def _is_of(noun: Token, infinitive: Token) -> bool:
    """Whether an infinitive that the parser hung on the verb belongs to its object ("rejected calls to step down")."""
    cue = cue_of(noun)
    return cue is not None and "infinitive" in cue.takes and any(child.tag_ == "TO" for child in infinitive.lefts)


def _is_circumstance(child: Token) -> bool:
    """Whether a phrase tells where or when somebody said something, and is no part of it."""
    if child.dep_ != "prep":
        return False
    inside = [grand for grand in child.rights if grand.dep_ == "pobj"]
    return child.lower_ in WHEN or dated(child) or any(document_of(noun) is not None for noun in inside)
