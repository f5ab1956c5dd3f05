"""The choice between the engines."""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, TypeVar

T = TypeVar("T")
R = TypeVar("R")

Engine = Literal["local", "ray"]


class EngineError(RuntimeError):
    """An engine that cannot be used here; the message says what to do."""


def map_ordered(
    function: Callable[[T], R], items: Iterable[T], *, workers: int, engine: Engine = "local"
) -> Iterator[R]:
    """Apply a picklable function to each item and give the results in the order of the items.

    At most twice as many items as workers are in flight, so an endless input needs bounded memory. Raises whatever the
    function raises, and EngineError where the engine is not installed or a worker died.
    """
    if engine == "ray":
        from pipeline.engine.ray import map_ray  # an extra: not everyone has it

        return map_ray(function, items, workers)
    from pipeline.engine.local import map_local

    return map_local(function, items, workers)
