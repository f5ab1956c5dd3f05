"""The history of a release: changes by release, without texts that the release no longer shows."""

import json

import polars as pl
import pyarrow.parquet as pq

from pipeline.publish import parquet_tables
from pipeline.publish.history import release_history
from pipeline.publish.history.history_files import read_history_index
from pipeline.publish.release_writer import publish_release
from pipeline.publish.verification import verify_release
from tests.publish.example import COUNTED, dataset, facts


def everything(folder):
    found = [path.read_text() for path in folder.rglob("*.json")]
    for path in folder.rglob("*.parquet"):
        found += [str(column.to_pylist()) for column in pq.read_table(path).columns]
    return "\n".join(found)


def test_each_release_has_its_changes_and_an_index_names_them_all(tmp_path):
    lent = facts(excerpt_share=1.0)
    ids = [publish_release(dataset(names), tmp_path / "out", lent).id for names in (("a.txt",), ("a.txt", "b.txt"))]
    index = read_history_index(tmp_path / "out")
    assert [(entry.release, entry.replaces) for entry in index.releases] == [(ids[0], None), (ids[1], ids[0])]
    assert index.releases[0].counts == {}
    assert index.releases[1].counts["figures"] == {"added": 1, "updated": 0, "removed": 0}
    rows = parquet_tables.read_file(tmp_path / "out" / "history" / ids[1] / "timeline.parquet")
    assert rows.select("change", "change_columns").rows() == [
        ("updated", ["event_count", "document_count", "event_ids"])
    ]  # fmt: skip
    assert verify_release(tmp_path / "out") == []


def test_text_that_terms_no_longer_allow_is_taken_out_of_the_history(tmp_path):
    publish_release(dataset(("b.txt",)), tmp_path / "out", facts(excerpt_share=0.5))
    publish_release(dataset(("a.txt", "b.txt")), tmp_path / "out", facts(excerpt_share=0.5))
    assert COUNTED in everything(tmp_path / "out" / "history")
    stricter = dataset(("a.txt", "b.txt"))
    stricter["documents"] = stricter["documents"].with_columns(redistribution=pl.lit("offsets"))
    publish_release(stricter, tmp_path / "out", facts(excerpt_share=0.5))
    assert COUNTED not in everything(tmp_path / "out" / "history")
    publish_release(dataset(("b.txt",)), tmp_path / "out", facts(excerpt_share=0.5))
    publish_release(dataset(("a.txt", "b.txt")), tmp_path / "out", facts(excerpt_share=0.5))
    publish_release(dataset(("b.txt",)), tmp_path / "out", facts(excerpt_share=0.5))
    assert COUNTED not in everything(tmp_path / "out" / "history")  # of an article that is gone


def test_the_oldest_changes_are_let_go(tmp_path, monkeypatch):
    monkeypatch.setattr(release_history, "KEPT_RELEASES", 3)
    for number in range(5):
        changed = dataset(("a.txt",))
        changed["figures"] = changed["figures"].with_columns(value=pl.lit(float(number)))
        publish_release(changed, tmp_path / "out", facts())
    index = read_history_index(tmp_path / "out")
    assert len(index.releases) == 3
    folders = {path.name for path in (tmp_path / "out" / "history").iterdir() if path.is_dir()}
    assert folders == {entry.release for entry in index.releases}
    assert verify_release(tmp_path / "out") == []


def test_a_history_that_cannot_be_used_is_told(tmp_path):
    publish_release(dataset(), tmp_path / "out", facts())
    (tmp_path / "out" / "history" / "index.json").write_text(json.dumps({"releases": [{"release": "../../x"}]}))
    assert any("index.json" in lie for lie in verify_release(tmp_path / "out"))
