from pathlib import Path

import polars as pl
import pytest

from pipeline.base.reading_settings import Settings
from pipeline.intake.source_document import RawDocument
from pipeline.store.chunk_store import Store
from pipeline.store.fingerprints import fingerprint_reading
from pipeline.store.inventory import Progress, collect_inventory
from pipeline.store.reader import Chunk, read_chunk
from pipeline.store.row_checks import separate_rejects
from schemas import table_registry


def opened(root: Path) -> Store:
    return Store(root, "f" * 16).open()


def gather(folder: Path, root: Path, workers: int = 1) -> tuple[pl.DataFrame, Progress, Store]:
    told: list[Progress] = []
    store = opened(root)
    inventory = collect_inventory(
        [folder], Settings(), store, workers=workers, engine="local", seconds=120, report=told.append
    )
    return inventory, told[-1], store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    for name in "abc":
        (made / f"{name}.txt").write_text(f"The mayor of town {name} met farmers on Monday.\n")
    return made


def test_an_unchanged_document_is_not_read_twice(folder: Path, tmp_path: Path) -> None:
    _, first, _ = gather(folder, tmp_path / "state")
    (folder / "d.txt").write_text("Another text altogether.")
    _, second, _ = gather(folder, tmp_path / "state")
    assert (first.read, first.reused) == (3, 0)
    assert (second.read, second.reused) == (1, 3)


def test_what_is_gone_from_the_input_is_gone_from_the_rows(folder: Path, tmp_path: Path) -> None:
    gather(folder, tmp_path / "state")
    (folder / "b.txt").unlink()
    inventory, _, store = gather(folder, tmp_path / "state")
    rows = store.scan_table("documents", inventory["key"]).collect()
    assert sorted(rows["external_id"]) == ["a.txt", "c.txt"]


def test_rows_do_not_depend_on_chunks(folder: Path, tmp_path: Path) -> None:
    inventory, _, together = gather(folder, tmp_path / "together")
    apart = opened(tmp_path / "apart")
    for path in sorted(folder.iterdir(), reverse=True):
        item = RawDocument(path.name, path.name, "text/plain", path.read_bytes())
        chunk = Chunk((item,), Settings(), apart.root, apart.fingerprint)
        assert read_chunk(chunk).name == chunk.name
        apart.register_chunk(chunk.name)
    for name in ("documents", "segments", "sentences", "mentions", "events"):
        frames = [
            table_registry.sort_rows(name, store.scan_table(name, inventory["key"]).collect())
            for store in (together, apart)
        ]
        assert frames[0].equals(frames[1]), name


def test_what_cannot_be_read_is_kept_as_a_reject(folder: Path, tmp_path: Path) -> None:
    (folder / "b.txt").write_bytes(b"\x00\x01")
    for expected in (3, 0):
        inventory, progress, store = gather(folder, tmp_path / "state")
        assert progress.read == expected
        assert [row["check"] for row in store.list_rejects(dict.fromkeys(inventory["key"], "a.txt"))] == ["binary"]
        assert store.scan_table("documents", inventory["key"]).collect().height == 2


def test_a_refused_input_is_in_the_inventory(folder: Path, tmp_path: Path) -> None:
    (folder / "e.docx").write_text("x")
    inventory, _, _ = gather(folder, tmp_path / "state")
    assert inventory.filter(pl.col("check") == "unknown_format")["external_id"].to_list() == ["e.docx"]


def test_rows_that_the_schema_refuses_are_set_aside_with_the_reason() -> None:
    good = {
        "sentence_id": "sen_" + "0" * 16,
        "document_id": "doc_" + "0" * 16,
        "segment_id": "seg_" + "0" * 16,
        "sentence_no": 0,
        "char_start": 1,
        "char_end": 2,
        "text": "a",
    }
    backwards = good | {"sentence_id": "sen_" + "1" * 16, "char_start": 9, "text": "secret"}
    kept, rejects = separate_rejects("sentences", table_registry.make_frame("sentences", [good, backwards]))
    assert kept["sentence_id"].to_list() == ["sen_" + "0" * 16]
    assert [(row["table"], row["document_id"]) for row in rejects] == [("sentences", "doc_" + "0" * 16)]
    assert "span_in_order" in rejects[0]["check"]
    assert "secret" not in str(rejects)


def test_half_a_chunk_is_no_chunk(folder: Path, tmp_path: Path) -> None:
    _, _, store = gather(folder, tmp_path / "state")
    whole = next(store.folder.glob("chunk_*"))
    whole.rename(store.folder / f".{whole.name}.1")
    _, progress, _ = gather(folder, tmp_path / "state")
    assert progress.read == 3


def test_the_fingerprint_depends_on_the_settings() -> None:
    assert fingerprint_reading(Settings()) == fingerprint_reading(Settings())
    assert fingerprint_reading(Settings()) != fingerprint_reading(Settings(assume_clean=True))
