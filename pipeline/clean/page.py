"""A document through the clean room: its segments with labels, and its imprint."""

import re

from pipeline.base.span import Span
from pipeline.clean.labelled import CleanDocument, Imprint, Segment
from pipeline.intake.document import Document

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


def clean(document: Document, assume_clean: bool) -> CleanDocument:
    """Label every line of a document. With `assume_clean` all that is not blank is body."""
    segments: list[Segment] = []
    for number, line in enumerate(document.text.split("\n")):
        start = segments[-1].span.end + 1 if segments else 0
        blank = not line.strip()
        segments.append(Segment(number, Span(start, start + len(line)), "blank" if blank else "body", 1.0, "assumed"))
    given = document.given
    imprint = Imprint(
        given.title,
        None,
        given.publisher,
        given.published,
        given.url,
        given.licence,
        given.redistribution or "excerpt",
        "en",
    )
    return CleanDocument(tuple(segments), imprint)
