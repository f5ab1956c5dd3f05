"""Tables of what was read: documents, their segments (lines or blocks) and the sentences of their body."""

import polars as pl

from schemas.columns import (
    Spanned,
    Table,
    confidence,
    count,
    day,
    flag,
    key,
    offset,
    reference,
    string,
    term,
)

TEXT_POLICY = "Null where the document's redistribution does not cover it; the span stays."


class Documents(Table):
    """One row a document, as it was received and as far as it tells where it comes from."""

    document_id: str = key("doc", "Identifier, made of the external identifier and the content's SHA-256.")
    external_id: str = string("The input's own `id`, or its path relative to the input folder.")
    source_path: str = string("File that the document was read from, relative to the input folder.")
    source_sha256: str = string("SHA-256 of the bytes that the document was read from.", str_matches=r"^[0-9a-f]{64}$")
    source_bytes: int = count("Size of those bytes.")
    media_type: str = string("Media type of the source, such as `text/plain` or `text/html`.")
    encoding: str = string("Character encoding by which the bytes were decoded.")
    url: str = string("Address of the article, where known.", nullable=True)
    publisher: str = string("Who published the article, where known.", nullable=True)
    title: str = string("Headline as the document has it.", nullable=True)
    byline: str = string("Author or agency as the document names them.", nullable=True)
    published_on: pl.Date = day("Day of publication where the document or its metadata states it.")
    published_earliest: pl.Date = day("First day on which it can have been published, from what the text itself says.")
    published_latest: pl.Date = day("Last day on which it can have been published, from what the text itself says.")
    duplicate_of: str = reference(
        "documents", "doc", "The document that this one repeats, wholly or nearly.", nullable=True
    )
    language: str = string("Language of the text, ISO 639-1; null where it cannot be told.", nullable=True)
    licence: str = string("Terms of reuse as the document or its metadata state them.", nullable=True)
    redistribution: str = term("redistribution", "How much of the text the release may carry.")
    char_count: int = count("Length of the decoded text in code points.")
    body_char_count: int = count("Code points in segments of the article's own prose.")
    segment_count: int = count("Number of segments.")


class Segments(Spanned):
    """One row a line (or HTML block) of a document, in order, with what it was on the page and what decided that."""

    segment_id: str = key("seg", "Identifier, made of the document and the span.")
    document_id: str = reference("documents", "doc", "The document.")
    segment_no: int = count("Place in the document, from 0.")
    char_start: int = offset("First code point of the segment.")
    char_end: int = offset("Code point after the last.")
    label: str = term("label", "What the segment was on the page.")
    is_body: bool = flag("Whether it belongs to the article's own prose (`body` and `subheading`).")
    score: float = confidence("How sure the label is, from 0 to 1; a rule gives 1.")
    reason: str = string("The rule, or the feature of the model, that decided.")
    text: str = string(f"The segment's text. {TEXT_POLICY}", nullable=True)


class Sentences(Spanned):
    """One row a sentence of a body segment."""

    sentence_id: str = key("sen", "Identifier, made of the document and the span.")
    document_id: str = reference("documents", "doc", "The document.")
    segment_id: str = reference("segments", "seg", "The segment.")
    sentence_no: int = count("Place among the document's sentences, from 0.")
    char_start: int = offset("First code point of the sentence.")
    char_end: int = offset("Code point after the last.")
    text: str = string(f"The sentence. {TEXT_POLICY}", nullable=True)
