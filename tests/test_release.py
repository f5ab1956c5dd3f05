"""The dataset of the seeds: whole, repeatable, and the one that is committed."""

import shutil
from pathlib import Path

import pytest

from pipeline import job_runner
from pipeline.orchestration.resources import BuildResource
from pipeline.publish.verification import verify_release
from schemas.table_registry import TABLES
from tests.support import ROOT, SEEDS


def published(folder: Path, *inputs: Path, workers: int = 1) -> dict[str, bytes]:
    """The files of a release of some inputs, by name."""
    chosen = BuildResource(
        inputs=[str(path) for path in inputs],
        out=str(folder / "out"),
        state=str(folder / "state"),
        workers=workers,
    )
    assert job_runner.run_build(chosen, lambda progress: None).failure is None
    return files(folder / "out")


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("release")
    return folder, published(folder, SEEDS)


def test_every_table_and_every_metadata_file_is_there(release: tuple[Path, dict[str, bytes]]) -> None:
    _, made = release
    expected = {f"parquet/{name}.parquet" for name in TABLES} | {f"csv/{name}.csv" for name in TABLES}
    expected |= {
        "datapackage.json",
        "croissant.json",
        "provenance.json",
        "README.md",
        "CHANGES.md",
        "SHA256SUMS",
        "sbom.cdx.json",
    }
    assert expected <= set(made)


def test_it_holds_what_it_says(release: tuple[Path, dict[str, bytes]]) -> None:
    folder, _ = release
    assert verify_release(folder / "out", SEEDS) == []


def test_the_committed_release_is_rebuilt_byte_for_byte(release: tuple[Path, dict[str, bytes]]) -> None:
    _, made = release
    committed = files(ROOT / "output")
    assert set(made) == set(committed)
    # What changed against the release before depends on which that was; the rest depends on the inputs alone.
    history = {"CHANGES.md", "changes.parquet", "SHA256SUMS"}
    assert [name for name in sorted(made) if name not in history and made[name] != committed[name]] == []


def batched(paragraphs: list[str], size: int) -> list[list[str]]:
    return [paragraphs[start : start + size] for start in range(0, len(paragraphs), size)]


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path]]:
    """Forty documents, more than one chunk: each seed cut into eight."""
    folder = tmp_path_factory.mktemp("texts")
    made = []
    for path in sorted(SEEDS.glob("*.txt")):
        paragraphs = path.read_text(encoding="utf-8").split("\n\n")
        for number, part in enumerate(batched(paragraphs, max(1, len(paragraphs) // 8))):
            made.append(folder / f"{path.stem[:3]}-{number}.txt")
            made[-1].write_text("\n\n".join(part), encoding="utf-8")
    return folder, made


def test_workers_chunks_and_order_do_not_matter(texts: tuple[Path, list[Path]], tmp_path: Path) -> None:
    _, made = texts
    assert len(made) > 32
    one = published(tmp_path / "one", *made)
    two = published(tmp_path / "two", *reversed(made), workers=2)
    assert one == two


def test_a_release_grown_in_steps_is_the_one_made_at_once(texts: tuple[Path, list[Path]], tmp_path: Path) -> None:
    _, made = texts
    at_once = published(tmp_path / "once", *made[:6])
    published(tmp_path / "steps", *made[2:5])
    shutil.rmtree(tmp_path / "steps" / "out")
    assert published(tmp_path / "steps", *made[:6]) == at_once
