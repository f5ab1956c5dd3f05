"""Who said what, in sentences of our own."""

import pytest

from tests.support import read_text


def said(text: str) -> list[tuple[str | None, str | None, str]]:
    return [(row["speaker_text"], row["cue_text"], row["text"]) for row in read_text(text)["statements"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor said that the bridge would close.", [("The mayor", "said", "the bridge would close")]),
        ("“The bridge will close,” said Ana Silva.", [("Ana Silva", "said", "The bridge will close")]),
        ("Ana Silva said, “The bridge will close.”", [("Ana Silva", "said", "The bridge will close")]),
        (
            "The bridge will close, according to the ministry.",
            [("the ministry", "according to", "The bridge will close")],
        ),
        ("The bridge stands in the old town.", []),
    ],
)
def test_statements(text: str, expected: list[tuple[str | None, str | None, str]]) -> None:
    assert said(text) == expected
