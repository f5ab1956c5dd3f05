"""Marks of editors are not read as words; other brackets are, and offsets hold."""

import pytest

from pipeline.language.wrapped_text import ReadingText
from tests.support import read_text


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("LIMA -- [Text] Two men left.", "LIMA -- Two men left."),
        ("They left [sic] the\npit on Tuesday [14 May] in Gao.", "They left the pit on Tuesday in Gao."),
        ("[applause] Thank you. [end recording]", "Thank you. "),
        ("The Union Party [UP] said [the mayor] lied.", "The Union Party [UP] said [the mayor] lied."),
        ("[passage omitted]", "[passage omitted]"),
    ],
)
def test_editorial_marks_are_left_out(source: str, read: str) -> None:
    reading = ReadingText(source)
    assert reading.text == read
    for at, letter in enumerate(read):
        place = reading.find_source_offset(at)
        assert source[place] == letter or (letter == " " and source[place].isspace())


def test_a_mark_behind_the_dateline_is_no_party() -> None:
    tables = read_text("Lima, 6 May (Newswire) -- [Text] Six miners have blocked a road near Pisco.")
    assert {row["actor_text"] for row in tables["events"]} == {"Six miners"}
