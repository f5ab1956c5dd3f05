"""Ray, for many machines: the same map, each item a task. An extra: `pip install -e '.[ray]'` in the checkout."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from pipeline.engine.engine_errors import EngineError

T = TypeVar("T")
R = TypeVar("R")


def map_ray(function: Callable[[T], R], items: Iterable[T], workers: int) -> Iterator[R]:
    """Ordered map over a Ray cluster: the one that RAY_ADDRESS names, or `workers` processes of this machine."""
    try:
        import ray
    except ImportError as error:
        raise EngineError("the engine ray is not installed; in the checkout: pip install -e '.[ray]'") from error
    started = not ray.is_initialized()
    if started:
        ray.init(num_cpus=workers, include_dashboard=False, log_to_driver=False)
    try:
        task = ray.remote(function)
        waiting: deque[Any] = deque()
        for item in items:
            waiting.append(task.remote(item))
            if len(waiting) >= 2 * workers:
                yield ray.get(waiting.popleft())
        while waiting:
            yield ray.get(waiting.popleft())
    finally:
        if started:
            ray.shutdown()
