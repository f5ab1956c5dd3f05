"""Who said what, in sentences of our own."""

from datetime import date

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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nurses put the toll at 20.", [("Nurses", "put", "the toll at 20")]),
        ("Brokers valued the mill at $30 million.", [("Brokers", "valued", "the mill at $30 million")]),
        ("The toll was put at 20 by nurses.", [("nurses", "put", "The toll"), ("nurses", "put", "at 20")]),
        ("Nurses put the lamp at the door.", []),
    ],
)
def test_estimates(text: str, expected: Said) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police: Gang leader held after raid in Sarn", [("Police", ":", "Gang leader held after raid in Sarn")]),
        ("Editor’s note: The bridge has closed", []),
        ("Weather: Storm closed the bridge", []),
        ("Police: Who closed the old bridge?", []),
    ],
)
def test_headlines_name_their_speaker(text: str, expected: Said) -> None:
    assert said(text) == expected


def names_of_speakers(text: str) -> list[tuple[str, str | None]]:
    tables = read_text(text)
    names = {row["entity_id"]: row["name"] for row in tables["actors"]}
    return [(row["text"], names.get(row["speaker_entity_id"])) for row in tables["statements"]]


def test_pronouns_and_offices_speak_for_whom_they_stand() -> None:
    text = (
        "Prime Minister Emma Johnson met union leader Carl Webb in Boston on Monday.\n\n"
        "“We settled nothing,” Webb told reporters. “She left early.”\n\n"
        "Johnson was content. “It was a good talk,” she said.\n\n"
        "Asked about a strike, the prime minister smiled. “Perhaps not,” she said."
    )
    assert [row for row in names_of_speakers(text) if row[1]] == [
        ("We settled nothing", "Carl Webb"),
        ("She left early", "Carl Webb"),
        ("It was a good talk", "Emma Johnson"),
        ("Perhaps not", "Emma Johnson"),
    ]


def test_a_quotation_over_several_paragraphs_has_one_speaker() -> None:
    text = (
        "Emma Johnson runs the port of Boston.\n\n“The pier is lost.\n\n“The crane is lost.\n\n"
        "“We start again,” she said."
    )
    expected = ["The pier is lost", "The crane is lost", "We start again"]
    assert names_of_speakers(text) == [(content, "Emma Johnson") for content in expected]


def test_mixed_speech_keeps_the_marks_inside() -> None:
    (row,) = read_text("The mayor said the bridge was “a danger to all” of them.")["statements"]
    assert (row["text"], row["kind"]) == ("the bridge was “a danger to all” of them", "mixed")


def test_who_relays_and_who_is_relayed_are_both_told() -> None:
    text = "The dam has burst, state radio reported, citing Ana Silva."
    assert said(text) == [
        ("Ana Silva", "citing", "The dam has burst"),
        ("state radio", "reported", "The dam has burst"),
    ]


def test_lines_of_a_transcript() -> None:
    text = "HOST: Will the bridge close?\n\nSILVA: It will.\n\nHOST: When?\n\nSILVA: In May. Or in June."
    assert said(text) == [
        ("HOST", ":", "Will the bridge close?"),
        ("SILVA", ":", "It will"),
        ("HOST", ":", "When?"),
        ("SILVA", ":", "In May. Or in June"),
    ]
    assert said("UPDATE: The bridge has closed.") == []


def test_speakers_are_resolved() -> None:
    tables = read_text("Emma Johnson runs the port of Boston. “The bridge will close,” she said.")
    names = {row["entity_id"]: row["name"] for row in tables["actors"]}
    (row,) = tables["statements"]
    assert names[row["speaker_entity_id"]] == "Emma Johnson"


def test_a_document_speaks_for_its_owner() -> None:
    tables = read_text("The bridge will close, according to a Unicef statement.")
    names = {row["entity_id"]: row["name"] for row in tables["actors"]}
    (row,) = tables["statements"]
    assert row["speaker_text"] == "a Unicef statement"
    assert "nicef" in names[row["speaker_entity_id"]].lower() or "Children" in names[row["speaker_entity_id"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor said on 3 May 2021 that the bridge would close.", date(2021, 5, 3)),
        ("The mayor said that the bridge would close on 3 May 2021.", None),
        ("The mayor said that the bridge would close.", None),
    ],
)
def test_stated_on(text: str, expected: date | None) -> None:
    (row,) = read_text(text)["statements"]
    assert row["stated_on"] == expected


def test_figures_point_to_the_statement_around_them() -> None:
    tables = read_text("The mayor said that 40 houses had burned. The town has 900 houses.")
    (row,) = tables["statements"]
    assert [figure["statement_id"] for figure in tables["figures"]] == [row["statement_id"], None]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The mayor said nurses had told her that 30 people had died.", "nurses"),
        ("State radio said that 30 people had died.", "State radio"),
        ("Nurses put the toll at 30.", "Nurses"),
        ("The mayor did not comment on reports that 30 people had died.", None),
        ("The mayor denied that 30 people had died.", None),
        ("The mayor said she would not comment on claims that 30 people had died.", None),
        ("“I do not believe that 30 people died,” said the mayor.", None),
        ("The mayor asked whether 30 people had died.", None),
        ("The mayor does not think that 30 people died.", None),
        ("Nobody said that 30 people had died.", None),
    ],
)
def test_figures_point_to_the_innermost_speaker_who_tells_them(text: str, speaker: str | None) -> None:
    tables = read_text(text)
    speakers = {row["statement_id"]: row["speaker_text"] for row in tables["statements"]}
    (figure,) = tables["figures"]
    assert speakers.get(figure["statement_id"]) == speaker


def test_events_do_not_point_to_who_denies_them() -> None:
    tables = read_text("The army denied that its planes had bombed the village of Orrin. The mayor said it had.")
    statements = {row["statement_id"]: row["speaker_text"] for row in tables["statements"]}
    bombed = [row for row in tables["events"] if row["text"] == "bombed"]
    assert all(statements.get(row["statement_id"]) is None for row in bombed)


@pytest.mark.parametrize(
    "text",
    ["“", "said", "said said said", "“” said", "according to", ": “x”", "“a” — B", "\n\n“\n”", ", he said, " * 400],
)
def test_odd_texts_do_no_harm(text: str) -> None:
    for row in read_text(text)["statements"]:
        assert text[row["char_start"] : row["char_end"]] == row["text"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The ministry referred to the raid in a statement saying that the rebels had fled.", "The ministry"),
        ("The bishop spoke of the flood in a letter saying that the nuns were safe.", "The bishop"),
        ("The bishop sent the king a letter saying that the nuns would leave.", "The bishop"),
        ("The minister denied the charges in a statement saying that he was at home.", "The minister"),
        ("The raid killed a man saying that the rebels had fled.", "a man"),
    ],
)
def test_a_statement_that_somebody_tells_in_is_theirs(text: str, speaker: str) -> None:
    said = [row["speaker_text"] for row in read_text(text)["statements"] if row["cue_text"] == "saying"]
    assert said == [speaker]
