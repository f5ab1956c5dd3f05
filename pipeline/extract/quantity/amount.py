"""What is known of a quantity while a line is read."""

from dataclasses import dataclass

from pipeline.extract.quantity.numbers import Number
from pipeline.extract.quantity.units import Unit


@dataclass(slots=True)
class Amount:
    """A quantity over the lexemes `[first, last)`; later steps fill in what earlier ones leave open.

    `value` is null, and `low` and `high` set, for a range; `low` alone for a vague word. `unit` is the unit's name and
    `unit_at` its lexemes `[first, last)`. `noun` is the token of the counted noun.
    """

    first: int
    last: int
    kind: str
    value: float | None
    low: float | None = None
    high: float | None = None
    scale: float = 1.0
    number_at: tuple[int, int] = (0, 0)
    unit: str | None = None
    unit_at: tuple[int, int] | None = None
    unit_measure: str | None = None
    qualifier: str = "exact"
    noun: int | None = None
    borrowed: bool = False
    direction: str | None = None

    @property
    def is_range(self) -> bool:
        """Whether it lies between two numbers."""
        return self.value is None and self.high is not None


def of_number(number: Number) -> Amount:
    """An amount that is a bare number so far."""
    return Amount(
        number.first,
        number.last,
        number.kind,
        number.value,
        number.low,
        scale=number.scale,
        number_at=(number.first, number.last),
        direction=number.direction,
    )


def add_unit(amount: Amount, unit: Unit) -> None:
    """Give an amount the unit that stands beside it."""
    amount.unit, amount.unit_measure = unit.name, unit.measure
    amount.unit_at = (unit.first, unit.last)
    amount.first, amount.last = min(amount.first, unit.first), max(amount.last, unit.last)
