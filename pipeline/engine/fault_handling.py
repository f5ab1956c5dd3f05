"""What becomes of an item whose worker dies, hangs or runs out of memory."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

T = TypeVar("T")
R = TypeVar("R")

FaultKind = Literal["worker_died", "too_slow", "passing_fault"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an item gave no result; `reason` completes the sentence "reading it ..."."""

    kind: FaultKind
    reason: str


@dataclass(frozen=True, slots=True)
class FaultHandling(Generic[T, R]):
    """How to go on after a fault: try again, then divide the item, then set the part aside that cannot be done.

    All functions but `divide` and `set_aside` run in the workers, so they must be picklable.
    """

    start: Callable[[], object]  # runs in each worker before its first item; what it raises ends the map
    seconds: float  # that one item may take
    divide: Callable[[T], Sequence[T]]  # into smaller items; one alone cannot be divided further
    set_aside: Callable[[T, Fault], R]  # the result for an item that cannot be done


# A worker may have died of what others did on the machine, so an item is tried twice. What was too slow once is not.
MAX_ATTEMPTS = 2


def plan_next_step(handling: FaultHandling[T, R], item: T, fault: Fault, attempts: int) -> Sequence[T] | Fault:
    """The items to do in the place of one that failed: itself, its parts, or none, for this fault.

    A part of a divided item is tried once (its `attempts` include those of the whole).
    """
    if fault.kind != "too_slow" and attempts < MAX_ATTEMPTS:
        return [item]
    parts = handling.divide(item)
    return parts if len(parts) > 1 else fault
