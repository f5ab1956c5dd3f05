from typing import Any

import polars as pl
import pytest

from pipeline.base.ids import make_identifier
from pipeline.reconcile.entities import entity_linkage
from pipeline.reconcile.folded_names import fold_name
from schemas import table_registry
from tests.reconcile.frames import actors, key, shuffled

NO_MENTIONS = table_registry.make_empty_frame("mentions")


def joined(*rows: dict[str, Any]) -> list[set[str]]:
    """The names with their documents, joined."""
    table, links = entity_linkage.link_entities(actors(*rows), NO_MENTIONS)
    local = {
        key("ent", f"{row['document']} {row['name']} {row.get('country')}"): f"{row['document']} {row['name']}"
        for row in rows
    }
    groups: dict[str, set[str]] = {}
    for one, own in links.iter_rows():
        groups.setdefault(own, set()).add(local[one])
    assert set(groups) == set(table["entity_id"])
    return sorted(groups.values(), key=sorted)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"name": "Maria Lindqvist"}, {"name": "maria lindqvist"}, True),
        ({"name": "Sergey Khabarov"}, {"name": "Sergei Habarov"}, True),
        ({"name": "José Álvarez"}, {"name": "Jose Alvarez"}, True),
        ({"name": "Ann B. Carter"}, {"name": "Ann Carter"}, True),
        ({"name": "Ann Belle Carter"}, {"name": "Ann B. Carter"}, True),
        ({"name": "Ann Belle Carter"}, {"name": "Ann Claire Carter"}, False),
        ({"name": "Ann Carter"}, {"name": "Beth Carter"}, False),
        ({"name": "A. Carter"}, {"name": "Ann Carter"}, True),
        ({"name": "A. Carter"}, {"name": "Beth Carter"}, False),
        ({"name": "Abd al-Rahman Saleh"}, {"name": "Abdul Rahman Saleh"}, True),
        ({"name": "Khaled al-Masri"}, {"name": "Khalid Masri"}, True),
        ({"name": "Karim Ebrahim Nour"}, {"name": "Karim Ibrahim Nour"}, True),
        ({"name": "Ann Carter", "country": "USA"}, {"name": "Ann Carter", "country": "GBR"}, False),
        ({"name": "Ann Carter", "country": "USA"}, {"name": "Ann Carter"}, True),
        ({"name": "Ann Carter", "role": "striker"}, {"name": "Ann Carter", "role": "Prime Minister"}, False),
        ({"name": "Ann Carter", "role": "Finance Minister"}, {"name": "Ann Carter", "role": "Prime Minister"}, True),
        ({"name": "Jordan", "type": "place"}, {"name": "Jordan", "type": "person"}, False),
        ({"name": "Defence Board", "type": "organisation"}, {"name": "Defense Board", "type": "other"}, True),
        (
            {"name": "Springfield", "type": "place", "geonames_id": 1},
            {"name": "Springfield", "type": "place", "geonames_id": 2},
            False,
        ),
        (
            {"name": "The Hague", "type": "place", "wikidata_id": "Q36600"},
            {"name": "Den Haag", "type": "place", "wikidata_id": "Q36600"},
            True,
        ),
        (
            {"name": "protesters", "type": "group", "country": "FRA"},
            {"name": "protesters", "type": "group", "country": "CHL"},
            False,
        ),
        ({"name": "protesters", "type": "group", "country": "FRA"}, {"name": "protesters", "type": "group"}, False),
        ({"name": "protesters", "type": "group"}, {"name": "protesters", "type": "group"}, True),
    ],
    ids=lambda row: row["name"] if isinstance(row, dict) else str(row),
)
def test_two_are_one_when_name_kind_country_and_walk_of_life_allow(one, other, same):
    assert len(joined(one | {"document": "a"}, other | {"document": "b"})) == (1 if same else 2)


def test_a_surname_alone_goes_with_the_only_full_name():
    rows = [{"document": "a", "name": "Ann Carter"}, {"document": "b", "name": "Carter"}]
    assert joined(*rows) == [{"a Ann Carter", "b Carter"}]


def test_a_surname_alone_stays_alone_where_two_full_names_bear_it():
    rows = [
        {"document": "a", "name": "Ann Carter"},
        {"document": "b", "name": "Beth Carter"},
        {"document": "c", "name": "Carter"},
    ]
    assert joined(*rows) == [{"a Ann Carter"}, {"b Beth Carter"}, {"c Carter"}]


def test_an_initial_stays_alone_where_two_full_names_fit_it():
    rows = [{"name": name, "document": number} for number, name in enumerate(["A. Carter", "Ann Carter", "Amy Carter"])]
    assert len(joined(*rows)) == 3


def test_who_fits_two_that_differ_joins_neither():
    rows = [
        {"document": "a", "name": "Ann Carter", "country": "USA"},
        {"document": "b", "name": "Ann Carter", "country": "GBR"},
        {"document": "c", "name": "Ann Carter"},
    ]
    assert len(joined(*rows)) == 3


def test_an_acronym_goes_with_the_one_body_that_some_document_calls_by_it():
    rows: list[dict[str, Any]] = [
        {"document": "a", "name": "North Sea Fisheries Council", "type": "organisation", "aliases": ["NSFC"]},
        {"document": "b", "name": "NSFC", "type": "organisation"},
    ]
    assert joined(*rows) == [{"a North Sea Fisheries Council", "b NSFC"}]
    rows.append({"document": "c", "name": "National Space Flight Centre", "type": "organisation", "aliases": ["NSFC"]})
    assert {"b NSFC"} in joined(*rows)


def test_the_row_has_the_most_used_full_name_and_counts():
    people = actors(
        {"document": "a", "name": "Ann Carter", "country": "USA"},
        {"document": "b", "name": "Carter"},
        {"document": "c", "name": "Carter"},
    )
    mentions = table_registry.make_frame(
        "mentions",
        [
            {"mention_id": make_identifier("men", n), "document_id": own["document_id"], "entity_id": own["entity_id"]}
            for n, own in enumerate([*people.to_dicts(), people.to_dicts()[0]])
        ],
    )
    table, _ = entity_linkage.link_entities(people, mentions)
    row = table.row(0, named=True)
    assert (row["name"], row["aliases"], row["country"]) == ("Ann Carter", ["Carter"], "USA")
    assert (row["mention_count"], row["document_count"]) == (4, 3)
    assert table_registry.split_rows("entities", table).invalid.is_empty()


def test_order_of_rows_does_not_matter_and_ids_hold_when_a_mention_is_added():
    rows = [
        {"document": "a", "name": "Ann Carter", "country": "USA"},
        {"document": "b", "name": "Ann B. Carter"},
        {"document": "b", "name": "Zurich", "type": "place"},
        {"document": "c", "name": "Carter"},
    ]
    table, links = entity_linkage.link_entities(actors(*rows), NO_MENTIONS)
    again, same_links = entity_linkage.link_entities(shuffled(actors(*rows)), NO_MENTIONS)
    assert table.equals(again)
    assert links.equals(same_links)
    more, _ = entity_linkage.link_entities(actors(*rows, {"document": "d", "name": "Ann Carter"}), NO_MENTIONS)
    assert set(more["entity_id"]) == set(table["entity_id"])


def test_relink_replaces_every_reference_and_leaves_what_has_no_link():
    links = pl.DataFrame({"local_id": [key("ent", "local")], "entity_id": [key("ent", "joined")]})
    frame = table_registry.make_frame(
        "events",
        [
            {"event_id": make_identifier("eve", 1), "actor_entity_id": key("ent", "local"), "location_entity_id": None},
            {"event_id": make_identifier("eve", 2), "recipient_entity_id": key("ent", "lost")},
        ],
    )
    linked = entity_linkage.replace_local_ids("events", frame, links)
    assert linked.columns == frame.columns
    assert set(linked["actor_entity_id"]) == {key("ent", "joined"), None}
    assert set(linked["recipient_entity_id"]) == {key("ent", "lost"), None}


def test_no_actors_give_an_empty_table():
    table, links = entity_linkage.link_entities(table_registry.make_empty_frame("actors"), NO_MENTIONS)
    assert table.schema == table_registry.build_polars_schema("entities")
    assert links.is_empty()


def test_given_names_in_many_transliterations_are_one() -> None:
    for one, other in [
        ("Mohammed Karimi", "Muhammad Karimi"),
        ("Youssef Amrani", "Yusuf Amrani"),
        ("Sergei Lenin", "Sergey Lenin"),
    ]:
        assert fold_name(one) == fold_name(other)
    assert fold_name("Omarov") != fold_name("Umarov")  # only whole names, not parts of others


def test_who_is_described_by_an_office_is_one_person_within_a_year() -> None:
    years = {"a": 2015, "b": 2015, "c": 2019}
    by_id = {str(key("doc", document)): year for document, year in years.items()}
    rows = [{"document": document, "name": "Polish president", "country": "POL"} for document in years]
    rows += [{"document": document, "name": "Ida Holm"} for document in years]
    table, links = entity_linkage.link_entities(actors(*rows), NO_MENTIONS, years=by_id)
    assert sorted(table["name"]) == ["Ida Holm", "Polish president", "Polish president"]
    own = dict(links.iter_rows())
    first, second, third = (own[key("ent", f"{document} Polish president POL")] for document in years)
    assert first == second
    assert second != third
