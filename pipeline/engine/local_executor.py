"""The process pool of this machine."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import TypeVar

from pipeline.engine.engine_errors import EngineError

T = TypeVar("T")
R = TypeVar("R")


def map_local(function: Callable[[T], R], items: Iterable[T], workers: int) -> Iterator[R]:
    """Ordered map over a pool of `workers` processes; in this process where one worker or one item is all there is."""
    todo = iter(items)
    head = list(islice(todo, 2))
    if workers <= 1 or len(head) < 2:
        yield from map(function, chain(head, todo))
        return
    # Spawned, not forked: this process may hold threads (Dagster, polars), and forking those can hang.
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        waiting: deque[Future[R]] = deque()
        try:
            for item in chain(head, todo):
                waiting.append(pool.submit(function, item))
                if len(waiting) >= 2 * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise EngineError("a worker died, perhaps for want of memory; try fewer --workers") from error
        finally:
            for future in waiting:
                future.cancel()
