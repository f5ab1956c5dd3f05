"""Acts."""

from collections.abc import Sequence

from pipeline.extract.records import Event, Figure, Reading, Statement


def find(reading: Reading, statements: Sequence[Statement], figures: Sequence[Figure]) -> tuple[Event, ...]:
    """The rows of this noun."""
    return ()
