"""The ontology is whole: what it does not know is an error, and what it says of a type holds together."""

from typing import Any

import pytest
from pydantic import ValidationError

from schemas.controlled_vocabularies import list_values
from schemas.event_ontology import EventOntology, get_event_type, load_ontology


def one_type(**properties: Any) -> dict[str, Any]:
    return {"types": {"ASSAULT": {"definition": "Harm.", "stance": "conflictual", **properties}}, "modes": {}}


def test_an_unknown_property_is_an_error() -> None:
    with pytest.raises(ValidationError, match="is_mutuall"):
        EventOntology.model_validate(one_type(is_mutuall=True))


def test_a_type_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(ValidationError, match="no such event type: COERSE"):
        EventOntology.model_validate(one_type(confused_with=["COERSE"]))


def test_types_and_modes_are_the_closed_lists_of_the_dataset() -> None:
    assert list_values("event_type") == list(load_ontology().types)
    assert list_values("event_mode") == list(load_ontology().modes)


def test_every_mode_belongs_to_a_type() -> None:
    assert [name for name, mode in load_ontology().modes.items() if not mode.types] == []


def test_what_is_cooperative_threatens_nobody() -> None:
    threats = [name for name, entry in load_ontology().types.items() if entry.promise_is_threat]
    assert "ASSAULT" in threats
    assert {get_event_type(name).stance for name in threats} == {"conflictual"}
