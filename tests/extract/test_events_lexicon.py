"""Every entry of the lexicon of acts finds its own example; files are well formed."""

from functools import cache

import pytest

from pipeline.base.lexicon_loader import load_lexicon
from pipeline.base.reading_settings import Settings
from pipeline.extract.events import event_triggers
from pipeline.extract.events.trigger_lexicon import load_trigger_lexicon
from pipeline.language.document_parser import load_model
from pipeline.language.syntax.dependency_tree import get_tree
from pipeline.reconcile import event_rules
from schemas.controlled_vocabularies import list_values

ENTRIES = [(event_type, act) for event_type, lexicon in load_trigger_lexicon().lexicons.items() for act in lexicon]


@cache
def found() -> list[set[tuple[str, str]]]:
    """Entries found in each example; all are parsed in one batch, since a model is slow to call and quick to run."""
    docs = load_model(Settings().model).pipe((act.example for _, act in ENTRIES), batch_size=256)
    return [
        {(t.event_type, t.sense.id) for t in event_triggers.find_triggers(get_tree(doc), 0, len(doc))} for doc in docs
    ]


@pytest.mark.parametrize("number", range(len(ENTRIES)), ids=[f"{kind}-{act.id}" for kind, act in ENTRIES])
def test_entry_finds_its_example(number: int) -> None:
    event_type, act = ENTRIES[number]
    assert (event_type, act.id) in found()[number], act.example


def test_types_and_modes_are_of_the_vocabulary() -> None:
    assert {kind for kind, _ in ENTRIES} <= set(list_values("event_type"))
    assert {act.mode for _, act in ENTRIES if act.mode} <= set(list_values("event_mode"))


def test_no_example_serves_two_entries() -> None:
    examples = [act.example for _, act in ENTRIES]
    assert len(set(examples)) == len(examples)


def test_subtypes_cite_senses_that_exist() -> None:
    known = {f"{kind.lower()}/{act.id}" for kind, act in ENTRIES}
    lexicon = load_lexicon(event_rules.LEXICONS / "en" / "subtypes.yml", event_rules.EventSubtype)
    cited = [rule if "/" in rule else f"{entry.event_type.lower()}/{rule}" for entry in lexicon for rule in entry.rules]
    assert [rule for rule in cited if rule not in known] == []
