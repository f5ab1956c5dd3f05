"""What a build writes is never what it reads."""

from pathlib import Path

import pytest

from pipeline.orchestration.folder_checks import FolderError, check_folders_apart


@pytest.mark.parametrize(
    ("inputs", "out", "state", "told"),
    [
        (["in"], "in/out", "state", "the release .* lies in the input"),
        (["in"], "out", "in/deep/state", "the state folder .* lies in the input"),
        (["in", "other"], "out", "other", "lies in the state folder"),
        (["out/in"], "out", "state", "lies in the release"),
        (["in"], "in", "state", "lies in the release"),
        (["in"], "out", "out/state", "lie one in the other"),
    ],
)
def test_folders_that_lie_one_in_the_other_are_refused(
    tmp_path: Path, inputs: list[str], out: str, state: str, told: str
) -> None:
    with pytest.raises(FolderError, match=told):
        check_folders_apart([tmp_path / name for name in inputs], tmp_path / out, tmp_path / state)


def test_folders_apart_and_under_a_dot_are_not(tmp_path: Path) -> None:
    check_folders_apart([tmp_path / "in"], tmp_path / "out", tmp_path / "state")
    check_folders_apart([tmp_path], tmp_path / ".out", tmp_path / ".newsledger")
