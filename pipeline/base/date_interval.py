"""Closed intervals of days, which is what a text tells when it tells a date."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Interval:
    """From `start` to `end`, both included; `precision` is a value of the vocabulary `date_precision`.

    Raises ValueError where the interval would run backwards.
    """

    start: date
    end: date
    precision: str

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise ValueError(f"interval runs backwards: {self.start} to {self.end}")

    @classmethod
    def from_day(cls, on: date) -> "Interval":
        """The interval of one day."""
        return cls(on, on, "day")

    def overlaps(self, other: "Interval") -> bool:
        """Whether the two share at least one day."""
        return self.start <= other.end and other.start <= self.end
