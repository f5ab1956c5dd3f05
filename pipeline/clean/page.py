"""A document through the clean room: its segments with labels, and its imprint."""

from pipeline.clean.imprint import imprint
from pipeline.clean.label import assumed, label
from pipeline.clean.labelled import CleanDocument
from pipeline.clean.lines import lines
from pipeline.clean.metadata import metadata
from pipeline.clean.model import looks
from pipeline.clean.seen import see
from pipeline.intake.document import Document


def clean(document: Document, assume_clean: bool) -> CleanDocument:
    """Label every line of a document. With `assume_clean` all that is not blank is body.

    The segments cover all of the text, in order, a line each; only line breaks stand between them.
    """
    found = lines(document.text)
    told = metadata(document.html) if document.html is not None else {}
    title = document.given.title or told.get("title")
    if assume_clean:
        labels = assumed(found)
    else:
        seen = see(found, document.blocks)
        labels = label(seen, looks(seen.form), title)
    segments = labels.segments()
    return CleanDocument(segments, imprint(document, labels, segments, told))
