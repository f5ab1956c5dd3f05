"""A release: all files, the same bytes for the same rows, whole or absent."""

from pathlib import Path

import polars as pl
import pytest

from pipeline.publish import atomic_swap, checksums
from pipeline.publish.release_writer import ReleaseError, TargetError, check_target, publish_release
from pipeline.publish.verification import verify_release
from schemas import table_registry
from tests.publish.example import dataset, facts, write_sources


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_holds_every_table_twice_and_is_true_to_its_sources(tmp_path):
    release = publish_release(dataset(), tmp_path / "out", facts())
    names = checksums.list_files(tmp_path / "out")
    for name in table_registry.TABLES:
        assert {f"parquet/{name}.parquet", f"csv/{name}.csv"} <= set(names)
    assert verify_release(tmp_path / "out", write_sources(tmp_path / "in")) == []
    assert release.rows["figures"] == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]


def test_same_rows_in_another_order_give_the_same_bytes(tmp_path):
    publish_release(dataset(), tmp_path / "one", facts())
    turned = {name: frame.reverse() for name, frame in dataset().items()}
    publish_release(turned, tmp_path / "two", facts())
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_an_unchanged_release_is_not_touched(tmp_path):
    first = publish_release(dataset(), tmp_path / "out", facts())
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
    second = publish_release(dataset(), tmp_path / "out", facts())
    assert (second.unchanged, second.id) == (True, first.id)
    assert times == {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}


def test_another_release_replaces_the_first_and_names_it(tmp_path):
    first = publish_release(dataset(("a.txt",)), tmp_path / "out", facts())
    second = publish_release(dataset(), tmp_path / "out", facts())
    assert second.predecessor == first.id != second.id
    assert first.id in (tmp_path / "out" / "CHANGES.md").read_text()
    assert verify_release(tmp_path / "out") == []


def test_the_identifier_does_not_depend_on_what_was_replaced(tmp_path):
    fresh = publish_release(dataset(), tmp_path / "fresh", facts())
    publish_release(dataset(("a.txt",)), tmp_path / "out", facts())
    assert publish_release(dataset(), tmp_path / "out", facts()).id == fresh.id


def test_a_table_that_is_not_given_is_there_without_rows(tmp_path):
    publish_release({}, tmp_path / "out", facts(inputs=()))
    assert verify_release(tmp_path / "out") == []
    assert pl.read_parquet(tmp_path / "out" / "parquet" / "figures.parquet").height == 0


@pytest.mark.parametrize(
    ("name", "column", "value", "told"),
    [
        ("figures", "measure", "wishes", "isin"),
        ("figures", "sentence_id", "sen_0123456789abcdef", "is no row of sentences"),
        ("mentions", "mention_id", "men_0123456789abcdef", "unique"),
        ("sentences", "char_end", 100_000, "leave"),
    ],
)
def test_rows_that_do_not_hold_leave_the_old_release(tmp_path, name, column, value, told):
    publish_release(dataset(("a.txt",)), tmp_path / "out", facts())
    before = contents(tmp_path / "out")
    wrong = dataset()
    wrong[name] = wrong[name].with_columns(pl.lit(value, wrong[name].schema[column]).alias(column))
    with pytest.raises(ReleaseError) as caught:
        publish_release(wrong, tmp_path / "out", facts())
    assert any(told in lie for lie in caught.value.violations)
    assert contents(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_damaged_release_is_replaced_and_not_compared(tmp_path):
    first = publish_release(dataset(), tmp_path / "out", facts())
    (tmp_path / "out" / "README.md").write_text("lost")
    second = publish_release(dataset(), tmp_path / "out", facts())
    assert (second.id, second.unchanged) == (first.id, False)
    assert "could not be compared" in (tmp_path / "out" / "CHANGES.md").read_text()
    assert verify_release(tmp_path / "out") == []


def foreign_file(folder: Path) -> Path:
    (folder / "thesis.odt").write_text("years of work")
    return folder


def release_with_notes(folder: Path) -> Path:
    publish_release(dataset(), folder / "out", facts())
    (folder / "out" / "notes.txt").write_text("mine")
    return folder / "out"


def plain_file(folder: Path) -> Path:
    (folder / "out").write_text("a file")
    return folder / "out"


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (foreign_file, "no release of newsledger"),
        (release_with_notes, "notes.txt"),
        (plain_file, "is a file"),
        (lambda folder: Path("/"), "runs in, or above it"),
        (lambda folder: Path(), "runs in, or above it"),
        (lambda folder: Path("/proc/none/out"), "cannot be written"),
    ],
)
def test_a_target_that_is_not_ours_is_refused_and_not_touched(tmp_path, make, told):
    target = make(tmp_path)
    before = contents(tmp_path)
    for act in (check_target, lambda path: publish_release(dataset(), path, facts())):
        with pytest.raises(TargetError, match=told) as caught:
            act(target)
        assert "\n" not in str(caught.value)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: None])
def test_an_empty_or_absent_folder_is_a_target(tmp_path, make):
    make(tmp_path / "deep") if make is Path.mkdir else None
    publish_release(dataset(), tmp_path / "deep" / "out", facts())
    assert verify_release(tmp_path / "deep" / "out") == []


def test_two_renames_do_where_folders_cannot_be_exchanged(tmp_path, monkeypatch):
    monkeypatch.setattr(atomic_swap, "_exchange_folders", lambda one, other: False)
    publish_release(dataset(("a.txt",)), tmp_path / "out", facts())
    publish_release(dataset(), tmp_path / "out", facts())
    assert verify_release(tmp_path / "out") == []
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
