"""Who said what."""

from pipeline.extract.records import Reading, Statement


def find(reading: Reading) -> tuple[Statement, ...]:
    """The rows of this noun."""
    return ()
