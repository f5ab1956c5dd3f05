"""Verbs as cues of speech, attitude or intention, and what they govern."""

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.extract.attribution import relative_gaps
from pipeline.extract.attribution.attribution_record import Attribution, TokenRange
from pipeline.extract.attribution.content_bounds import (
    MAX_CLAUSE_LENGTH,
    build_attribution,
    find_following_clause,
    find_preceding_clause,
    find_prepositional_content,
)
from pipeline.extract.attribution.cue_lexicon import Cue
from pipeline.extract.attribution.object_content import (
    find_estimate,
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
from pipeline.extract.attribution.passive_content import find_passive_content
from pipeline.extract.attribution.speaker_phrases import find_speaker
from pipeline.language.parsed_document import ParsedDocument
from pipeline.language.syntax.clause_structure import find_phrase_span, is_passive
from pipeline.language.syntax.dependency_relations import (
    find_subject,
    get_relation,
    is_infinitive,
    list_dependents,
    list_markers,
)
from pipeline.language.syntax.dependency_tree import DependencyTree, get_tree
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.understood_subjects import find_passive_agent

VERB_POS = frozenset({"VERB", "AUX"})


def find_verb_attribution(parsed: ParsedDocument, verb: int, cue: Cue) -> Attribution | None:
    """Build the attribution of a verb: the clause it interrupts or governs, its infinitive, its object."""
    tree = get_tree(parsed.doc)
    spoken = "quote" in cue.frames and "clause" in cue.frames
    if spoken and (inserted := _find_inserted_attribution(parsed, tree, verb)):
        return inserted
    frame, pieces = _find_governed_content(tree, verb, cue)
    if not pieces and spoken:
        frame, pieces = "following", find_following_content(tree, verb, _find_window(parsed, verb)[1])
    if not _is_passive_cue(tree, verb):
        return build_attribution(tree, verb, find_speaker(tree, verb), pieces, frame)
    agent = find_passive_agent(tree, verb)
    if agent is None and frame != "passive" and "quote" not in cue.frames:
        return None
    return build_attribution(tree, verb, agent, pieces, frame)


def _is_passive_cue(tree: DependencyTree, verb: int) -> bool:
    """Whether a cue is passive; a past form behind its noun is none ("a group of nuns called for a truce")."""
    past = tree.tag[verb] == "VBD" and get_relation(tree, verb) is Relation.NOUN_CLAUSE
    return is_passive(tree, verb) and (not past or find_passive_agent(tree, verb) is not None)


def _find_window(parsed: ParsedDocument, verb: int) -> TokenRange:
    """The sentence of a verb; of one longer than prose has them, the words around the verb."""
    sentence = parsed.find_sentence(verb)
    return max(sentence.first, verb - MAX_CLAUSE_LENGTH), min(sentence.last, verb + MAX_CLAUSE_LENGTH)


def _find_inserted_attribution(parsed: ParsedDocument, tree: DependencyTree, verb: int) -> Attribution | None:
    """The attribution of a verb that stands between the words said, or closes them."""
    first, last = _find_window(parsed, verb)
    subject = find_subject(tree, verb)
    if around := find_interrupted_content(tree, verb, first, last):
        who = find_passive_agent(tree, verb) if subject is None or is_passive(tree, verb) else subject
        return build_attribution(tree, verb, who, around, "interrupted")
    if closed := find_closed_content(tree, verb, first, last):
        beside = subject if subject is not None and subject < verb else verb - 1
        return build_attribution(tree, verb, beside, closed, "interrupted")
    inverted = find_inverted_content(tree, verb, first)
    return build_attribution(tree, verb, inverted[1], [inverted[0]], "interrupted") if inverted else None


@dataclass(frozen=True)
class _VerbComplements:
    """What hangs on a verb: a finite clause, an infinitive or gerund after it, its object."""

    tree: DependencyTree
    verb: int
    cue: Cue
    clause: int | None
    open_clause: int | None
    direct_object: int | None

    @classmethod
    def from_verb(cls, tree: DependencyTree, verb: int, cue: Cue) -> "_VerbComplements":
        clause = next(reversed(list_dependents(tree, verb, Relation.CLAUSE)), None)
        opened = next((c for c in list_dependents(tree, verb, Relation.OPEN_CLAUSE) if _follows(tree, verb, c)), None)
        direct = next((child for child in list_dependents(tree, verb, Relation.OBJECT) if child > verb), None)
        if direct is None and "object" in cue.frames:
            # "called Ana Silva a friend": the parser gave both nouns the same part.
            both = list_dependents(tree, verb, Relation.INDIRECT_OBJECT, Relation.PREDICATIVE)
            both = [child for child in both if child > verb]
            direct = both[0] if len(both) > 1 else None
        if clause is not None and clause < verb:
            intended = opened is not None and "infinitive" in cue.frames
            if intended or (direct is not None and "object" in cue.frames):
                clause = None  # what follows the cue is said, not what goes before
        return cls(tree, verb, cue, clause, opened, direct)


def _follows(tree: DependencyTree, verb: int, clause: int) -> bool:
    return clause > verb and tree.pos[clause] in VERB_POS


def _find_governed_content(tree: DependencyTree, verb: int, cue: Cue) -> tuple[str, list[TokenRange]]:
    """The frame by which a cue governs what is said, and the pieces of that."""
    complements = _VerbComplements.from_verb(tree, verb, cue)
    for frame, find_content in CLAUSE_FINDERS:
        if pieces := find_content(complements):
            return frame, pieces
    if _is_passive_cue(tree, verb):
        return "passive", find_passive_content(tree, verb, cue)
    for frame, find_content in PHRASE_FINDERS:
        if pieces := find_content(complements):
            return frame, pieces
    return "prepositional", find_prepositional_content(tree, verb, cue)


def _find_infinitive_with_clause(complements: _VerbComplements) -> list[TokenRange]:
    """An infinitive with the clause that the parser hung beside it."""
    opened, clause = complements.open_clause, complements.clause
    if opened is None or clause is None or "infinitive" not in complements.cue.frames or opened > clause:
        return []
    return [(find_phrase_span(complements.tree, opened)[0], find_phrase_span(complements.tree, clause)[1])]


def _find_small_clause(complements: _VerbComplements) -> list[TokenRange]:
    """An object with its predicate, or somebody with what he is to do, that the parser took for a clause."""
    tree, clause, frames = complements.tree, complements.clause, complements.cue.frames
    if clause is None or clause < complements.verb or "clause" in frames:
        return []
    commanded = "command" in frames and is_infinitive(tree, clause)
    if not commanded and "object" not in frames:
        return []
    first, last = find_phrase_span(tree, clause)
    return [(max(first, complements.verb + 1), last)]


def _find_finite_clause(complements: _VerbComplements) -> list[TokenRange]:
    """A finite clause, after the cue or before it."""
    tree, verb, clause = complements.tree, complements.verb, complements.clause
    if clause is None or not {"clause", "quote"} & set(complements.cue.frames):
        return []
    if clause < verb:
        return find_preceding_clause(tree, verb, clause)
    return [*relative_gaps.find_gap_subject(tree, verb, clause), find_following_clause(tree, verb, clause)]


def _find_question(complements: _VerbComplements) -> list[TokenRange]:
    """A clause that the parser took for an adverbial ("asked them if it was safe"), or a question's bare `when`."""
    tree, verb = complements.tree, complements.verb
    if complements.clause is not None or complements.open_clause is not None or "clause" not in complements.cue.frames:
        return []
    for child in tree.children[verb]:
        if child < verb:
            continue
        first, last = find_phrase_span(tree, child)
        if get_relation(tree, child) is Relation.ADVERBIAL_CLAUSE:
            if tree.lower[first] in ("if", "whether"):
                return [(first, last)]
            subject = find_subject(tree, child)
            openers = [*list_markers(tree, child), *list_dependents(tree, child, Relation.ADVERB)]
            if subject is not None and subject < child and not any(opener < child for opener in openers):
                return [(find_phrase_span(tree, subject)[0], last)]
        if tree.tag[child] == "WRB" and child == verb + 1 and last - first == 1:
            return [(first, last)]
    return []


def _find_infinitive(complements: _VerbComplements) -> list[TokenRange]:
    """What somebody wants to do, or calls on others to do."""
    tree, verb, opened = complements.tree, complements.verb, complements.open_clause
    if opened is None or "infinitive" not in complements.cue.frames:
        return []
    first, last = find_phrase_span(tree, opened)
    called = find_prepositional_content(tree, verb, complements.cue)
    if called and called[0][0] < opened:
        return [(called[0][0], last)]
    if complements.direct_object is not None and "object" in complements.cue.frames:
        return []
    return [(max(first, verb + 1), last)]


def _find_command(complements: _VerbComplements) -> list[TokenRange]:
    """Somebody with what he is to do."""
    tree, opened, direct = complements.tree, complements.open_clause, complements.direct_object
    if opened is None or direct is None or opened < direct or "command" not in complements.cue.frames:
        return []
    return [(find_phrase_span(tree, direct)[0], find_phrase_span(tree, opened)[1])]


def _find_object(complements: _VerbComplements) -> list[TokenRange]:
    """The object, in one of the ways that the cue takes it."""
    tree, verb, cue, direct = complements.tree, complements.verb, complements.cue, complements.direct_object
    if direct is None:
        opened = complements.open_clause
        gerund = opened if opened is not None and tree.tag[opened] == "VBG" else None
        return find_object_content(tree, verb, cue, gerund) or find_fronted_object(tree, verb, cue)
    return (
        find_estimate(tree, verb, cue, direct)
        or find_judged_object(tree, verb, cue, direct)
        or find_survey_finding(tree, verb, cue, direct)
        or find_object_content(tree, verb, cue, direct)
        or find_fronted_object(tree, verb, cue)
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
