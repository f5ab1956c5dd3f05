"""Sets that grow together (union-find), whose result does not depend on the order of the joins."""

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class DisjointSets(Generic[T]):
    """A partition of items, each alone at first (Tarjan 1975, with path halving)."""

    def __init__(self, items: Iterable[T]) -> None:
        self._parent: dict[T, T] = {item: item for item in items}

    def find_root(self, item: T) -> T:
        """The item that stands for the group for now; raises KeyError for an item that was not given."""
        parent = self._parent
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def merge(self, one: T, other: T) -> T:
        """Make two groups one; gives the item that stands for it from now on."""
        root, lost = self.find_root(one), self.find_root(other)
        self._parent[lost] = root
        return root

    def list_sets(self) -> list[list[T]]:
        """The groups, each in the order in which its items were given."""
        found: dict[T, list[T]] = {}
        for item in self._parent:
            found.setdefault(self.find_root(item), []).append(item)
        return list(found.values())
