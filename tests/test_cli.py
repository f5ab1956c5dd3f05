import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from tests.support import ROOT, SEEDS


def newsledger(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd or ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    folder = tmp_path_factory.mktemp("built")
    return folder, newsledger("build", SEEDS, "--out", folder / "out", "--state", folder / "state")


def test_a_build_publishes_and_sums_up(built: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, done = built
    assert done.returncode == 0, done.stderr
    assert "5 documents" in done.stdout
    assert str(folder / "out") in done.stdout
    assert "Traceback" not in done.stderr


def test_an_unchanged_build_reads_nothing_again(built: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, _ = built
    before = {path: path.stat().st_mtime_ns for path in (folder / "out").rglob("*")}
    again = newsledger("build", SEEDS, "--out", folder / "out", "--state", folder / "state")
    assert again.returncode == 0
    assert "0 of them read now" in again.stdout
    assert {path: path.stat().st_mtime_ns for path in (folder / "out").rglob("*")} == before


def test_what_cannot_be_read_is_set_aside_and_told_by_the_status(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text("The minister met farmers in Oslo on Monday.\n")
    (tmp_path / "in" / "bad.txt").write_bytes(b"\x00\x01\x02")
    done = newsledger("build", tmp_path / "in", "--out", tmp_path / "out", "--state", tmp_path / "state")
    assert done.returncode == 3, done.stderr
    assert "1 set aside" in done.stdout
    rejects = pl.read_parquet(tmp_path / "out" / "parquet" / "rejects.parquet")
    assert rejects["check"].to_list() == ["binary"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["build", "no-such-folder"], "no-such-folder"),
        (["build", "--colour", "red"], "--colour"),
        (["build", "--text", "some"], "some"),
        (["build", "--workers", "0"], "workers"),
        (["build", "--min-confidence", "85"], "min-confidence"),
        (["build", "seeds", "--out", "tests"], "tests"),
        (["build", "seeds", "--out", "LICENSE/out"], "LICENSE"),
        (["publish"], "publish"),
    ],
)
def test_a_wrong_call_is_one_line_and_status_2(arguments: list[str], told: str) -> None:
    done = newsledger(*arguments)
    assert done.returncode == 2
    assert not done.stdout
    assert done.stderr.startswith("newsledger: ")
    assert done.stderr.count("\n") == 1
    assert told in done.stderr


def test_the_line_is_moved_without_reading_again(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    text = "Gunmen killed two guards in Lagos on Monday. Police arrested the editor. Some threatened to strike.\n"
    (tmp_path / "in" / "a.txt").write_text(text)
    counts = []
    for line in ("0", "0.8", "1"):
        done = newsledger(
            "build", tmp_path / "in", "--out", tmp_path / "out", "--state", tmp_path / "state", "--min-confidence", line
        )
        assert done.returncode == 0, done.stderr
        assert f"{'1' if line == '0' else '0'} of them read now" in done.stdout
        events = pl.read_parquet(tmp_path / "out" / "parquet" / "events.parquet")
        published = events.filter(pl.col("tier") == "published")
        told = pl.read_parquet(tmp_path / "out" / "parquet" / "timeline.parquet")["cluster_id"]
        assert (published["confidence"] >= float(line)).all()
        assert events.filter(pl.col("cluster_id").is_in(told.implode()))["event_id"].equals(published["event_id"])
        assert f'"nl:settings_min_confidence": {float(line)}' in (tmp_path / "out" / "provenance.json").read_text()
        counts.append(published.height)
    assert counts[0] == events.height > counts[1] > counts[2] == 0


def test_help_tells_every_command() -> None:
    done = newsledger("--help")
    assert done.returncode == 0
    assert "build" in done.stdout


@pytest.mark.parametrize("state", [".", "", "..", "work"])
def test_a_state_folder_with_other_files_is_refused_and_nothing_is_removed(tmp_path: Path, state: str) -> None:
    work = tmp_path / "work"
    held = [f"work/folder{number}" for number in range(6)]
    for name in held:
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "thesis.txt").write_text("Mine.")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("The mayor met farmers on Monday.\n")
    where = tmp_path if state == "work" else work
    done = newsledger("build", tmp_path / "in", "--out", tmp_path / "out", "--state", state, cwd=where)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert all((tmp_path / name / "thesis.txt").is_file() for name in held)
    assert not (tmp_path / "out").exists()


def test_a_release_inside_the_state_folder_is_refused(tmp_path: Path) -> None:
    done = newsledger("build", SEEDS, "--out", tmp_path / "state" / "out", "--state", tmp_path / "state")
    assert done.returncode == 2
    assert "lie one in the other" in done.stderr
