"""Sources: which documents count as one and the same voice when it is asked how many tell a thing."""

import polars as pl


def identify_sources(documents: pl.DataFrame) -> pl.DataFrame:
    """For each document its `original_id` (itself, or what it repeats) and its `source`.

    Documents of one publisher (ignoring case and white space at the ends) are one source. A copy counts with its
    original, whoever ran it. Where the publisher is null the original counts as a source of its own: nothing says that
    it is the same as another's.
    """
    named = documents.select(
        "document_id",
        original_id=pl.coalesce("duplicate_of", "document_id"),
        publisher=pl.col("publisher").str.strip_chars().str.to_lowercase(),
    )
    originals = named.select(original_id="document_id", source=pl.coalesce("publisher", "document_id"))
    return (
        named.drop("publisher")
        .join(originals, on="original_id", how="left")
        .with_columns(source=pl.coalesce("source", "original_id"))
        .sort("document_id")
    )
