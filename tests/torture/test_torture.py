"""A sample of what `make torture` does in full."""

from pathlib import Path

import pytest

from tests.measured_sections import write_section
from tests.torture.build_kills import BuildKills
from tests.torture.hostile_corpus import PIECES, write_corpus
from tests.torture.hostile_reading import list_inputs, read_corpus
from tests.torture.load import build_with_hostile

# Inputs of the sample, and what none of them may need.
EVERY, MAX_SECONDS, MAX_MEGABYTES = 60, 60, 4000


def test_a_killed_build_leaves_one_whole_release_and_the_next_heals(tmp_path: Path) -> None:
    report = BuildKills(tmp_path).run(4)
    assert report.faults == []
    assert (report.kills, report.runs_through) == (4, 1)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus") / "in"
    assert write_corpus(folder) > 600
    return folder


def test_hostile_inputs_are_read_or_set_aside(corpus: Path) -> None:
    readings = read_corpus(list_inputs(corpus)[::EVERY])
    assert [reading for reading in readings if reading.fault] == []
    assert max(reading.seconds for reading in readings) < MAX_SECONDS
    assert max(reading.megabytes for reading in readings) < MAX_MEGABYTES


def test_every_input_of_the_corpus_is_listed(corpus: Path) -> None:
    found = list_inputs(corpus)
    assert len(found) == len(set(found)) > 900
    assert sum(path.parent.name == "prose" for path in found) > len(PIECES)


def test_good_rows_are_the_same_among_hostile_inputs(corpus: Path, tmp_path: Path) -> None:
    hostile = [path for path in list_inputs(corpus) if path.parent.name == "damaged"]
    report = build_with_hostile(tmp_path, 100, hostile)
    assert (report.faults, report.hostile) == ([], 2)
    assert report.rows > 500


def test_a_measured_table_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("Before.\n<!-- fuzz -->\nold\n<!-- end of fuzz -->\nAfter.\n")
    write_section("fuzz", "new \\1", file)
    assert file.read_text() == "Before.\n<!-- fuzz -->\n\nnew \\1\n\n<!-- end of fuzz -->\nAfter.\n"
    with pytest.raises(ValueError, match="must have the marks"):
        write_section("torture", "new", file)
