"""Parties of violence: the doer in a phrase, things that are attacked, victims and datelines that do nothing."""

import pytest

from tests.support import read_text


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "recipient"),
    [
        # The doer in a phrase
        ("Two clerks were killed in police firing.", "killed", "police", "Two clerks"),
        ("Two clerks were killed in firing by soldiers.", "killed", "soldiers", "Two clerks"),
        ("Six herders died in an army raid near Gao.", "died", "army", "Six herders"),
        ("Nine people were killed in government air strikes.", "killed", "government", "Nine people"),
        ("Two youths died due to police firing.", "died", "police", "Two youths"),
        ("Three miners fell to police bullets.", "fell", "police", "Three miners"),
        ("A boy was killed when soldiers opened fire on a crowd.", "killed", "soldiers", "A boy"),
        ("An army raid killed six monks.", "killed", "army", "six monks"),
        # Things are attacked
        ("Rebels bombed a market in Idlib.", "bombed", "Rebels", "a market"),
        ("Guerrillas blew up two pylons.", "blew up", "Guerrillas", "two pylons"),
        ("A mob burned the Danish embassy.", "burned", "A mob", "the Danish embassy"),
        ("Rebels wounded at least 20 in Goma.", "wounded", "Rebels", "at least 20"),
        ("Saboteurs derailed a train.", "derailed", "Saboteurs", "a train"),
        ("Two men placed a bomb in a courthouse.", "placed", "Two men", "a courthouse"),
        ("Guerrillas blew up a water tank at Rosa Seca.", "blew up", "Guerrillas", "a water tank"),
        ("The sheriff from Gao was murdered.", "murdered", None, "The sheriff from Gao"),
        # Neither the instrument nor the attack nor the hour is a party
        ("Two bombs damaged a bridge.", "damaged", None, "a bridge"),
        ("Two bombs laid by rebels damaged a bridge.", "damaged", "rebels", "a bridge"),
        ("A bomb went off at approximately 2230.", "went off", None, None),
        ("The mayor has received death threats from the rebels.", "threats", "the rebels", "The mayor"),
        ("The men shouted threats against the clerks.", "threats", None, "the clerks"),
        # A dateline is nobody
        ("NEW DELHI, Oct 12 (Newswire) - Rebels ambushed a bus.", "ambushed", "Rebels", "a bus"),
        ("KABUL, Afghanistan — Gunmen shot dead two judges.", "shot dead", "Gunmen", "two judges"),
        ("MOGADISHU (Newswire) - Gunmen killed a judge.", "killed", "Gunmen", "a judge"),
        # Reduced relatives
        ("Farmers attacked by the army have fled.", "attacked", "the army", "Farmers"),
        ("The rebels the army had bombed were gone.", "bombed", "the army", "The rebels"),
    ],
)
def test_parties(text: str, trigger: str, actor: str | None, recipient: str | None) -> None:
    row = next(row for row in read_text(text)["events"] if row["text"] == trigger)
    assert (row["actor_text"], row["recipient_text"]) == (actor, recipient)


def test_a_thing_attacked_is_not_the_place_it_stands_in() -> None:
    tables = read_text("Rebels bombed a market in Idlib.")
    row = tables["events"][0]
    assert row["recipient_entity_id"] is None
    assert row["location_text"] == "Idlib"


@pytest.mark.parametrize(
    ("text", "is_threat"),
    [
        ("The minister warned that the dam could burst.", False),
        ("The mayor warned that people might be killed.", False),
        ("The minister warned that prices would rise.", False),
        ("The general warned the rebels not to advance.", True),
        ("The minister warned that marchers would be arrested.", True),
    ],
)
def test_a_warning_of_harm_is_no_threat(text: str, is_threat: bool) -> None:
    assert ("THREATEN" in [row["event_type"] for row in read_text(text)["events"]]) is is_threat


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("The guard lied in order to save his post.", "REQUEST"),
        ("The two presidents spoke in a telephone call.", "REQUEST"),
        ("President Ali made a call to the king.", "REQUEST"),
        ("The general gave an order to shoot.", "ASSAULT"),
        ("The candidate held a rally in Lagos.", "PROTEST"),
    ],
)
def test_words_that_tell_no_such_event(text: str, event_type: str) -> None:
    assert event_type not in [row["event_type"] for row in read_text(text)["events"]]


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "recipient"),
    [
        ("The bank was bombed by rebels, injuring two clerks.", "injuring", "rebels", "two clerks"),
        ("The port was shelled overnight, hurting a clerk and destroying two cars.", "destroying", None, "two cars"),
        ("A device went off near the bank and damaged two shops.", "damaged", None, "two shops"),
        ("Two clerks died when guards fired at them.", "died", "guards", "Two clerks"),
        ("Two nurses lost their lives when gunmen attacked their car.", "lost their lives", "gunmen", "Two nurses"),
        ("Rebels carried out an attack in which four clerks were killed.", "killed", "Rebels", "four clerks"),
    ],
)
def test_what_an_attack_led_to_has_its_doer(text: str, trigger: str, actor: str | None, recipient: str) -> None:
    row = next(row for row in read_text(text)["events"] if row["text"] == trigger)
    assert (row["event_type"], row["actor_text"], row["recipient_text"]) == ("ASSAULT", actor, recipient)


@pytest.mark.parametrize(
    "text",
    [
        "A boiler exploded, injuring six workers.",
        "A bus hit a wall, injuring six pupils.",
        "A farmer died when a storm hit his house.",
        "The king died when rebels held the north.",
    ],
)
def test_what_no_attack_led_to_is_no_violence(text: str) -> None:
    assert "ASSAULT" not in [row["event_type"] for row in read_text(text)["events"]]
