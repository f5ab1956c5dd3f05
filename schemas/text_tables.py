"""Tables of what was read: documents, their segments (lines or blocks) and the sentences of their body."""

import polars as pl

from schemas.column_types import (
    SpanTable,
    Table,
    define_confidence,
    define_count,
    define_day,
    define_flag,
    define_key,
    define_offset,
    define_quotation,
    define_reference,
    define_string,
    define_term,
    derive_from,
)
from schemas.table_info import describe_table


class Documents(Table):
    """One row a document, as it was received and as far as it tells where it comes from."""

    class Config(Table.Config):
        """How the table comes about."""

        metadata = describe_table(
            sort=("external_id", "document_id"),
            package="pipeline.intake",
            method=(
                "Bytes are decoded, HTML is rendered to text with offsets; what the page and its markup say of it "
                "is kept."
            ),
            is_per_document=True,
        )

    document_id: str = define_key(
        "doc", "Identifier, made of the address, else of the external identifier; a new version keeps it."
    )
    external_id: str = derive_from(
        define_string("The input's own `id`, or its path relative to the input folder."), "articles.external_id"
    )
    source_path: str = define_string("File that the document was read from, relative to the input folder.")
    source_sha256: str = derive_from(
        define_string("SHA-256 of the bytes that the document was read from.", str_matches=r"^[0-9a-f]{64}$"),
        "articles.source_sha256",
    )
    source_bytes: int = define_count("Size of those bytes.")
    media_type: str = define_string("Media type of the source, such as `text/plain` or `text/html`.")
    encoding: str = define_string("Character encoding by which the bytes were decoded.")
    url: str = define_string("Address of the article, where known.", nullable=True)
    publisher: str = define_string("Who published the article, where known.", nullable=True)
    title: str = define_quotation("Headline as the document has it.", span=None)
    byline: str = define_string("Author or agency as the document names them.", nullable=True)
    published_on: pl.Date = define_day("Day of publication where the document or its metadata states it.")
    published_reason: str = define_string(
        "Where the day of publication was found, such as `json-ld:datePublished` or `line:published`.", nullable=True
    )
    modified_on: pl.Date = define_day("Day of the last change where the document or its metadata states it.")
    published_earliest: pl.Date = define_day(
        "First day on which it can have been published, from what the text itself says."
    )
    published_latest: pl.Date = define_day(
        "Last day on which it can have been published, from what the text itself says."
    )
    duplicate_of: str = derive_from(
        define_reference("documents", "doc", "The document that this one repeats, wholly or nearly.", nullable=True),
        "articles.document_id",
    )
    language: str = define_string("Language of the text, ISO 639-1; null where it cannot be told.", nullable=True)
    topic: str = define_term("topic", "What it is about; null where its words do not tell.", nullable=True)
    licence: str = define_string("Terms of reuse as the document or its metadata state them.", nullable=True)
    redistribution: str = define_term("redistribution", "How much of the text the release may carry.")
    char_count: int = define_count("Length of the decoded text in code points.")
    body_char_count: int = define_count("Code points in segments of the article's own prose.")
    segment_count: int = define_count("Number of segments.")


class Segments(SpanTable):
    """One row a line (or HTML block) of a document, in order, with what it was on the page and what decided that."""

    class Config(Table.Config):
        """How the table comes about."""

        metadata = describe_table(
            sort=("document_id", "segment_no"),
            package="pipeline.clean",
            method=(
                "Which lines or blocks are body a model decides over features of all lines together, except that "
                "a line that a firm rule names is hardly ever body; the others are labelled by rules, by the "
                "heading above them, and by where they stand."
            ),
            made_from=("documents",),
            is_per_document=True,
            rows_per_document=(1, 20000),
        )

    segment_id: str = define_key("seg", "Identifier, made of the document and the words without numbers.")
    document_id: str = derive_from(define_reference("documents", "doc", "The document."), "articles.document_id")
    segment_no: int = define_count("Place in the document, from 0.")
    char_start: int = define_offset("First code point of the segment.")
    char_end: int = define_offset("Code point after the last.")
    label: str = define_term("label", "What the segment was on the page.")
    is_body: bool = define_flag("Whether it belongs to the article's own prose (`body` and `subheading`).")
    score: float = define_confidence(
        "How sure the label is, from 0 to 1: of `body` and `subheading` the model's probability that the line alone is "
        "body; of other labels a value set by hand for each rule, no probability. 1 where the input is said to be body."
    )
    reason: str = define_string("The rule, or the feature of the model, that decided.")
    text: str = define_quotation("The segment's text.")


class Sentences(SpanTable):
    """One row a sentence of a body segment."""

    class Config(Table.Config):
        """How the table comes about."""

        metadata = describe_table(
            sort=("document_id", "sentence_no"),
            package="pipeline.language",
            method="The body segments are split into sentences and parsed.",
            made_from=("segments",),
            is_per_document=True,
            rows_per_document=(0, 5000),
        )

    sentence_id: str = define_key("sen", "Identifier, made of the document and the words without numbers.")
    document_id: str = derive_from(define_reference("documents", "doc", "The document."), "articles.document_id")
    segment_id: str = define_reference("segments", "seg", "The segment.")
    sentence_no: int = define_count("Place among the document's sentences, from 0.")
    char_start: int = define_offset("First code point of the sentence.")
    char_end: int = define_offset("Code point after the last.")
    text: str = define_quotation("The sentence.", within="segments")
