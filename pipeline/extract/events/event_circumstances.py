"""When an event happened, and the figures that its clause states."""

from collections.abc import Sequence

from pipeline.base.text_span import Span
from pipeline.extract.events.trigger_lexicon import is_in_class
from pipeline.extract.records import DocumentAnalysis, Figure
from pipeline.extract.temporal import temporal_links
from pipeline.extract.temporal.temporal_links import EventDate
from pipeline.language.syntax.clause_structure import find_clause_head
from pipeline.language.syntax.dependency_relations import (
    find_governor,
    get_relation,
    is_noun,
    is_verb,
    list_auxiliaries,
    list_conjuncts,
)
from pipeline.language.syntax.dependency_tree import DependencyTree, get_tree
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.predicates import read_predicate
from pipeline.language.syntax.signatures import Status
from schemas.event_ontology import get_event_type

GOVERNED_PLACES = frozenset({Relation.OBJECT, Relation.PASSIVE_SUBJECT, Relation.PREPOSITIONAL_OBJECT})


def find_event_date(analysis: DocumentAnalysis, head: int) -> EventDate | None:
    """Find the date that the sentence tells for an event; its interval is null if the words are vague."""
    tree = get_tree(analysis.parsed.doc)
    above = find_governor(tree, head)
    if above is not None and not is_verb(tree, head) and is_in_class(tree, above, "commemorations"):
        # The day of an anniversary is not that of the event.
        return temporal_links.find_attributive_date(analysis.parsed, analysis.timexes, head)
    return temporal_links.find_event_date(analysis.parsed, analysis.timexes, head)


def resolve_status(analysis: DocumentAnalysis, event_type: str, head: int, told: str, when: EventDate | None) -> str:
    """The status of an event as told, or planned where the present tense tells of a time to come."""
    if told != Status.ASSERTED.value or not _is_still_to_come(analysis, event_type, head, when):
        return told
    return Status.PLANNED.value


def drop_future_date(
    analysis: DocumentAnalysis, event_type: str, status: str, when: EventDate | None
) -> EventDate | None:
    """The date of an event, or null where something was said and the date is that of what it is about, still to come.

    `agreed to free the hostages next week`, `invited her to the summit of 2030`. A day is left to other time zones.
    """
    latest = analysis.publication_date.latest
    if when is None or when.interval is None or latest is None or status != Status.ASSERTED.value:
        return when
    is_ahead = (when.interval.start - latest).days > 1
    return None if is_ahead and get_event_type(event_type).is_verbal else when


def _is_still_to_come(analysis: DocumentAnalysis, event_type: str, head: int, when: EventDate | None) -> bool:
    """Whether the present tense tells of a time after publication: `the talks take place tomorrow`, `this evening`."""
    tree, published = get_tree(analysis.parsed.doc), analysis.publication_date.day
    verb = find_clause_head(tree, head)
    if when is None or when.interval is None or published is None or not _is_present(tree, verb):
        return False
    if when.interval.start > published:
        return True
    scheduled = event_type == "PROTEST" or get_event_type(event_type).stance == "cooperative"
    if when.text is None or when.interval.start != published or not scheduled:
        return False
    first, last = analysis.parsed.find_token(when.text.start), analysis.parsed.find_token(when.text.end - 1)
    return any(is_in_class(tree, token, "later_today") for token in range(first, last + 1))


def _is_present(tree: DependencyTree, verb: int) -> bool:
    """Whether a verb stands in the plain present: `meets`, `is meeting`, not `has met`."""
    helpers = list_auxiliaries(tree, verb)
    if tree.tag[verb] in ("VBZ", "VBP"):
        return not helpers
    present = [tree.lower[helper] for helper in helpers] in (["is"], ["are"], ["am"])
    return tree.tag[verb] == "VBG" and present


def find_governed_figures(analysis: DocumentAnalysis, head: int, figures: Sequence[Figure]) -> tuple[Span, ...]:
    """Find the spans of the figures that hang on the event's word: how many were killed, sent, detained."""
    tree = get_tree(analysis.parsed.doc)
    own = {head} | set(_list_core_arguments(tree, head))
    return tuple(figure.span for figure in figures if _list_figure_tokens(analysis, figure) & own)


def has_uncounted_victim(analysis: DocumentAnalysis, head: int, figures: Sequence[Figure]) -> bool:
    """Whether a verb befalls somebody beside those whom it counts: `killed six soldiers and a nurse`."""
    tree = get_tree(analysis.parsed.doc)
    patient = read_predicate(tree, head).patient if is_verb(tree, head) else None
    if patient is None:
        return False
    counted = {token for figure in figures for token in _list_figure_tokens(analysis, figure)}
    return any(one not in counted and is_noun(tree, one) for one in list_conjuncts(tree, patient)[1:])


def _list_core_arguments(tree: DependencyTree, head: int) -> list[int]:
    if is_verb(tree, head):
        predicate = read_predicate(tree, head)
        sides = [noun for noun in (predicate.patient, predicate.agent) if noun is not None]
        return [noun for side in sides for noun in list_conjuncts(tree, side)]  # killed four guards and three drivers
    return [tree.head[head]] if get_relation(tree, head) in GOVERNED_PLACES else []


def _list_figure_tokens(analysis: DocumentAnalysis, figure: Figure) -> set[int]:
    parsed = analysis.parsed
    first, last = parsed.find_token(figure.span.start), parsed.find_token(figure.span.end - 1)
    return {figure.head_token} if figure.head_token is not None else set(range(first, last + 1))
