"""Quantities."""

from collections.abc import Sequence

from pipeline.extract.records import Figure, Reading, Statement


def find(reading: Reading, statements: Sequence[Statement]) -> tuple[Figure, ...]:
    """The rows of this noun."""
    return ()
