"""A disk that is full or cannot be written: one clear line, and the release that was there stays."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.publish.release_target import find_release_id
from pipeline.publish.verification import verify_release
from tests.support import ROOT

TEXT = "OSLO -- About 300 dockers in Oslo stopped work on Monday, the union said. The mayor met the ministers.\n"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 1 MB of our own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], check=False).returncode:
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def build(folder: Path, out: Path, state: Path, **limits: int) -> tuple[int, str]:
    """Exit status and last line on standard error of a build of one document."""
    (folder / "in").mkdir(exist_ok=True)
    (folder / "in" / "a.txt").write_text(TEXT)
    command = [sys.executable, "-m", "pipeline.cli", "build", str(folder / "in"), "--out", str(out)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        [*command, "--state", str(state), "--workers", "1"],
        capture_output=True,
        env=environment,
        cwd=folder,
        check=False,
        timeout=240,
    )
    told = run.stderr.decode()
    assert "Traceback" not in told
    return run.returncode, next(reversed(told.strip().splitlines()), "")


def fill(disk: Path, left: int) -> None:
    """Leave so many bytes of a disk free."""
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    (disk / "ballast").write_bytes(bytes(max(0, free - left)))


@pytest.mark.parametrize("full", ["out", "state"])
def test_a_full_disk_is_told_and_the_release_stays(disk: Path, tmp_path: Path, full: str) -> None:
    out, state = tmp_path / "out", tmp_path / "state"
    assert build(tmp_path, out, state)[0] == 0
    before = find_release_id(out)
    fill(disk, 8_192)
    if full == "state":
        state = disk / "state"
    else:
        out = disk / "out"
    (tmp_path / "in" / "b.txt").write_text(TEXT * 2)
    status, told = build(tmp_path, out, state)
    assert status == 1
    assert "No space left on device" in told
    assert "nothing was published" in told
    assert "free some space" in told
    assert (find_release_id(tmp_path / "out"), verify_release(tmp_path / "out")) == (before, [])
    (disk / "ballast").unlink()
    if full == "state":
        assert build(tmp_path, out, state)[0] == 0


@pytest.mark.parametrize("which", ["out", "state"])
def test_a_disk_that_cannot_be_written_is_refused_before_anything_is_read(
    disk: Path, tmp_path: Path, which: str
) -> None:
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    places = {"out": tmp_path / "out", "state": tmp_path / "state", which: disk / which}
    status, told = build(tmp_path, places["out"], places["state"])
    assert status == 2
    assert "Read-only file system" in told
