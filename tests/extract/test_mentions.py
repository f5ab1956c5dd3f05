"""The cast: who is who in a text, by name, nationality and description."""

import pytest

from tests.support import read_text


def cast(text: str) -> dict[str, dict]:
    """The actor behind each mention's words (the last mention of those words counts)."""
    tables = read_text(text)
    actors = {row["entity_id"]: row for row in tables.get("actors", [])}
    return {row["text"]: actors[row["entity_id"]] for row in tables.get("mentions", [])}


@pytest.mark.parametrize(
    ("text", "words", "name", "entity_type", "country"),
    [
        ("French President Emmanuel Macron met farmers.", "Emmanuel Macron", "Emmanuel Macron", "person", "FRA"),
        ("French President Emmanuel Macron met farmers.", "French", "France", "place", "FRA"),
        ("Norwegian authorities closed the port.", "authorities", "Government of Norway", "organisation", "NOR"),
        ("Peruvian officials denied the report.", "Peruvian officials", "Peruvian officials", "group", "PER"),
        ("The Kremlin rejected the report.", "Kremlin", "Kremlin", "organisation", "RUS"),
        ("Moscow rejected the report.", "Moscow", "Russia", "place", "RUS"),
        ("He flew to Moscow on Sunday.", "Moscow", "Moscow", "place", "RUS"),
        (
            "The Finnish Defence Ministry said so.",
            "Defence Ministry",
            "Ministry of Defence of Finland",
            "organisation",
            "FIN",
        ),
        (
            "The defense ministry in Ankara said so.",
            "defense ministry",
            "Ministry of Defence of Turkey",
            "organisation",
            "TUR",
        ),
    ],
)
def test_actor_of_a_mention(text, words, name, entity_type, country):
    actor = cast(text)[words]
    assert (actor["name"], actor["entity_type"], actor["country"]) == (name, entity_type, country)


def test_surname_goes_back_to_the_full_name():
    text = "Maria Lindqvist opened the fair in Oslo. Lindqvist praised the hosts."
    assert cast(text)["Lindqvist"]["name"] == "Maria Lindqvist"


def test_two_people_of_one_surname_stay_two():
    text = "Peter Harding met his sister Alice Harding in Vienna. Peter Harding spoke first. Mrs Harding listened."
    found = cast(text)
    assert found["Peter Harding"]["name"] != found["Alice Harding"]["name"]
    assert found["Harding"]["name"] == "Alice Harding"


def test_acronym_in_brackets():
    text = "The Northern Fishing Council (NFC) met in Bergen. The NFC banned nets."
    assert cast(text)["NFC"]["name"] == "Northern Fishing Council"
