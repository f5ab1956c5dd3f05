"""Whose the statements, figures and events of a text are, in texts of our own."""

from datetime import date

import pytest

from tests.extract.test_statements import Said, said
from tests.support import read_text


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
