"""Nouns and adjectives that tell of speech, attitude or intention, and what they govern."""

from spacy.tokens import Token

from pipeline.extract.speech.claim import Claim, Tokens
from pipeline.extract.speech.content import VERB_TAGS, claim, prepositional
from pipeline.extract.speech.lexicon import Cue
from pipeline.extract.speech.speakers import owner_of, subject_of

CLAUSES = frozenset({"acl", "ccomp", "relcl", "xcomp"})


def of_noun(word: Token, cue: Cue) -> Claim | None:
    """The claim of a noun or an adjective; what only a preposition ties to it wants somebody whose it is."""
    who = subject_of(word.head) if word.pos_ == "ADJ" else owner_of(word)
    if pieces := _clause(word, cue):
        return claim(word, who, pieces, "nominal")
    return claim(word, who, prepositional(word, cue), "nominal") if who is not None else None


def _clause(word: Token, cue: Cue) -> list[Tokens]:
    for child in word.rights:
        if child.dep_ in CLAUSES and child.pos_ in VERB_TAGS:
            marks = {grand.lower_ for grand in child.lefts if grand.dep_ in ("mark", "aux")}
            if ("that" in marks and "clause" in cue.takes) or ("to" in marks and "infinitive" in cue.takes):
                return [(child.left_edge.i, child.right_edge.i + 1)]
    return []
