"""Closed lists of the dataset: each value with its definition, from `vocabulary.yml` and, for events, the ontology."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from schemas.event_ontology import YAML_LOADER, load_ontology


class Vocabulary(BaseModel):
    """One closed list: what it is for, and the definition of each value, in the order of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    description: str
    values: dict[str, str]


@cache
def load_vocabularies() -> dict[str, Vocabulary]:
    """All closed lists by name. Raises pydantic's ValidationError where the file has an unknown key."""
    raw = yaml.load(Path(__file__).with_name("vocabulary.yml").read_text(encoding="utf-8"), Loader=YAML_LOADER)
    ontology = load_ontology()
    event_lists = {
        "event_type": Vocabulary(
            description="What kind of event it is, in the terms of PLOVER with two types added.",
            values={name: entry.definition for name, entry in ontology.types.items()},
        ),
        "event_mode": Vocabulary(
            description="How an event was done, where its type has modes.",
            values={name: entry.definition for name, entry in ontology.modes.items()},
        ),
    }
    return {name: Vocabulary.model_validate(entry) for name, entry in raw.items()} | event_lists


def list_values(name: str) -> list[str]:
    """The values of one list, e.g. `list_values("label")`. Raises KeyError for a list that does not exist."""
    return list(load_vocabularies()[name].values)
