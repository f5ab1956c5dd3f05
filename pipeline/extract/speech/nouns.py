"""Nouns and adjectives that tell of speech, attitude or intention, and what they govern."""

from spacy.tokens import Token

from pipeline.extract.speech.claim import Claim, Tokens
from pipeline.extract.speech.content import VERB_TAGS, claim, prepositional
from pipeline.extract.speech.lexicon import Cue, stirrer_of
from pipeline.extract.speech.speakers import EMPTY, owner_of, phrase, subject_of

CLAUSES = frozenset({"acl", "ccomp", "relcl", "xcomp", "advcl"})
COMPLETED = frozenset({"dobj", "attr", "acomp", "xcomp", "ccomp"})  # what a clause has that lacks no object
SOURCES = frozenset({"from", "of", "by"})


def of_noun(word: Token, cue: Cue) -> Claim | None:
    """The claim of a noun or an adjective.

    What only a preposition ties to it wants somebody whose it is, or a verb that stirs it in others.
    """
    who = subject_of(word.head) if word.pos_ == "ADJ" else owner_of(word)
    if word.pos_ == "ADJ" and who is not None and who.lower_ in EMPTY:
        return None  # it is clear to nobody
    stirrer = stirrer_of(word.head) if word.dep_ == "dobj" else None
    if stirrer is not None and stirrer.meets and (met := _met(word, cue)):
        return met
    if pieces := _clause(word, cue):
        return claim(word, who, pieces, "nominal")
    if who is None and stirrer is None:
        return None
    return claim(word, who, _about(word, cue), "nominal")


def _about(word: Token, cue: Cue) -> list[Tokens]:
    """What a preposition ties to a noun, or to the verb that has it for its object ("took aim at the plan")."""
    own = prepositional(word, cue)
    return own or (prepositional(word.head, cue, word.i) if word.dep_ == "dobj" else [])


def _met(word: Token, cue: Cue) -> Claim | None:
    """What somebody says or feels of the subject that meets with it ("the plan won praise from the mayor")."""
    subject = subject_of(word.head)
    after = (child for child in (*word.rights, *word.head.rights) if child.i > word.i)
    source = next((child for child in after if child.lower_ in SOURCES), None)
    who = next((child for child in source.rights if child.dep_ == "pobj"), None) if source is not None else None
    if subject is None or source is None or who is None or "object" not in cue.takes:
        return None
    if source.lower_ == "of" and who.pos_ != "PROPN":
        return None  # criticism of the plan is not the plan's
    return claim(word, who, [phrase(subject)[0]], "nominal")


def _clause(word: Token, cue: Cue) -> list[Tokens]:
    beside = [c for c in word.head.rights if c.left_edge.i == word.i + 1] if word.pos_ == "ADJ" else []
    for child in (*word.rights, *beside):
        if child.dep_ in CLAUSES and child.pos_ in VERB_TAGS:
            marks = {grand.lower_ for grand in child.lefts if grand.dep_ in ("mark", "aux")}
            told = "that" in marks or _is_bare(word, child)
            if (told and "clause" in cue.takes) or ("to" in marks and "infinitive" in cue.takes):
                return [(child.left_edge.i, child.right_edge.i + 1)]
    return []


def _is_bare(word: Token, clause: Token) -> bool:
    """Whether a clause follows at once and lacks nothing: "reports he took bribes", but not "the reports he made"."""
    subject = next((child for child in clause.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or subject.left_edge.i != word.i + 1 or subject.tag_ in ("WDT", "WP"):
        return False
    return word.pos_ == "ADJ" or any(child.dep_ in COMPLETED for child in clause.rights)
