"""A sample of the points at which publishing can be killed; `make torture` goes through all of them."""

import shutil
import signal
from pathlib import Path

import pytest

from pipeline.publish.release_target import find_release_id
from pipeline.publish.release_writer import publish_release
from tests.publish.example import dataset, facts
from tests.publish.kill_points import check_survival, run_publishing


@pytest.mark.parametrize("can_exchange", [True, False])
def test_a_release_is_whole_wherever_publishing_is_killed(tmp_path: Path, can_exchange: bool) -> None:
    old = publish_release(dataset(("a.txt",)), tmp_path / "old", facts())
    shutil.copytree(tmp_path / "old", tmp_path / "count" / "out")
    code, calls = run_publishing(tmp_path / "count" / "out", 0, can_exchange)
    assert (code, calls > 50) == (0, True)
    new = find_release_id(tmp_path / "count" / "out")
    assert new is not None
    # Spread over all of it, and the last calls one by one: there the folders change places.
    points = sorted({calls // 3, calls * 2 // 3} | set(range(calls - 4, calls + 1)))
    for point in points:
        target = Path(shutil.copytree(tmp_path / "old", tmp_path / str(point) / "out"))
        code, _ = run_publishing(target, point, can_exchange)
        assert code == -signal.SIGKILL, point
        assert check_survival(target, {old.id, new}, can_exchange) == "", point
