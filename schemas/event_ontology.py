"""The ontology of events: each type and mode with its definition and properties, read from `ontology.yml`."""

from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

# The C parser where PyYAML has it: ten times as fast.
YAML_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Stance = Literal["cooperative", "conflictual", "neutral"]


class EventType(BaseModel):
    """One event type; the head of `ontology.yml` tells what each property means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    definition: str
    stance: Stance
    is_verbal: bool = False
    is_violent: bool = False
    harms_people: bool = False
    is_mutual: bool = False
    is_located: bool = False
    acts_for_body: bool = False
    duration_days: int = 0
    confused_with: frozenset[str] = frozenset()
    outcome_types: frozenset[str] = frozenset()
    needs_animate_actor: bool = False
    reporter_may_act: bool = False
    promise_is_threat: bool = False
    embeds_content: bool = False
    embeds_conditions: bool = False
    embeds_demands: bool = False
    makes_demands: bool = False
    is_independent: bool = False
    noun_needs_party: bool = False
    aims_beside: bool = False
    aims_within: bool = False
    may_answer: bool = False
    is_hostile_speech: bool = False


class EventMode(BaseModel):
    """One mode: how an event of these types is done."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    definition: str
    types: frozenset[str]


class EventOntology(BaseModel):
    """All event types and modes by name, in the order of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    types: dict[str, EventType]
    modes: dict[str, EventMode]

    @model_validator(mode="after")
    def _check_type_names(self) -> "EventOntology":
        named = {other for entry in self.types.values() for other in entry.confused_with | entry.outcome_types}
        named |= {other for entry in self.modes.values() for other in entry.types}
        if unknown := sorted(named - set(self.types)):
            raise ValueError(f"no such event type: {', '.join(unknown)}; name one of `types`")
        return self


@cache
def load_ontology() -> EventOntology:
    """All types and modes. Raises pydantic's ValidationError for an unknown key or a type that does not exist."""
    return EventOntology.model_validate(
        yaml.load(Path(__file__).with_name("ontology.yml").read_text(encoding="utf-8"), Loader=YAML_LOADER)
    )


def load_event_types() -> dict[str, EventType]:
    """The event types by name, in the order of the file."""
    return load_ontology().types


def get_event_type(name: str) -> EventType:
    """The properties of one event type. Raises KeyError for a type that does not exist."""
    return load_ontology().types[name]
