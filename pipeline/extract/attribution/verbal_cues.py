"""Verbs that tell of speech, attitude or intention, and what they govern."""

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extract.attribution import relative_gaps
from pipeline.extract.attribution.attribution_record import Attribution, TokenRange
from pipeline.extract.attribution.content_bounds import (
    MAX_CLAUSE_LENGTH,
    VERB_POS,
    build_attribution,
    find_following_clause,
    find_preceding_clause,
    find_prepositional_content,
)
from pipeline.extract.attribution.cue_lexicon import Cue
from pipeline.extract.attribution.object_content import (
    find_fronted_object,
    find_judged_object,
    find_object_content,
    find_survey_finding,
)
from pipeline.extract.attribution.parenthetical_cues import (
    find_closed_content,
    find_following_content,
    find_interrupted_content,
    find_inverted_content,
)
from pipeline.extract.attribution.passive_content import find_passive_content, is_passive
from pipeline.extract.attribution.speaker_phrases import find_agent, find_subject
from pipeline.language.parsed_document import ParsedDocument

CLAUSE_OPENER_LABELS = frozenset({"mark", "advmod"})


def find_verb_attribution(parsed: ParsedDocument, verb: Token, cue: Cue) -> Attribution | None:
    """The claim of a verb: the clause it interrupts or governs, its infinitive, its object."""
    spoken = "quote" in cue.frames and "clause" in cue.frames
    if spoken and (inserted := _find_inserted_attribution(parsed, verb)):
        return inserted
    frame, pieces = _find_governed_content(verb, cue)
    if not pieces and spoken:
        frame, pieces = "following", find_following_content(verb, _find_window(parsed, verb)[1])
    if not is_passive(verb):
        return build_attribution(verb, find_subject(verb), pieces, frame)
    agent = find_agent(verb)
    if agent is None and frame != "passive" and "quote" not in cue.frames:
        return None
    return build_attribution(verb, agent, pieces, frame)


def _find_window(parsed: ParsedDocument, verb: Token) -> TokenRange:
    """The sentence of a verb, or of one that is longer than prose has them what stands around the verb."""
    sentence = parsed.find_sentence(verb.i)
    return max(sentence.first, verb.i - MAX_CLAUSE_LENGTH), min(sentence.last, verb.i + MAX_CLAUSE_LENGTH)


def _find_inserted_attribution(parsed: ParsedDocument, verb: Token) -> Attribution | None:
    """The claim of a verb that stands between the words said, or closes them."""
    first, last = _find_window(parsed, verb)
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if around := find_interrupted_content(verb, first, last):
        return build_attribution(verb, subject or find_agent(verb), around, "interrupted")
    if said := find_closed_content(verb, first, last):
        beside = subject if subject is not None and subject.i < verb.i else verb.nbor(-1)
        return build_attribution(verb, beside, said, "interrupted")
    told = find_inverted_content(verb, first)
    return build_attribution(verb, told[1], [told[0]], "interrupted") if told else None


@dataclass(frozen=True)
class _VerbComplements:
    """What hangs on a verb: a finite clause, an infinitive or gerund after it, its object."""

    verb: Token
    cue: Cue
    clause: Token | None
    open_clause: Token | None
    direct_object: Token | None

    @classmethod
    def from_verb(cls, verb: Token, cue: Cue) -> "_VerbComplements":
        clauses = [child for child in verb.children if child.dep_ == "ccomp"]
        clause = clauses[-1] if clauses else None
        opened = next((c for c in verb.rights if c.dep_ == "xcomp" and c.pos_ in VERB_POS), None)
        direct = next((child for child in verb.rights if child.dep_ == "dobj"), None)
        if direct is None and "object" in cue.frames:
            # "called Ana Silva a friend": the parser gave both nouns the same part.
            both = [child for child in verb.rights if child.dep_ in ("dative", "oprd")]
            direct = both[0] if len(both) > 1 else None
        if clause is not None and clause.i < verb.i:
            intended = opened is not None and "infinitive" in cue.frames
            if intended or (direct is not None and "object" in cue.frames):
                clause = None  # what follows the cue is said, not what goes before
        return cls(verb, cue, clause, opened, direct)


def _find_governed_content(verb: Token, cue: Cue) -> tuple[str, list[TokenRange]]:
    """The frame by which a cue governs what is said, and the pieces of that."""
    complements = _VerbComplements.from_verb(verb, cue)
    for frame, told in CLAUSE_FINDERS:
        if pieces := told(complements):
            return frame, pieces
    if is_passive(verb):
        return "passive", find_passive_content(verb, cue)
    for frame, told in PHRASE_FINDERS:
        if pieces := told(complements):
            return frame, pieces
    return "prepositional", find_prepositional_content(verb, cue)


def _find_infinitive_with_clause(complements: _VerbComplements) -> list[TokenRange]:
    """An infinitive with the clause that the parser hung beside it."""
    opened, clause = complements.open_clause, complements.clause
    if opened is None or clause is None or "infinitive" not in complements.cue.frames:
        return []
    return [(opened.left_edge.i, clause.right_edge.i + 1)] if complements.verb.i < opened.i < clause.i else []


def _find_small_clause(complements: _VerbComplements) -> list[TokenRange]:
    """An object with its predicate, or somebody with what he is to do, that the parser took for a clause."""
    clause, takes = complements.clause, complements.cue.frames
    if clause is None or clause.i < complements.verb.i or "clause" in takes:
        return []
    commanded = "command" in takes and any(child.tag_ == "TO" for child in clause.lefts)
    if not commanded and "object" not in takes:
        return []
    return [(max(clause.left_edge.i, complements.verb.i + 1), clause.right_edge.i + 1)]


def _find_finite_clause(complements: _VerbComplements) -> list[TokenRange]:
    """A finite clause, after the cue or before it."""
    if complements.clause is None or not {"clause", "quote"} & set(complements.cue.frames):
        return []
    if complements.clause.i < complements.verb.i:
        return find_preceding_clause(complements.verb, complements.clause)
    return [
        *relative_gaps.find_gap_subject(complements.verb, complements.clause),
        find_following_clause(complements.verb, complements.clause),
    ]


def _find_question(complements: _VerbComplements) -> list[TokenRange]:
    """A clause that the parser took for an adverbial ("asked them if it was safe"), or a question's bare `when`."""
    if complements.clause is not None or complements.open_clause is not None or "clause" not in complements.cue.frames:
        return []
    for child in complements.verb.rights:
        if child.dep_ == "advcl" and child.left_edge.lower_ in ("if", "whether"):
            return [(child.left_edge.i, child.right_edge.i + 1)]
        subject = next((c for c in child.lefts if c.dep_ == "nsubj"), None)
        if (
            child.dep_ == "advcl"
            and subject is not None
            and not any(c.dep_ in CLAUSE_OPENER_LABELS for c in child.lefts)
        ):
            return [(subject.left_edge.i, child.right_edge.i + 1)]
        if child.tag_ == "WRB" and child.i == complements.verb.i + 1 and child.left_edge.i == child.right_edge.i:
            return [(child.i, child.i + 1)]
    return []


def _find_infinitive(complements: _VerbComplements) -> list[TokenRange]:
    """What somebody wants to do, or calls on others to do."""
    opened, verb, takes = complements.open_clause, complements.verb, complements.cue.frames
    if opened is None or "infinitive" not in takes:
        return []
    called = find_prepositional_content(verb, complements.cue)
    if called and called[0][0] < opened.i:
        return [(called[0][0], opened.right_edge.i + 1)]
    if complements.direct_object is not None and "object" in takes:
        return []
    return [(max(opened.left_edge.i, verb.i + 1), opened.right_edge.i + 1)]


def _find_command(complements: _VerbComplements) -> list[TokenRange]:
    """Somebody with what he is to do."""
    opened, direct = complements.open_clause, complements.direct_object
    if opened is None or direct is None or opened.i < direct.i or "command" not in complements.cue.frames:
        return []
    return [(direct.left_edge.i, opened.right_edge.i + 1)]


def _find_object(complements: _VerbComplements) -> list[TokenRange]:
    """The object, in one of the ways that the cue takes it."""
    verb, cue, direct = complements.verb, complements.cue, complements.direct_object
    if direct is None:
        gerund = (
            complements.open_clause
            if complements.open_clause is not None and complements.open_clause.tag_ == "VBG"
            else None
        )
        return find_object_content(verb, cue, gerund) or find_fronted_object(verb, cue)
    return (
        find_judged_object(verb, cue, direct)
        or find_survey_finding(verb, cue, direct)
        or find_object_content(verb, cue, direct)
        or find_fronted_object(verb, cue)
    )


ContentFinder = Callable[[_VerbComplements], list[TokenRange]]
CLAUSE_FINDERS: tuple[tuple[str, ContentFinder], ...] = (
    ("infinitive", _find_infinitive_with_clause),
    ("object", _find_small_clause),
    ("clause", _find_finite_clause),
    ("clause", _find_question),
)
PHRASE_FINDERS: tuple[tuple[str, ContentFinder], ...] = (
    ("infinitive", _find_infinitive),
    ("infinitive", _find_command),
    ("object", _find_object),
)
