"""Texts all in capitals or in lower case are read by their probable case; rows keep the letters of the text."""

import pytest

from pipeline.base.reading_settings import Settings
from pipeline.extract.entities.truecasing import restore_cases
from pipeline.language.document_parser import load_model
from tests.support import read_text

STORY = (
    "The president of Ecuador said on Monday that gunmen had killed two guards near Quito. "
    "Troops arrested Pedro Alcazar in March. Iran denied the report."
)


@pytest.mark.parametrize("written", [STORY.upper(), STORY.lower()])
def test_case_is_restored_by_dictionary_registry_and_gazetteer(written: str) -> None:
    assert restore_cases(load_model(Settings().model), [written]) == [STORY]


@pytest.mark.parametrize("written", [STORY, "GUNMEN KILL TWO", STORY + " THE END OF THE WAR"])
def test_ordinary_texts_and_short_headings_are_left_alone(written: str) -> None:
    assert restore_cases(load_model(Settings().model), [written]) == [written]


def test_rows_of_a_text_in_capitals_cite_its_own_letters() -> None:
    tables = read_text(STORY.upper())
    (row,) = (row for row in tables["events"] if row["text"] == "KILLED")
    assert (row["actor_text"], row["recipient_text"], row["location_text"]) == ("GUNMEN", "TWO GUARDS", "QUITO")
    assert "Ecuador" in {actor["name"] for actor in tables["actors"]}
