"""When a document was published, as far as its imprint and its own text tell."""

from datetime import date

from pipeline.extract import dategrammar, datesetting
from pipeline.extract.records import Publication
from pipeline.language.parsed import Parsed


def infer(parsed: Parsed, stated: date | None) -> Publication:
    """The day that the imprint states, or the interval that the text itself allows; an open end is null."""
    if stated:
        return Publication(stated, stated, stated)
    setting = datesetting.settle(parsed.doc, dategrammar.read(parsed))
    return Publication(None, setting.earliest, setting.latest)
