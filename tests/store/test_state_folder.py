"""A state folder is marked as ours, holds nothing else, and only what bears our own names is ever removed."""

import os
from pathlib import Path

import pytest

from pipeline.base.ownership import OWNER_MARK, is_own, mark_as_own, remove_own
from pipeline.store.chunk_store import Store
from pipeline.store.state_folder import GENERATIONS, StateError, check_state, open_run_folder, open_state, prune_state

GENERATION = "0123456789abcdef"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("content", ["novel", "photos/", "0123/", "published.json.bak", GENERATION + "/", "tables/"])
def test_a_folder_with_anything_else_in_it_is_refused_and_stays_as_it_is(tmp_path: Path, content: str) -> None:
    path = tmp_path / content
    path.mkdir() if content.endswith("/") else path.write_text("mine")
    with pytest.raises(StateError, match=r"name an empty or a new folder"):
        open_state(tmp_path)
    assert names(tmp_path) == [path.name]


def test_something_else_put_into_a_state_folder_later_is_refused_too(tmp_path: Path) -> None:
    open_state(tmp_path)
    (tmp_path / "thesis.odt").touch()
    with pytest.raises(StateError, match=r"thesis\.odt"):
        open_state(tmp_path)


@pytest.mark.parametrize("make", ["absent", "empty", "used", "unmarked, of version 0.1.0"])
def test_a_state_folder_is_marked_when_it_is_made(tmp_path: Path, make: str) -> None:
    root = tmp_path / "state"
    if make == "empty":
        root.mkdir()
    elif make == "used":
        Store(root, GENERATION).open()
    elif make != "absent":
        (root / GENERATION).mkdir(parents=True)
        (root / "published.json").write_text("{}")
    open_state(root)
    assert is_own(root)
    open_state(root)


def test_the_folder_one_works_in_is_no_state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for root in (Path(), Path(), Path(".."), Path("/")):
        with pytest.raises(StateError, match="that this runs in, or above it"):
            check_state(root)
    assert names(tmp_path) == []


def test_links_and_files_are_no_state_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    for name, reason in (("file", "is a file"), ("dangling", "link to a folder that does not exist")):
        with pytest.raises(StateError, match=reason):
            open_state(tmp_path / name)


def test_old_generations_are_removed_and_the_current_one_never(tmp_path: Path) -> None:
    first = "f" * 16
    Store(tmp_path, first).open()
    os.utime(tmp_path / first, (0, 0))
    for number in range(GENERATIONS + 3):
        Store(tmp_path, f"{number:016x}").open()
    Store(tmp_path, first).prune()
    kept = [name for name in names(tmp_path) if name != OWNER_MARK]
    assert first in kept
    assert len(kept) == GENERATIONS


def test_only_our_own_names_are_removed(tmp_path: Path) -> None:
    open_state(tmp_path)
    elsewhere = tmp_path.parent / f"{tmp_path.name}-elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept.txt").touch()
    others = ["out", "photos", "failures", "tables", "0123", "ABCDEF0123456789", ".run"]
    for name in others:
        (tmp_path / name).mkdir()
    (tmp_path / ("e" * 16)).symlink_to(elsewhere)
    for number in range(GENERATIONS + 3):
        (tmp_path / f"{number:016x}").mkdir()
    prune_state(tmp_path, GENERATION)
    assert set(others) | {"e" * 16} <= set(names(tmp_path))
    assert names(elsewhere) == ["kept.txt"]


def test_nothing_is_removed_from_a_folder_without_the_mark(tmp_path: Path) -> None:
    for number in range(GENERATIONS + 3):
        (tmp_path / f"{number:016x}").mkdir()
    prune_state(tmp_path, GENERATION)
    assert len(names(tmp_path)) == GENERATIONS + 3


def test_run_folders_of_dead_runs_are_removed_and_those_of_living_ones_kept(tmp_path: Path) -> None:
    open_state(tmp_path)
    (tmp_path / ".run-dead").mkdir()
    (tmp_path / ".run-dead" / "lock").touch()
    with open_run_folder(tmp_path) as alive:
        prune_state(tmp_path, GENERATION)
        assert names(tmp_path) == sorted([OWNER_MARK, alive.name])
    assert names(tmp_path) == [OWNER_MARK]


def test_what_runs_left_unfinished_is_removed_after_an_hour(tmp_path: Path) -> None:
    open_state(tmp_path)
    left = [tmp_path / ".run-unlocked", tmp_path / "published.41.part"]
    left[0].mkdir()
    (left[0] / "table.parquet").touch()
    left[1].touch()
    prune_state(tmp_path, GENERATION)
    assert len(names(tmp_path)) == 3, "another run may be writing them"
    for path in left:
        os.utime(path, (0, 0))
    prune_state(tmp_path, GENERATION)
    assert names(tmp_path) == [OWNER_MARK]


def test_a_folder_is_removed_by_its_mark_alone_and_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "diary").touch()
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "link").symlink_to(tmp_path / "mine")
    with pytest.raises(ValueError, match="was not made by newsledger"):
        remove_own(tmp_path / "made")
    mark_as_own(tmp_path / "made")
    remove_own(tmp_path / "made")
    assert names(tmp_path) == ["mine"]
    assert names(tmp_path / "mine") == ["diary"]
