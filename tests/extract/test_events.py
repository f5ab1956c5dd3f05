"""Acts: their type, their parties and what becomes of one act inside another."""

from datetime import date
from typing import Any

import pytest

from tests.support import read_text


def acts(text: str, **given: Any) -> list[tuple[str, str | None, str | None, str]]:
    """Type, actor's words, recipient's words and status of each act, in the order of the text."""
    rows = read_text(text, **given)["events"]
    return [(row["event_type"], row["actor_text"], row["recipient_text"], row["status"]) for row in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The court was stormed by angry farmers.", ("ASSAULT", "angry farmers", "The court", "asserted")),
        ("Soldiers who beat the reporters were never named.", ("ASSAULT", "Soldiers", "the reporters", "asserted")),
        (
            "Norwegian authorities arrested two smugglers.",
            ("COERCE", "Norwegian authorities", "two smugglers", "asserted"),
        ),
        ("Peru rejected an offer of talks from Chile.", ("REJECT", "Peru", "Chile", "asserted")),
        ("Chile demanded that Peru withdraw its troops.", ("REQUEST", "Chile", "Peru", "asserted")),
        ("Danish ministers met union leaders on Friday.", ("CONSULT", "Danish ministers", "union leaders", "asserted")),
        ("Sweden lodged a protest with Norway over the nets.", ("ACCUSE", "Sweden", "Norway", "asserted")),
        ("The rebels are opposed to the Finnish plan.", ("REJECT", "The rebels", "Finnish", "asserted")),
        ("The arrest of the mayor by police angered many.", ("COERCE", "police", "the mayor", "asserted")),
        ("Fiji opened its ports, a step that Samoa praised.", ("SUPPORT", "Samoa", "Fiji", "asserted")),
        ("Fiji denounced Samoa and threatened a boycott.", ("THREATEN", "Fiji", "Samoa", "asserted")),
        ("Fiji sent warships to the coast of Samoa.", ("MOBILIZE", "Fiji", "Samoa", "asserted")),
        ("Fiji rejected plans for a new tax in Samoa.", ("REJECT", "Fiji", "Samoa", "asserted")),
        ("The governor sacked his police chief.", ("OFFICE", "The governor", "his police chief", "asserted")),
        (
            "The dean fired missiles at nobody, but guards fired on the crowd.",
            ("ASSAULT", "guards", "the crowd", "asserted"),
        ),
    ],
)
def test_parties(text: str, expected: tuple[str, str | None, str | None, str]) -> None:
    assert expected in acts(text)


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        # Whoever is the object of `had` suffers what follows, and is not the subject of `had`.
        ("Judge Ida Brandt met Paul Grote. She dismissed Paul Grote and had him jailed.", "She", "him"),
        # A building that is said to act is an error of the parse.
        (
            "The premier used the noise around the palace in Oslo to strip the general of his command.",
            "The premier",
            None,
        ),
        ("Fiji sent up to 300 troops to Samoa.", "Fiji", None),
    ],
)
def test_who_acts_where_the_words_mislead(text: str, actor: str, recipient: str | None) -> None:
    row = read_text(text)["events"][-1]
    assert row["actor_text"] == actor
    assert recipient is None or row["recipient_text"] == recipient


def test_an_objective_pronoun_is_never_whoever_acts_beside_it() -> None:
    tables = read_text("Governor Ida Brandt praised Anna Holm. She removed Maria Lund and had her jailed.")
    names = {row["entity_id"]: row["name"] for row in tables["actors"]}
    assert names[tables["events"][-1]["recipient_entity_id"]] == "Maria Lund"


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Samoa asked Fiji for help.", "help"),
        ("Samoa asked the islanders to plant trees.", "plant trees"),
        ("The governor gave orders to the guards to wait.", "wait"),
        ("The chief resigned as head of the harbour board.", "head of the harbour board"),
        ("The king stripped him of his post as head of the harbour board.", "head of the harbour board"),
        ("The bank refused a loan to farmers.", "a loan"),
        ("Students marched in Suva over the price of bread.", "the price of bread"),
        ("Police arrested two smugglers.", None),
    ],
)
def test_what_an_act_is_about(text: str, theme: str | None) -> None:
    """What is asked, the post, the thing: not the parties."""
    about = read_text(text)["events"][0]["theme_text"]
    assert (about is None) if theme is None else (about is not None and about.startswith(theme))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rebels said they would release two nurses.", ("AGREE", "The rebels", "two nurses", "planned")),
        ("The rebels said they would bomb the port.", ("THREATEN", "The rebels", "the port", "planned")),
        ("The bank promised to lend money to farmers.", ("AGREE", "The bank", "farmers", "asserted")),
        ("The union vowed to boycott the vote.", ("THREATEN", "The union", "the vote", "asserted")),
        ("The premier plans to visit Norway.", ("AGREE", "The premier", "Norway", "planned")),
        ("The premier is to visit Norway.", ("AGREE", "The premier", "Norway", "planned")),
        ("The premier is going to visit Norway.", ("AGREE", "The premier", "Norway", "planned")),
        ("Peru plans to expel two diplomats.", ("THREATEN", "Peru", "two diplomats", "planned")),
        ("The rebels promised not to bomb the port.", ("AGREE", "The rebels", "the port", "asserted")),
        ("The bank cannot accept the king's plan.", ("REJECT", "The bank", "the king", "asserted")),
        ("The council banned a march by nurses.", ("PROTEST", "nurses", None, "denied")),
        ("The miners were not satisfied with the owners.", ("SUPPORT", "The miners", "the owners", "denied")),
        ("The premier said he was “not ready” to help Chile.", ("AGREE", "The premier", "Chile", "denied")),
        ("Police did not arrest the editor.", ("COERCE", "Police", "the editor", "denied")),
        ("The attack on Oslo was not new.", ("ASSAULT", None, "Oslo", "asserted")),
        ("The attack on Oslo did not last.", ("ASSAULT", None, "Oslo", "asserted")),
        ("The attack on Oslo was not real.", ("ASSAULT", None, "Oslo", "denied")),
        ("The attack on Oslo did not happen.", ("ASSAULT", None, "Oslo", "denied")),
        ("Police may arrest the editor.", ("COERCE", "Police", "the editor", "hypothetical")),
        ("Ministers will not meet the rebels.", ("REJECT", "Ministers", "the rebels", "asserted")),
        (
            "Guards were not sent to arrest the monks, but to protect the nuns.",
            ("COERCE", "Guards", "the monks", "denied"),
        ),
    ],
)
def test_whether_it_happened(text: str, expected: tuple[str, str | None, str | None, str]) -> None:
    assert expected in acts(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chile demanded that Peru release the sailors.",
        "Peru refused to release the sailors.",
        "Students marched through the capital, demanding a new rector.",
        "The islanders welcomed the release of the sailors.",
    ],
)
def test_what_is_asked_or_refused_is_no_act_of_its_own(text: str) -> None:
    assert len(acts(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A war-torn valley waited for rain.",
        "The arrest warrant lay on the desk.",
        "She gave him a book, by the way.",
        "The problem demands attention.",
        "The company backed out of the race.",
        "The elected officials smiled.",
        "The bakery sells bread and the weather is fine.",
        "",
        "Fans filled the hall for an Anna Berg rally.",
        "Nurses are fighting pollution.",
        "Anna Berg held a rally in Oslo.",
    ],
)
def test_no_act(text: str) -> None:
    assert acts(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A sit-in by nurses closed the ministry.", "PROTEST"),
        ("The kingdom re-imposed sanctions on the island.", "SANCTION"),
        ("The army retook the bridge.", "ASSAULT"),
        ("Guerrillas encircled the town.", "MOBILIZE"),
    ],
)
def test_words_that_the_model_cuts_or_does_not_know(text: str, expected: str) -> None:
    assert expected in {kind for kind, *_ in acts(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bishop called the king a liar.", "ACCUSE"),
        ("The bishop called the king a friend.", "SUPPORT"),
        ("The bishop said the tax was unacceptable.", "ACCUSE"),
        ("The delegation called on the king.", "CONSULT"),
        ("The delegation called on the king to pay.", "REQUEST"),
        ("The union wants the owners to pay.", "REQUEST"),
        ("The two firms jointly developed an engine.", "COOPERATE"),
    ],
)
def test_what_follows_tells_the_sense(text: str, expected: str) -> None:
    assert {kind for kind, *_ in acts(text)} == {expected}


def test_what_somebody_else_did_stands_beside_what_is_said() -> None:
    kinds = {kind for kind, *_ in acts("Chile refused an offer that Peru praised.")}
    assert kinds == {"REJECT", "SUPPORT"}
    assert ("RETREAT", "the king", "two poets", "asserted") in acts(
        "The bishop praised the king for freeing two poets."
    )


def test_ordered_act_of_nobody_else_is_told() -> None:
    kinds = {(kind, status) for kind, _, _, status in acts("The sultan ordered to arrest the poets.")}
    assert {("REQUEST", "asserted"), ("COERCE", "hypothetical")} <= kinds


def test_first_person_is_the_speaker() -> None:
    rows = read_text('"We condemn the raid," Anna Berg said.')
    (row,) = [row for row in rows["events"] if row["event_type"] == "ACCUSE"]
    (berg,) = [actor for actor in rows["actors"] if actor["name"] == "Anna Berg"]
    assert row["actor_entity_id"] == berg["entity_id"]


def test_place_and_day() -> None:
    rows = read_text("Farmers protested in Oslo on Monday.", published=date(2022, 1, 13))
    (row,) = rows["events"]
    assert (row["location_text"], row["date_text"], row["date_start"]) == ("Oslo", "Monday", date(2022, 1, 10))


def test_sides_of_what_comes_about_without_a_doer() -> None:
    assert ("AGREE", "Chile", "Peru", "asserted") in acts("A truce between Chile and Peru was agreed.")
    assert ("SANCTION", "Peru", "the monks", "asserted") in acts("The expulsion of the monks by Peru went on.")
    assert ("CONSULT", "The premier", "nurses", "asserted") in acts(
        "The premier travelled to Oslo for talks with nurses."
    )


def test_act_that_there_was() -> None:
    assert ("ASSAULT", "soldiers", "farmers", "asserted") in acts("There was fighting between soldiers and farmers.")


def test_past_form_of_a_heading_is_a_passive() -> None:
    assert ("ASSAULT", None, "Mayor", "asserted") in acts("Mayor shot dead in Oslo.")
    assert ("COERCE", None, "Six monks", "asserted") in acts("Six monks arrested in Lima.")


def test_participle_that_the_model_takes_for_an_adjective() -> None:
    assert ("PROTEST", "a noisy crowd", "The premier", "asserted") in acts("The premier was jeered by a noisy crowd.")


def test_who_tells_of_a_killing_has_not_done_it() -> None:
    assert ("ASSAULT", None, "six people", "asserted") in acts("A bomb exploded, killing six people, police said.")


def test_who_declines_is_not_whom_it_is_declined_to() -> None:
    (row,) = acts("The king's director dismissed the report about it.")
    assert row == ("REJECT", "The king's director", "the report", "asserted")
    assert acts("The bishop declined to be interviewed.") == [("REJECT", "The bishop", None, "asserted")]


@pytest.mark.parametrize(
    ("text", "location"),
    [
        ("Nurses in Lagos walked off the job.", "Lagos"),
        ("Students filled the streets of Lagos.", "Lagos"),
        ("An air strike on a market in Lagos killed two men.", "Lagos"),
        ("A quake shook Lagos, killing two men.", "Lagos"),
        ("Soldiers helped to retake a bridge in Lagos.", "Lagos"),
        ("The strike by nurses angered Lagos.", None),
        ("Nurses in Lagos thanked the army.", None),
        ("The premier praised Lagos.", None),
        ("The premier visited Lagos.", "Lagos"),
    ],
)
def test_place_of_whoever_does_it(text: str, location: str | None) -> None:
    assert {row["location_text"] for row in read_text(text)["events"]} == {location}


def test_place_before_a_riot_is_where_it_was() -> None:
    (row,) = read_text("The Lagos riots went on.")["events"]
    assert (row["actor_text"], row["location_text"]) == (None, "Lagos")


def test_figure_is_governed_by_its_act() -> None:
    rows = read_text("Police arrested 40 people in Oslo.")
    (event,) = rows["events"]
    assert [figure["event_id"] for figure in rows["figures"] if figure["value"] == 40] == [event["event_id"]]


def test_count_holds_where_its_act_was_done() -> None:
    rows = read_text("A quake struck Lagos, killing 40 people.")
    (figure,), (lagos,) = rows["figures"], rows["actors"]
    assert figure["location_entity_id"] == lagos["entity_id"]


@pytest.mark.parametrize(
    "text",
    [
        "The cook was killing time at the bar.",
        "Two crows attacked a kite.",
        "The joke killed him.",
        "Heart attacks are common in winter.",
        "A blaze killed four people in Oslo.",
    ],
)
def test_figures_of_speech_are_no_violence(text: str) -> None:
    assert [event for event in acts(text) if event[0] == "ASSAULT"] == []


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("Prosecutors accused Anna Berg of killing two guards.", "killing", "asserted"),
        ("Anna Berg was charged with murdering a nun.", "murdering", "asserted"),
        ("Police suspect that Anna Berg shot the judge.", "shot", "asserted"),
        ("Anna Berg denied that she had killed the judge.", "killed", "asserted"),
        ("Anna Berg was arrested on suspicion of kidnapping a boy.", "kidnapping", "asserted"),
        ("Anna Berg is on trial for killing a monk.", "killing", "asserted"),
        ("Anna Berg was acquitted of murdering a nun.", "murdering", "asserted"),
        ("The alleged attack by Anna Berg shocked Oslo.", "attack", "asserted"),
        ("It is unclear whether Anna Berg killed the judge.", "killed", "asserted"),
        ("Anna Berg, accused of killing a monk, fled to Peru.", "killing", "asserted"),
    ],
)
def test_no_crime_is_asserted_of_who_is_only_accused(text: str, trigger: str, status: str) -> None:
    crimes = [event for event in acts(text) if event[0] == "ASSAULT"]
    assert all(event[3] != status for event in crimes), (trigger, crimes)


@pytest.mark.parametrize(
    "text",
    [
        "Dozens have been reported killed.",
        "Two students were feared drowned or killed.",
        "A camp was attacked, killing six nurses.",
        "Eleven miners were killed and hundreds wounded.",
    ],
)
def test_victims_are_no_doers(text: str) -> None:
    assert {event[1] for event in acts(text) if event[0] == "ASSAULT"} == {None}


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("Gunmen killed two females in the market.", "two females"),
        ("The bombs wounded forty humans.", "forty humans"),
        ("The raiders murdered three males.", "three males"),
    ],
)
def test_words_that_may_name_people_are_victims(text: str, victims: str) -> None:
    assert [row["recipient_text"] for row in read_text(text)["events"] if row["event_type"] == "ASSAULT"] == [victims]
