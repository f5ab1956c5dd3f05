"""Features of events as examples, and the chance that is made of them."""

from datetime import date
from typing import Any

import pytest

from pipeline.base.reading_settings import Settings
from pipeline.base.text_span import Span
from pipeline.document_processing import extract_claims
from pipeline.extract.event_confidence.confidence_model import (
    ConfidenceWeights,
    choose_tier,
    list_term_values,
    load_weights,
    score_confidence,
)
from pipeline.extract.event_confidence.event_features import describe_events
from pipeline.language.document_parser import parse_documents
from tests.support import read_text


def describe(text: str, event_type: str, topic: str | None = None) -> dict[str, str]:
    """The features of the first event of a type in a text."""
    parsed = parse_documents([(text, [(0, Span(0, len(text)))])], Settings().model)[0]
    claims = extract_claims(parsed, date(2022, 1, 10))
    described = describe_events(claims.analysis, claims.statements, claims.events, topic)
    return next(found for found in described if found["type"] == event_type)


@pytest.mark.parametrize(
    ("text", "event_type", "expected"),
    [
        (
            "Gunmen killed two guards.",
            "ASSAULT",
            {"tense": "past", "part_of_speech": "verb", "recipient_place": "object"},
        ),
        ("Peru accused Chile of spying.", "ACCUSE", {"actor_kind": "place", "recipient_linked": "registry"}),
        (
            "Voters will elect a mayor.",
            "OFFICE",
            {"status": "planned", "tense": "future", "reason": "future"},
        ),
        ("The attack killed 20 people.", "ASSAULT", {"speaks_to": "nobody", "document_reader": "to 0.001"}),
        ("If you meet the mayor, ask her.", "CONSULT", {"speaks_to": "reader", "reason": "condition"}),
        ("We met the mayor.", "CONSULT", {"person": "first_person", "actor_form": "first_person"}),
        ("She said that Fiji backed the plan.", "SUPPORT", {"holder": "tells, named", "speech": "indirect, speaker"}),
        ("Did Norway reject the offer?", "REJECT", {"sentence_end": "?", "status": "hypothetical"}),
    ],
)
def test_features_of_an_event(text: str, event_type: str, expected: dict[str, str]) -> None:
    found = describe(text, event_type)
    assert {name: found[name] for name in expected} == expected


def test_features_hold_no_word_of_the_text() -> None:
    one = describe("Quillfort accused Varnholm of spying on Ostrabeth.", "ACCUSE", "politics")
    values = " ".join(one.values()).lower()
    assert not any(name in values for name in ("quillfort", "varnholm", "ostrabeth", "spy"))


def test_every_term_of_the_weights_is_made_of_features() -> None:
    found = describe("Gunmen killed two guards.", "ASSAULT")
    for part in load_weights().parts.values():
        assert len(list_term_values(found, part.terms)) == len(part.terms)


def make_weights(slope: float) -> ConfidenceWeights:
    kind = {"terms": [["topic"], ["type", "topic"]], "bias": 0.0}
    kind |= {"weights": {"topic=sport": -1.0, "type=ASSAULT + topic=sport": -0.5}}
    status = {"terms": [["status"]], "bias": 1.0, "weights": {"status=denied": -1.0}}
    own: dict[str, Any] = load_weights().model_dump() | {"parts": {"type": kind, "status": status}}
    return ConfidenceWeights.model_validate(own | {"slope": slope, "offset": 0.0})


@pytest.mark.parametrize(
    ("features", "slope", "confidence"),
    [
        ({"topic": "crime", "type": "ASSAULT", "status": "denied"}, 1.0, 0.25),  # 0.5 * 0.5
        ({"topic": "crime", "type": "ASSAULT", "status": "denied"}, 0.5, 0.366),
        ({"topic": "crime", "type": "ASSAULT", "status": "planned"}, 1.0, 0.366),  # 0.5 * 0.731
        ({"topic": "sport", "type": "ASSAULT", "status": "denied"}, 1.0, 0.091),  # 0.182 * 0.5
    ],
)
def test_confidence_is_the_calibrated_product_of_the_parts(
    features: dict[str, str], slope: float, confidence: float
) -> None:
    assert score_confidence(features, make_weights(slope)) == confidence


def test_the_tier_is_told_by_the_line() -> None:
    threshold = load_weights().threshold
    assert choose_tier(threshold) == "published"
    assert choose_tier(threshold - 0.001) == "candidate"
    assert choose_tier(0.2, threshold=0.1) == "published"


def test_rows_have_confidence_tier_and_topic() -> None:
    tables = read_text("Soldiers shelled the port and killed two rebels. The army besieged the town on Friday.")
    assert tables["documents"][0]["topic"] == "conflict"
    for row in tables["events"]:
        assert 0 < row["confidence"] < 1
        assert row["tier"] == choose_tier(row["confidence"])


def test_sport_is_less_likely_an_assault_than_war() -> None:
    war = read_text("Rebels attacked the army's camp near the border on Monday, and soldiers killed two rebels.")
    sport = read_text("The striker attacked the goal in the second half of the match, and the team won the cup.")
    best = max(row["confidence"] for row in war["events"] if row["event_type"] == "ASSAULT")
    assert all(row["confidence"] < best for row in sport["events"] if row["event_type"] == "ASSAULT")
