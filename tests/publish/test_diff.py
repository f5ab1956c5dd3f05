"""What changed between two releases, and why."""

import shutil

import polars as pl
import pytest

from pipeline.publish import changelog, parquet_tables
from pipeline.publish.release_diff import CHANGE_REASONS, diff_releases
from pipeline.publish.release_writer import publish_release
from schemas import table_registry
from tests.publish.example import COUNTED, dataset, facts


@pytest.fixture
def released_as(tmp_path):
    def make(name, rows, **changed):
        publish_release(rows, tmp_path / name, facts(**changed))
        return tmp_path / name

    return make


def counts(found, table):
    row = found.counts.row(by_predicate=pl.col("table") == table, named=True)
    return row["added"], row["removed"], row["updated"]


def test_the_same_release(released):
    found = diff_releases(released, released)
    assert found.rows.height == 0
    assert found.before == found.after


def test_a_new_document_adds_rows_and_changes_those_across_documents(released_as):
    found = diff_releases(
        released_as("old", dataset(("a.txt",)), excerpt_share=1.0),
        released_as("new", dataset(("a.txt", "b.txt")), excerpt_share=1.0),
    )
    assert counts(found, "documents") == (1, 0, 0)
    assert counts(found, "segments") == (6, 0, 0)
    assert counts(found, "entities") == (0, 0, 1)
    reasons = dict(found.rows.select("table", "reason").iter_rows())
    assert reasons["figures"] == "new document"
    assert reasons["timeline"] == "other documents"
    [columns] = found.rows.filter(pl.col("table") == "timeline").get_column("columns").to_list()
    assert columns == ["event_count", "document_count", "event_ids"]


def test_a_document_that_is_gone(released_as):
    found = diff_releases(released_as("old", dataset(("a.txt", "b.txt"))), released_as("new", dataset(("a.txt",))))
    assert counts(found, "sentences") == (0, 3, 0)
    assert set(found.rows.filter(pl.col("change") == "removed").get_column("reason")) == {"document gone"}


def test_a_changed_document(released_as):
    renamed = dataset(("b.txt",))
    renamed["documents"] = renamed["documents"].with_columns(pl.lit("a.txt").alias("external_id"))
    found = diff_releases(released_as("old", dataset(("a.txt",))), released_as("new", renamed))
    assert counts(found, "figures") == (1, 1, 0)
    assert set(found.rows.filter(pl.col("table") == "figures").get_column("reason")) == {"changed document"}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"fingerprint": "cd" * 32}, "new code"),
        ({"version": "0.2.0"}, "new code"),
        ({"model_version": "3.9.0"}, "new model"),
        ({"settings": {"assume_clean": True}}, "new settings"),
        ({"fingerprint": "cd" * 32, "model": "other"}, "new code; new model"),
        ({}, None),
    ],
)
def test_a_row_of_the_same_document(released_as, changed, reason):
    other = dataset()
    other["figures"] = other["figures"].with_columns(value=pl.lit(4201.0), measure=pl.lit("population"))
    found = diff_releases(released_as("old", dataset()), released_as("new", other, **changed))
    assert counts(found, "figures") == (0, 0, 3)
    assert found.rows.height == 3
    row = found.rows.row(0, named=True)
    assert row["columns"] == ["value", "measure"]
    assert row["reason"] == reason
    assert reason is None or set(reason.split("; ")) <= set(CHANGE_REASONS)


def test_another_policy_on_texts(released_as):
    found = diff_releases(released_as("old", dataset()), released_as("new", dataset(), text_policy="full"))
    assert set(found.rows.get_column("reason")) == {"new text policy"}
    assert counts(found, "segments") == (0, 0, 9)


def test_another_document_and_other_code_at_once(released_as):
    """A row across documents can then have changed for either reason: none is given."""
    new = released_as("new", dataset(("a.txt", "b.txt")), fingerprint="cd" * 32)
    found = diff_releases(released_as("old", dataset(("a.txt",))), new)
    assert found.rows.filter(pl.col("table") == "timeline").get_column("reason").to_list() == [None]


def test_null_and_value_differ_in_both_directions(released_as):
    without = dataset()
    without["documents"] = without["documents"].with_columns(byline=pl.lit("A. Reporter"))
    one, two = released_as("one", dataset()), released_as("two", without)
    assert counts(diff_releases(one, two), "documents") == counts(diff_releases(two, one), "documents") == (0, 0, 3)


def test_the_files_tell_keys_and_columns_but_no_words(released_as, tmp_path):
    released_as("out", dataset(("a.txt",)), text_policy="full")
    folder = released_as("out", dataset(("a.txt", "b.txt")), fingerprint="cd" * 32)
    rows = pl.read_parquet(folder / "changes.parquet")
    assert rows.columns == ["table", "key", "change", "columns", "was", "is", "document_id", "reason", "became"]
    assert rows.filter(pl.col("table") == "documents").height == 1
    told = (folder / "CHANGES.md").read_text(encoding="utf-8")
    assert "| segments | 6 | 12 | 6 | 0 | 4 |" in told
    assert "| new document | added |" in told
    assert COUNTED not in told


def test_the_first_release_has_no_changes(released):
    assert pl.read_parquet(released / "changes.parquet").height == 0
    assert "is the first here" in (released / "CHANGES.md").read_text(encoding="utf-8")


def test_no_release(tmp_path, released):
    with pytest.raises(ValueError, match="is no release of newsledger"):
        diff_releases(tmp_path, released)


def test_the_summary_counts_every_table(released):
    told = changelog.render_changelog(diff_releases(released, released))
    assert all(f"| {name} |" in told for name in table_registry.TABLES)
    assert "No row was added, removed or updated" in told


def test_a_release_of_an_older_schema(released, tmp_path):
    """A table or column that the old release did not have yet counts as rows added, or as values that were null."""
    shutil.copytree(released, tmp_path / "old")
    parquet_tables.get_parquet_path(tmp_path / "old", "timeline").unlink()
    parquet_tables.read_table(released, "figures").drop("direction", "unit").write_parquet(
        parquet_tables.get_parquet_path(tmp_path / "old", "figures")
    )
    found = diff_releases(tmp_path / "old", released)
    assert counts(found, "timeline") == (1, 0, 0)
    assert found.rows.filter(pl.col("table") == "figures").get_column("columns").to_list() == [
        ["unit"]
    ]  # of the others it is withheld
