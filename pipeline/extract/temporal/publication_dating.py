"""When a document was published, as far as its metadata and its own text tell."""

from datetime import date

from pipeline.extract.records import PublicationDate
from pipeline.extract.temporal import document_dating, timex_grammar
from pipeline.language.parsed_document import ParsedDocument


def infer_publication_date(parsed: ParsedDocument, stated: date | None) -> PublicationDate:
    """The day that the metadata state, or the interval that the text itself allows; an open end is null."""
    if stated:
        return PublicationDate(stated, stated, stated)
    estimate = document_dating.estimate_document_date(parsed.doc, timex_grammar.match_timexes(parsed))
    return PublicationDate(None, estimate.earliest, estimate.latest)
