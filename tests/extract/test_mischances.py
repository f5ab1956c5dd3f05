"""What befalls by chance or is only spoken of is no event, and its victims and nationals are no other's party."""

import pytest

from tests.support import read_text


def find_row(text: str, trigger: str) -> dict[str, object]:
    return next(row for row in read_text(text)["events"] if row["text"] == trigger)


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("A nurse was killed when a driver accidentally hit her.", "ASSAULT"),
        ("A guard accidentally shot his brother.", "ASSAULT"),
        ("A newspaper office was shut down because of a suspicious letter.", "COERCE"),
        ("The embassy was closed after a bomb scare.", "COERCE"),
        ("The clerk complained about his microphone.", "ACCUSE"),
        ("Detective Rowe has handled murder investigations for ten years.", "ACCUSE"),
        ("The mayor voiced concern for the miners.", "ACCUSE"),
        ("Officers came after a report of a disturbance in a hotel.", "PROTEST"),
        ("The king is reopening a hotline with Peru.", "CONSULT"),
        ("The fleet was built as a defence against Danish aggression.", "ASSAULT"),
        ("The group committed several crimes.", "ASSAULT"),
        ("The president has promised a veto of the bill.", "AGREE"),
        ("Officials disputed the reports.", "ACCUSE"),
        ("The fires were blamed on electrical faults.", "ACCUSE"),
        ("The mayor blamed the heat for the fires.", "ACCUSE"),
        ("Ana Rowe is raising questions about her microphone.", "ACCUSE"),
        ("The driver succumbed to his injuries.", "ASSAULT"),
        ("Clashes are frequent in the valley.", "ASSAULT"),
        ("World leaders rallied to condemn the raid.", "PROTEST"),
        ("A candlelight vigil for the boy took place on Monday.", "PROTEST"),
        ("Detectives interviewed three witnesses.", "ACCUSE"),
    ],
)
def test_words_that_tell_no_such_act(text: str, event_type: str) -> None:
    assert event_type not in {row["event_type"] for row in read_text(text)["events"]}


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("A nurse was killed when a driver rammed her car.", "ASSAULT"),
        ("The junta shut down a newspaper because of a poem.", "COERCE"),
        ("The clerk complained about his boss.", "ACCUSE"),
        ("The mayor voiced concern over the raid.", "ACCUSE"),
        ("The mayor blamed the fire on smugglers.", "ACCUSE"),
        ("Terrorists killed a guard and a pedestrian.", "ASSAULT"),
        ("Rebels machinegunned a guard and a pedestrian.", "ASSAULT"),
        ("The guard succumbed to his wounds.", "ASSAULT"),
        ("The clashes were frequent last week.", "ASSAULT"),
        ("Thousands of farmers rallied in Oslo.", "PROTEST"),
        ("A vigil against the war filled the square.", "PROTEST"),
        ("The group committed crimes against civilians.", "ASSAULT"),
        ("Officials disputed the reports.", "REJECT"),
        ("The president has promised a veto of the bill.", "THREATEN"),
    ],
)
def test_the_same_words_as_acts(text: str, event_type: str) -> None:
    assert event_type in {row["event_type"] for row in read_text(text)["events"]}


@pytest.mark.parametrize(
    ("text", "trigger", "recipient"),
    [
        ("The bishop criticised the arrest of the mayor.", "criticised", None),
        ("The union condemned the arrest of the miners by the army.", "condemned", "the army"),
        ("Prosecutors are investigating the killing of a baker.", "investigating", None),
        ("The bishop criticised the mayor's handling of the strike.", "criticised", "the mayor"),
        ("The premier condemned the assassination.", "condemned", None),
        ("The judge ordered the envoys expelled.", "ordered", None),
        ("Police broke up a march in Gao.", "broke up", "a march"),
        ("Investigators suspected the baker of arson.", "suspected", "the baker"),
        ("Six nuns were injured by an explosion that Ivan Orlo described.", "injured", "Six nuns"),
        ("The judge was asked to jail the editor.", "asked", "The judge"),
        ("A plot to kill the king was foiled by police.", "foiled", None),
        ("Hundreds gathered in Oslo to demand the release of the poet.", "demand", None),
        ("The union demanded the resignation of the mayor.", "demanded", "the mayor"),
        ("A man has appeared in court charged with the murder of a nurse.", "charged", "A man"),
        ("Two clerks appeared before magistrates accused of fraud.", "accused", "Two clerks"),
        ("Four of those who were slain at the school had been nurses.", "slain", None),
    ],
)
def test_whom_words_and_orders_are_aimed_at(text: str, trigger: str, recipient: str | None) -> None:
    assert find_row(text, trigger)["recipient_text"] == recipient


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Two Chileans were arrested in Oslo.", "arrested"),
        ("A Chilean was arrested in Oslo.", "arrested"),
        ("Dozens of Chileans were arrested in Oslo.", "arrested"),
        ("The navy evacuated Chileans from the port.", "evacuated"),
    ],
)
def test_single_nationals_are_not_their_state(text: str, trigger: str) -> None:
    row = find_row(text, trigger)
    assert row["recipient_text"] is not None
    assert row["recipient_entity_id"] is None


def test_a_people_is_its_state() -> None:
    assert find_row("Peru has attacked the Chileans.", "attacked")["recipient_entity_id"] is not None


@pytest.mark.parametrize(
    ("text", "trigger", "actor"),
    [
        ("MEXICO CITY (AP) Mexico's army arrested nine farmers.", "arrested", "Mexico's army"),
        ("BEIRUT (Reuters) \ufffd Gunmen killed a judge.", "killed", "Gunmen"),
        ("Two nuns were killed after a suicide bomber crashed a van into a chapel.", "killed", "a suicide bomber"),
        ("Six nuns were injured by an explosion that Ivan Orlo described.", "injured", "an explosion"),
        ("The guards came home in a prisoner swap.", "swap", None),
        ("A plot to kill the king was foiled by police.", "foiled", None),
        ("The rebels did not claim responsibility for the attack.", "attack", None),
        ("The rebels have yet to claim responsibility for the attack.", "attack", None),
        ("The rebels claimed responsibility for the attack.", "attack", "The rebels"),
        ("He was one of three men police arrested on Thursday.", "arrested", "police"),
        ("A gunman opened fire in Lyon. The attack left one guard dead.", "attack", "A gunman"),
        ("Police shot dead a gunman in Lyon. Two nuns were wounded in the attack.", "wounded", None),
    ],
)
def test_who_acts(text: str, trigger: str, actor: str | None) -> None:
    assert find_row(text, trigger)["actor_text"] == actor


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("A warrant is out for her arrest in Lagos.", "arrest", "hypothetical"),
        ("The candidates vie for the support of miners.", "support", "hypothetical"),
        ("A war between Peru and Chile loomed.", "war", "hypothetical"),
        ("Thousands escaped the bombardment of the town.", "bombardment", "asserted"),
        ("The thief escaped arrest.", "arrest", "denied"),
        ("The rebels nearly killed the mayor.", "killed", "denied"),
        ("The army came close to shelling the port.", "shelling", "denied"),
        ("The rebels killed nearly all guards.", "killed", "asserted"),
        ("Police have yet to arrest the guard.", "arrest", "denied"),
        ("The guard has yet to be arrested.", "arrested", "denied"),
        ("Nobody claimed responsibility for the attack.", "attack", "asserted"),
        ("The council will vote once the mayor is arrested.", "arrested", "hypothetical"),
        ("His name would be published after he is charged.", "charged", "hypothetical"),
        ("The court will hear him because the mayor was arrested.", "arrested", "asserted"),
        ("The trial of the former mayor starts on Monday.", "trial", "planned"),
        ("The trial of the former mayor started on Monday.", "trial", "asserted"),
    ],
)
def test_status(text: str, trigger: str, status: str) -> None:
    assert find_row(text, trigger)["status"] == status


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("The murder of two nuns in the locality of Gao shocked the bishop.", "murder", "Gao"),
        ("Two nuns were killed at the Gao airport.", "killed", "Gao"),
    ],
)
def test_where(text: str, trigger: str, place: str) -> None:
    assert find_row(text, trigger)["location_text"] == place


@pytest.mark.parametrize(
    ("text", "trigger", "event_type"),
    [
        ("Heavy rain has flooded the north. At least 40 people have been killed.", "killed", "ACCIDENT"),
        ("A bus crashed near Lund. Six people were killed.", "killed", "ACCIDENT"),
        ("A bomb hit a bus, which crashed near Lund. Six people were killed.", "killed", "ASSAULT"),
        ("A quake hit Lund. Two reporters were killed by gunmen.", "killed", "ASSAULT"),
        ("The editor was jailed for six years.", "jailed", "SANCTION"),
        ("Two men were imprisoned for affray.", "imprisoned", "SANCTION"),
        ("Dozens of monks were jailed after the rally.", "jailed", "COERCE"),
    ],
)
def test_type_by_what_stands_beside(text: str, trigger: str, event_type: str) -> None:
    assert find_row(text, trigger)["event_type"] == event_type


def test_crime_in_initials_is_no_party() -> None:
    assert find_row("The player was stopped for investigation of DUI.", "investigation")["recipient_text"] is None


@pytest.mark.parametrize(
    ("text", "low", "best"),
    [
        ("A plane crash in Peru killed 10 citizens and two pilots.", 12, 12),
        ("Six soldiers and two drivers were killed in the blast.", 8, 8),
        ("A bomb killed six soldiers and a nurse.", 6, None),
        ("The raid killed 12 people, including two children.", 12, 12),
        ("A bomb killed 14 people and wounded 30.", 14, 14),
    ],
)
def test_dead_told_side_by_side_add_up(text: str, low: int, best: int | None) -> None:
    row = next(row for row in read_text(text)["events"] if row["killed_low"] is not None)
    assert (row["killed_low"], row["killed_best"]) == (low, best)
