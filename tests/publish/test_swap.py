"""Whole or absent: killed at any instant a target holds one release; two runs of one target take turns."""

import logging
import multiprocessing
import os
import shutil
import signal
import threading
import time
from pathlib import Path

import pytest

from pipeline.base.ownership import mark_as_own
from pipeline.publish import atomic_swap, checksums
from pipeline.publish.release_target import TargetError, read_release_info
from pipeline.publish.release_writer import publish_release
from pipeline.publish.verification import verify_release
from tests.publish.example import dataset, facts

# Processes that begin with everything imported.
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["pipeline.publish.release_writer"])

INSTANTS = {
    "tables written, no checksums": (checksums, "render_checksums", "before"),
    "all on the disk": (atomic_swap, "sync_tree", "after"),
    "exchanged, the old still there": (atomic_swap, "_exchange_folders", "after"),
}
APART = {
    "the old moved aside": (Path, "rename", "after"),
    "both renamed, the old still there": (atomic_swap, "_remove_folder", "before"),
}


def die(target: Path, instant: str) -> None:
    """Publish, and be killed at an instant."""
    place, name, when = (INSTANTS | APART)[instant]
    if instant in APART:
        atomic_swap._exchange_folders = lambda one, other: False
    act = getattr(place, name)

    def last(*given: object) -> None:
        if when == "after":
            act(*given)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(place, name, last)
    publish_release(dataset(), target, facts())


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small") / "out"
    publish_release(dataset(("a.txt",)), folder, facts())
    return folder


@pytest.mark.parametrize("instant", [*INSTANTS, *APART])
def test_killed_at_any_instant_the_next_run_finds_a_whole_release(tmp_path, small, instant):
    target = Path(shutil.copytree(small, tmp_path / "out"))
    old = read_release_info(target)["release"]
    child = processes.Process(target=die, args=(target, instant))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    if instant == "the old moved aside":
        assert not target.exists()  # only where folders cannot be exchanged: the next run puts the old one back
    else:
        assert verify_release(target) == []
        assert (read_release_info(target)["release"] == old) == (not instant.endswith("still there"))
    found = publish_release(dataset(("a.txt",)), target, facts())
    assert found.id == old
    assert found.unchanged == (not instant.endswith("still there"))
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_out_of_disk_leaves_the_old_release(tmp_path, small, monkeypatch):
    shutil.copytree(small, tmp_path / "out")
    old = read_release_info(small)["release"]

    def full(folder: Path) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(checksums, "render_checksums", full)
    with pytest.raises(OSError, match="No space"):
        publish_release(dataset(), tmp_path / "out", facts())
    assert (read_release_info(tmp_path / "out")["release"], verify_release(tmp_path / "out")) == (old, [])
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def hold(target: Path, ready, done) -> None:
    with atomic_swap.lock_target(target):
        ready.set()
        done.wait(60)


def test_the_second_waits_and_says_who_holds_the_target(tmp_path, caplog):
    ready, done = processes.Event(), processes.Event()
    holder = processes.Process(target=hold, args=(tmp_path / "out", ready, done))
    holder.start()
    assert ready.wait(60)
    entered = []

    def enter() -> None:
        with atomic_swap.lock_target(tmp_path / "out"):
            entered.append(time.monotonic())

    with caplog.at_level(logging.WARNING):
        waiting = threading.Thread(target=enter)
        waiting.start()
        waiting.join(0.2)
        assert not entered
        done.set()
        waiting.join(60)
    assert entered
    assert f"process {holder.pid}" in caplog.text
    holder.join(60)
    assert list(tmp_path.iterdir()) == []


def test_a_lock_left_by_a_dead_process_holds_nothing(tmp_path):
    (tmp_path / ".out.newsledger-lock").write_text("999999\n")
    publish_release(dataset(), tmp_path / "out", facts())
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("name", [".out.newsledger-staging", ".out.newsledger-old", ".out.newsledger-lock"])
def test_what_is_not_ours_beside_the_target_is_never_touched(tmp_path, name):
    mine = tmp_path / name / "letter.txt" if "lock" not in name else tmp_path / name
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("Dear Anna")
    with pytest.raises(TargetError, match=r"in the way.*move it away"):
        publish_release(dataset(), tmp_path / "out", facts())
    assert mine.read_text() == "Dear Anna"


@pytest.mark.parametrize("name", [".out.newsledger-staging", ".out.newsledger-old", ".out.newsledger-lock"])
def test_links_beside_the_target_are_not_followed(tmp_path, name):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("1")
    (tmp_path / name).symlink_to(elsewhere)
    with pytest.raises(TargetError, match="in the way"):
        publish_release(dataset(), tmp_path / "out", facts())
    assert elsewhere.read_text() == "1"


def test_a_killed_removal_is_ended_by_the_next_run(tmp_path, small):
    half = Path(shutil.copytree(small, tmp_path / ".out.newsledger-staging"))
    mark_as_own(half)
    (half / "datapackage.json").unlink()
    publish_release(dataset(), tmp_path / "out", facts())
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_empty_folder_of_somebody_in_a_release_is_not_removed_with_it(tmp_path, small):
    target = Path(shutil.copytree(small, tmp_path / "out"))
    (target / "plans").mkdir()
    with pytest.raises(TargetError, match="plans"):
        publish_release(dataset(), target, facts())
    assert (target / "plans").is_dir()
