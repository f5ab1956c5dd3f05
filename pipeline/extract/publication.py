"""When a document was published, as far as its imprint and its own text tell."""

from datetime import date

from pipeline.extract.calendar import grammar, setting
from pipeline.extract.records import Publication
from pipeline.language.parsed import Parsed


def infer(parsed: Parsed, stated: date | None) -> Publication:
    """The day that the imprint states, or the interval that the text itself allows; an open end is null."""
    if stated:
        return Publication(stated, stated, stated)
    told = setting.settle(parsed.doc, grammar.read(parsed))
    return Publication(None, told.earliest, told.latest)
