"""Which place on earth a name means, told by the whole document; and what is no place though it is called like one."""

from typing import Any

import pytest

from pipeline.extract.entities.gazetteer import Gazetteer, find_places, load_countries
from pipeline.extract.entities.known_items import KnownItem, KnownItems, choose_item
from tests.support import read_text


def entities_by_words(text: str) -> dict[str, dict[str, Any]]:
    """The entity behind each mention's words (the last mention of those words counts)."""
    tables = read_text(text)
    actors = {row["entity_id"]: row for row in tables.get("actors", [])}
    return {row["text"]: actors[row["entity_id"]] for row in tables.get("mentions", [])}


@pytest.mark.parametrize(
    ("text", "words", "country", "admin1"),
    [
        ("Police in Moscow, Idaho, closed a bridge on Monday. Moscow has two bridges.", "Moscow", "USA", "Idaho"),
        ("Police in Moscow closed a bridge near the Kremlin, Russian media said.", "Moscow", "RUS", "Moskva"),
        ("A barn burned down in Paris, Texas, on Friday.", "Paris", "USA", "Texas"),
        ("A barn burned down in London, Ont., on Friday.", "London", "CAN", "Ontario"),
        ("A barn burned down in Odessa, Texas, on Friday.", "Odessa", "USA", "Texas"),
        (
            "A pump station was shut in Lebanon, Pennsylvania. Lebanon has 25,000 people.",
            "Lebanon",
            "USA",
            "Pennsylvania",
        ),
        ("The governor went from Savannah to Atlanta. Georgia lawmakers met there.", "Georgia", "USA", "Georgia"),
        ("Students marched in Tbilisi and in Batumi. Georgia held elections.", "Georgia", "GEO", None),
        ("A judge in New Mexico freed the man. The New Mexico governor objected.", "New Mexico", "USA", "New Mexico"),
        ("Nurses in Tripoli, Lebanon, went on strike.", "Tripoli", "LBN", None),
    ],
)
def test_a_name_means_what_the_document_is_about(text: str, words: str, country: str, admin1: str | None) -> None:
    place = entities_by_words(text)[words]
    assert (place["entity_type"], place["country"]) == ("place", country)
    assert admin1 is None or place["admin1"] == admin1
    assert place["latitude"] is not None


def test_a_division_is_told_by_its_kind() -> None:
    found = entities_by_words("SAN SALVADOR (AP) - Gunmen shot a farmer in Sonsonate Department.")
    assert (found["Sonsonate Department"]["entity_type"], found["Sonsonate Department"]["country"]) == ("place", "SLV")
    assert found["Sonsonate Department"]["place_precision"] == "admin1"


def test_a_capital_that_condemns_is_its_state_and_the_dateline_a_town() -> None:
    found = entities_by_words("WASHINGTON (AP) - Washington condemned the raid. Fighters had shelled Homs.")
    assert (found["Washington"]["name"], found["Washington"]["place_precision"]) == ("United States", "country")
    assert (found["Homs"]["entity_type"], found["Homs"]["country"]) == ("place", "SYR")


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Troops shelled Homs on Tuesday, killing two people.", "Homs", "SYR"),
        ("Rebels captured Kunduz on Monday.", "Kunduz", "AFG"),
        ("Rockets hit Kharkiv overnight.", "Kharkiv", "UKR"),
        ("Gunmen stormed Maiduguri before dawn.", "Maiduguri", "NGA"),
    ],
)
def test_what_is_attacked_or_taken_is_a_town(text: str, words: str, country: str) -> None:
    place = entities_by_words(text)[words]
    assert (place["entity_type"], place["country"], place["place_precision"]) == ("place", country, "town")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Israel Okonjo, a lawyer, said the talks had failed.", "Israel Okonjo"),
        ("Chad Brenner, an engineer, was freed on Monday.", "Chad Brenner"),
        ('"We are glad," said Georgia Lindqvist, his sister.', "Georgia Lindqvist"),
        ("General August Brenner resigned on Monday.", "August Brenner"),
    ],
)
def test_people_called_like_places_and_months_are_people(text: str, words: str) -> None:
    assert entities_by_words(text)[words]["entity_type"] == "person"


def test_a_place_that_stays_open_has_its_candidates_and_no_point() -> None:
    place = entities_by_words("A bus from Springfield was late.")["Springfield"]
    assert place["latitude"] is None and place["geonames_id"] is None
    assert len(place["link_candidates"]) >= 2


def test_the_gazetteer_knows_countries_divisions_and_small_towns() -> None:
    assert load_countries()["FRA"].latitude == pytest.approx(46.5, abs=1.5)
    assert [place.kind for place in find_places("Laurel County")] == ["admin2"]
    small = [place for place in find_places("Soldeu") if place.kind == "town"]
    assert small[0].country == "AND" and small[0].population < 1000
    assert Gazetteer().find_numbers("Nowhereatall") == []


def item(number: str, name: str, country: str = "", sitelinks: int = 0, entity_type: str = "person") -> KnownItem:
    return KnownItem(number, entity_type, name, country, sitelinks, None, (), "wikidata dump")


def index(*items: KnownItem) -> KnownItems:
    names = {(each.entity_type, each.name.lower()) for each in items}
    return KnownItems(
        {key: tuple(each for each in items if (each.entity_type, each.name.lower()) == key) for key in names}, {}
    )


def test_linking_abstains_between_two_people_of_one_name() -> None:
    known = index(item("Q11", "John Smith", "USA", 30), item("Q12", "John Smith", "GBR", 25))
    chosen, _, scored = choose_item(["John Smith"], "person", None, ["USA", "GBR"], known)
    assert chosen is None and [each.wikidata_id for each, _ in scored] == ["Q11", "Q12"]
    # The country of one of them tells.
    assert choose_item(["John Smith"], "person", "GBR", [], known)[0] == item("Q12", "John Smith", "GBR", 25)
    # A surname alone tells nobody.
    assert choose_item(["Smith"], "person", "GBR", [], known)[0] is None


def test_linking_never_gives_the_body_of_another_state() -> None:
    known = index(item("Q21", "Border Guard", "EST", 12, "organisation"))
    assert choose_item(["Border Guard"], "organisation", "LVA", ["LVA"], known)[0] is None
    assert choose_item(["Border Guard"], "organisation", "EST", ["EST"], known)[0] is not None


def test_bodies_of_two_states_that_share_an_acronym_are_two() -> None:
    tables = read_text("The Chinese CDC denied the report on Monday, while the U.S. CDC asked for data.")
    bodies = {row["country"] for row in tables["actors"] if "CDC" in row["name"]}
    assert bodies == {"CHN", "USA"}


def test_a_body_is_linked_with_its_country_before_its_name() -> None:
    found = entities_by_words("The U.S. Food and Drug Administration approved the vaccine on Monday.")
    linked = [each for words, each in found.items() if "Food and Drug" in words]
    assert linked[0]["wikidata_id"] is not None and linked[0]["country"] == "USA"
