"""What one publisher, one sentence or one speaker tells is no second voice."""

import pytest

from pipeline.reconcile.timeline.independent_tellings import count_tellings

SENTENCE = "The navy of Norway freed two crews near Bergen on Friday, a harbour master told an agency."
TOLD = {"source": "paper a", "speaker_entity_id": None, "sentence": SENTENCE}
OTHER = TOLD | {
    "source": "paper b",
    "sentence": "Two crews came home to Bergen when the Norwegian navy had freed them.",
}


@pytest.mark.parametrize(
    ("other", "count"),
    [
        (OTHER, 2),
        (OTHER | {"source": "paper a"}, 1),
        (OTHER | {"sentence": "The navy of Norway freed two crews near Bergen on Friday, officials said."}, 1),
        (OTHER | {"sentence": None}, 2),
    ],
)
def test_two_mentions_are_two_tellings_where_neither_goes_back_to_the_other(other, count):
    assert count_tellings([TOLD, other]) == count


def test_what_one_speaker_says_in_two_papers_is_told_once():
    said, reported = (row | {"speaker_entity_id": "ent_1"} for row in (TOLD, OTHER))
    assert count_tellings([said, reported]) == 1
    assert count_tellings([said, reported | {"speaker_entity_id": "ent_2"}]) == 2


def test_short_headlines_may_be_alike_by_chance():
    headline = {"sentence": "Navy frees crews"}
    assert count_tellings([TOLD | headline, OTHER | headline]) == 2


def test_a_chain_of_copies_is_one_telling():
    copied = TOLD | {"source": "paper b"}
    assert count_tellings([TOLD, copied, OTHER | {"source": "paper b"}]) == 1
