"""The entity of a speaker, and the day on which something was said."""

from bisect import bisect_left
from itertools import takewhile

from pipeline.base.date_interval import Interval
from pipeline.extract.attribution.attribution_record import Attribution
from pipeline.extract.attribution.cue_lexicon import find_document_noun
from pipeline.extract.records import DocumentAnalysis
from pipeline.language.syntax.dependency_relations import list_dependents, list_obliques
from pipeline.language.syntax.dependency_tree import DependencyTree, get_tree
from pipeline.language.syntax.grammatical_relations import Relation

OWNERS = (Relation.COMPOUND, Relation.POSSESSOR, Relation.ADJECTIVE)
# Bodies that speak for the person whose they are (`her office said`).
OFFICES = frozenset({"office"})
SOURCE_PREPOSITIONS = frozenset({"by", "from", "of"})


def resolve_speaker_key(analysis: DocumentAnalysis, attribution: Attribution) -> str | None:
    """Give the key of the speaker's entity. A document or office speaks for its owner ("a ministry statement")."""
    if attribution.speaker_head is None:
        return None
    tree, head = get_tree(analysis.parsed.doc), attribution.speaker_head
    key = analysis.entity_index.entity_key_at(head)
    if key is None and tree.lower[head] in OFFICES:
        owner = next(iter(list_dependents(tree, head, Relation.POSSESSOR)), None)
        return analysis.entity_index.entity_key_at(owner) if owner is not None else None
    if key is not None or not find_document_noun(tree, head):
        return key
    owners = list_dependents(tree, head, *OWNERS)
    owners += [found.object for found in list_obliques(tree, head) if found.word in SOURCE_PREPOSITIONS]
    keys = (analysis.entity_index.entity_key_at(owner) for owner in owners)
    return next((found for found in keys if found is not None), None)


def find_stated_on(analysis: DocumentAnalysis, attribution: Attribution) -> Interval | None:
    """Find when something was said: the date of its sentence that hangs on cue or speaker, outside the content."""
    parsed = analysis.parsed
    tree = get_tree(parsed.doc)
    sentence = parsed.find_sentence(attribution.cue[0])
    start = bisect_left(analysis.timexes, sentence.first, key=lambda timex: timex.first)
    for timex in takewhile(lambda timex: timex.first < sentence.last, analysis.timexes[start:]):
        if timex.interval is None or any(
            first < timex.last and timex.first < last for first, last in attribution.content_ranges
        ):
            continue
        inside = range(timex.first, timex.last)
        head = next((at for at in inside if tree.head[at] not in inside or tree.head[at] == at), timex.first)
        if _is_attached(tree, head, attribution):
            return timex.interval
    return None


def _is_attached(tree: DependencyTree, token: int, attribution: Attribution) -> bool:
    places = {*range(*attribution.cue), *(range(*attribution.speaker) if attribution.speaker else ())}
    for ancestor in tree.iterate_ancestors(token):
        if ancestor in places:
            return True
        if tree.pos[ancestor] in ("VERB", "AUX"):
            return False
    return False
