"""Objects of verbs of judgement: praised, seen as something, found by a survey, or standing before their verb."""

from pipeline.extract.attribution import relative_gaps
from pipeline.extract.attribution.attribution_record import TokenRange
from pipeline.extract.attribution.content_asides import find_end_before_aside
from pipeline.extract.attribution.content_bounds import extend_past_as, is_date_preposition
from pipeline.extract.attribution.cue_lexicon import Cue, find_cue, find_document_noun
from pipeline.extract.attribution.speaker_phrases import find_speaker
from pipeline.language.syntax.clause_structure import find_phrase_span
from pipeline.language.syntax.dependency_relations import get_relation, is_infinitive, list_dependents, list_obliques
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation

TIME_PREPOSITIONS = frozenset({"after", "at", "before", "by", "during", "since", "throughout", "until"})
MODAL_TAGS = frozenset({"MD", "TO"})
COMPLEMENTS = (
    Relation.OBJECT,
    Relation.PREPOSITION,
    Relation.OPEN_CLAUSE,
    Relation.PREDICATIVE,
    Relation.CLAUSE,
    Relation.INDIRECT_OBJECT,
)


def find_object_content(tree: DependencyTree, verb: int, cue: Cue, direct: int | None) -> list[TokenRange]:
    """Give the bounds of an object, or a gerund in its place, with the rest of the verb phrase that belongs to it.

    A judgement behind a modal or `to` is nobody's yet; a verb of speech there still tells what may be said.
    """
    if direct is None or "object" not in cue.frames or ("quote" not in cue.frames and has_modal(tree, verb)):
        return []
    first, end = find_phrase_span(tree, direct)
    if get_relation(tree, direct) is Relation.OPEN_CLAUSE:
        return [(first, end)]
    behind = [child for child in tree.children[verb] if child > verb]
    owned = [child for child in list_dependents(tree, verb, *COMPLEMENTS) if child > verb]
    last = max([end, *(find_phrase_span(tree, c)[1] for c in owned if not _is_circumstance(tree, c))])
    spans = [find_phrase_span(tree, child) for child in behind if _is_object_infinitive(tree, direct, child)]
    last = max([last, *(span[1] for span in spans if span[0] == last)])
    return [(first, find_end_before_aside(tree, first, extend_past_as(tree, last)))]


def find_judged_object(tree: DependencyTree, verb: int, cue: Cue, direct: int) -> list[TokenRange]:
    """Give an object with what it is taken as ("sees the plan as a threat") or blamed for."""
    if "as" not in cue.frames or has_modal(tree, verb):
        return []
    words = {"as", *cue.prepositions}
    for child in sorted({*tree.children[verb], *tree.children[direct]}):
        if child <= direct:
            continue
        behind = get_relation(tree, child) is Relation.PREPOSITION and tree.lower[child] in words
        if behind or get_relation(tree, child) is Relation.PREDICATIVE:
            dated = is_date_preposition(tree, child)
            return [] if dated else [(find_phrase_span(tree, direct)[0], find_phrase_span(tree, child)[1])]
    return []


def find_survey_finding(tree: DependencyTree, verb: int, cue: Cue, direct: int) -> list[TokenRange]:
    """Give what a document finds ("the poll showed a lead for her among the young")."""
    if "finding" not in cue.frames:
        return []
    source = find_speaker(tree, verb)
    if source is None or find_document_noun(tree, source) is None:
        return []
    ends = [find_phrase_span(tree, child)[1] for child in tree.children[verb] if tree.pos[child] != "PUNCT"]
    return [(find_phrase_span(tree, direct)[0], max(ends))]


def find_estimate(tree: DependencyTree, verb: int, cue: Cue, estimated: int) -> list[TokenRange]:
    """Give what is estimated with the amount behind `at` ("put the toll at 20"), be it an object or a subject."""
    if "amount" not in cue.frames:
        return []
    for found in (*list_obliques(tree, verb), *list_obliques(tree, estimated)):
        first, last = find_phrase_span(tree, found.object)
        if found.word == "at" and found.preposition > verb and "CD" in tree.tag[first:last]:
            before = find_phrase_span(tree, estimated)[0]
            return [(before, last)] if before > verb else [(before, verb), (found.preposition, last)]
    return []


def find_fronted_object(tree: DependencyTree, verb: int, cue: Cue) -> list[TokenRange]:
    """Give an object that stands before its verb, with what it is taken as."""
    if not {"object", "as"} & set(cue.frames):
        return []
    predicatives = {*list_dependents(tree, verb, Relation.PREDICATIVE, Relation.OPEN_CLAUSE)}
    behind = [child for child in tree.children[verb] if child > verb]
    taken = [find_phrase_span(tree, child) for child in behind if child in predicatives or tree.lower[child] == "as"]
    gap = relative_gaps.find_gap_object(tree, verb)
    return [gap, *taken[:1]] if gap is not None and ("object" in cue.frames or taken) else []


def has_modal(tree: DependencyTree, verb: int) -> bool:
    """Whether a verb stands behind a modal or in the infinitive."""
    return any(tree.tag[child] in MODAL_TAGS for child in tree.children[verb] if child < verb)


def _is_object_infinitive(tree: DependencyTree, noun: int, infinitive: int) -> bool:
    """Whether an infinitive that the parser hung on the verb belongs to its object ("rejected calls to step down")."""
    cue = find_cue(tree, noun)
    return cue is not None and "infinitive" in cue.frames and is_infinitive(tree, infinitive)


def _is_circumstance(tree: DependencyTree, child: int) -> bool:
    """Whether a phrase tells where or when somebody said something, and is no part of it."""
    if get_relation(tree, child) is not Relation.PREPOSITION:
        return False
    if tree.lower[child] in TIME_PREPOSITIONS or is_date_preposition(tree, child):
        return True
    inside = list_dependents(tree, child, Relation.PREPOSITIONAL_OBJECT)
    return any(find_document_noun(tree, noun) is not None for noun in inside)
