"""A sample of the points at which publishing can be killed; `make torture` goes through all of them."""

from pathlib import Path

import pytest

from tests.publish.kill_points import prepare_kill_points


@pytest.mark.parametrize("can_exchange", [True, False])
def test_a_release_is_whole_wherever_publishing_is_killed(tmp_path: Path, can_exchange: bool) -> None:
    points = prepare_kill_points(tmp_path, can_exchange)
    calls = points.calls
    assert calls > 50
    # Spread over all of it, and the last calls one by one: there the folders change places.
    for point in sorted({calls // 3, calls * 2 // 3} | set(range(calls - 4, calls + 1))):
        assert points.try_point(point) == "", point
