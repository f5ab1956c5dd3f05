"""A running Ray cluster of two nodes on this machine: attached to by RAY_ADDRESS, and one node lost halfway."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from pipeline.engine import EngineError, FaultHandling, map_ordered
from pipeline.engine.ray_executor import ADDRESS_VARIABLE
from tests.engine.hostile_work import divide, set_aside, shout, start

cluster_utils = pytest.importorskip("ray.cluster_utils")
pytestmark = pytest.mark.slow

GROUPS = [(f"word{number}",) for number in range(12)]


def shout_slowly(group: tuple[str, ...]) -> tuple[str, ...]:
    time.sleep(0.5)
    return shout(group)


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    running = cluster_utils.Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    monkeypatch.setenv(ADDRESS_VARIABLE, running.address)
    yield running
    running.shutdown()


def test_a_running_cluster_is_joined_and_a_lost_node_costs_nothing(cluster: Any) -> None:
    lost = cluster.add_node(num_cpus=1)
    faults = FaultHandling(start, 60, divide, set_aside)
    results = map_ordered(shout_slowly, GROUPS, workers=1, engine="ray", faults=faults)
    found = [next(results), next(results)]
    cluster.remove_node(lost, allow_graceful=False)
    assert [*found, *results] == [shout(group) for group in GROUPS]


def test_a_cluster_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ADDRESS_VARIABLE, "127.0.0.1:1")
    with pytest.raises(EngineError, match=r"no Ray cluster answers at 127\.0\.0\.1:1"):
        list(map_ordered(shout, GROUPS, workers=1, engine="ray"))
