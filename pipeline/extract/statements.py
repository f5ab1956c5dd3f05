"""Who said what."""

from pipeline.extract.records import *  # noqa


def find(reading: Reading, *more) -> tuple[Statement, ...]:
    return ()
