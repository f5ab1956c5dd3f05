"""Ray, for many machines: the same map, each item a task. An extra: `pip install -e '.[ray]'` in the checkout."""

import os
import socket
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from pipeline.engine.engine_errors import EngineError, PassingFaultError
from pipeline.engine.fault_handling import Fault, FaultHandling, plan_next_step

T = TypeVar("T")
R = TypeVar("R")

# How long the model may take to load on a machine of the cluster that has none in memory yet.
START_SECONDS = 120.0
# How long a cluster may take to answer at all.
ANSWER_SECONDS = 10.0
# Names a running cluster, as `ray start` prints it (host:port) or as a client reaches it (ray://host:port).
ADDRESS_VARIABLE = "RAY_ADDRESS"
# None of Ray's own retries, which would come on top of those of `faults`.
TASK_OPTIONS: dict[str, Any] = {"max_retries": 0}


def map_ray(
    function: Callable[[T], R], items: Iterable[T], workers: int, faults: FaultHandling[T, R] | None = None
) -> Iterator[R]:
    """Ordered map over a Ray cluster: the one that RAY_ADDRESS names, or `workers` processes of this machine.

    Of a running cluster all cores are used. Twice as many items as cores are on their way at a time. A task whose
    process or machine is lost is done again elsewhere (see `FaultHandling`). Raises EngineError where no cluster
    answers.
    """
    import ray

    started = not ray.is_initialized()
    if started:
        _join_cluster(workers)
    try:
        slots = _count_cores(workers)
        task = ray.remote(**TASK_OPTIONS)(function)
        waiting: deque[tuple[T, Any]] = deque()
        for item in items:
            waiting.append((item, task.remote(item)))
            if len(waiting) >= 2 * slots:
                yield from _take_results(*waiting.popleft(), task, faults)
        while waiting:
            yield from _take_results(*waiting.popleft(), task, faults)
    finally:
        if started:
            ray.shutdown()


def _join_cluster(workers: int) -> None:
    """Attach to the cluster that RAY_ADDRESS names, or start one of this machine alone."""
    import ray

    address = os.environ.get(ADDRESS_VARIABLE)
    if not address:
        ray.init(num_cpus=workers, include_dashboard=False, log_to_driver=False)
        return
    try:
        _check_answer(address)
        ray.init(address=address, log_to_driver=False)
    except (OSError, RuntimeError, ValueError) as error:
        reason = " ".join(str(error).split())[:200]
        raise EngineError(
            f"no Ray cluster answers at {address}: {reason}; start one with `ray start --head`, or unset "
            f"{ADDRESS_VARIABLE}"
        ) from error


def _count_cores(default: int) -> int:
    """The cores of the whole cluster."""
    import ray

    resources: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
    return max(1, int(resources.get("CPU", default)))


def _check_answer(address: str) -> None:
    """Raise OSError where nothing listens at an address of the form host:port; Ray itself would try for minutes."""
    host, _, port = address.rpartition("/")[2].rpartition(":")
    if host and port.isdecimal():
        socket.create_connection((host.strip("[]"), int(port)), ANSWER_SECONDS).close()


def _take_results(item: T, pending: Any, task: Any, faults: FaultHandling[T, R] | None, attempts: int = 0) -> list[R]:
    """The result of a task, or those of what takes its place after a fault."""
    import ray

    try:
        result: R = ray.get(pending, timeout=START_SECONDS + faults.seconds if faults else None)
        return [result]
    except ray.exceptions.GetTimeoutError:
        ray.cancel(pending, force=True)
        fault = Fault("too_slow", f"took longer than {faults.seconds if faults else 0:g} seconds")
    except (PassingFaultError, MemoryError) as error:  # Ray's error is also of the class that the task raised
        fault = Fault("passing_fault", str(getattr(error, "cause", error)) or "needed more memory than there was")
    except ray.exceptions.RayTaskError:  # what the function raised
        raise
    except ray.exceptions.RayError as error:  # a process or a machine is lost, or what it gave
        fault = Fault("worker_died", f"ended its process: {str(error).splitlines()[0]}")
    if faults is None:
        raise EngineError(f"a worker failed: it {fault.reason}")
    step = plan_next_step(faults, item, fault, attempts + 1)
    if isinstance(step, Fault):
        return [faults.set_aside(item, step)]
    return [result for part in step for result in _take_results(part, task.remote(part), task, faults, attempts + 1)]
