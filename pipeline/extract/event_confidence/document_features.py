"""What kind of text a document is, beside its topic: news tells of named parties in the past, advice speaks to you."""

from collections import Counter
from collections.abc import Sequence

from pipeline.extract.event_confidence.argument_features import bucket
from pipeline.extract.event_confidence.context_words import load_context_words
from pipeline.extract.records import DocumentAnalysis, Event
from pipeline.language.syntax.dependency_tree import DependencyTree
from schemas.event_ontology import get_event_type

PAST_LIMITS = (0.2, 0.35, 0.5, 0.65, 0.8)
SHARE_LIMITS = (0.001, 0.005, 0.015, 0.03)
NAME_LIMITS = (0.02, 0.05, 0.08, 0.12)
COUNT_LIMITS = (1, 2, 4, 8)
DENSITY_LIMITS = (0.05, 0.1, 0.2, 0.35)
LENGTH_LIMITS = (300, 700, 1500)
NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})

Features = dict[str, str]


def describe_document(analysis: DocumentAnalysis, tree: DependencyTree, events: Sequence[Event]) -> Features:
    """Describe a document by shares of its words, and by how many events it tells a sentence."""
    words = max(len(tree), 1)
    tags = Counter(tree.tag)
    finite = max(tags["VBD"] + tags["VBZ"] + tags["VBP"], 1)
    named = sum(kind in NAMED for kind in tree.entity)
    return {
        "document_past": bucket(tags["VBD"] / finite, PAST_LIMITS),
        "document_reader": bucket(_count_words(tree, "second_person") / words, SHARE_LIMITS),
        "document_self": bucket(_count_words(tree, "first_person") / words, SHARE_LIMITS),
        "document_names": bucket(named / words, NAME_LIMITS),
        "document_events": bucket(len(events) / max(len(analysis.parsed.sentences), 1), DENSITY_LIMITS),
        "document_length": bucket(words, LENGTH_LIMITS),
        "document_dated": "yes" if analysis.publication_date.day is not None else "no",
    }


def describe_company(event: Event, events: Sequence[Event]) -> Features:
    """Describe how many other events of the same type, and how many acts of violence, the document tells."""
    same = sum(other.event_type == event.event_type for other in events) - 1
    violent = sum(get_event_type(other.event_type).is_violent for other in events if other is not event)
    return {"same_type": bucket(same, (0, *COUNT_LIMITS)), "violence": bucket(violent, (0, *COUNT_LIMITS))}


def _count_words(tree: DependencyTree, name: str) -> int:
    wanted = load_context_words(name)
    return sum(word in wanted for word in tree.lower)
