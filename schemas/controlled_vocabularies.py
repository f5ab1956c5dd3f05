"""Closed lists of the dataset: each value with its definition, read from `vocabulary.yml`."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict


class Vocabulary(BaseModel):
    """One closed list: what it is for, and the definition of each value, in the order of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    description: str
    values: dict[str, str]


@cache
def load_vocabularies() -> dict[str, Vocabulary]:
    """All closed lists by name. Raises pydantic's ValidationError where the file has an unknown key."""
    raw = yaml.safe_load(Path(__file__).with_name("vocabulary.yml").read_text(encoding="utf-8"))
    return {name: Vocabulary.model_validate(entry) for name, entry in raw.items()}


def list_values(name: str) -> list[str]:
    """The values of one list, e.g. `values("label")`. Raises KeyError for a list that does not exist."""
    return list(load_vocabularies()[name].values)
