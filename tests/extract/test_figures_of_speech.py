"""Words of violence that tell none: games, wars on things, attacks in words; and the same words meant literally."""

import pytest

from tests.support import read_text


@pytest.mark.parametrize(
    "text",
    [
        "Samoa beat Tonga 3-1 on Sunday.",
        "The winger shot over the bar in the first half.",
        "The side attacked from the left in the second half.",
        "The goalkeeper saw off a late siege.",
        "The currency came under attack from traders.",
        "The nurses have declared war on paper cups.",
    ],
)
def test_no_violence_is_read_into_figures_of_speech(text: str) -> None:
    types = {row["event_type"] for row in read_text(text)["events"]}
    assert types.isdisjoint({"ASSAULT", "COERCE", "THREATEN"})


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Gunmen shot a goalkeeper in Goma.", "ASSAULT"),
        ("Police attacked fans in the second half of the match.", "ASSAULT"),
        ("The convoy came under attack from rebels.", "ASSAULT"),
        ("The kingdom has declared war on its neighbour.", "THREATEN"),
    ],
)
def test_the_same_words_meant_literally_stay(text: str, event_type: str) -> None:
    assert event_type in {row["event_type"] for row in read_text(text)["events"]}
