"""Kinds of sentences in which an event's type, party or status is easily misread, each by examples."""

from datetime import date
from typing import Any

import pytest

from tests.support import read_text

Row = tuple[str, str | None, str | None]


def list_rows(text: str, **given: Any) -> list[Row]:
    """Type, actor's words and recipient's words of each event, in the order of the text."""
    rows = read_text(text, **given)["events"]
    return [(row["event_type"], row["actor_text"], row["recipient_text"]) for row in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad fired two missiles over Niger on Monday.", ("MOBILIZE", "Chad", None)),
        ("Chad fired a ballistic missile into the sea off its east coast.", ("MOBILIZE", "Chad", None)),
        ("Niger launched a long-range rocket eastward on Friday.", ("MOBILIZE", "Niger", None)),
        ("The missile was fired from the vicinity of Zinder.", ("MOBILIZE", None, None)),
        ("Chad launched three rockets near Abeche on Sunday.", ("MOBILIZE", "Chad", None)),
        ("The navy fired a torpedo during an exercise.", ("MOBILIZE", "The navy", None)),
        ("Soldiers fired artillery shells during a drill near the border.", ("MOBILIZE", "Soldiers", None)),
        ("The launch of a missile by Chad alarmed many.", ("MOBILIZE", "Chad", None)),
        ("Rebels fired rockets at the town of Pell.", ("ASSAULT", "Rebels", "Pell")),
        ("Rebels fired rockets into a village, killing two people.", ("ASSAULT", "Rebels", "a village")),
        ("The rebels launched missiles against the harbour.", ("ASSAULT", "The rebels", "the harbour")),
        ("The missiles fired by Chad struck a depot.", ("ASSAULT", "Chad", None)),
    ],
)
def test_a_missile_is_an_attack_only_on_a_target(text: str, expected: Row) -> None:
    assert list_rows(text)[0] == expected


def test_a_missile_that_lands_in_the_sea_attacks_nobody() -> None:
    assert list_rows("The missile flew over Niger and landed in the sea.") == []


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("Clashes in Lagos went on all night.", None),
        ("Attacks in the country have gone on for weeks.", None),
        ("Rebels carried out attacks in Chad.", None),
        ("An explosion near Suva wounded two guards.", None),
        ("The shelling in Aden went on.", None),
        ("Rebels planted a bomb in Lagos.", None),
        ("Jets bombed Zinder.", "Zinder"),
        ("Rebels fired rockets at Aden.", "Aden"),
        ("Two men attacked a priest in Lagos.", "a priest"),
    ],
)
def test_the_place_of_violence_is_nobody(text: str, recipient: str | None) -> None:
    assert list_rows(text)[0][2] == recipient


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The blast left six dead, with more than 100 others wounded in an attack on a bus.",
            ("ASSAULT", None, "more than 100 others"),
        ),
        ("Nurses marched in support of the miners.", ("SUPPORT", "Nurses", "the miners")),
        ("Students held a rally in support of the king.", ("SUPPORT", "Students", "the king")),
        ("A protest in support of the jailed editor was held in Lima.", ("SUPPORT", None, "the jailed editor")),
        ("At the request of Samoa, Fiji sent nurses.", ("REQUEST", "Samoa", None)),
    ],
)
def test_who_suffers_or_is_supported_does_nothing(text: str, expected: Row) -> None:
    assert expected in list_rows(text)


@pytest.mark.parametrize(
    "text",
    ["At least 120 wounded had been brought in by noon.", "The hospital treated 30 wounded."],
)
def test_the_wounded_by_their_number_are_no_event(text: str) -> None:
    assert list_rows(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The editor received a five-year sentence from a court.", ("SANCTION", "a court", "The editor")),
        ("The nurse was handed a life sentence.", ("SANCTION", None, "The nurse")),
        ("The judge gave the nurse a life sentence.", ("SANCTION", "The judge", "the nurse")),
        ("The bank was handed a fine by the regulator.", ("SANCTION", "the regulator", "The bank")),
        ("The senator drew condemnation from Norway.", ("ACCUSE", "Norway", "The senator")),
        ("The senator's speech drew condemnation from Norway.", ("ACCUSE", "Norway", "The senator")),
        ("The plan drew criticism from Norway.", ("ACCUSE", "Norway", None)),
        ("The patrol came under attack from rebels.", ("ASSAULT", "rebels", "The patrol")),
        ("The convoy suffered an attack by rebels on Monday.", ("ASSAULT", "rebels", "The convoy")),
        ("The base was the target of an attack by rebels.", ("ASSAULT", "rebels", "The base")),
        ("The mayor received threats from a gang.", ("THREATEN", "a gang", "The mayor")),
        ("The minister came under fire from the opposition.", ("ACCUSE", "the opposition", "The minister")),
        ("Samoa's condemnation of Chad was welcomed.", ("ACCUSE", "Samoa", "Chad")),
        ("The council passed sanctions on Chad.", ("SANCTION", "The council", "Chad")),
        ("Samoa demanded the withdrawal of Tongan forces from Niue.", ("REQUEST", "Samoa", "Tongan forces")),
    ],
)
def test_who_gets_or_suffers_what_a_noun_says(text: str, expected: Row) -> None:
    assert expected in list_rows(text)


@pytest.mark.parametrize(
    ("text", "event_type", "mode"),
    [
        ("Customs officers seized 40 kilograms of cocaine.", "COERCE", "seize"),
        ("North Chad seized the freighter and its crew.", "COERCE", "seize"),
        ("A ship was seized in the port on Monday.", "COERCE", "seize"),
        ("Authorities seized counterfeit medicines.", "COERCE", "seize"),
        ("Pirates seized two sailors.", "ASSAULT", "abduct"),
        ("Gunmen seized a bus with nine passengers.", "ASSAULT", "abduct"),
    ],
)
def test_goods_and_ships_are_not_abducted(text: str, event_type: str, mode: str) -> None:
    row = read_text(text)["events"][0]
    assert (row["event_type"], row["event_mode"]) == (event_type, mode)


@pytest.mark.parametrize(
    "text",
    [
        "The war torn country needs roads.",
        "The council set up a panel of experts for sanctions on Chad.",
        "He spoke of the prevalence of knife attacks in Suva.",
        "The minister stressed the importance of developing trade with Peru.",
        "The crowd was revolted by the smell.",
        "Hundreds were killed in Suva by cholera.",
        "She was nominated for best actress.",
        "The poet was nominated for the Nobel Peace Prize.",
        "Fans supported the Rovers to the end.",
        "He has supported the Cubs since he was a boy.",
        "Reporters contacted the mayor for comment.",
        "The tankers made a rendezvous at sea.",
        "The nurse gave evidence in court on Monday.",
        "The lawyer filed a contempt petition in the court.",
        "Victims of the scam transferred funds to a bank in Chad.",
        "The premier sent his condolences to Peru.",
        "The king congratulated his cousin on her birthday.",
    ],
)
def test_words_that_tell_no_event(text: str) -> None:
    assert list_rows(text) == []


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("The king nominated Ms Ore as ambassador.", "OFFICE"),
        ("The union supported the Democrats in the vote.", "SUPPORT"),
        ("The minister contacted his Danish counterpart.", "CONSULT"),
        ("Soldiers killed nine villagers after an outbreak of violence.", "ASSAULT"),
        ("The ministry wired 4 million dollars to the island.", "AID"),
        ("The king congratulated Ms Aro on her election.", "SUPPORT"),
        ("The villagers filed a petition against the governor.", "ACCUSE"),
        ("The war with the rebels dragged on.", "ASSAULT"),
    ],
)
def test_near_words_that_do(text: str, event_type: str) -> None:
    assert event_type in [row[0] for row in list_rows(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The kingdom staged a missile drill on Monday.", ("MOBILIZE", "The kingdom", None)),
        ("The army launched a drill in the hills.", ("MOBILIZE", "The army", None)),
        ("Samoa's military exercises ended on Friday.", ("MOBILIZE", "Samoa", None)),
        ("Samoa held military exercises with Niger.", ("COOPERATE", "Samoa", "Niger")),
        ("Samoa and Niger staged joint naval exercises.", ("COOPERATE", "Samoa", "Niger")),
        ("The military exercises with Niger will end on Friday.", ("COOPERATE", None, "Niger")),
        ("Two navies began naval exercises on Monday.", ("COOPERATE", "Two navies", None)),
    ],
)
def test_an_exercise_of_one_side_is_no_cooperation(text: str, expected: Row) -> None:
    assert list_rows(text)[0] == expected


@pytest.mark.parametrize(
    ("text", "event_type", "status"),
    [
        ("The ministers met on Thursday in Oslo.", "CONSULT", "asserted"),
        ("The rebels attacked the port on Thursday.", "ASSAULT", "asserted"),
        ("A third meeting takes place at 5 this evening.", "CONSULT", "planned"),
        ("The talks take place tomorrow in Oslo.", "CONSULT", "planned"),
        ("The two sides met this evening.", "CONSULT", "asserted"),
        ("The council would hold an emergency meeting on Monday.", "CONSULT", "planned"),
        ("Samoa will hold talks with Tonga.", "AGREE", "planned"),
        ("The film imagines an attack on Oslo by rebels.", "ASSAULT", "hypothetical"),
    ],
)
def test_what_is_to_come_by_the_tense(text: str, event_type: str, status: str) -> None:
    row = read_text(text, published=date(2024, 5, 8))["events"][0]
    assert (row["event_type"], row["status"]) == (event_type, status)


def _name_last_actor(text: str) -> str | None:
    tables = read_text(text)
    names = {row["entity_id"]: row["name"] for row in tables["actors"]}
    return names.get(tables["events"][-1]["actor_entity_id"])


def test_a_short_name_goes_on_about_the_body_named_in_full() -> None:
    text = "The United Nations Security Council met. Samoa and Tonga exchanged fire. Samoa rejected the plan."
    assert _name_last_actor(f"{text} The Security Council condemned Samoa.") == "United Nations Security Council"


def test_a_short_name_stays_with_the_state_whose_own_body_is_named() -> None:
    text = "The National Security Council of Chile met. Chile attacked Peru. The Security Council condemned Peru."
    assert _name_last_actor(text) == "Security Council of Chile"


@pytest.mark.parametrize(
    "text",
    [
        "Paul Grote was jailed on Monday. Lawyers for Paul Grote rejected the ruling.",
        "Paul Grote was jailed on Monday. A Grote spokesman rejected the ruling.",
        "Paul Grote was jailed on Monday. His lawyer condemned the ruling.",
    ],
)
def test_a_lawyer_or_spokesman_is_not_the_client(text: str) -> None:
    assert _name_last_actor(text) != "Paul Grote"
