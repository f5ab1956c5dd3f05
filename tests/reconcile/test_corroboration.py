"""Candidates that other texts bear out are published; by what a text alone tells, none is."""

import pytest

from pipeline.reconcile.series import series_rows
from pipeline.reconcile.timeline.corroboration import corroborate, publish_corroborated
from pipeline.reconcile.timeline.event_joining import find_stories
from schemas import table_registry
from tests.reconcile.frames import DAY, documents, events, one_story
from tests.reconcile.test_timeline import ARRESTED, WHO

DOCUMENTS = documents(*({"name": name, "publisher": f"paper {name}"} for name in "abc"))
NO_FIGURES = table_registry.make_empty_frame("figures")
SURE = {**ARRESTED, "sufferer": "Beth Olsen", "on": DAY, "document": "a", "confidence": 0.95}
LIKELY = SURE | {"document": "b", "confidence": 0.7, "tier": "candidate"}
THRESHOLD = 0.8
NOBODY = {"actor_text": None, "actor_entity_id": None, "recipient_text": None, "recipient_entity_id": None}
MENTION = {"event_type": "COERCE", "tier": "published", "confidence": 0.9, **NOBODY}


def publish(*rows, who=WHO):
    told = events(*rows)
    tables = one_story(DOCUMENTS) | {"documents": DOCUMENTS, "entities": who, "figures": NO_FIGURES, "events": told}
    groups = series_rows.group_figures(NO_FIGURES, told, DOCUMENTS, who)
    made = publish_corroborated(tables, groups, find_stories(tables), THRESHOLD)
    assert made.schema == told.schema
    assert made["event_id"].to_list() == told["event_id"].to_list()
    return made


def test_an_arrest_that_another_text_tells_of_the_same_person_is_published():
    made = publish(SURE, LIKELY)
    assert made["tier"].to_list() == ["published", "published"]
    assert made["confidence"][0] == pytest.approx(0.95)
    assert THRESHOLD <= made["confidence"][1] < 1


@pytest.mark.parametrize(
    "row",
    [
        LIKELY | {"document": "a"},  # told by one text alone
        LIKELY | {"recipient": "Ann Carter", "sufferer": "Ann Carter"},  # another was arrested
        LIKELY | {"confidence": 0.2},  # most likely no such event at all
    ],
)
def test_what_no_other_text_bears_out_stays_a_candidate(row):
    made = publish(SURE, row)
    assert made["tier"].to_list() == ["published", "candidate"]
    assert made["confidence"][1] == pytest.approx(row["confidence"])


def mention(text, sentence, **fields):
    return MENTION | {"original_id": text, "sentence": sentence} | fields


ARREST_OF_AN_EDITOR = mention("b", "An editor was held.", tier="candidate", confidence=0.6, recipient_text="An editor")


def test_the_same_parties_make_an_event_surer_and_others_less_so():
    same = mention("a", "They took the editor.", recipient_text="the editor")
    untold = mention("a", "There was an arrest.")
    another = mention("a", "They took two sailors.", recipient_text="two sailors")
    chances = [corroborate(ARREST_OF_AN_EDITOR, [ARREST_OF_AN_EDITOR, other]) for other in (same, untold, another)]
    assert chances[0] > chances[1] > chances[2]


def test_a_sentence_that_two_texts_have_is_read_no_better_for_it():
    copy = ARREST_OF_AN_EDITOR | {"original_id": "a"}
    assert corroborate(ARREST_OF_AN_EDITOR, [ARREST_OF_AN_EDITOR, copy]) == ARREST_OF_AN_EDITOR["confidence"]
    published = copy | {"tier": "published", "confidence": 0.9}
    assert corroborate(ARREST_OF_AN_EDITOR, [ARREST_OF_AN_EDITOR, published]) > ARREST_OF_AN_EDITOR["confidence"]


def test_without_candidates_nothing_changes():
    made = publish(SURE, SURE | {"document": "b"})
    assert made["tier"].to_list() == ["published"] * 2
    assert made["confidence"].to_list() == pytest.approx([0.95, 0.95])
