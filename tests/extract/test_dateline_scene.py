"""The country of the dateline as the place of events that name none, and what keeps it from being taken."""

from datetime import date
from typing import Any

import pytest

from tests.support import read_text

LEAD = "QUITO, Feb 7 (Newswire) - Miners blocked a road near Loja on Monday. "


def read_event(text: str, trigger: str) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """The event on a trigger, and the entity of its place."""
    tables = read_text(text, published=date(2023, 2, 8))
    row = next(row for row in tables["events"] if row["text"] == trigger)
    places = {actor["entity_id"]: actor for actor in tables["actors"]}
    return row, places.get(row["location_entity_id"])


def test_an_event_without_a_place_is_in_the_country_of_the_dateline() -> None:
    text = LEAD + "The talks went on. The union is old. The bishop is ill. Gunmen have killed two guards."
    row, place = read_event(text, "killed")
    assert (row["location_text"], row["location_basis"]) == ("QUITO", "dateline")
    assert place is not None
    assert (place["name"], place["country"]) == ("Ecuador", "ECU")


@pytest.mark.parametrize(
    "sentence",
    [
        "Gunmen had killed two guards.",  # before the scene
        "Gunmen killed two guards in 2009.",
        "Gunmen killed two Peruvian guards.",
        "Gunmen killed two guards, the embassy of Chad said.",
    ],
)
def test_background_and_other_countries_are_not_where_the_dateline_is(sentence: str) -> None:
    row, _ = read_event(LEAD + "The talks went on. The union is old. The bishop is ill. " + sentence, "killed")
    assert row["location_basis"] != "dateline"


def test_a_document_that_plays_elsewhere_does_not_play_where_it_was_sent_from() -> None:
    text = (
        "GENEVA (Newswire) - Envoys spoke of Chad. Chad is at war. The rebels of Chad are many. Gunmen have killed two."
    )
    row, _ = read_event(text, "killed")
    assert row["location_text"] is None


def test_a_place_known_by_its_name_alone_is_in_the_country_of_the_dateline() -> None:
    _, place = read_event(LEAD + "Gunmen killed two guards on Liberty Avenue.", "killed")
    assert place is not None
    assert place["country"] == "ECU"


STORY = "Students marched in Batumi. Georgia raised the fees, and Tbilisi was quiet. "


def test_violence_without_a_place_is_in_the_country_of_all_places_of_its_text() -> None:
    row, place = read_event(
        STORY + "The fees are high. The bishop is ill. Police have arrested two students.", "arrested"
    )
    assert (row["location_text"], row["location_basis"]) == ("Georgia", "carried")
    assert place is not None
    assert (place["name"], place["country"]) == ("Georgia", "GEO")


@pytest.mark.parametrize(
    "text",
    [
        STORY + "The fees are high. The bishop is ill. Police have arrested two Armenian students.",
        "Students marched in Batumi. Georgia, Chad and Peru raised the fees. It is cold. Police have arrested two men.",
        "Students marched in Batumi. The bishop is ill. Police have arrested two students.",  # one place
    ],
)
def test_places_of_other_countries_or_too_few_tell_no_country(text: str) -> None:
    row, _ = read_event(text, "arrested")
    assert row["location_text"] is None


def test_a_place_no_gazetteer_knows_is_in_the_country_of_the_dateline() -> None:
    row, place = read_event(LEAD + "Gunmen killed two guards in the village of Huancacho.", "killed")
    assert row["location_text"] == "Huancacho"
    assert place is not None
    assert place["country"] == "ECU"


@pytest.mark.parametrize(
    ("text", "trigger", "place", "name"),
    [
        ("Rebels bombed the town hall on Liberty Avenue in Quito.", "bombed", "Liberty Avenue in Quito", "Quito"),
        ("Rebels shot a nurse in the Loja district in Lima.", "shot", "Loja district in Lima", "Lima"),
        ("Rebels shot a nurse in Sabonyaki, a village in Niger.", "shot", "Sabonyaki", "Sabonyaki"),
        ("Two nurses were shot, according to reports published in Quito.", "shot", None, None),
    ],
)
def test_places_are_read_by_what_contains_them(text: str, trigger: str, place: str | None, name: str | None) -> None:
    row, entity = read_event(text, trigger)
    assert row["location_text"] == place
    assert (entity["name"] if entity else None) == name


def test_the_outcome_has_the_day_and_place_of_its_cause() -> None:
    row, _ = read_event("The attack carried out on Monday against a bank in Loja killed two guards.", "killed")
    assert (row["location_text"], row["location_basis"]) == ("Loja", "sentence")
    assert (row["date_start"].isoformat(), row["date_basis"]) == ("2023-02-06", "sentence")


def test_a_sentence_of_arrival_opens_the_scene_of_the_next_one() -> None:
    row, _ = read_event(
        "Robbers entered the village of Tena in Ecuador. They dragged out a nurse and shot her.", "shot"
    )
    assert (row["location_text"], row["location_basis"]) == ("Tena", "carried")
