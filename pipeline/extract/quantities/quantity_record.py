"""What is known of a quantity while a line is read."""

from dataclasses import dataclass

from pipeline.extract.quantities.number_parser import Number
from pipeline.extract.quantities.units import Unit


@dataclass(slots=True)
class Quantity:
    """A quantity over the lexemes `[first, last)`; later steps fill in what earlier ones leave open.

    `value` is null, and `low` and `high` set, for a range; `low` alone for a vague word. `unit` is the unit's name and
    `unit_lexemes` its lexemes `[first, last)`; `unit_rule` is the entry that decided it. `counted_noun` is the token of
    the counted noun, `shared_noun` that of a quantity with which this one shares it.
    """

    first: int
    last: int
    kind: str
    value: float | None
    low: float | None = None
    high: float | None = None
    scale: float = 1.0
    number_lexemes: tuple[int, int] = (0, 0)
    unit: str | None = None
    unit_lexemes: tuple[int, int] | None = None
    unit_measure: str | None = None
    unit_rule: str | None = None
    qualifier: str = "exact"
    counted_noun: int | None = None
    shared_noun: int | None = None
    has_borrowed_unit: bool = False
    direction: str | None = None

    @property
    def is_range(self) -> bool:
        """Whether it lies between two numbers."""
        return self.value is None and self.high is not None


def build_from_number(number: Number) -> Quantity:
    """An amount that is a bare number so far."""
    return Quantity(
        number.first,
        number.last,
        number.kind,
        number.value,
        number.low,
        scale=number.scale,
        number_lexemes=(number.first, number.last),
        direction=number.direction,
    )


def add_unit(quantity: Quantity, unit: Unit) -> None:
    """Give an amount the unit that stands beside it."""
    quantity.unit, quantity.unit_measure, quantity.unit_rule = unit.name, unit.measure, unit.rule
    quantity.unit_lexemes = (unit.first, unit.last)
    quantity.first, quantity.last = min(quantity.first, unit.first), max(quantity.last, unit.last)
