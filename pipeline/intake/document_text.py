"""A raw document to its text: the one place where bytes of any media type become text, blocks and notes."""

from pipeline.base.boundary.input_bounds import DEFAULT_BOUNDS, InputBounds
from pipeline.intake.carried_articles import find_carried_article
from pipeline.intake.html_rendering import render_html
from pipeline.intake.markdown_rendering import convert_markdown
from pipeline.intake.office_text import extract_docx_text, extract_pdf_text
from pipeline.intake.source_document import (
    DOCX_MEDIA_TYPE,
    Document,
    HtmlBlock,
    Note,
    RawDocument,
    UnreadableError,
)
from pipeline.intake.text_decoding import DecodedText, decode_text

OFFICE_EXTRACTORS = {"application/pdf": extract_pdf_text, DOCX_MEDIA_TYPE: extract_docx_text}
# What an extractor makes of a file is Unicode; the file itself has no one encoding.
NO_ENCODING = "binary"


def open_document(item: RawDocument, bounds: InputBounds = DEFAULT_BOUNDS) -> Document:
    """Decode and render a raw document. Raises UnreadableError where it is no text, or too long."""
    if (extract_text := OFFICE_EXTRACTORS.get(item.media_type)) is not None:
        decoded = DecodedText(extract_text(item.content, bounds), NO_ENCODING)
    else:
        decoded = decode_text(item.content, item.media_type, item.encoding)
    if len(decoded.text) > bounds.max_chars:
        raise UnreadableError(
            "too_long", f"{len(decoded.text)} characters, the limit is {bounds.max_chars}; split the file"
        )
    text, html, notes = decoded.text, None, list(decoded.notes)
    blocks: tuple[HtmlBlock, ...] | None = None
    if item.media_type in ("text/html", "text/markdown"):
        html = convert_markdown(text) if item.media_type == "text/markdown" else text
        text, blocks = render_html(html)
        if (carried := find_carried_article(html, text)) is not None:
            notes.append(Note("carried_article", f"the page shows {len(text)} characters; read was {carried.source}"))
            text, blocks = render_html(carried.html)
    return Document(
        document_id=item.document_id,
        external_id=item.external_id,
        source_path=item.source_path,
        source_sha256=item.source_sha256,
        source_bytes=len(item.content),
        media_type=item.media_type,
        encoding=decoded.encoding,
        text=text,
        supplied=item.supplied,
        blocks=blocks,
        html=html,
        notes=tuple(notes),
    )
