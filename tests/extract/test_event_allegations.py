"""A crime is never told as somebody's deed unless the sentence tells it so: accusers accuse, the deed stays a claim."""

import pytest

from tests.support import read_text

VIOLENT = "ASSAULT"


def list_deeds(text: str) -> list[tuple[str | None, str]]:
    """Actor's words and status of each act of violence."""
    return [(row["actor_text"], row["status"]) for row in read_text(text)["events"] if row["event_type"] == VIOLENT]


@pytest.mark.parametrize(
    "text",
    [
        "Police accused Ann Reed of killing two monks.",
        "Ann Reed was accused of killing two monks.",
        "Ann Reed, accused of killing a judge, fled.",
        "A court freed Ann Reed, who is accused of killing a judge.",
        "Ann Reed was charged with murdering a judge.",
        "Ann Reed was charged in the killing of a judge.",
        "Ann Reed was indicted over the murder of a judge.",
        "Ann Reed faces charges of kidnapping a nurse.",
        "Ann Reed is suspected of shooting a judge.",
        "Police suspect Ann Reed of shooting a judge.",
        "Ann Reed was arrested on suspicion of killing a judge.",
        "Ann Reed was arrested for killing a judge.",
        "Ann Reed was held in connection with the bombing.",
        "Ann Reed is under investigation for the murder of a judge.",
        "Ann Reed went on trial for stabbing a priest.",
        "Ann Reed is wanted for the 2015 bombing of a mosque.",
        "Ann Reed allegedly killed a judge.",
        "The alleged killing of a judge by Ann Reed shocked the town.",
        "Ann Reed is said to have shot a judge.",
        "Ann Reed may have killed a judge.",
        "Police believe that Ann Reed shot a judge.",
        "The court heard that Ann Reed stabbed a priest.",
        "Ann Reed denied killing a judge.",
        "Ann Reed was acquitted of killing a judge.",
        "Police blamed Ann Reed for the bombing.",
        "The bombing was blamed on Ann Reed.",
        "The murder suspect Ann Reed fled.",
        "Ann Reed was named as the suspect in the shooting of a judge.",
        "Ann Reed is accused of ordering the killing of a judge.",
        "Prosecutors want to know whether Ann Reed killed a judge.",
        "Ann Reed pleaded not guilty to killing a judge.",
    ],
)
def test_no_crime_is_ascribed(text: str) -> None:
    assert [deed for deed in list_deeds(text) if deed[1] == "asserted" and deed[0] and "Reed" in deed[0]] == []


@pytest.mark.parametrize(
    ("text", "actor", "status", "speaker"),
    [
        ("Mayor Ida Holm accused the militia of killing two monks.", "the militia", "hypothetical", "Mayor Ida Holm"),
        ("A bishop accused militants of trying to kidnap two nuns.", "militants", "hypothetical", "A bishop"),
        ("A court freed a man accused of shooting a judge.", "a man", "hypothetical", None),
        ("The army denied that its troops had shelled a clinic.", "its troops", "denied", None),
        ("Ann Reed denied killing a judge.", "Ann Reed", "denied", None),
    ],
)
def test_the_deed_inside_is_told_as_a_claim(text: str, actor: str, status: str, speaker: str | None) -> None:
    tables = read_text(text)
    row = next(row for row in tables["events"] if row["event_type"] == VIOLENT)
    assert (row["actor_text"], row["status"]) == (actor, status)
    speakers = {one["statement_id"]: one["speaker_text"] for one in tables["statements"]}
    if speaker is not None:
        assert speakers.get(row["statement_id"]) == speaker


def test_what_a_sentence_tells_is_told() -> None:
    assert list_deeds("Ann Reed killed a judge in Goma.") == [("Ann Reed", "asserted")]


@pytest.mark.parametrize(
    "text",
    [
        "Guards foiled a plot to bomb the bridge.",
        "Guards foiled a bombing by exiles.",
        "No soldiers had been killed in the fighting near Gao, the ministry said.",
        "The sect did not kidnap the nuns, its spokesman said.",
        "If rebels attack the dam, hundreds could be killed, the mayor warned.",
    ],
)
def test_what_did_not_happen_is_not_asserted(text: str) -> None:
    rows = [row for row in read_text(text)["events"] if row["event_type"] == VIOLENT and row["text"] != "fighting"]
    assert rows
    assert all(row["status"] != "asserted" for row in rows)
    assert all("guards" not in (row["actor_text"] or "").lower() for row in rows)


@pytest.mark.parametrize(
    "text",
    [
        "Ann Reed tried to stop the attack.",
        "A porter halted the beating of a clerk.",
        "Bystanders stepped in to stop the assault on the nurse.",
        "Guards who tried to break up the fight were hurt.",
        "A neighbour ended the siege.",
        "Six clerks were killed in the bombing of the ministry.",
    ],
)
def test_who_ends_violence_or_suffers_it_has_not_done_it(text: str) -> None:
    assert all(row["actor_text"] is None for row in read_text(text)["events"] if row["event_type"] == VIOLENT)


@pytest.mark.parametrize("text", ["No-one was injured in the fire.", "Police said no-one had been arrested."])
def test_no_one_may_have_a_hyphen(text: str) -> None:
    [row] = [row for row in read_text(text)["events"] if row["text"] in ("injured", "arrested")]
    assert row["status"] == "denied"


@pytest.mark.parametrize(
    "text",
    ["Omar Reyes faces 20 years in prison when he is sentenced by a judge.", "He risks his job once he is charged."],
)
def test_what_somebody_faces_is_still_to_come(text: str) -> None:
    [row] = [row for row in read_text(text)["events"] if row["text"] in ("sentenced", "charged")]
    assert row["status"] in ("planned", "hypothetical")
