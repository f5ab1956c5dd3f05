"""Whom "he", "she", "it" and "they" mean, and where they are left open because two are likely."""

from datetime import date

import pytest

from tests.support import read_text


def find_meant(text: str, pronoun: str, number: int = 0) -> str | None:
    """The name behind one of the places where a pronoun stands; None where it is left open."""
    tables = read_text(text)
    names = {row["entity_id"]: row["name"] for row in tables.get("actors", [])}
    starts = [at for at in range(len(text)) if text.startswith(f"{pronoun} ", at) and not text[at - 1 : at].isalpha()]
    by_start = {row["char_start"]: names[row["entity_id"]] for row in tables.get("mentions", [])}
    return by_start.get(starts[number])


@pytest.mark.parametrize(
    ("text", "pronoun", "name"),
    [
        # What an editor put in brackets is who is meant.
        ("Jana Falk rejoined the club. Bernd Holm said that she [Jana Falk] signed the lease.", "she", "Jana Falk"),
        # Whoever acts does not act on himself by name: "he" is not Holm.
        ('"He left," said Tom Falk. He praised President Holm for his courage.', "He praised", "Tom Falk"),
        # A quotation announced as being about somebody, which its speaker is not.
        (
            "Tom Holm moved a motion. Bernd Falk was absent. Holm called the press to an attack on Falk: "
            '"He has no plan and no courage."',
            "He",
            "Bernd Falk",
        ),
        # Reflexives and owners go back to the subject of their clause, a body with a plural verb too.
        ("The Home Office have called themselves to order.", "themselves", "Home Office"),
        ("Norway slept. Team Samoa had to borrow their boat.", "their", "Team Samoa"),
        ("Hungary closed the border. It gave no reason.", "It", "Hungary"),
        # Whom a relative clause describes is its subject.
        ("President Omar Dial turned on Edwin Holm, who had hired him when he ran the bank.", "he", "Edwin Holm"),
        # Joined clauses share their object.
        (
            "President Omar Dial sacked Edwin Holm, a friend of Bernd Falk, and let him go abroad on Monday.",
            "him",
            "Edwin Holm",
        ),
    ],
)
def test_a_pronoun_means_whom_its_clause_and_neighbours_tell(text: str, pronoun: str, name: str) -> None:
    assert find_meant(text, pronoun) == name


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        # Two together are no single actor, and not the body that they left.
        ("Anna Holm and Bernd Falk left Novera on Monday. They said that the rent was too high.", "They"),
        ("President Holm thanked the crowd. He praised President Holm.", "He"),
    ],
)
def test_a_pronoun_stays_open_where_nobody_is_likeliest(text: str, pronoun: str) -> None:
    assert find_meant(text, pronoun) is None


@pytest.mark.parametrize(
    ("text", "words", "name", "entity_type"),
    [
        # A full name that looks like a body, whose last word then acts alone.
        ("Police trust Bernhard Molin. Molin has denied it. Molin was calm.", "Molin", "Bernhard Molin", "person"),
        ("Mr Strong soon agreed. Eric Strong owns the mill.", "Strong", "Eric Strong", "person"),
        # A lone word that is a town elsewhere in the text.
        ("Fighters entered Goma on Monday. Troops later left Goma.", "Goma", "Goma", "place"),
        # A street is no country and no person.
        ("Police closed Uruguay Avenue in Quito.", "Uruguay Avenue", "Uruguay Avenue", "facility"),
        ("Protesters marched down Avenida Bolivia.", "Avenida Bolivia", "Avenida Bolivia", "facility"),
        # Without a state beside it the council is the world's.
        (
            "The Security Council met. China vetoed it.",
            "Security Council",
            "United Nations Security Council",
            "organisation",
        ),
    ],
)
def test_a_name_is_of_the_kind_that_the_text_tells(text: str, words: str, name: str, entity_type: str) -> None:
    tables = read_text(text)
    actors = {row["entity_id"]: row for row in tables["actors"]}
    found = [actors[row["entity_id"]] for row in tables["mentions"] if row["text"] == words]
    assert {(actor["name"], actor["entity_type"]) for actor in found} == {(name, entity_type)}
    assert entity_type != "facility" or {actor["country"] for actor in found} == {None}


def test_the_council_of_a_state_stays_that_states() -> None:
    tables = read_text("The Security Council of Belarus met on Monday. The Security Council closed the border.")
    assert "Security Council of Belarus" in {actor["name"] for actor in tables["actors"]}
    assert "United Nations Security Council" not in {actor["name"] for actor in tables["actors"]}


def test_a_headline_s_boy_is_nobody_called_boy() -> None:
    tables = read_text("Boy found in Oslo. Ragnar Boy won a prize in June.")
    assert [row["text"] for row in tables["mentions"] if row["text"] == "Boy"] == []


@pytest.mark.parametrize(
    ("text", "nationals"),
    [
        ("Four engineers in Angola were robbed on Monday.", None),
        ("Diplomats in Moscow were called in on Monday.", None),
        ("Police detained refugees from Syria on Monday.", "Syrian refugees"),
        ("Police in Georgia beat 12 students on Monday.", "Georgian police"),
    ],
)
def test_people_are_of_where_they_are_only_if_they_do_not_stay_there_for_a_time(
    text: str, nationals: str | None
) -> None:
    groups = {actor["name"] for actor in read_text(text).get("actors", []) if actor["entity_type"] == "group"}
    assert groups == ({nationals} if nationals else set())


def test_a_president_of_old_is_not_the_president_of_today() -> None:
    text = "The president of France met miners on Monday. Former French President Hollande spoke too."
    tables = read_text(text, published=date(2019, 5, 4))
    names = {row["entity_id"]: row["name"] for row in tables["actors"]}
    told = {row["text"]: names[row["entity_id"]] for row in tables["mentions"]}
    assert told["Hollande"] == "François Hollande"
    assert told["president"] == "French president"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Police arrested Ida Holm, 33, on Monday. Tom Falk, 41, was freed. The 33-year-old had fled.",
            "The 33-year-old",
            "Ida Holm",
        ),
        ("Bernd Holm was shot on Monday. Police said the 19-year-old was a student.", "the 19-year-old", "Bernd Holm"),
        ("Bernd Holm, 22, was shot by Tom Falk on Monday. The 19-year-old was arrested.", "The 19-year-old", None),
    ],
)
def test_who_is_of_an_age_is_the_one_who_has_it(text: str, words: str, name: str | None) -> None:
    tables = read_text(text)
    names = {row["entity_id"]: row["name"] for row in tables["actors"]}
    told = {row["text"]: names[row["entity_id"]] for row in tables["mentions"]}
    assert told.get(words) == name


def test_somebody_told_by_age_alone_is_a_party() -> None:
    events = read_text("Police in Oslo arrested a 28-year-old on Monday.")["events"]
    assert [row["recipient_text"] for row in events] == ["a 28-year-old"]
