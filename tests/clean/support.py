"""A page of plain text through the clean room."""

from typing import Any

from pipeline.clean.cleaning import clean_document
from pipeline.clean.labelled_document import CleanDocument
from pipeline.intake.html_rendering import render_html
from pipeline.intake.source_document import Document, SuppliedMetadata


def cleaned(text: str, *, assume_clean: bool = False, html: bool = False, **given: Any) -> CleanDocument:
    """The labelled lines and the imprint of a text, or of a page's markup."""
    shown, blocks = render_html(text) if html else (text, None)
    media_type = "text/html" if html else "text/plain"
    page = Document(
        "d", "d", "d", "0", 0, media_type, "utf-8", shown, SuppliedMetadata(**given), blocks, text if html else None
    )
    return clean_document(page, assume_clean)


def labels(text: str, **how: Any) -> dict[str, str]:
    """The label of each line that is not blank, by its text."""
    page = cleaned(text, **how)
    return {
        segment.span.slice_text(text).strip(): segment.label for segment in page.segments if segment.label != "blank"
    }
