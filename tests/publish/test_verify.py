"""Verification finds every lie: a flipped byte, an edited cell, a file too many, a span that is not its text."""

import random
import shutil
from pathlib import Path

import polars as pl
import pytest

from pipeline.publish import checksums, csv_tables, parquet_tables
from pipeline.publish.verification import METADATA_FILES, verify_release
from schemas import table_registry
from tests.publish.example import COUNTED, source


@pytest.fixture
def copy(released, tmp_path):
    return Path(shutil.copytree(released, tmp_path / "out"))


def seal(folder: Path) -> None:
    """Mend the checksums, as who hides an edit would."""
    (folder / checksums.CHECKSUMS_FILE).write_bytes(checksums.render_checksums(folder))


def reseal(folder: Path) -> None:
    """Mend the identifier too, in every file that holds it."""
    (datapackage,) = [(folder / name).read_bytes() for name in METADATA_FILES if name == "datapackage.json"]
    old = datapackage.split(b'"id": "')[1][:20]
    metadata = {name: (folder / name).read_bytes() for name in METADATA_FILES}
    data = {
        name: checksums.hash_file(folder / name)
        for name in checksums.list_files(folder)
        if "/" in name and not name.startswith("history/")
    }
    new = checksums.compute_release_id(data, metadata, old.decode()).encode()
    for name, content in metadata.items():
        (folder / name).write_bytes(content.replace(old, new))
    seal(folder)


def edit(folder: Path, name: str, values: dict[str, object]) -> None:
    """Change cells of a table's first row, in Parquet and in CSV alike."""
    rows = parquet_tables.read_table(folder, name)
    first = rows.head(1).with_columns(
        pl.lit(value, rows.schema[column]).alias(column) for column, value in values.items()
    )
    changed = pl.concat([first, rows.slice(1)])
    parquet_tables.write_parquet(name, changed, parquet_tables.get_parquet_path(folder, name))
    csv_tables.write_csv(name, changed, csv_tables.get_csv_path(folder, name))


def test_a_sound_release_has_no_lies(released, sources):
    assert verify_release(released) == []
    assert verify_release(released, sources) == []


def test_any_flipped_byte(copy):
    chance = random.Random(8)
    for name in checksums.list_files(copy):
        path = copy / name
        content = path.read_bytes()
        for place in {0, len(content) - 1, chance.randrange(len(content)), chance.randrange(len(content))}:
            bit = 1 << chance.randrange(8)
            path.write_bytes(content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :])
            assert verify_release(copy), f"{name}, byte {place}"
        path.write_bytes(content)
    assert verify_release(copy) == []


def test_every_byte_of_the_checksums_themselves(copy):
    path = copy / checksums.CHECKSUMS_FILE
    content = path.read_bytes()
    for place in range(0, len(content), 41):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert checksums.verify_checksums(copy), place


@pytest.mark.parametrize("name", table_registry.PUBLISHED)
def test_an_edited_cell_of_csv_whose_checksum_was_mended(copy, name):
    path = csv_tables.get_csv_path(copy, name)
    head, first, *rest = path.read_bytes().split(b"\r\n")
    cells = first.split(b",")
    cells[len(cells) // 2] += b"7"
    path.write_bytes(b"\r\n".join([head, b",".join(cells), *rest]))
    seal(copy)
    lies = verify_release(copy)
    assert f"{name}: the CSV file differs from Parquet in record 1" in lies
    assert any("the release is rel_" in lie for lie in lies)


@pytest.mark.parametrize(("name", "column"), [("figures", "concept"), ("timeline", "summary"), ("segments", "reason")])
def test_a_cell_edited_in_both_files_is_told_by_the_identifier(copy, name, column):
    edit(copy, name, {column: "zz"})
    seal(copy)
    assert "the release is rel_" in verify_release(copy)[0]


@pytest.mark.parametrize(("name", "column"), [("flat_figures", "sentence"), ("flat_timeline", "sources")])
def test_a_flat_view_that_says_more_than_its_tables(copy, name, column):
    edit(copy, name, {column: "zz"})
    reseal(copy)
    assert verify_release(copy) == [f"{name}: differs from the tables that it is made from"]


@pytest.mark.parametrize(
    ("name", "cells", "told"),
    [
        ("sentences", {"text": COUNTED.replace("4,200", "9,999")}, "text is not what the source says"),
        ("figures", {"char_start": 0, "char_end": 16}, "leave their row of sentences"),
        ("statements", {"cue_start": 40, "cue_end": 44, "cue_text": "said"}, "cue_text is not what the source says"),
        ("documents", {"source_bytes": 5}, "source_bytes is 5, the source says"),
        ("documents", {"char_count": 9}, "leave the document"),
        ("segments", {"char_end": 3, "text": "Fer"}, "no segment covers the characters from 3 to"),
        ("mentions", {"text": "Ines"}, "text is not as long as its span"),
        ("mentions", {"entity_id": "ent_0123456789abcdef"}, "is no row of entities"),
        ("figure_series", {"figure_ids": ["fig_0123456789abcdef"]}, "is no row of figures"),
        ("segments", {"score": 7.0}, "score"),
        ("sentences", {"sentence_no": 99}, "out of order"),
    ],
)
def test_a_hidden_edit_is_told_by_rows_and_sources(copy, sources, name, cells, told):
    edit(copy, name, cells)
    reseal(copy)
    lies = verify_release(copy, sources)
    assert any(told in lie for lie in lies), lies


def test_a_key_that_stands_twice(copy):
    rows = parquet_tables.read_table(copy, "rejects")
    twice = pl.concat([rows, rows])
    parquet_tables.write_parquet("rejects", twice, parquet_tables.get_parquet_path(copy, "rejects"))
    csv_tables.write_csv("rejects", twice, csv_tables.get_csv_path(copy, "rejects"))
    reseal(copy)
    assert any("reject_id is not unique" in lie for lie in verify_release(copy))


@pytest.mark.parametrize("name", ["notes.txt", "parquet/extra.parquet", ".hidden"])
def test_a_file_too_many(copy, name):
    (copy / name).write_bytes(b"x")
    assert any(name in lie for lie in verify_release(copy))
    seal(copy)
    assert f"{name}: no part of a release" in verify_release(copy)


def test_a_link_in_place_of_a_file(copy, tmp_path):
    path = copy / "README.md"
    path.rename(tmp_path / "moved")
    path.symlink_to(tmp_path / "moved")
    assert verify_release(copy) == ["README.md: is a link, not a file"]


@pytest.mark.parametrize("name", ["parquet/figures.parquet", "csv/rejects.csv", "CHANGES.md", checksums.CHECKSUMS_FILE])
def test_a_file_too_few(copy, name):
    (copy / name).unlink()
    assert any(name in lie for lie in verify_release(copy))


def test_parquet_with_other_types(copy):
    parquet_tables.read_table(copy, "figures").with_columns(pl.col("value").cast(pl.Float32)).write_parquet(
        parquet_tables.get_parquet_path(copy, "figures")
    )
    reseal(copy)
    assert any(lie.startswith("figures: the type of") for lie in verify_release(copy))


def test_no_parquet_at_all(copy):
    parquet_tables.get_parquet_path(copy, "figures").write_bytes(b"PAR1 no more")
    reseal(copy)
    assert any(lie.startswith("figures: cannot be read") for lie in verify_release(copy))


def test_sources_that_are_not_there(released, tmp_path):
    (tmp_path / "empty").mkdir()
    assert len(verify_release(released, tmp_path / "empty")) == 3
    assert verify_release(released, tmp_path / "none") == [f"{tmp_path / 'none'}: no such file or folder"]
    (tmp_path / "empty" / "b.txt").write_text(source("b.txt").replace("4,200", "4,201"))
    lies = verify_release(released, tmp_path / "empty")  # other content is another version of the document
    assert any("source_sha256 is" in lie for lie in lies) and any(
        "text is not what the source says" in lie for lie in lies
    )


def test_no_folder(tmp_path):
    assert verify_release(tmp_path / "none") == [f"{tmp_path / 'none'} is no folder"]
