"""Every entry of the lexicon of acts finds its own example; files are well formed."""

from functools import cache

import pytest

from pipeline.base.settings import Settings
from pipeline.extract.acts import triggers
from pipeline.extract.acts.lexicon import acts
from pipeline.language.parse import model
from schemas.vocabulary import values

ENTRIES = [(event_type, act) for event_type, lexicon in acts().lexicons.items() for act in lexicon]


@cache
def found() -> list[set[tuple[str, str]]]:
    """Entries found in each example; all are parsed in one batch, since a model is slow to call and quick to run."""
    docs = model(Settings().model).pipe((act.example for _, act in ENTRIES), batch_size=256)
    return [{(t.event_type, t.act.id) for t in triggers.find(doc, 0, len(doc))} for doc in docs]


@pytest.mark.parametrize("number", range(len(ENTRIES)), ids=[f"{kind}-{act.id}" for kind, act in ENTRIES])
def test_entry_finds_its_example(number: int) -> None:
    event_type, act = ENTRIES[number]
    assert (event_type, act.id) in found()[number], act.example


def test_types_and_modes_are_of_the_vocabulary() -> None:
    assert {kind for kind, _ in ENTRIES} <= set(values("event_type"))
    assert {act.mode for _, act in ENTRIES if act.mode} <= set(values("event_mode"))


def test_no_example_serves_two_entries() -> None:
    examples = [act.example for _, act in ENTRIES]
    assert len(set(examples)) == len(examples)
