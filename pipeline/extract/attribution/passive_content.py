"""Passive verbs: what is said or wished of their subject, and by whom."""

from spacy.tokens import Token

from pipeline.extract.attribution import relative_gaps
from pipeline.extract.attribution.attribution_record import TokenRange
from pipeline.extract.attribution.content_bounds import VERB_POS, find_prepositional_content
from pipeline.extract.attribution.cue_lexicon import Cue
from pipeline.extract.attribution.speaker_phrases import find_agent, find_speaker_phrase

ACTIVE_LABELS = frozenset({"aux", "dobj", "dative", "nsubj"})  # what a participle that is passive does not have
CONTENT_PREPOSITIONS = frozenset({"as", "of", "for"})  # prepositions that open what is said of the subject


def is_passive(verb: Token) -> bool:
    """Whether what a verb tells of stands before it: as its subject, or as the noun that a participle hangs on."""
    if verb.dep_ in ("acl", "advcl") and verb.tag_ == "VBN":
        return not any(child.dep_ in ACTIVE_LABELS for child in verb.children)
    return any(child.dep_ == "nsubjpass" for child in verb.children)


def find_passive_content(verb: Token, cue: Cue) -> list[TokenRange]:
    """The subject of a passive verb with what is said or wished of it; alone it wants somebody by whom.

    A participle that only describes a noun ("a plan backed by farmers") tells of speech alone, and what nobody named
    may think ("could be seen as a threat") of nothing.
    """
    subject = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    agent = find_agent(verb)
    possible = agent is None and any(child.tag_ == "MD" for child in verb.lefts)
    if "quote" not in cue.frames and (subject is None or possible):
        return []
    told = next((c for c in verb.rights if c.dep_ in ("oprd", "attr") or c.lower_ in CONTENT_PREPOSITIONS), None)
    if told is not None and told.pos_ == "PROPN" and agent is None:
        return []  # "a band called Northwind" only has a name
    about = [_find_passive_subject(verb, subject)] if verb.dep_ != "advcl" else []
    opened = next((c for c in verb.rights if c.dep_ == "xcomp" and c.pos_ in VERB_POS), None)
    if opened is not None and {"infinitive", "command"} & set(cue.frames):
        return [*about, (opened.left_edge.i, opened.right_edge.i + 1)]
    if told is not None and _is_judged(told, agent, cue):
        return [*about, (told.left_edge.i, told.right_edge.i + 1)]
    if "as" in cue.frames and told is not None:
        return []
    return about if "object" in cue.frames and agent is not None and about else find_prepositional_content(verb, cue)


def _find_passive_subject(verb: Token, subject: Token | None) -> TokenRange:
    return relative_gaps.find_modified_noun(verb) if subject is None else find_speaker_phrase(subject)[0]


def _is_judged(told: Token, agent: Token | None, cue: Cue) -> bool:
    """Whether a predicate belongs to what is said; after the one who says it, it gives his reason."""
    if "as" in cue.frames:
        return told.lower_ == "as" and (agent is None or agent.i > told.i)
    return "object" in cue.frames and (agent is None or agent.i > told.i)
