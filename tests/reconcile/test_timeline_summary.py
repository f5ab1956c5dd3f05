"""What a row of the timeline says: its summary leaves little open, its fields are those that mentions state."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from pipeline.base.lexicon_loader import load_lexicon
from pipeline.reconcile.timeline.event_casualties import summarize_casualties
from pipeline.reconcile.timeline.join_vetoes import is_loose_across_texts
from pipeline.reconcile.timeline.open_references import (
    LEXICON_PATH,
    ReferenceWords,
    count_names,
    count_open_pronouns,
    find_open_definites,
    is_title_case,
    split_tokens,
)
from pipeline.reconcile.timeline.row_fields import choose_days, choose_place, choose_value
from pipeline.reconcile.timeline.summary_sentences import dates_another_noun, stands_in_quotation
from schemas.event_ontology import load_event_types
from tests.reconcile.test_timeline_gate import build

RAID = {"type": "ASSAULT", "place": "Oslo"}


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("A clerk was held over the fire.", ["fire"]),
        ("The fire began in the evening.", ["fire"]),
        # A name, a superlative, an "of", and a noun told before say which one is meant.
        ("The Oslo fire, the worst fire in years, began in the attic of a mill.", []),
        ("A fire broke out, and the fire spread.", []),
        ("The guard at a mill was hurt.", []),
        ("The victim in court wept.", ["victim"]),
        ("The arrest surprised no one.", ["arrest"]),
    ],
)
def test_definite_nouns_that_nothing_explains_are_open(text, nouns):
    assert [noun for _, noun in find_open_definites(split_tokens(text))] == nouns


@pytest.mark.parametrize(
    ("text", "opening_and_later"),
    [
        ("She resigned.", (1, 0)),
        ("She [Ann Berg] resigned.", (0, 0)),
        ("Ann Berg said she resigned.", (0, 0)),
        ("When asked, she resigned.", (0, 1)),
    ],
)
def test_pronouns_without_anybody_before_them_are_open(text, opening_and_later):
    assert count_open_pronouns(split_tokens(text)) == opening_and_later


def test_days_and_first_words_are_no_names():
    assert count_names(split_tokens("Guards were hurt on Monday.")) == 0
    assert count_names(split_tokens("Guards were hurt in Oslo.")) == 1
    assert is_title_case(split_tokens("Mayor Speaks to Dockers After Latest Strike"))
    assert not is_title_case(split_tokens("The mayor of Oslo spoke to dockers after their strike."))


def test_every_entry_of_the_reference_words_stands_in_its_example():
    for entry in load_lexicon(LEXICON_PATH, ReferenceWords):
        word = entry.example.partition("[")[2].partition("]")[0]
        assert word.casefold() in entry.words, entry.id


def test_a_row_is_summed_up_by_the_telling_that_says_who_and_where():
    arrest = {"type": "COERCE", "mode": "arrest", "recipient": "Beth Olsen", "sufferer": "Beth Olsen"}
    rows = build(
        ("a", "The suspect, Beth Olsen, was [arrested] after the fire.", arrest),
        ("b", "Guards [arrested] Beth Olsen in a mill near Oslo.", arrest),
    )
    assert rows["summary"].to_list() == ["Guards arrested Beth Olsen in a mill near Oslo."]


def test_mentions_stand_apart_where_no_telling_can_be_read_alone():
    dated = RAID | {"on": date(2021, 5, 4)}
    open_rows = build(
        ("a", "Two guards were hurt in the [raid].", dated),
        ("b", "The [raid] came as a surprise.", dated),
    )
    assert open_rows["event_count"].to_list() == [1, 1]
    first, second = open_rows.select("cluster_id", "related_cluster_ids").rows()
    assert (first[1], second[1]) == ([second[0]], [first[0]])
    named = ("b", "Gunmen made a [raid] on a mill in Oslo.", dated)
    told = build(("a", "Two guards were hurt in the [raid].", dated), named)
    assert told["event_count"].to_list() == [2]


def mention(**fields):
    names = ("actor_text", "recipient_text", "location_text", "location_entity_id", "location_basis", "date_basis")
    blank = dict.fromkeys((*names, "actor_entity_id", "recipient_entity_id", "date_start", "date_end"))
    return blank | {"event_type": "ASSAULT", "date_precision": "unknown"} | fields


def test_a_row_states_what_its_clearest_mention_or_several_mentions_state():
    clear, oslo, bergen = mention(), mention(location_entity_id="oslo"), mention(location_entity_id="bergen")
    assert choose_value([clear, oslo, oslo], "location_entity_id", clear) == "oslo"
    assert choose_value([clear, oslo], "location_entity_id", clear) is None
    assert choose_value([clear, oslo, oslo, bergen], "location_entity_id", clear) is None
    assert choose_value([bergen, oslo, oslo], "location_entity_id", bergen) == "bergen"


def test_the_home_of_a_party_and_the_target_of_words_are_no_places():
    home = mention(location_entity_id="oslo", location_text="Oslo", recipient_text="An Oslo baker")
    assert choose_place([home], home) is None
    target = mention(event_type="SANCTION", location_entity_id="norway", recipient_entity_id="norway")
    assert choose_place([target], target) is None
    swept = mention(event_type="ACCIDENT", location_entity_id="oslo", recipient_entity_id="oslo", location_text="Oslo")
    assert choose_place([swept], swept) == "oslo"
    elsewhere = mention(location_entity_id="oslo", location_basis="sentence")
    assert choose_place([elsewhere], elsewhere) is None


def test_the_days_of_a_row_are_those_of_its_summary():
    day, later = date(2021, 5, 4), date(2021, 5, 6)
    first = mention(date_start=day, date_end=day, date_precision="day")
    second = mention(date_start=later, date_end=later, date_precision="day")
    assert choose_days([first, second], first) == (day, day, "day")
    undated = mention()
    assert choose_days([undated, first], undated) == (None, None, "unknown")
    assert choose_days([undated, first, first], undated) == (day, day, "day")


def is_loose(**changes):
    """Whether two texts of one story that dates several launches share too little, with what they share."""
    kind = list(load_event_types()).index(changes.pop("event_type", "MOBILIZE"))
    features: dict[str, float] = {"number_shared": 0, "person_befallen": 0, "sentence_cosine": 0.1, "further_days": 1}
    features |= {"weeks_apart": 0, "names_differ": 0}
    evidence = dict.fromkeys(("document_same", "day_same", "count_same", "nothing_particular"), False)
    columns: list[Any] = [
        SimpleNamespace(event_type=np.array([kind])),
        SimpleNamespace(is_read=np.array([True])),
        *({own: np.array([changes.get(own, value)]) for own, value in known.items()} for known in (features, evidence)),
        *(np.array([0]), np.array([0])),
    ]
    return bool(is_loose_across_texts(*columns)[0])


def test_a_story_of_several_launches_ties_two_texts_only_by_something_firm():
    assert is_loose()
    assert not is_loose(day_same=True)
    assert not is_loose(number_shared=1)
    assert not is_loose(sentence_cosine=0.4)
    assert not is_loose(further_days=0)
    assert not is_loose(document_same=True)
    assert not is_loose(event_type="ACCUSE")


def test_texts_weeks_apart_share_a_name_or_something_particular():
    apart = {"further_days": 0, "weeks_apart": 1, "names_differ": 1}
    assert is_loose(**apart, nothing_particular=True)
    assert not is_loose(**apart)
    assert not is_loose(**apart | {"names_differ": 0}, nothing_particular=True)


def test_a_day_that_tells_one_thing_from_others_dates_that_thing_alone():
    assert dates_another_noun("The May 4 vote followed a visit to Oslo.", "May 4", "visit")
    assert dates_another_noun("Guards spoke of a raid after Monday's vote.", "Monday", "raid")
    assert not dates_another_noun("Monday's dawn raid on a mill failed.", "Monday", "raid")
    assert not dates_another_noun("On May 4 guards raided a mill.", "May 4", "raided")


def test_a_place_that_only_a_quotation_names_is_no_place_of_what_happened():
    told = 'A crowd marched in Bergen and shouted "free Oslo".'
    assert stands_in_quotation(told, "Oslo", told.index("marched"))
    assert not stands_in_quotation(told, "Bergen", told.index("marched"))
    assert not stands_in_quotation(told, "Oslo", told.index("free"))


def test_tolls_are_of_the_summary_or_of_several_mentions_and_parts_are_none():
    def toll(event_id, value):
        figure = {"measure": "killed", "value": value, "value_low": None, "low": value, "high": value}
        figure |= {"part_of": None, "scope": None, "status": "asserted"}
        return figure, {"event_id": event_id, "original_id": event_id, "told_day": None}

    def best(*told):
        return summarize_casualties(told, {"event_id": "clear"})["killed_best"]

    assert best(toll("clear", 12)) == 12
    assert best(toll("aside", 2)) is None
    assert best(toll("aside", 12), toll("other", 12)) == 12
    assert best(toll("clear", 10), toll("clear", 2)) is None
