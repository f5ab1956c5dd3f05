"""The kinds of column that tables share: keys, references, offsets, dates, closed lists.

Each helper gives a pandera field whose `description` is the column's text in every place where the column is explained,
and whose `metadata` says what the rest of the project asks of it: `key`, `references` (table), `is_foreign_key`,
`vocabulary`, `unit`, `text` (the policy by which it is published), `span` and `within` (where its words stand),
`sources` (lineage).
"""

from typing import Any, ClassVar, Literal

import pandera.polars as pa
import polars as pl

from schemas.controlled_vocabularies import list_values

# How a column of free text is published. `own`: it is the dataset's own statement, or names and credits the document,
# and is always published. `quoted`: a stretch of the document, published where its redistribution covers that.
# `phrase`: put together of the document's words, published where all of them are. `derived`: by a rule in `publish`.
# `lemma`: made of the words of the row's sentence, published where that is. `name`: what documents call an entity,
# published where one that may be quoted does.
TextPolicy = Literal["own", "quoted", "phrase", "lemma", "name", "derived"]
WITHHELD = "Null where the document's redistribution does not cover it"


class Table(pa.DataFrameModel):
    """Base of all tables: no column more, none less, in the order given."""

    class Config:
        """Strict in every way that pandera knows."""

        strict = True
        ordered = True
        coerce = False
        metadata: ClassVar[dict[str, Any]] = {}  # `describe_table(...)` in each table


def check_order(data: pa.PolarsData, low: str, high: str) -> pl.LazyFrame:
    """Row by row: is `low` no more than `high`, or one of them null?"""
    good = (pl.col(low) <= pl.col(high)) | pl.col(low).is_null() | pl.col(high).is_null()
    return data.lazyframe.select(good)


class SpanTable(Table):
    """Base of tables whose rows are stretches of a document's text, from `char_start` to `char_end`."""

    @pa.dataframe_check
    @classmethod
    def span_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A span does not run backwards."""
        return check_order(data, "char_start", "char_end")


def _build_id_pattern(prefix: str) -> str:
    return rf"^{prefix}_[0-9a-f]{{16}}$"


def define_key(prefix: str, description: str) -> Any:
    """The table's primary key: `<prefix>_` and 16 hexadecimal digits, unique."""
    return pa.Field(
        unique=True,
        str_matches=_build_id_pattern(prefix),
        description=description,
        metadata={"key": True, "prefix": prefix},
    )


def define_reference(
    table: str, prefix: str, description: str, *, nullable: bool = False, is_foreign_key: bool = True
) -> Any:
    """A key of another table (or of the same one); one that is no foreign key may name what has no row there."""
    return pa.Field(
        nullable=nullable,
        str_matches=_build_id_pattern(prefix),
        description=description,
        metadata={"references": table, "is_foreign_key": is_foreign_key},
    )


def define_offset(description: str, *, nullable: bool = False) -> Any:
    """A place in the document's text, in Unicode code points from 0."""
    return pa.Field(ge=0, nullable=nullable, description=description, metadata={"unit": "code point"})


def define_count(description: str, *, nullable: bool = False) -> Any:
    """A whole number, 0 or more."""
    return pa.Field(ge=0, nullable=nullable, description=description, metadata={})


def define_term(vocabulary: str, description: str, *, nullable: bool = False) -> Any:
    """One value of a closed list of `vocabulary.yml`."""
    return pa.Field(
        isin=list_values(vocabulary), nullable=nullable, description=description, metadata={"vocabulary": vocabulary}
    )


def define_string(description: str, *, policy: TextPolicy = "own", nullable: bool = False, **checks: Any) -> Any:
    """Free text; that of a document is a quotation or a phrase."""
    return pa.Field(nullable=nullable, description=description, metadata={"text": policy}, **checks)


def define_quotation(
    description: str, *, span: tuple[str, str] | None = ("char_start", "char_end"), within: str | None = None
) -> Any:
    """A stretch of the document's text: the columns of its first and last offset, and the table whose row holds it."""
    return pa.Field(
        nullable=True,
        description=f"{description} {WITHHELD}{'; the span stays' if span else ''}.",
        metadata={"text": "quoted", "span": span, "within": within},
    )


def define_phrase(description: str) -> Any:
    """Words of the document, put together."""
    return pa.Field(nullable=True, description=f"{description} {WITHHELD}.", metadata={"text": "phrase"})


def derive_from(column: Any, *sources: str) -> Any:
    """A column that is taken or derived from columns of other tables or assets, each named as `table.column`."""
    column.metadata["sources"] = sources
    return column


def define_number(description: str, *, nullable: bool = True, unit: str | None = None, **checks: Any) -> Any:
    """A real number."""
    return pa.Field(nullable=nullable, description=description, metadata={"unit": unit} if unit else {}, **checks)


def define_flag(description: str) -> Any:
    """True or false."""
    return pa.Field(description=description, metadata={})


def define_day(description: str) -> Any:
    """A day, ISO 8601; null where the text leaves it open."""
    return pa.Field(nullable=True, description=description, metadata={"unit": "ISO 8601 date"})


def define_strings(description: str, *, references: str | None = None, policy: TextPolicy = "own") -> Any:
    """A list of strings, never null; with `references` each is a key of that table."""
    return pa.Field(
        description=description,
        dtype_kwargs={"inner": pl.String()},
        metadata={"references": references, "is_foreign_key": True} if references else {"text": policy},
    )


def define_rule(description: str) -> Any:
    """The rule that decided: the name of a file of rules, a slash, and the id of the entry or rule in it."""
    return pa.Field(str_matches=r"^[a-z_]+/[^/]+$", description=description, metadata={"text": "own"})


def define_confidence(description: str) -> Any:
    """A number from 0 to 1."""
    return pa.Field(in_range={"min_value": 0, "max_value": 1}, description=description, metadata={})


__all__ = [
    "SpanTable",
    "Table",
    "TextPolicy",
    "check_order",
    "define_confidence",
    "define_count",
    "define_day",
    "define_flag",
    "define_key",
    "define_number",
    "define_offset",
    "define_phrase",
    "define_quotation",
    "define_reference",
    "define_rule",
    "define_string",
    "define_strings",
    "define_term",
    "derive_from",
]
