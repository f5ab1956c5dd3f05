"""`CODEBOOK.md`: every column and every value of the dataset, with examples, rules, limits and quality."""

from typing import Any

import polars as pl

from pipeline.publish import tables as files
from pipeline.publish.diff import REASONS
from pipeline.publish.licences import TEXTS
from pipeline.publish.metadata import Content, from_template
from pipeline.publish.provenance import derivations
from schemas import tables
from schemas.tables import Column
from schemas.vocabulary import Vocabulary, vocabularies

TYPES: dict[Any, str] = {
    pl.String: "string",
    pl.Int64: "integer",
    pl.Float64: "number",
    pl.Boolean: "boolean",
    pl.Date: "date",
    pl.List: "list of strings",
}


def render(content: Content) -> bytes:
    """The codebook, all from the schemas, the closed lists, the derivations, the rows and the pinned quality."""
    return from_template(
        "codebook.md.j2",
        content=content,
        facts=content.facts,
        tables=[_table(name, content.tables[name]) for name in tables.TABLES],
        vocabularies=[_vocabulary(name, told, content) for name, told in vocabularies().items()],
        reasons=REASONS,
        texts=", ".join(f"`{name}.{column}`" for name, columns in TEXTS.items() for column in columns),
    )


def _table(name: str, rows: pl.DataFrame) -> dict[str, Any]:
    example = _fullest(rows)
    derivation = next(entry for entry in derivations() if entry.id == name)
    return {
        "name": name,
        "description": files.description(name),
        "how": derivation.how,
        "sources": derivation.sources,
        "sort": tables.SORT[name],
        "rows": rows.height,
        "columns": [_column(column, rows, example) for column in tables.columns(name)],
    }


def _fullest(rows: pl.DataFrame) -> dict[str, Any]:
    """The row with the most values, the first of several; nothing of an empty table."""
    if not rows.height:
        return {}
    filled = rows.select(pl.sum_horizontal(pl.all().is_not_null())).to_series().arg_max()
    return rows.row(filled or 0, named=True)


def _column(column: Column, rows: pl.DataFrame, example: dict[str, Any]) -> dict[str, Any]:
    kinds = [TYPES[column.dtype.base_type()]]
    kinds += ["key"] if column.key else []
    kinds += [f"refers to `{column.references}`"] if column.references else []
    kinds += [f"one of [{column.vocabulary}](#{column.vocabulary})"] if column.vocabulary else []
    return {
        "name": column.name,
        "kind": ", ".join(kinds),
        "unit": column.unit,
        "description": column.description,
        "nulls": rows.get_column(column.name).null_count() if column.nullable else "never",
        "example": example.get(column.name),
    }


def _vocabulary(name: str, told: Vocabulary, content: Content) -> dict[str, Any]:
    table, column = next((t, c.name) for t in tables.TABLES for c in tables.columns(t) if c.vocabulary == name)
    rows = content.tables[table]
    key = tables.key(table)
    shown = next((c for c in ("text", "name", "title", "summary", "concept") if c in rows.columns), key)
    # The first row of each value that has words to show, else the first.
    firsts = (
        rows.sort(pl.col(shown).is_null(), maintain_order=True)
        .group_by(column)
        .agg(pl.col(key).first(), pl.col(shown).first().alias("shown"), pl.len().alias("rows"))
    )
    by_value = {row[column]: row for row in firsts.to_dicts()}
    nothing = {"rows": 0, key: None, "shown": None}
    values = []
    for value, definition in told.values.items():
        found = by_value.get(value, nothing)
        example = {"rows": found["rows"], "key": found[key], "shown": found["shown"]}
        values.append({"value": value, "definition": definition, **example})
    return {"name": name, "description": told.description, "where": f"{table}.{column}", "values": values}
