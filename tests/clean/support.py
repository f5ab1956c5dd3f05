"""A page of plain text through the clean room."""

from typing import Any

from pipeline.clean.labelled import CleanDocument
from pipeline.clean.page import clean
from pipeline.intake.document import Document, Given
from pipeline.intake.html import render


def cleaned(text: str, *, assume_clean: bool = False, html: bool = False, **given: Any) -> CleanDocument:
    """The labelled lines and the imprint of a text, or of a page's markup."""
    shown, blocks = render(text) if html else (text, None)
    media_type = "text/html" if html else "text/plain"
    page = Document("d", "d", "d", "0", 0, media_type, "utf-8", shown, Given(**given), blocks, text if html else None)
    return clean(page, assume_clean)


def labels(text: str, **how: Any) -> dict[str, str]:
    """The label of each line that is not blank, by its text."""
    page = cleaned(text, **how)
    return {segment.span.of(text).strip(): segment.label for segment in page.segments if segment.label != "blank"}
