import time
from collections.abc import Iterator

import pytest

from pipeline.engine import EngineError, map_ordered


def slow_square(number: int) -> int:
    time.sleep(0.05 if number == 0 else 0)
    return number * number


def die(number: int) -> int:
    import os

    os._exit(number)


def fail(number: int) -> int:
    raise ValueError(f"no {number}")


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_items(workers: int) -> None:
    assert list(map_ordered(slow_square, range(20), workers=workers)) == [n * n for n in range(20)]


def test_one_item_needs_no_pool() -> None:
    assert list(map_ordered(lambda n: n + 1, [1], workers=4)) == [2]


def test_an_endless_input_is_taken_as_it_is_needed() -> None:
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    results = map_ordered(slow_square, endless(), workers=2)
    assert [next(results) for _ in range(3)] == [1, 4, 9]
    assert taken < 12
    results.close()  # type: ignore[attr-defined]


def test_an_error_reaches_the_caller() -> None:
    with pytest.raises(ValueError, match="no 0"):
        list(map_ordered(fail, range(3), workers=2))


def test_a_worker_that_dies_is_told() -> None:
    with pytest.raises(EngineError, match="worker died"):
        list(map_ordered(die, range(3), workers=2))


def test_ray_gives_the_same_as_the_pool() -> None:
    pytest.importorskip("ray")
    assert list(map_ordered(slow_square, range(6), workers=2, engine="ray")) == [n * n for n in range(6)]
