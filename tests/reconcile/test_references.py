import json

from pipeline.base.ids import make_identifier
from pipeline.reconcile.documents import foreign_keys
from schemas import table_registry
from tests.reconcile.frames import documents, events, figures, key


def build(**frames):
    return {"documents": documents({"name": "a"}), "timeline": table_registry.make_empty_frame("timeline"), **frames}


def test_what_holds_is_left_as_it_is():
    given = build(events=events({"document": "a", "type": "ASSAULT", "text": "hit"}))
    settled, rejected = foreign_keys.remove_orphans(given)
    assert not rejected
    assert all(settled[name].equals(given[name]) for name in given)


def test_a_row_without_its_parent_is_set_aside_and_so_are_its_children():
    told = events({"document": "lost", "type": "ASSAULT", "text": "hit"})
    tied = figures({"document": "a", "value": 3, "event_id": told["event_id"][0]}, {"document": "a", "value": 4})
    settled, rejected = foreign_keys.remove_orphans(build(events=told, figures=tied))
    assert settled["events"].is_empty()
    assert settled["figures"]["value"].to_list() == [4.0]
    assert [(row["table"], row["check"]) for row in rejected] == [
        ("events", "document_id: references documents"),
        ("figures", "event_id: references events"),
    ]
    assert rejected[0]["failure"].startswith(key("doc", "lost"))
    assert "text" not in json.loads(rejected[0]["record"])
    assert table_registry.split_rows("rejects", table_registry.make_frame("rejects", rejected)).invalid.is_empty()


def test_one_missing_member_of_a_list_is_enough():
    one = events({"document": "a", "type": "ASSAULT", "text": "hit"})
    row = {"cluster_id": make_identifier("clu", 1), "event_ids": [one["event_id"][0], make_identifier("eve", "lost")]}
    settled, rejected = foreign_keys.remove_orphans(
        build(events=one, timeline=table_registry.make_frame("timeline", [row]))
    )
    assert settled["timeline"].is_empty()
    assert make_identifier("eve", "lost") in rejected[0]["failure"]


def test_tables_that_are_not_there_are_not_asked_for():
    settled, rejected = foreign_keys.remove_orphans(
        {"events": events({"document": "a", "type": "ASSAULT", "text": "hit"})}
    )
    assert settled["events"].height == 1
    assert not rejected
