"""Where and when a figure holds."""

from datetime import date
from typing import Any

from tests.support import read_text

PUBLISHED = date(2023, 5, 17)  # a Wednesday


def last(text: str) -> dict[str, Any]:
    return read_text(text, published=PUBLISHED)["figures"][-1]


def place(text: str) -> str | None:
    tables = read_text(text, published=PUBLISHED)
    names = {row["entity_id"]: row["name"] for row in tables.get("actors", [])}
    return names.get(tables["figures"][-1]["location_entity_id"])


def test_is_where_its_clause_says() -> None:
    assert place("Forty miners were trapped in Chile.") == "Chile"


def test_is_where_the_sentence_before_was() -> None:
    assert place("A mine collapsed in Chile. Forty miners were trapped.") == "Chile"


def test_is_nowhere_where_the_text_does_not_say() -> None:
    assert place("Forty miners were trapped.") is None


def test_holds_on_the_day_its_clause_tells() -> None:
    row = last("On 3 May 2023 the navy rescued 40 sailors.")
    assert (row["as_of_start"], row["as_of_end"]) == (date(2023, 5, 3), date(2023, 5, 3))


def test_holds_on_the_day_of_publication_in_the_present() -> None:
    row = last("The camp holds 4,000 people.")
    assert (row["as_of_start"], row["as_of_end"]) == (PUBLISHED, PUBLISHED)


def test_a_length_of_time_holds_on_no_day() -> None:
    assert last("The march took 40 days.")["as_of_start"] is None


def test_what_is_told_of_long_ago_holds_on_no_day_of_now() -> None:
    assert last("The war began in 1980. Some 40,000 soldiers died.")["as_of_start"] is None


def bases(text: str) -> list[tuple[str | None, str | None]]:
    rows = read_text(text, published=PUBLISHED)["figures"]
    return [(row["location_basis"], row["as_of_basis"]) for row in rows]


def test_tells_where_place_and_day_come_from() -> None:
    assert bases("On 3 May 2023 forty miners were trapped in Chile.") == [("clause", "clause")]
    assert bases("A mine collapsed in Chile. Forty miners were trapped.") == [("carried", "published")]


def test_a_running_total_holds_where_its_own_clause_says_and_joins_no_event() -> None:
    row = last("A bomb killed two guards in Lagos. More than 900 guards have been killed since 2019.")
    assert (row["scope"], row["location_entity_id"], row["event_id"]) == ("total", None, None)


def test_each_of_two_dated_figures_holds_on_its_own_days() -> None:
    rows = read_text("The herd fell from 900 goats in 2019 to 400 goats in 2021.", published=PUBLISHED)["figures"]
    assert [row["as_of_start"].year for row in rows] == [2019, 2021]


def speakers(text: str) -> list[str | None]:
    tables = read_text(text, published=PUBLISHED)
    said = {row["statement_id"]: row["speaker_text"] for row in tables["statements"]}
    return [said.get(row["statement_id"]) for row in tables["figures"]]


def test_is_the_claim_of_whoever_says_it() -> None:
    assert speakers("The mayor said that 30 people had died.") == ["The mayor"]


def test_is_no_claim_of_whoever_says_nothing_of_it() -> None:
    assert speakers("The colonel did not comment on reports that 30 people had died.") == [None]
    assert speakers("The colonel denied that 30 people had died.") == [None]
