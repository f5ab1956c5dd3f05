"""What is known of an entity, and whether two sets of facts can be of one."""

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class EntityFacts:
    """What must not differ between two that are one; null is unknown and contradicts nothing."""

    wikidata: str | None = None
    geonames: int | None = None
    country: str | None = None
    occupation: str | None = None
    middle: str | None = None
    # In which a person of no name is described: offices change hands ("the Polish president" of 2015 and of 2019).
    year: int | None = None
    # Sides of pairs that someone said are not the same: (number of the pair, side).
    apart: frozenset[tuple[int, int]] = frozenset()

    def list_values(self) -> tuple[Any, ...]:
        """The six, in order of weight."""
        return (self.wikidata, self.geonames, self.country, self.occupation, self.year, self.middle)

    def is_compatible(self, other: "EntityFacts") -> bool:
        """Whether nothing differs; a middle name fits its initial."""
        pairs = zip(self.list_values()[:5], other.list_values()[:5], strict=True)
        if any(a is not None and b is not None and a != b for a, b in pairs):
            return False
        if any((pair, 1 - side) in other.apart for pair, side in self.apart):
            return False
        a, b = self.middle, other.middle
        return a is None or b is None or a.startswith(b) or b.startswith(a)

    def merge_with(self, other: "EntityFacts") -> "EntityFacts":
        """What is known of both together, where they fit."""
        mine = {name: getattr(other, name) for name in self.__slots__ if getattr(self, name) is None}
        middle = max(self.middle or "", other.middle or "") or None
        return replace(self, **(mine | {"middle": middle, "apart": self.apart | other.apart}))
