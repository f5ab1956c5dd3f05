"""Workers that start before the job does: as many as there is work for, and taken up by the reading."""

import multiprocessing
from pathlib import Path

import pytest

from pipeline.base.reading_settings import Settings
from pipeline.store import inventory
from pipeline.store.chunk_store import Store

SECONDS = 120.0


def open_store(root: Path) -> Store:
    return Store(root, "f" * 16).open()


def read_all(folder: Path, root: Path) -> None:
    inventory.collect_inventory(
        [folder], Settings(), open_store(root), workers=2, engine="local", seconds=SECONDS, report=lambda _: None
    )


def start_ahead(folder: Path, root: Path) -> set[int | None]:
    """The processes that are started."""
    before = {child.pid for child in multiprocessing.active_children()}
    inventory.start_readers_ahead([folder], Settings(), open_store(root), 2, SECONDS)
    return {child.pid for child in multiprocessing.active_children()} - before


def test_one_chunk_starts_one_worker_which_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, root = tmp_path / "in", tmp_path / "state"
    folder.mkdir()
    (folder / "a.txt").write_text("The mayor of Riverton met farmers on Monday.\n")
    started = start_ahead(folder, root)
    assert len(started) == 1
    seen: list[set[int | None]] = []
    register = Store.register_chunk

    def note_processes(store: Store, chunk: str) -> None:
        seen.append({child.pid for child in multiprocessing.active_children()})
        register(store, chunk)

    monkeypatch.setattr(Store, "register_chunk", note_processes)
    read_all(folder, root)
    assert seen == [started]
    assert not {child.pid for child in multiprocessing.active_children()} & started


def test_more_chunks_start_as_many_workers_as_are_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inventory, "CHUNK_ITEMS", 1)
    folder, root = tmp_path / "in", tmp_path / "state"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(f"The mayor of town {name} met farmers on Monday.\n")
    assert len(start_ahead(folder, root)) == 2
    read_all(folder, root)  # which ends them


def test_where_nothing_is_new_no_worker_starts(tmp_path: Path) -> None:
    folder, root = tmp_path / "in", tmp_path / "state"
    folder.mkdir()
    (folder / "a.txt").write_text("The mayor of Riverton met farmers on Monday.\n")
    read_all(folder, root)
    assert start_ahead(folder, root) == set()


def test_inputs_that_cannot_be_read_are_left_to_the_reading(tmp_path: Path) -> None:
    assert start_ahead(tmp_path / "absent", tmp_path / "state") == set()
