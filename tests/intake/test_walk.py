"""The walk: odd names are read; links, pipes and folders that cannot be read are named, and nothing blocks."""

import os
from pathlib import Path

import pytest

from pipeline.base.boundary.input_bounds import InputBounds
from pipeline.base.ownership import mark_as_own
from pipeline.intake import file_walk
from tests.intake.support import PAGE, STORY, checks_of, find, texts_of

ODD_NAMES = [
    b"a story with spaces.txt",
    b"line\nbreak.txt",
    "café 中文 🌊.txt".encode(),
    b"caf\xe9-latin1.txt",
    b"\xff\xfe.txt",
    b"-dash #1 \"q\" 's'.txt",
    b"=cmd.txt",
    b"%2e%2e%2f.txt",
    b"a\\b.txt",
]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_file_is_read_whatever_its_name(tmp_path: Path, name: bytes) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(STORY)
    ((external_id, text),) = texts_of(tmp_path).items()
    assert text == STORY
    external_id.encode("utf-8")


def test_latin_1_names_are_shown_as_they_were_meant(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(STORY)
    assert list(texts_of(tmp_path)) == ["café.txt"]


@pytest.mark.parametrize("name", ["Old Page.XHTML", "UPPER.HTM", "article.php?id=3&p=1", "index", "story.shtml"])
def test_a_page_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(PAGE)
    assert texts_of(tmp_path) == {name: STORY}


def test_what_is_no_file_is_named(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "in", tmp_path / "elsewhere"
    (folder / "real").mkdir(parents=True)
    elsewhere.mkdir()
    (elsewhere / "b.txt").write_text(STORY)
    (folder / "real" / "a.txt").write_text(STORY)
    (folder / "inside.txt").symlink_to("real/a.txt")
    (folder / "linked-folder").symlink_to("../elsewhere")
    (folder / "outside.txt").symlink_to("../elsewhere/b.txt")
    (folder / "loop").symlink_to(".")
    (folder / "itself").symlink_to("itself")
    (folder / "dangling.txt").symlink_to("nowhere.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.txt")
    assert set(texts_of(folder)) == {"real/a.txt", "inside.txt"}
    assert checks_of(folder) == {
        "linked-folder": "link_outside",
        "outside.txt": "link_outside",
        "zero.txt": "link_outside",
        "loop": "linked_folder",
        "itself": "dangling_link",
        "dangling.txt": "dangling_link",
        "pipe.txt": "not_a_file",
    }


@pytest.mark.parametrize("name", ["/dev/zero", "pipe"])
def test_a_device_or_pipe_as_the_input_is_named(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert checks_of(tmp_path / name) == {Path(name).name: "not_a_file"}


def test_a_folder_or_file_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed" / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_text(STORY)
    (tmp_path / "c.txt").write_text(STORY)
    scan, open_ = os.scandir, os.open

    def refuse_scan(path: Path) -> object:  # root may read everything, so permissions cannot show it
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    def refuse_open(path: Path, *arguments: int) -> int:
        if Path(path).name == "b.txt":
            raise PermissionError(13, "Permission denied")
        return open_(path, *arguments)

    monkeypatch.setattr(os, "scandir", refuse_scan)
    monkeypatch.setattr(os, "open", refuse_open)
    assert checks_of(tmp_path) == {"closed": "unreadable", "b.txt": "unreadable"}
    assert list(texts_of(tmp_path)) == ["c.txt"]


def test_paths_and_nesting_have_bounds(tmp_path: Path) -> None:
    (tmp_path / "a" / "b" / "c").mkdir(parents=True)
    (tmp_path / "a" / "x.txt").write_text(STORY)
    assert checks_of(tmp_path, bounds=InputBounds(max_nesting=1)) == {"a/b": "nested_too_deeply"}
    here = Path.cwd()
    folder = tmp_path / "long"
    folder.mkdir()
    try:
        os.chdir(folder)
        for _ in range(20):  # a path longer than any call takes is made step by step
            Path("d" * 250).mkdir()
            os.chdir("d" * 250)
        Path("deep.txt").write_text(STORY)
    finally:
        os.chdir(here)
    assert set(checks_of(folder).values()) == {"path_too_long"}


def test_our_own_folders_inside_an_input_are_no_input(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    for name in ("state", "out/parquet"):
        (tmp_path / name).mkdir(parents=True)
    mark_as_own(tmp_path / "state")
    (tmp_path / "state" / "failure.txt").write_text("x")
    for name in file_walk.RELEASE_FILES:
        (tmp_path / "out" / name).write_text("{}")
    assert list(texts_of(tmp_path)) == ["a.txt"]
    assert checks_of(tmp_path) == {}


def test_two_thousand_small_files_are_found_in_the_order_of_names(tmp_path: Path) -> None:
    for folder in range(20):
        (tmp_path / f"{folder:02}").mkdir()
        for number in range(100):
            (tmp_path / f"{folder:02}" / f"{number:02}.txt").write_text(f"Story {folder} {number}.")
    items, rejects = find(tmp_path)
    assert [item.external_id for item in items] == sorted(item.external_id for item in items)
    assert (len(items), rejects) == (2000, [])
