"""The choice between the engines."""

from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from typing import Literal, TypeVar

from pipeline.engine.engine_errors import EngineError
from pipeline.engine.fault_handling import FaultHandling

T = TypeVar("T")
R = TypeVar("R")

EngineName = Literal["local", "ray"]


def check_engine_installed(engine: str) -> None:
    """Raise EngineError, with the line that installs it, where an engine is not installed."""
    if engine == "ray" and find_spec("ray") is None:
        raise EngineError("the engine ray is not installed; in the checkout: .venv/bin/pip install -e '.[ray]'")


def map_ordered(
    function: Callable[[T], R],
    items: Iterable[T],
    *,
    workers: int,
    engine: EngineName = "local",
    faults: FaultHandling[T, R] | None = None,
) -> Iterator[R]:
    """Apply a picklable function to each item and give the results in the order of the items.

    At most twice as many items as workers are in flight, so an endless input needs bounded memory. Raises whatever the
    function raises, and EngineError where the engine is not installed.

    With `faults`, every item is done in a process of its own making, which is replaced when it dies, runs out of memory
    or takes too long; the item is then tried again, divided, and at last set aside. An item that was divided gives the
    results of its parts, in order. Without `faults`, a worker that dies raises EngineError, and one worker or one item
    alone needs no process.
    """
    check_engine_installed(engine)
    if engine == "ray":
        from pipeline.engine.ray_executor import map_ray  # an extra: not everyone has it

        return map_ray(function, items, workers, faults)
    from pipeline.engine.local_executor import map_local

    return map_local(function, items, workers, faults)
