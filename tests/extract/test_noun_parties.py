"""Parties of event nouns that stand in the clause around them, and parties that are lists."""

import pytest

from tests.support import read_text


def find_row(text: str, trigger: str) -> dict[str, object]:
    return next(row for row in read_text(text)["events"] if row["text"] == trigger)


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "recipient"),
    [
        # Whose role it is
        ("Mr Ivanov's role in the bombardment of Gao is under inquiry.", "bombardment", "Mr Ivanov", "Gao"),
        # From what talks somebody comes, at what meeting they speak
        ("The envoy spoke after two days of talks with rebel leaders.", "talks", "The envoy", "rebel leaders"),
        ("The mayor said at a meeting on Monday that taxes would rise.", "meeting", "The mayor", None),
        ("The mayor said after the meeting that taxes would rise.", "meeting", None, None),
        # For what somebody answers
        ("Rowe was jailed for the stabbing of his wife.", "stabbing", "Rowe", "his wife"),
        ("Rowe was arrested for the murder of his wife.", "murder", "Rowe", "his wife"),
        # In what fight somebody falls
        ("The smuggler was killed in a shootout with police.", "shootout", "police", "The smuggler"),
        ("The smuggler was killed in a shootout with police.", "killed", "police", "The smuggler"),
        ("The attack left two guards dead.", "attack", None, "two guards"),
        # What somebody serves, has, denies and claims
        ("Rowe completes his prison sentence on Friday.", "sentence", None, "Rowe"),
        ("The mayor has the support of the miners.", "support", "the miners", "The mayor"),
        ("The mayor rose with the support of the unions.", "support", "the unions", "The mayor"),
        ("The mayor's support among miners has grown.", "support", "miners", "The mayor"),
        ("The union's support for the premier is strong.", "support", "The union", "the premier"),
        ("The mayor gained the support of the miners.", "support", "the miners", "The mayor"),
        ("Ana Rowe had a previous arrest for theft.", "arrest", None, "Ana Rowe"),
        ("The Red Front claimed responsibility for the attack.", "attack", "The Red Front", None),
        ("No group has claimed responsibility for the attack on the bus.", "attack", None, "the bus"),
        # After what inquiry somebody is arrested
        (
            "Rowe was arrested after a long investigation by the fraud squad.",
            "investigation",
            "the fraud squad",
            "Rowe",
        ),
        # With what somebody answers
        ("Police responded with barrages of tear gas.", "barrages", "Police", None),
        # Between whom something comes about
        ("Clashes broke out between the crowd and police.", "Clashes", "the crowd", "police"),
        ("The church launched a mediation effort between the clans.", "effort", "The church", "the clans"),
        # Who acts by a common noun before the event
        ("A rebel attack on the town killed nine.", "attack", "rebel", "the town"),
        ("The police shooting of a teacher led to anger.", "shooting", "police", "a teacher"),
        ("A terrorist attack on the hotel killed nine.", "attack", None, "the hotel"),
        ("A boy whose killing by police sparked riots was buried.", "killing", "police", "A boy"),
        ("Eight days of riots by miners are over.", "riots", "miners", None),
        ("Youths fought running battles with police.", "battles", "Youths", "police"),
        ("The cartel has been responsible for killings in the north.", "killings", "The cartel", None),
    ],
)
def test_the_clause_names_the_parties_of_a_noun(
    text: str, trigger: str, actor: str | None, recipient: str | None
) -> None:
    row = find_row(text, trigger)
    assert (row["actor_text"], row["recipient_text"]) == (actor, recipient)


def test_a_deed_for_which_somebody_is_arrested_is_no_fact() -> None:
    assert find_row("Rowe was arrested for the murder of his wife.", "murder")["status"] == "hypothetical"


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "recipient"),
    [
        ("They attacked a bridge, two pylons and a bus.", "attacked", "They", "a bridge, two pylons and a bus"),
        ("Rebels killed the mayor and two guards.", "killed", "Rebels", "the mayor and two guards"),
        ("Police and soldiers fired on a crowd.", "fired", "Police and soldiers", "a crowd"),
        ("Rowe killed his wife, Ana, and his father.", "killed", "Rowe", "his wife, Ana, and his father"),
        ("The king and the queen, who were arrested, fled.", "arrested", None, "The king and the queen"),
        ("They killed Ivan Orlo, his wife and two guards.", "killed", "They", "Ivan Orlo, his wife and two guards"),
        # Each does it to the other
        ("Peru and Chile held talks.", "talks", "Peru", "Chile"),
        ("The premier and the king met the bishop.", "met", "The premier and the king", "the bishop"),
        # What is put beside a name says who it is
        ("Two men, a doctor and a nurse, were killed.", "killed", None, "Two men"),
        ("Rebels attacked the town and the army fled.", "attacked", "Rebels", "the town"),
    ],
)  # fmt: skip
def test_a_list_is_one_party(text: str, trigger: str, actor: str | None, recipient: str | None) -> None:
    row = find_row(text, trigger)
    assert (row["actor_text"], row["recipient_text"]) == (actor, recipient)


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("Gunmen attacked in Lima.", "Gunmen", None),
        ("Rebels attacked at dawn, killing two guards.", "Rebels", "two guards"),
        ("The army attacked at dawn.", "The army", None),
        ("Three nuns attacked in Lima.", None, "Three nuns"),
        ("Gunmen killed in Lima.", None, "Gunmen"),
    ],
)
def test_those_who_attack_are_not_the_attacked(text: str, actor: str | None, recipient: str | None) -> None:
    row = read_text(text)["events"][0]
    assert (row["actor_text"], row["recipient_text"]) == (actor, recipient)


@pytest.mark.parametrize(
    ("text", "trigger", "recipient"),
    [
        ("A 27-year-old was arrested.", "arrested", "A 27-year-old"),
        ("Rowe was among those killed in the attack.", "killed", "Rowe"),
        ("Among those arrested was the mayor.", "arrested", "the mayor"),
        ("The bassoonist Moussa Rowani was arrested in Niger.", "arrested", "The bassoonist Moussa Rowani"),
        ("The son fired the gun, wounding his mother.", "fired", "his mother"),
        ("A firm that is alleged to launder money was closed.", "alleged", "A firm"),
        ("It was blamed for the illness, according to a city official.", "blamed", None),
        ("The court approved the extradition of a clerk, days after his arrest.", "arrest", None),
        ("The bishop called for calm.", "called", None),
        ("The official threatened that the agency would cut all ties with Samoa.", "threatened", "Samoa"),
        ("The king welcomed the premier's invitation to meet in Oslo.", "welcomed", "the premier"),
        ("The army struck Iran-backed militia groups near Gao.", "struck", "Iran-backed militia groups"),
        ("Israel mobilised the army for a ground assault against Samoa.", "mobilised", "Samoa"),
        ("The king will not lift the embargo until Samoa frees the poets.", "lift", "Samoa"),
    ],
)
def test_whom_it_befalls(text: str, trigger: str, recipient: str | None) -> None:
    assert find_row(text, trigger)["recipient_text"] == recipient


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The premier called the king to congratulate him on the vote.", "The premier"),
        ("The premier called the king to ban the march.", "the king"),
    ],
)
def test_who_calls_says_what_is_said_by_telephone(text: str, actor: str) -> None:
    assert read_text(text)["events"][-1]["actor_text"] == actor


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("99 people have been killed in police firing.", "ASSAULT"),
        ("The kingdom carried out another round of military exercises with Samoa.", "COOPERATE"),
        ("The navy captured six pirates.", "COERCE"),
        ("The mayor has lost support from the unions.", "SUPPORT"),
    ],
)
def test_the_sense_of_a_trigger(text: str, event_type: str) -> None:
    assert [row["event_type"] for row in read_text(text)["events"]] == [event_type]


@pytest.mark.parametrize(
    "text",
    [
        "Hospital visits rose to 33,000.",
        "The doctor has been called a fraudster by other doctors for selling cures.",
        "Don't blame the king.",
        "The pillar will be kept in the safe custody of the mayor.",
        "The depot was nominated to receive a state award.",
        "The union told the court that miners were being subjected to abuse.",
        "The federation was disbanded in 1962.",
        "Many people at his rallies booed.",
    ],
)
def test_what_tells_no_event(text: str) -> None:
    assert not read_text(text)["events"]


@pytest.mark.parametrize(
    "text",
    [
        "Six people were killed when a hotel collapsed.",
        "Six died when a bus overturned.",
        "A baker was killed by a hit-and-run driver in Gao.",
        "Two bakers were struck and killed by a motorist.",
        "She was on her way home from the mill when she was struck.",
        "A drunk driver killed two nuns in Gao.",
    ],
)
def test_a_mishap_is_no_assault(text: str) -> None:
    assert "ASSAULT" not in [row["event_type"] for row in read_text(text)["events"]]


def test_the_judge_behind_a_named_court_has_sentenced() -> None:
    row = find_row("Rowe was sentenced on Friday at the Gao County Courthouse by Judge Ana Oakes.", "sentenced")
    assert row["actor_text"] == "Judge Ana Oakes"


@pytest.mark.parametrize("word", ["sentenced", "fined", "ordered"])
def test_participles_that_share_their_helper_befall_one_person(word: str) -> None:
    text = "Holt Ray was sentenced to probation, fined $1,000 and ordered to clean the park."
    row = find_row(text, word)
    assert (row["actor_text"], row["recipient_text"]) == (None, "Holt Ray")


def test_who_serves_a_sentence_was_sentenced() -> None:
    row = find_row("Ray Holt died in hospital while serving his sentence.", "sentence")
    assert (row["actor_text"], row["recipient_text"]) == (None, "Ray Holt")


def test_a_lifted_sentence_is_no_sentence() -> None:
    assert "SANCTION" not in [row["event_type"] for row in read_text("Peru lifted the death sentences.")["events"]]


def test_nobody_does_an_accident() -> None:
    row = find_row("Two drivers involved in the crash near Gao were hurt.", "crash")
    assert row["actor_text"] is None


def test_a_dateline_with_an_article_is_nobody() -> None:
    row = find_row("THE HAGUE, Netherlands -- A prosecutor has charged a former minister with fraud.", "charged")
    assert row["actor_text"] == "A prosecutor"


def test_lost_support_is_denied() -> None:
    assert find_row("The mayor has lost support from the unions.", "support")["status"] == "denied"


@pytest.mark.parametrize(
    ("text", "trigger", "actor"),
    [
        ("Police opened fire on a crowd. One man was killed in the firing.", "killed", "Police"),
        ("Rebels attacked a bus near Gao. The attack left two women dead.", "attack", "Rebels"),
        # Another attack, another kind, the doers themselves
        ("Police opened fire on a crowd. One man was killed in an attack near Gao.", "killed", None),
        ("Police opened fire on a crowd. One man was killed in the bombing.", "killed", None),
        ("Rebels bombed a bank. Two rebels were killed in the bombing.", "killed", None),
    ],
)
def test_a_known_attack_is_by_those_who_made_it(text: str, trigger: str, actor: str | None) -> None:
    assert find_row(text, trigger)["actor_text"] == actor


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("The judge ordered the four convicts to be sent to a prison in Orsk.", None),
        ("The union demanded that the miners be freed.", None),
        ("The judge ordered the guards to leave the mill.", "the guards"),
        ("The union asked the mayor to be heard.", "the mayor"),
    ],
)
def test_whom_a_demanded_act_befalls_is_not_asked(text: str, recipient: str | None) -> None:
    trigger = next(word for word in ("ordered", "demanded", "asked") if word in text)
    assert find_row(text, trigger)["recipient_text"] == recipient


def test_who_bans_a_rally_holds_none() -> None:
    assert find_row("The rally was banned by the mayor.", "rally")["actor_text"] is None
    assert find_row("The strike was called by the miners.", "strike")["actor_text"] == "the miners"
