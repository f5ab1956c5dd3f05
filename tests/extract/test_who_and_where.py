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


def read_rows(text: str, table: str) -> tuple[list[dict[str, Any]], dict[str | None, str]]:
    """The rows of a table, and the names of the actors by id."""
    tables = read_text(text)
    return tables[table], {row["entity_id"]: row["name"] for row in tables.get("actors", [])}


def test_a_namesake_of_a_far_larger_town_is_open_where_both_countries_are_named():
    text = "Evo Holm, the Bolivian president, left La Paz. Madrid said Spanish firms in La Paz were safe."
    found = [actor for words, actor in read_actors(text) if words == "La Paz"]
    assert {(actor["entity_type"], actor["country"], actor["latitude"]) for actor in found} == {("place", None, None)}


def test_a_town_of_war_is_the_one_that_all_the_world_knows():
    tables = read_text("Militants attacked Maiduguri on Sunday. The army retook Palmyra on Monday.")
    actors = {row["entity_id"]: row for row in tables["actors"]}
    places = [actors[row["location_entity_id"]] for row in tables["events"]]
    assert [(place["name"], place["country"]) for place in places] == [("Maiduguri", "NGA"), ("Palmyra", "SYR")]


def test_the_source_behind_a_sentence_is_its_speaker_and_no_party():
    text = (
        "Government aircraft bombed a market in Idlib on Monday, killing 14 people, the Syrian Monitor, a group based "
        "in Coventry, said."
    )
    statements, names = read_rows(text, "statements")
    assert names[statements[0]["speaker_entity_id"]] == "Syrian Monitor"
    assert statements[0]["text"].endswith("killing 14 people")
    figures, names = read_rows(text, "figures")
    assert [names[row["location_entity_id"]] for row in figures] == ["Idlib"]
    events, names = read_rows(text, "events")
    assert {row["recipient_entity_id"] for row in events} == {None}


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("Two jets shot down a MiG-29 over the Black Sea on Sunday.", "a MiG-29"),
        ("Police seized 30 AK-47 rifles on Highway 61.", "30 AK-47 rifles"),
        ("Rebels shelled Aleppo hours later, wounding six people.", "Aleppo"),
        ("Troops attacked Mosul days earlier.", "Mosul"),
    ],
)
def test_who_or_what_is_hit_is_not_where_it_is(text, recipient):
    events, _ = read_rows(text, "events")
    assert events[0]["recipient_text"] == recipient


def test_a_march_that_people_join_is_a_protest():
    events, _ = read_rows("Thousands of people joined a march through the capital on Saturday.", "events")
    assert [row["event_type"] for row in events] == ["PROTEST"]


def test_whoever_stands_before_a_colon_as_the_topic_does_not_speak():
    text = 'Tom Holm moved a motion. Holm called the press to an attack on Falk: "He has no plan and no courage."'
    statements, names = read_rows(text, "statements")
    assert "Falk" not in {names.get(row["speaker_entity_id"]) for row in statements}


def test_an_army_by_name_is_not_that_of_the_state_that_the_text_is_about():
    text = "Sudan warned its troops on Thursday. The Tolm Liberation Army attacked a convoy in Sudan on Friday."
    found = {actor["name"]: actor["country"] for words, actor in read_actors(text) if words.endswith("Army")}
    assert found == {"Tolm Liberation Army": None}


GAME = (
    "Peru beat Chile 2-1 in Lima on Friday. The striker Ana Rojas scored the winning goal in stoppage time. "
    "Chile captain Eva Soto saw a penalty saved in the match. It was the third win over Chile in "
    "a tournament held in Peru."
)


def test_countries_that_play_are_teams_and_where_they_play_is_a_place():
    found = [(words, actor["entity_type"], actor["wikidata_id"]) for words, actor in read_actors(GAME)]
    assert [one for one in found if one[0] == "Peru"] == [("Peru", "organisation", None), ("Peru", "place", "Q419")]
    assert {one for one in found if one[0] == "Chile"} == {("Chile", "organisation", None)}


@pytest.mark.parametrize(
    ("text", "wikidata_id"),
    [
        ("The US Navy seized a ship off Panama.", "Q11220"),
        ("The U.S. Marine Corps sent 40 men to Japan.", "Q11218"),
    ],
)
def test_a_body_is_found_under_its_country_in_full(text, wikidata_id):
    assert wikidata_id in {actor["wikidata_id"] for _, actor in read_actors(text)}


@pytest.mark.parametrize(
    ("text", "words", "name", "entity_type"),
    [
        ("The Delhi High Court freed two men on Monday.", "Delhi High Court", "Delhi High Court", "organisation"),
        ("The Tolm Water Authority shut the mains.", "Tolm Water Authority", "Tolm Water Authority", "organisation"),
        ("President Park Geun-hye spoke. A crowd met in Victoria Park.", "Victoria Park", "Victoria Park", "place"),
        (
            "U.S. envoy Ana Holm spoke of North Korea. The Security Council met.",
            "Security Council",
            "United Nations Security Council",
            "organisation",
        ),
        (
            "Russia's Security Council met. The Security Council told envoys so.",
            "Security Council",
            "Security Council of Russia",
            "organisation",
        ),
    ],
)
def test_bodies_and_parks_are_known_by_their_last_word(text, words, name, entity_type):
    found = [actor for mention, actor in read_actors(text) if mention == words]
    assert {(actor["name"], actor["entity_type"]) for actor in found} == {(name, entity_type)}


@pytest.mark.parametrize("capital", ["Mexico City", "Guatemala City", "Panama City"])
def test_a_country_is_not_its_capital_of_the_same_name(capital):
    country = capital.removesuffix(" City")
    found = dict(read_actors(f"Leaders met in {capital} on Monday. {country} sent troops."))
    assert (found[capital]["name"], found[country]["name"]) == (capital, country)
    assert found[country]["place_precision"] == "country"


def test_an_agency_in_the_dateline_is_no_party_and_the_town_is_the_place():
    events, names = read_rows("QUITO, Ecuador (AP) Police arrested ten miners.", "events")
    assert (events[0]["actor_text"], names.get(events[0]["actor_entity_id"])) == ("Police", None)
    assert names[events[0]["location_entity_id"]] == "Quito"


@pytest.mark.parametrize(
    ("text", "water"),
    [
        ("Gunmen attacked a tanker in the Gulf of Oman on Monday.", "Gulf of Oman"),
        ("Rebels attacked a ferry in the Sea of Japan on Monday.", "Sea of Japan"),
        ("Pirates attacked a ferry in the Taiwan Strait on Monday.", "Taiwan Strait"),
    ],
)
def test_a_water_called_after_a_state_is_not_the_state(text, water):
    tables = read_text(text)
    actors = {row["entity_id"]: row for row in tables["actors"]}
    place = actors[tables["events"][0]["location_entity_id"]]
    assert (place["name"], place["country"]) == (water, None)
