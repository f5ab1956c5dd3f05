"""Nouns and adjectives that tell of speech, attitude or intention, and what they govern."""

from spacy.tokens import Token

from pipeline.extract.attribution.attribution_record import Attribution, TokenRange
from pipeline.extract.attribution.content_bounds import VERB_POS, build_attribution, find_prepositional_content
from pipeline.extract.attribution.cue_lexicon import Cue, find_stimulus_verb
from pipeline.extract.attribution.speaker_phrases import (
    EMPTY_SUBJECTS,
    find_nominal_source,
    find_speaker_phrase,
    find_subject,
)

CLAUSE_LABELS = frozenset({"acl", "ccomp", "relcl", "xcomp", "advcl"})
OBJECT_LABELS = frozenset({"dobj", "attr", "acomp", "xcomp", "ccomp"})  # what a clause has that lacks no object
SOURCE_PREPOSITIONS = frozenset({"from", "of", "by"})


def find_noun_attribution(word: Token, cue: Cue) -> Attribution | None:
    """The claim of a noun or an adjective.

    What only a preposition ties to it wants somebody whose it is, or a verb that stirs it in others.
    """
    who = find_subject(word.head) if word.pos_ == "ADJ" else find_nominal_source(word)
    if word.pos_ == "ADJ" and who is not None and who.lower_ in EMPTY_SUBJECTS:
        return None  # it is clear to nobody
    stimulus_verb = find_stimulus_verb(word.head) if word.dep_ == "dobj" else None
    if stimulus_verb is not None and stimulus_verb.subject_is_target and (met := _find_stimulus_attribution(word, cue)):
        return met
    if pieces := _find_clause_content(word, cue):
        return build_attribution(word, who, pieces, "nominal")
    if who is None and stimulus_verb is None:
        return None
    return build_attribution(word, who, _find_noun_content(word, cue), "nominal")


def _find_noun_content(word: Token, cue: Cue) -> list[TokenRange]:
    """What a preposition ties to a noun, or to the verb that has it for its object ("took aim at the plan")."""
    own = find_prepositional_content(word, cue)
    return own or (find_prepositional_content(word.head, cue, word.i) if word.dep_ == "dobj" else [])


def _find_stimulus_attribution(word: Token, cue: Cue) -> Attribution | None:
    """What somebody says or feels of the subject that meets with it ("the plan won praise from the mayor")."""
    subject = find_subject(word.head)
    after = (child for child in (*word.rights, *word.head.rights) if child.i > word.i)
    source = next((child for child in after if child.lower_ in SOURCE_PREPOSITIONS), None)
    who = next((child for child in source.rights if child.dep_ == "pobj"), None) if source is not None else None
    if subject is None or source is None or who is None or "object" not in cue.frames:
        return None
    if source.lower_ == "of" and who.pos_ != "PROPN":
        return None  # criticism of the plan is not the plan's
    return build_attribution(word, who, [find_speaker_phrase(subject)[0]], "nominal")


def _find_clause_content(word: Token, cue: Cue) -> list[TokenRange]:
    beside = [c for c in word.head.rights if c.left_edge.i == word.i + 1] if word.pos_ == "ADJ" else []
    for child in (*word.rights, *beside):
        if child.dep_ in CLAUSE_LABELS and child.pos_ in VERB_POS:
            marks = {grand.lower_ for grand in child.lefts if grand.dep_ in ("mark", "aux")}
            told = "that" in marks or _is_bare_clause(word, child)
            if (told and "clause" in cue.frames) or ("to" in marks and "infinitive" in cue.frames):
                return [(child.left_edge.i, child.right_edge.i + 1)]
    return []


def _is_bare_clause(word: Token, clause: Token) -> bool:
    """Whether a clause follows at once and lacks nothing: "reports he took bribes", but not "the reports he made"."""
    subject = next((child for child in clause.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or subject.left_edge.i != word.i + 1 or subject.tag_ in ("WDT", "WP"):
        return False
    return word.pos_ == "ADJ" or any(child.dep_ in OBJECT_LABELS for child in clause.rights)
