"""The choice between the engines."""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, TypeVar

T = TypeVar("T")
R = TypeVar("R")

EngineName = Literal["local", "ray"]


def map_ordered(
    function: Callable[[T], R], items: Iterable[T], *, workers: int, engine: EngineName = "local"
) -> Iterator[R]:
    """Apply a picklable function to each item and give the results in the order of the items.

    At most twice as many items as workers are in flight, so an endless input needs bounded memory. Raises whatever the
    function raises, and EngineError where the engine is not installed or a worker died.
    """
    if engine == "ray":
        from pipeline.engine.ray_executor import map_ray  # an extra: not everyone has it

        return map_ray(function, items, workers)
    from pipeline.engine.local_executor import map_local

    return map_local(function, items, workers)
