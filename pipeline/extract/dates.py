"""Words that tell a date, resolved against the day of publication."""

from pipeline.extract.records import DatePhrase, Publication
from pipeline.language.parsed import Parsed


def find(parsed: Parsed, publication: Publication) -> tuple[DatePhrase, ...]:
    """The date phrases of a document in the order of the text."""
    return ()
