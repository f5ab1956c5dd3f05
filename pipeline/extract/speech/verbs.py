"""Verbs that tell of speech, attitude or intention, and what they govern."""

from spacy.tokens import Token

from pipeline.extract.speech.claim import Claim, Tokens
from pipeline.extract.speech.content import (
    COMPLEMENTS,
    LONGEST,
    VERB_TAGS,
    claim,
    clause_after,
    clause_before,
    closed,
    following,
    interrupted,
    prepositional,
)
from pipeline.extract.speech.lexicon import Cue
from pipeline.extract.speech.speakers import agent_of, subject_of
from pipeline.language.parsed import Parsed

RELATIVE_TAGS = frozenset({"WDT", "WP"})
TOLD = frozenset({"as", "of", "for"})  # prepositions that open what is said of the subject of a passive verb
MARKS = frozenset({"mark", "advmod"})
MODALS = frozenset({"MD", "TO"})


def of_verb(parsed: Parsed, verb: Token, cue: Cue) -> Claim | None:
    """The claim of a verb: the clause it interrupts or governs, its infinitive, its object."""
    if "quote" in cue.takes and "clause" in cue.takes:
        first, last = _window(parsed, verb)
        if around := interrupted(verb, first, last):
            own = next((child for child in verb.children if child.dep_ == "nsubj"), None)
            return claim(verb, own, around, "interrupted")
        if before := closed(verb, first, last):
            return claim(verb, verb.nbor(-1), before, "interrupted")
    frame, pieces = _governed(verb, cue)
    if not pieces and "quote" in cue.takes and "clause" in cue.takes:
        frame, pieces = "following", following(verb, _window(parsed, verb)[1])
    subject = subject_of(verb)
    if subject is not None and subject.dep_ == "nsubjpass" and subject.head.i == verb.i:
        subject = agent_of(verb)
        if subject is None and "quote" not in cue.takes:
            return None
    return claim(verb, subject, pieces, frame)


def _window(parsed: Parsed, verb: Token) -> Tokens:
    """The sentence of a verb, or of one that is longer than prose has them what stands around the verb."""
    sentence = parsed.sentence_of(verb.i)
    return max(sentence.first, verb.i - LONGEST), min(sentence.last, verb.i + LONGEST)


def _governed(verb: Token, cue: Cue) -> tuple[str, list[Tokens]]:
    clauses = [child for child in verb.children if child.dep_ == "ccomp"]
    clause = clauses[-1] if clauses else None  # of one before and one after, what comes after is said
    opened = next((c for c in verb.rights if c.dep_ == "xcomp" and c.pos_ in VERB_TAGS), None)
    direct = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    if clause is not None and opened is not None and "infinitive" in cue.takes and verb.i < opened.i < clause.i:
        return "infinitive", [(opened.left_edge.i, clause.right_edge.i + 1)]
    if clause is not None and "object" in cue.takes and "clause" not in cue.takes and clause.i > verb.i:
        return "object", [(max(clause.left_edge.i, verb.i + 1), clause.right_edge.i + 1)]
    if clause is not None and ("clause" in cue.takes or "quote" in cue.takes):
        if clause.i > verb.i:
            return "clause", [clause_after(verb, clause)]
        return "clause", clause_before(verb, clause)
    if clause is None and "clause" in cue.takes and (asked := _asked(verb)):
        return "clause", [asked]
    if any(child.dep_ == "nsubjpass" for child in verb.children):
        return "passive", _passive(verb, cue)
    if opened is not None and "infinitive" in cue.takes and (direct is None or "object" not in cue.takes):
        return "infinitive", [(max(opened.left_edge.i, verb.i + 1), opened.right_edge.i + 1)]
    if "object" in cue.takes and ("quote" in cue.takes or not any(child.tag_ in MODALS for child in verb.lefts)):
        if opened is not None and opened.tag_ == "VBG" and direct is None:
            return "object", [(opened.left_edge.i, opened.right_edge.i + 1)]
        if direct is not None:
            last = max(c.right_edge.i + 1 for c in verb.rights if c.dep_ in COMPLEMENTS)
            if last < len(verb.doc) and verb.doc[last].lower_ == "as" and verb.doc[last].dep_ == "prep":
                last = verb.doc[last].right_edge.i + 1
            return "object", [(direct.left_edge.i, last)]
    return "prepositional", prepositional(verb, cue)


def _asked(verb: Token) -> Tokens | None:
    """A clause that the parser took for an adverbial ("asked them if it was safe"), or a question's bare `when`."""
    for child in verb.rights:
        if child.dep_ == "advcl" and child.left_edge.lower_ in ("if", "whether"):
            return child.left_edge.i, child.right_edge.i + 1
        subject = next((c for c in child.lefts if c.dep_ == "nsubj"), None)
        if child.dep_ == "advcl" and subject is not None and not any(c.dep_ in MARKS for c in child.lefts):
            return subject.left_edge.i, child.right_edge.i + 1
        if child.tag_ == "WRB" and child.i == verb.i + 1 and child.left_edge.i == child.right_edge.i:
            return child.i, child.i + 1
    return None


def _passive(verb: Token, cue: Cue) -> list[Tokens]:
    """The subject of a passive verb with what is said or wished of it; alone it wants somebody by whom."""
    subject = next(child for child in verb.children if child.dep_ == "nsubjpass")
    if subject.tag_ in RELATIVE_TAGS:
        return []
    about = (subject.left_edge.i, subject.right_edge.i + 1)
    opened = next((c for c in verb.rights if c.dep_ == "xcomp" and c.pos_ in VERB_TAGS), None)
    told = next((c for c in verb.rights if c.dep_ in ("oprd", "attr") or c.lower_ in TOLD), None)
    if opened is not None and "infinitive" in cue.takes:
        return [about, (opened.left_edge.i, opened.right_edge.i + 1)]
    if "object" in cue.takes and told is not None:
        return [about, (told.left_edge.i, told.right_edge.i + 1)]
    return [about] if "object" in cue.takes and agent_of(verb) is not None else []
