"""What is said and by whom, sentence by sentence, in sentences of our own."""

import pytest

from tests.support import read_text

Said = list[tuple[str | None, str | None, str]]


def said(text: str) -> Said:
    return [(row["speaker_text"], row["cue_text"], row["text"]) for row in read_text(text)["statements"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The bridge will close,” said Ana Silva.", [("Ana Silva", "said", "The bridge will close")]),
        ("“The bridge will close,” Ana Silva said.", [("Ana Silva", "said", "The bridge will close")]),
        ("Ana Silva said, “The bridge will close.”", [("Ana Silva", "said", "The bridge will close")]),
        ("Ana Silva said: “The bridge will close.”", [("Ana Silva", "said", "The bridge will close")]),
        (
            "“The bridge,” said Ana Silva, “will close in May.”",
            [("Ana Silva", "said", "The bridge"), ("Ana Silva", "said", "will close in May")],
        ),
        (
            "“The bridge will close,” Ana Silva said. “We have no choice.”",
            [("Ana Silva", "said", "The bridge will close"), ("Ana Silva", "said", "We have no choice")],
        ),
        (
            "“The bridge will close.\n\n“We have no choice,” Ana Silva said.",
            [("Ana Silva", "said", "The bridge will close"), ("Ana Silva", "said", "We have no choice")],
        ),
        (
            "Ana Silva wrote:\n\n“The bridge will close.",
            [("Ana Silva", "wrote", "The bridge will close")],
        ),
        (
            "“The bridge will close, said Ana Silva. “We have no choice.",
            [("Ana Silva", "said", "The bridge will close"), ("Ana Silva", "said", "We have no choice")],
        ),
        ("“The bridge will close.” — Ana Silva", [("Ana Silva", "—", "The bridge will close")]),
        ("The old ”bridge” stands in the town.", []),
        ("The town loves its “bridge of sighs” more than its hall.", []),
    ],
)
def test_direct_speech(text: str, expected: Said) -> None:
    assert said(text) == expected
    assert {row["kind"] for row in read_text(text)["statements"]} <= {"direct"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor said that the bridge would close.", [("The mayor", "said", "the bridge would close")]),
        ("The bridge would close, the mayor said.", [("the mayor", "said", "The bridge would close")]),
        (
            "The bridge, the mayor said, would close in May.",
            [("the mayor", "said", "The bridge"), ("the mayor", "said", "would close in May")],
        ),
        (
            "The bridge will close, according to the ministry.",
            [("the ministry", "according to", "The bridge will close")],
        ),
        (
            "According to the ministry, the bridge will close.",
            [("the ministry", "According to", "the bridge will close")],
        ),
        (
            "As the mayor noted last week, the bridge is old.",
            [("the mayor", "noted", "the bridge is old")],
        ),
        ("The mayor told reporters that the bridge would close.", [("The mayor", "told", "the bridge would close")]),
        ("It was reported that the bridge had closed.", [(None, "reported", "the bridge had closed")]),
        (
            "The mayor sent a letter saying the bridge would close.",
            [("The mayor", "saying", "the bridge would close")],
        ),
        (
            "The mayor, who said the bridge would close, left.",
            [("who", "said", "the bridge would close")],
        ),
        ("The bridge stands in the old town.", []),
    ],
)
def test_indirect_speech(text: str, expected: Said) -> None:
    assert said(text) == expected
    assert {row["kind"] for row in read_text(text)["statements"]} <= {"indirect"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor hopes to reopen the bridge.", [("The mayor", "hopes", "to reopen the bridge")]),
        ("The mayor opposes the new bridge.", [("The mayor", "opposes", "the new bridge")]),
        ("The mayor accused the ministry of delay.", [("The mayor", "accused", "the ministry of delay")]),
        ("The mayor believes the bridge is safe.", [("The mayor", "believes", "the bridge is safe")]),
        (
            "The mayor repeated his promise to reopen the bridge.",
            [("The mayor", "repeated", "his promise to reopen the bridge")],
        ),
        ("The mayor sees the bridge as a danger.", [("The mayor", "sees", "the bridge as a danger")]),
        (
            "The mayor dismissed the report as gossip in an interview.",
            [("The mayor", "dismissed", "the report as gossip")],
        ),
        ("The mayor dismissed his deputy.", []),
        (
            "The council encouraged farmers to sell their land.",
            [("The council", "encouraged", "farmers to sell their land")],
        ),
        ("The mayor called on drivers to slow down.", [("The mayor", "called", "drivers to slow down")]),
        ("The mayor railed against the new bridge.", [("The mayor", "railed", "the new bridge")]),
        ("The mayor praised Ana Silva, who built the bridge.", [("The mayor", "praised", "Ana Silva")]),
        ("The mayor repeated his claim in an interview.", [("The mayor", "repeated", "his claim")]),
        ("The mayor made clear that the bridge would close.", [("The mayor", "clear", "the bridge would close")]),
        ("It was clear that the bridge would close.", []),
    ],
)
def test_attitudes_and_intentions(text: str, expected: Said) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The bridge, which the mayor views as unsafe, is closed.",
            [("the mayor", "views", "which"), ("the mayor", "views", "as unsafe")],
        ),
        ("It is a plan the mayor has backed.", [("the mayor", "backed", "a plan")]),
        (
            "The bridge, which the mayor said would close, is old.",
            [("the mayor", "said", "which"), ("the mayor", "said", "would close")],
        ),
        (
            "The fair is expected to close in May.",
            [(None, "expected", "The fair"), (None, "expected", "to close in May")],
        ),
        ("The plan was praised by farmers.", [("farmers", "praised", "The plan")]),
        ("A band called Northwind played in the town.", []),
        ("The plan could be seen as a danger.", []),
        ("As reported by the Herald, the bridge has closed.", [("the Herald", "reported", "the bridge has closed")]),
    ],
)
def test_what_is_said_may_stand_before_its_cue(text: str, expected: Said) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The plan raised fears that the town would flood.", [(None, "fears", "the town would flood")]),
        (
            "The mayor voiced fears that the town would flood.",
            [("The mayor", "voiced", "fears that the town would flood")],
        ),
        ("The plan won praise from the mayor.", [("the mayor", "praise", "The plan")]),
        ("The mayor is a critic of the bridge.", [("The mayor", "critic", "the bridge")]),
        ("The mayor faces claims he took bribes.", [(None, "claims", "he took bribes")]),
        ("The mayor took aim at the council.", [("The mayor", "aim", "the council")]),
        ("The mayor spoke with admiration of the bridge.", [("The mayor", "admiration", "the bridge")]),
    ],
)
def test_whose_a_noun_is(text: str, expected: Said) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A new poll shows the mayor in the lead.", [("A new poll", "shows", "the mayor in the lead")]),
        ("The mayor showed the bridge to Ana Silva.", []),
        (
            "In a recent poll, most farmers backed the new bridge.",
            [("a recent poll", "In", "most farmers backed the new bridge")],
        ),
        (
            "The council closed the bridge, citing Ana Silva.",
            [("Ana Silva", "citing", "The council closed the bridge")],
        ),
        ("The council closed the bridge, citing the cold.", [("The council", "citing", "the cold")]),
    ],
)
def test_findings_and_sources(text: str, expected: Said) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The bridge is safe, said a spokesman for the port.",
            [("a spokesman for the port", "said", "The bridge is safe")],
        ),
        (
            "Chad’s envoy to Norway said the bridge was safe.",
            [("Chad’s envoy to Norway", "said", "the bridge was safe")],
        ),
        (
            "Asked whether the bridge was safe, the mayor left.",
            [(None, "Asked", "whether the bridge was safe")],
        ),
        (
            "The mayor has a history of saying the bridge is safe.",
            [("The mayor", "saying", "the bridge is safe")],
        ),
        ("It is hard to say whether the bridge is safe.", [(None, "say", "whether the bridge is safe")]),
        (
            "The ferry is late, the mayor said, but the pilot said it had sunk.",
            [("the mayor", "said", "The ferry is late"), ("the pilot", "said", "it had sunk")],
        ),
        (
            "The mayor said the bridge was old, adding that it leaked.",
            [("The mayor", "said", "the bridge was old"), ("The mayor", "adding", "it leaked")],
        ),
        (
            "The mayor, who toured the port and praised the crew, left.",
            [("who", "praised", "the crew")],
        ),
        (
            "Sources close to the mayor said the bridge would close.",
            [("Sources close to the mayor", "said", "the bridge would close")],
        ),
        (
            "A group of nuns called for a truce on Monday.",
            [("A group of nuns", "called", "a truce")],
        ),
        ("Both unions say the pit is unsafe.", [("Both unions", "say", "the pit is unsafe")]),
        (
            "The harbour office said, citing the pilot, that the ferry had sunk.",
            [("the pilot", "citing", "the ferry had sunk"), ("The harbour office", "said", "the ferry had sunk")],
        ),
        (
            "The harbour office said that, according to the pilot, the ferry had sunk.",
            [
                ("The harbour office", "said", "according to the pilot, the ferry had sunk"),
                ("the pilot", "according to", "the ferry had sunk"),
            ],
        ),
    ],
)
def test_who_speaks(text: str, expected: Said) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“The bridge is old,” Ana Silva said. “It will close” before the summer.",
            ["The bridge is old", "“It will close” before the summer"],
        ),
        (
            "“The bridge is old,” Ana Silva said. Now, “it has to close.”",
            ["The bridge is old", "Now, “it has to close.”"],
        ),
        (
            "“The bridge is old,” Ana Silva said, and “has to close soon.”",
            ["The bridge is old", "and “has to close soon.”"],
        ),
        (
            "Ana Silva said the bridge was old.\n\n“It has to close.”",
            ["the bridge was old", "It has to close."],
        ),
        ("“The bridge is old,” Ana Silva said. “Old Tom” is its name.", ["The bridge is old"]),
        ("As Ana Silva put it: “The bridge is old.”", ["The bridge is old."]),
        ("“The bridge is old,” said Ana Silva, who built it.", ["The bridge is old"]),
    ],
)
def test_quotations_carry_on(text: str, expected: list[str]) -> None:
    assert [row["text"].rstrip(".”") for row in read_text(text)["statements"]] == [t.rstrip(".”") for t in expected]
    assert {row["speaker_text"] for row in read_text(text)["statements"]} == {"Ana Silva"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor declined to say whether the bridge was safe.", []),
        ("The mayor denied that the bridge had closed.", []),
        ("The mayor denied reports that the bridge had closed.", []),
        ("The mayor could not confirm that the bridge had closed.", []),
        ("Neither union said that the pit was unsafe.", []),
        (
            "The mayor did not comment on reports that the bridge had closed.",
            [(None, "reports", "the bridge had closed")],
        ),
        (
            "The port had no comment on claims that its crane had fallen.",
            [(None, "claims", "its crane had fallen")],
        ),
        ("“The bridge is not safe,” the mayor denied.", [("the mayor", "denied", "The bridge is not safe")]),
        ("The mayor responded that the bridge was safe.", [("The mayor", "responded", "the bridge was safe")]),
        ("The mayor asked whether the bridge was safe.", [("The mayor", "asked", "whether the bridge was safe")]),
        ("The mayor does not think the bridge is safe.", [("The mayor", "think", "the bridge is safe")]),
        ("The mayor rejected the plan.", [("The mayor", "rejected", "the plan")]),
    ],
)
def test_who_tells_nothing_is_no_speaker(text: str, expected: Said) -> None:
    assert said(text) == expected
