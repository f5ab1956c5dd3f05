"""Processes of this machine that do items side by side; one that dies or hangs is replaced."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing.connection import wait
from typing import Any, Generic, TypeVar

from pipeline.engine.engine_errors import EngineError, PassingFaultError
from pipeline.engine.fault_handling import Fault, FaultHandling, plan_next_step
from pipeline.engine.standby_workers import take_worker
from pipeline.engine.worker_process import WorkerProcess

T = TypeVar("T")
R = TypeVar("R")


def map_local(
    function: Callable[[T], R], items: Iterable[T], workers: int, faults: FaultHandling[T, R] | None = None
) -> Iterator[R]:
    """Ordered map over `workers` processes (see `map_ordered`)."""
    todo = iter(items)
    head = list(islice(todo, 2))
    if not head or (faults is None and (workers <= 1 or len(head) < 2)):
        yield from map(function, chain(head, todo))
        return
    pool = _Pool(function, max(1, workers), faults)
    try:
        yield from pool.run(chain(head, todo))
    finally:
        pool.stop()


@dataclass(eq=False, slots=True)
class _Task(Generic[T, R]):
    """An item on its way; `results` is null until it is done."""

    item: T
    attempts: int = 0
    results: list[R] | None = None
    worker: WorkerProcess | None = None


class _Pool(Generic[T, R]):
    def __init__(self, function: Callable[[T], R], size: int, faults: FaultHandling[T, R] | None) -> None:
        self.function, self.size, self.faults = function, size, faults
        self.workers: list[WorkerProcess] = []
        self.tasks: list[_Task[T, R]] = []  # in the order of their results

    def run(self, items: Iterator[T]) -> Iterator[R]:
        """The results, in order; whatever happens on the way."""
        while True:
            while len(self.tasks) < 2 * self.size and (more := list(islice(items, 1))):
                self.tasks.append(_Task(more[0]))
            if not self.tasks:
                return
            if (results := self.tasks[0].results) is not None:
                del self.tasks[0]
                yield from results
            else:
                self._hand_out()
                self._collect()

    def stop(self) -> None:
        """End all workers."""
        for worker in self.workers:
            worker.stop()

    def _hand_out(self) -> None:
        open_tasks = [task for task in self.tasks if task.results is None and task.worker is None]
        while len(self.workers) < min(self.size, len([task for task in self.tasks if task.results is None])):
            self.workers.append(self._start_worker())
        busy = {task.worker for task in self.tasks if task.worker}
        for worker in [worker for worker in self.workers if worker.ready and worker not in busy]:
            if not open_tasks:
                return
            task = open_tasks.pop(0)
            if worker.send(task.item):
                task.worker = worker
            else:  # it died while it had nothing to do: no item's fault
                self._remove_worker(worker)

    def _start_worker(self) -> WorkerProcess:
        start, seconds = (self.faults.start, self.faults.seconds) if self.faults else (None, None)
        return take_worker(self.function, start, seconds)

    def _remove_worker(self, worker: WorkerProcess) -> None:
        worker.stop()
        self.workers.remove(worker)

    def _collect(self) -> None:
        """Wait until a worker answers, dies or passes its deadline, and note what that means for its item."""
        if not self.workers:
            return
        deadlines = [worker.deadline for worker in self.workers if worker.deadline is not None]
        nearest = min(deadlines, default=float("inf"))
        patience = None if nearest == float("inf") else max(0.0, nearest - time.monotonic())
        answering = wait([worker.connection for worker in self.workers], patience)
        now = time.monotonic()
        for worker in list(self.workers):
            task = next((task for task in self.tasks if task.worker is worker), None)
            if worker.connection in answering:
                self._take_answer(worker, task)
            elif task and worker.deadline is not None and worker.deadline <= now and self.faults:
                fault = Fault("too_slow", f"took longer than {self.faults.seconds:g} seconds")
                self._remove_worker(worker)
                self._replan(task, fault)

    def _take_answer(self, worker: WorkerProcess, task: _Task[T, R] | None) -> None:
        was_ready = worker.ready
        try:
            done, content = worker.receive()
        except EOFError:
            fault = worker.describe_death()
            self._remove_worker(worker)
            if not was_ready:
                raise EngineError(
                    f"a worker cannot start: it {fault.reason.replace('its process ', '')}; try fewer --workers"
                ) from None
            if task:
                self._replan(task, fault)
            return
        worker.ready = True
        if isinstance(content, PassingFaultError) and task and self.faults:
            self._remove_worker(worker)  # what it lacks may be what it still holds
            self._replan(task, Fault("passing_fault", str(content)))
        elif not done:
            raise _as_error(content)
        elif task:
            task.worker, task.results = None, [content]

    def _replan(self, task: _Task[T, R], fault: Fault) -> None:
        """Put in a task's place what is to be done after a fault."""
        if self.faults is None:
            raise EngineError(f"a worker died: it {fault.reason}; try fewer --workers")
        attempts = task.attempts + 1
        step = plan_next_step(self.faults, task.item, fault, attempts)
        place = self.tasks.index(task)
        if isinstance(step, Fault):
            self.tasks[place] = _Task(task.item, attempts, [self.faults.set_aside(task.item, step)])
        else:
            self.tasks[place : place + 1] = [_Task(item, attempts) for item in step]


def _as_error(content: Any) -> BaseException:
    return content if isinstance(content, BaseException) else EngineError(f"a worker answered {content!r:.200}")
