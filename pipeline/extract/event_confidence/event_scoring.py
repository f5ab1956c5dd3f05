"""Give each event of a document its confidence."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.event_confidence.confidence_model import load_weights, score_confidence
from pipeline.extract.event_confidence.event_features import describe_events
from pipeline.extract.records import DocumentAnalysis, Event, Statement


def score_events(
    analysis: DocumentAnalysis, statements: Sequence[Statement], events: Sequence[Event], topic: str | None
) -> tuple[Event, ...]:
    """The events of a document of a topic, each with the chance that its type, parties and status are right."""
    described = describe_events(analysis, statements, events, topic)
    model = load_weights()
    return tuple(
        replace(event, confidence=score_confidence(features, model))
        for event, features in zip(events, described, strict=True)
    )
