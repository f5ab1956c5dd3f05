"""A store that was damaged is read anew, and nothing damaged is ever given out."""

import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipeline import document_processing
from pipeline.base.reading_settings import Settings
from pipeline.engine import Fault, PassingFaultError
from pipeline.intake.source_document import RawDocument
from pipeline.store.chunk_store import Store, StoreError
from pipeline.store.inventory import collect_inventory, has_passing_faults
from pipeline.store.reader import Chunk, read_chunk, set_chunk_aside

FINGERPRINT = "f" * 16
NAMES = ("a.txt", "b.txt")


def make_item(name: str) -> RawDocument:
    return RawDocument(name, name, "text/plain", f"The mayor of {name} met farmers on Monday.\n".encode())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with one chunk for each of two documents."""
    store = Store(tmp_path_factory.mktemp("whole") / "state", FINGERPRINT).open()
    for name in NAMES:
        read_chunk(Chunk((make_item(name),), Settings(), store.root, FINGERPRINT))
    return store.root


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


DAMAGES: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "cut": cut,
    "a byte flipped": flip,
    "gone": Path.unlink,
    "zeroed": lambda path: path.write_bytes(bytes(path.stat().st_size)),
}


@pytest.mark.parametrize("file", ["index.json", "documents.parquet", "sentences.parquet", "signatures.parquet"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_chunk_is_forgotten_and_written_anew(whole: Path, tmp_path: Path, damage: str, file: str) -> None:
    root = Path(shutil.copytree(whole, tmp_path / "state"))
    chunk = Chunk((make_item("a.txt"),), Settings(), root, FINGERPRINT)
    before = (root / FINGERPRINT / chunk.name / file).read_bytes()
    DAMAGES[damage](root / FINGERPRINT / chunk.name / file)
    store = Store(root, FINGERPRINT).open()
    store.remove_damaged_chunks()
    assert [store.find_item(make_item(name).cache_key) is None for name in NAMES] == [True, False]
    assert not (root / FINGERPRINT / chunk.name).exists()
    read_chunk(chunk)
    store.register_chunk(chunk.name)
    assert (root / FINGERPRINT / chunk.name / file).read_bytes() == before


def test_what_is_damaged_after_the_reading_is_not_given_out(whole: Path, tmp_path: Path) -> None:
    store = Store(Path(shutil.copytree(whole, tmp_path / "state")), FINGERPRINT).open()
    keys = [make_item(name).cache_key for name in NAMES]
    assert store.scan_table("sentences", keys).collect().height == 2
    for path in store.folder.glob("chunk_*/sentences.parquet"):
        flip(path)
    with pytest.raises(StoreError, match="was damaged and is removed; run the build again"):
        store.scan_table("sentences", keys)
    with pytest.raises(StoreError, match="no longer holds what was read"):
        Store(tmp_path / "other", FINGERPRINT).open().scan_table("sentences", keys)


def test_damaged_remains_do_not_keep_a_chunk_from_being_written(whole: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(whole, tmp_path / "state"))
    chunk = Chunk((make_item("b.txt"),), Settings(), root, FINGERPRINT)
    flip(root / FINGERPRINT / chunk.name / "documents.parquet")
    read_chunk(chunk)
    store = Store(root, FINGERPRINT).open()
    assert store.remove_damaged_chunks() == 0
    assert store.scan_table("documents", [chunk.keys[0]]).collect()["external_id"].to_list() == ["b.txt"]
    assert sorted(path.name[:6] for path in store.folder.iterdir()) == ["chunk_", "chunk_"]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (MemoryError(), "needed more memory than there was"),
        (OSError(24, "Too many open files"), "met an error of the system: Too many open files"),
    ],
)
def test_a_passing_fault_is_no_verdict_on_a_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    def fail(*given: object) -> None:
        raise error

    monkeypatch.setattr(document_processing, "prepare_document", fail)
    store = Store(tmp_path / "state", FINGERPRINT).open()
    with pytest.raises(PassingFaultError, match=told):
        read_chunk(Chunk((make_item("a.txt"),), Settings(), store.root, FINGERPRINT))
    assert list(store.folder.iterdir()) == []


def test_a_fault_of_a_document_alone_is_a_verdict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object) -> None:
        raise OSError("not a gzipped file")  # as libraries raise it for bad content: without a number of the system

    monkeypatch.setattr(document_processing, "prepare_document", fail)
    store = Store(tmp_path / "state", FINGERPRINT).open()
    chunk = Chunk((make_item("a.txt"),), Settings(), store.root, FINGERPRINT)
    read_chunk(chunk)
    store.register_chunk(chunk.name)
    assert [row["check"] for row in store.list_rejects(dict.fromkeys(chunk.keys, "a.txt"))] == ["failed"]


def die_of_b(chunk: Chunk) -> object:
    """Read a chunk in a worker that dies of one document."""
    if "b.txt" in [item.external_id for item in chunk.items]:
        raise PassingFaultError("needed more memory than there was")
    return read_chunk(chunk)


def test_only_the_document_that_kills_is_set_aside_and_it_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / "in" / name).write_bytes(make_item(name).content)

    def collect() -> pl.DataFrame:
        store = Store(tmp_path / "state", FINGERPRINT).open()
        return collect_inventory(
            [tmp_path / "in"], Settings(), store, workers=1, engine="local", seconds=120, report=lambda progress: None
        )

    with monkeypatch.context() as patched:
        patched.setattr("pipeline.store.inventory.read_chunk", die_of_b)
        inventory = collect()
    assert inventory["check"].to_list() == [None, "passing_fault", None]
    assert inventory["failure"].to_list()[1] == (
        "reading it needed more memory than there was; it is tried again at the next build"
    )
    assert has_passing_faults(inventory)
    after = collect()
    assert after["check"].to_list() == [None, None, None]
    assert after["reused"].to_list() == [True, False, True]
    assert not has_passing_faults(after)


def test_the_outcome_of_a_chunk_that_nobody_could_read_names_its_documents() -> None:
    chunk = Chunk((make_item("a.txt"),), Settings(), Path("state"), FINGERPRINT)
    outcome = set_chunk_aside(chunk, Fault("too_slow", "took longer than 3 seconds"))
    assert (outcome.items, outcome.name) == (chunk.keys, None)
