import zlib
from pathlib import Path

import pytest

from pipeline.base.derived_files import find_cache_folder, read_derived

PACKED = zlib.compress(b"tides of the harbour\n\nin a table")


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A packed file, and an empty cache folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = tmp_path / "tides.z"
    path.write_bytes(PACKED)
    return path


def refuse(content: bytes) -> bytes:
    raise AssertionError("it was unpacked again")


def test_a_file_is_unpacked_once_and_again_where_it_changed(source: Path) -> None:
    first = read_derived("tides", source, zlib.decompress)
    assert first == b"tides of the harbour\n\nin a table"
    assert read_derived("tides", source, refuse) == first
    source.write_bytes(zlib.compress(b"other tides"))
    assert read_derived("tides", source, zlib.decompress) == b"other tides"


@pytest.mark.parametrize("damage", [b"", b"\n\n", b"x\ny\ntides", b"tides " * 1000])
def test_a_damaged_copy_is_made_again(source: Path, damage: bytes) -> None:
    first = read_derived("tides", source, zlib.decompress)
    kept = find_cache_folder() / "tides"
    sound = kept.read_bytes()
    kept.write_bytes(damage)
    assert read_derived("tides", source, zlib.decompress) == first
    assert kept.read_bytes() == sound
    kept.write_bytes(sound[:-1])
    assert read_derived("tides", source, zlib.decompress) == first
    assert kept.read_bytes() == sound


def test_without_a_folder_it_is_unpacked_each_time(source: Path) -> None:
    find_cache_folder().parent.write_text("a file in the way")
    assert read_derived("tides", source, zlib.decompress) == read_derived("tides", source, zlib.decompress)
