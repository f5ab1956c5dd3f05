"""People named like months and places, places named alike, capitals that act, and towns that are shelled."""

from typing import Any

import pytest

from tests.support import read_text


def read_actors(text: str) -> list[tuple[str, dict[str, Any]]]:
    """The words of each mention with the actor behind it."""
    tables = read_text(text)
    actors = {row["entity_id"]: row for row in tables["actors"]}
    return [(row["text"], actors[row["entity_id"]]) for row in tables["mentions"]]


@pytest.mark.parametrize(
    ("text", "words", "name", "entity_type", "country"),
    [
        ("Prime Minister Helena May may visit Orsk next week.", "Helena May", "Helena May", "person", None),
        ("General August Lenz arrested two aides on Sunday.", "August Lenz", "August Lenz", "person", None),
        ("June Abara, a lawyer, condemned the arrests.", "June Abara", "June Abara", "person", None),
        ("Police in Moscow, Idaho, arrested a student on Monday.", "Moscow", "Moscow", "place", "USA"),
        ("Riot police in Moscow detained 40 protesters near the Kremlin.", "Moscow", "Moscow", "place", "RUS"),
        ("A tornado killed one person in Paris, Texas, on Friday.", "Paris", "Paris", "place", "USA"),
        ("Georgia Governor Brad Tully sent troops to Atlanta on Friday.", "Georgia", "Georgia", "place", "USA"),
        ("Thousands rallied in Tbilisi to call for elections in Georgia.", "Georgia", "Georgia", "place", "GEO"),
        ("Workers at a plant in Lebanon, Pennsylvania, walked out.", "Lebanon", "Lebanon", "place", "USA"),
        ("U.N. envoy Jordan Hale met rebels in Chad on Monday.", "Jordan Hale", "Jordan Hale", "person", None),
        ("U.N. envoy Jordan Hale met rebels in Chad on Monday.", "Chad", "Chad", "place", "TCD"),
        ("Gunmen kidnapped Chad Miller, an American engineer, in June.", "Chad Miller", "Chad Miller", "person", "USA"),
        ("Israel Mbeki, a lawyer for the family, said so.", "Israel Mbeki", "Israel Mbeki", "person", None),
        ("Jordan condemned the kidnapping.", "Jordan", "Jordan", "place", "JOR"),
        ("The group is based in Beirut. Washington condemned the raid.", "Washington", "United States", "place", "USA"),
    ],
)
def test_mention_is_whom_or_what_it_names(text, words, name, entity_type, country):
    found = [actor for mention, actor in read_actors(text) if mention == words]
    assert {(actor["name"], actor["entity_type"], actor["country"]) for actor in found} == {
        (name, entity_type, country)
    }


@pytest.mark.parametrize(
    ("text", "town", "country"),
    [
        ("Rebels captured Kunduz on Monday.", "Kunduz", "AFG"),
        ("Jets bombed Homs hours later.", "Homs", "SYR"),
        ("Troops shelled Aleppo on Tuesday, killing nine people.", "Aleppo", "SYR"),
        ("Militants attacked Maiduguri on Sunday.", "Maiduguri", "NGA"),
        ("Fighters entered Goma on Monday.", "Goma", "COD"),
        ("Rockets hit Kharkiv overnight, wounding 12 people.", "Kharkiv", "UKR"),
        ("Gunmen stormed Raqqa before dawn on Wednesday.", "Raqqa", "SYR"),
        ("Warplanes pounded Idlib for a third day.", "Idlib", "SYR"),
    ],
)
def test_object_of_a_verb_of_war_is_the_place_of_the_event(text, town, country):
    tables = read_text(text)
    actors = {row["entity_id"]: row for row in tables["actors"]}
    place = actors[tables["events"][0]["location_entity_id"]]
    assert (place["name"], place["country"]) == (town, country)
    assert place["latitude"] is not None


def test_person_named_like_a_place_makes_no_place():
    names = {actor["name"] for _, actor in read_actors('"We want him home," said Georgia Stone, a teacher.')}
    assert names == {"Georgia Stone"}
