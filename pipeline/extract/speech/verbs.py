"""Verbs that tell of speech, attitude or intention, and what they govern."""

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extract.speech import gaps
from pipeline.extract.speech.claim import Claim, Tokens
from pipeline.extract.speech.content import (
    LONGEST,
    VERB_TAGS,
    claim,
    clause_after,
    clause_before,
    prepositional,
)
from pipeline.extract.speech.insertions import closed, following, interrupted, inverted
from pipeline.extract.speech.lexicon import Cue
from pipeline.extract.speech.objects import before, found, judged, of_object
from pipeline.extract.speech.passives import is_passive, of_passive
from pipeline.extract.speech.speakers import agent_of, subject_of
from pipeline.language.parsed import Parsed

MARKS = frozenset({"mark", "advmod"})


def of_verb(parsed: Parsed, verb: Token, cue: Cue) -> Claim | None:
    """The claim of a verb: the clause it interrupts or governs, its infinitive, its object."""
    spoken = "quote" in cue.takes and "clause" in cue.takes
    if spoken and (inserted := _inserted(parsed, verb)):
        return inserted
    frame, pieces = _governed(verb, cue)
    if not pieces and spoken:
        frame, pieces = "following", following(verb, _window(parsed, verb)[1])
    if not is_passive(verb):
        return claim(verb, subject_of(verb), pieces, frame)
    agent = agent_of(verb)
    if agent is None and frame != "passive" and "quote" not in cue.takes:
        return None
    return claim(verb, agent, pieces, frame)


def _window(parsed: Parsed, verb: Token) -> Tokens:
    """The sentence of a verb, or of one that is longer than prose has them what stands around the verb."""
    sentence = parsed.sentence_of(verb.i)
    return max(sentence.first, verb.i - LONGEST), min(sentence.last, verb.i + LONGEST)


def _inserted(parsed: Parsed, verb: Token) -> Claim | None:
    """The claim of a verb that stands between the words said, or closes them."""
    first, last = _window(parsed, verb)
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if around := interrupted(verb, first, last):
        return claim(verb, subject or agent_of(verb), around, "interrupted")
    if said := closed(verb, first, last):
        beside = subject if subject is not None and subject.i < verb.i else verb.nbor(-1)
        return claim(verb, beside, said, "interrupted")
    told = inverted(verb, first)
    return claim(verb, told[1], [told[0]], "interrupted") if told else None


@dataclass(frozen=True)
class _Parts:
    """What hangs on a verb: a finite clause, an infinitive or gerund after it, its object."""

    verb: Token
    cue: Cue
    clause: Token | None
    opened: Token | None
    direct: Token | None

    @classmethod
    def of(cls, verb: Token, cue: Cue) -> "_Parts":
        clauses = [child for child in verb.children if child.dep_ == "ccomp"]
        clause = clauses[-1] if clauses else None
        opened = next((c for c in verb.rights if c.dep_ == "xcomp" and c.pos_ in VERB_TAGS), None)
        direct = next((child for child in verb.rights if child.dep_ == "dobj"), None)
        if direct is None and "object" in cue.takes:
            # "called Ana Silva a friend": the parser gave both nouns the same part.
            both = [child for child in verb.rights if child.dep_ in ("dative", "oprd")]
            direct = both[0] if len(both) > 1 else None
        if clause is not None and clause.i < verb.i:
            intended = opened is not None and "infinitive" in cue.takes
            if intended or (direct is not None and "object" in cue.takes):
                clause = None  # what follows the cue is said, not what goes before
        return cls(verb, cue, clause, opened, direct)


def _governed(verb: Token, cue: Cue) -> tuple[str, list[Tokens]]:
    """The frame by which a cue governs what is said, and the pieces of that."""
    parts = _Parts.of(verb, cue)
    for frame, told in CLAUSAL:
        if pieces := told(parts):
            return frame, pieces
    if is_passive(verb):
        return "passive", of_passive(verb, cue)
    for frame, told in VERBAL:
        if pieces := told(parts):
            return frame, pieces
    return "prepositional", prepositional(verb, cue)


def _both(parts: _Parts) -> list[Tokens]:
    """An infinitive with the clause that the parser hung beside it."""
    opened, clause = parts.opened, parts.clause
    if opened is None or clause is None or "infinitive" not in parts.cue.takes:
        return []
    return [(opened.left_edge.i, clause.right_edge.i + 1)] if parts.verb.i < opened.i < clause.i else []


def _small(parts: _Parts) -> list[Tokens]:
    """An object with its predicate, or somebody with what he is to do, that the parser took for a clause."""
    clause, takes = parts.clause, parts.cue.takes
    if clause is None or clause.i < parts.verb.i or "clause" in takes:
        return []
    commanded = "command" in takes and any(child.tag_ == "TO" for child in clause.lefts)
    if not commanded and "object" not in takes:
        return []
    return [(max(clause.left_edge.i, parts.verb.i + 1), clause.right_edge.i + 1)]


def _clause(parts: _Parts) -> list[Tokens]:
    """A finite clause, after the cue or before it."""
    if parts.clause is None or not {"clause", "quote"} & set(parts.cue.takes):
        return []
    if parts.clause.i < parts.verb.i:
        return clause_before(parts.verb, parts.clause)
    return [*gaps.subject(parts.verb, parts.clause), clause_after(parts.verb, parts.clause)]


def _asked(parts: _Parts) -> list[Tokens]:
    """A clause that the parser took for an adverbial ("asked them if it was safe"), or a question's bare `when`."""
    if parts.clause is not None or parts.opened is not None or "clause" not in parts.cue.takes:
        return []
    for child in parts.verb.rights:
        if child.dep_ == "advcl" and child.left_edge.lower_ in ("if", "whether"):
            return [(child.left_edge.i, child.right_edge.i + 1)]
        subject = next((c for c in child.lefts if c.dep_ == "nsubj"), None)
        if child.dep_ == "advcl" and subject is not None and not any(c.dep_ in MARKS for c in child.lefts):
            return [(subject.left_edge.i, child.right_edge.i + 1)]
        if child.tag_ == "WRB" and child.i == parts.verb.i + 1 and child.left_edge.i == child.right_edge.i:
            return [(child.i, child.i + 1)]
    return []


def _infinitive(parts: _Parts) -> list[Tokens]:
    """What somebody wants to do, or calls on others to do."""
    opened, verb, takes = parts.opened, parts.verb, parts.cue.takes
    if opened is None or "infinitive" not in takes:
        return []
    called = prepositional(verb, parts.cue)
    if called and called[0][0] < opened.i:
        return [(called[0][0], opened.right_edge.i + 1)]
    if parts.direct is not None and "object" in takes:
        return []
    return [(max(opened.left_edge.i, verb.i + 1), opened.right_edge.i + 1)]


def _command(parts: _Parts) -> list[Tokens]:
    """Somebody with what he is to do."""
    opened, direct = parts.opened, parts.direct
    if opened is None or direct is None or opened.i < direct.i or "command" not in parts.cue.takes:
        return []
    return [(direct.left_edge.i, opened.right_edge.i + 1)]


def _object(parts: _Parts) -> list[Tokens]:
    """The object, in one of the ways that the cue takes it."""
    verb, cue, direct = parts.verb, parts.cue, parts.direct
    if direct is None:
        gerund = parts.opened if parts.opened is not None and parts.opened.tag_ == "VBG" else None
        return of_object(verb, cue, gerund) or before(verb, cue)
    return judged(verb, cue, direct) or found(verb, cue, direct) or of_object(verb, cue, direct) or before(verb, cue)


Told = Callable[[_Parts], list[Tokens]]
CLAUSAL: tuple[tuple[str, Told], ...] = (
    ("infinitive", _both),
    ("object", _small),
    ("clause", _clause),
    ("clause", _asked),
)
VERBAL: tuple[tuple[str, Told], ...] = (
    ("infinitive", _infinitive),
    ("infinitive", _command),
    ("object", _object),
)
