"""Ray, for many machines: the same map, each item a task. An extra: `pip install -e '.[ray]'` in the checkout."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from pipeline.engine.engine_errors import EngineError, PassingFaultError
from pipeline.engine.fault_handling import Fault, FaultHandling, plan_next_step

T = TypeVar("T")
R = TypeVar("R")

# How long the model may take to load on a machine of the cluster that has none in memory yet.
START_SECONDS = 120.0


def map_ray(
    function: Callable[[T], R], items: Iterable[T], workers: int, faults: FaultHandling[T, R] | None = None
) -> Iterator[R]:
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
        waiting: deque[tuple[T, Any]] = deque()
        for item in items:
            waiting.append((item, task.remote(item)))
            if len(waiting) >= 2 * workers:
                yield from _take_results(*waiting.popleft(), task, faults)
        while waiting:
            yield from _take_results(*waiting.popleft(), task, faults)
    finally:
        if started:
            ray.shutdown()


def _take_results(item: T, pending: Any, task: Any, faults: FaultHandling[T, R] | None, attempts: int = 0) -> list[R]:
    """The result of a task, or those of what takes its place after a fault."""
    import ray

    try:
        result: R = ray.get(pending, timeout=START_SECONDS + faults.seconds if faults else None)
        return [result]
    except ray.exceptions.GetTimeoutError:
        ray.cancel(pending, force=True)
        fault = Fault("too_slow", f"took longer than {faults.seconds if faults else 0:g} seconds")
    except (ray.exceptions.WorkerCrashedError, ray.exceptions.OutOfMemoryError) as error:
        fault = Fault("worker_died", f"ended its process: {str(error).splitlines()[0]}")
    except (PassingFaultError, MemoryError) as error:  # Ray's error is also of the class that the task raised
        fault = Fault("passing_fault", str(getattr(error, "cause", error)) or "needed more memory than there was")
    if faults is None:
        raise EngineError(f"a worker failed: it {fault.reason}")
    step = plan_next_step(faults, item, fault, attempts + 1)
    if isinstance(step, Fault):
        return [faults.set_aside(item, step)]
    return [result for part in step for result in _take_results(part, task.remote(part), task, faults, attempts + 1)]
