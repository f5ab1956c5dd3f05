"""`CODEBOOK.md`: every column and every value of the dataset, with examples, rules, limits and quality."""

from typing import Any

import polars as pl

from pipeline.extract.event_confidence.confidence_model import load_weights
from pipeline.publish.metadata.dataset_info import ReleaseContent, find_threshold, render_template
from pipeline.publish.release_diff import CHANGE_REASONS
from schemas import table_registry
from schemas.controlled_vocabularies import Vocabulary, load_vocabularies
from schemas.table_registry import Column

TYPE_LABELS: dict[Any, str] = {
    pl.String: "string",
    pl.Int64: "integer",
    pl.Float64: "number",
    pl.Boolean: "boolean",
    pl.Date: "date",
    pl.List: "list of strings",
}


def render_codebook(content: ReleaseContent) -> bytes:
    """The codebook, all from the schemas, the closed lists, the rows and the pinned quality."""
    return render_template(
        "codebook.md.j2",
        content=content,
        facts=content.facts,
        tables=[_build_table_entry(name, content.tables[name]) for name in table_registry.PUBLISHED],
        vocabularies=[
            _build_vocabulary_entry(name, vocabulary, content) for name, vocabulary in load_vocabularies().items()
        ],
        reasons=CHANGE_REASONS,
        confidence=load_weights(),
        threshold=find_threshold(content.facts),
        texts=", ".join(
            f"`{name}.{column.name}`"
            for name in table_registry.TABLES
            for column in table_registry.list_text_columns(name)
        ),
    )


def _build_table_entry(name: str, rows: pl.DataFrame) -> dict[str, Any]:
    example = _find_fullest_row(rows)
    info = table_registry.get_info(name)
    return {
        "name": name,
        "description": table_registry.describe(name),
        "how": info.method,
        "sources": info.made_from,
        "sort": info.sort,
        "rows": rows.height,
        "columns": [_build_column_entry(column, rows, example) for column in table_registry.list_columns(name)],
    }


def _find_fullest_row(rows: pl.DataFrame) -> dict[str, Any]:
    """The row with the most values, the first of several; nothing of an empty table."""
    if not rows.height:
        return {}
    filled = rows.select(pl.sum_horizontal(pl.all().is_not_null())).to_series().arg_max()
    return rows.row(filled or 0, named=True)


def _build_column_entry(column: Column, rows: pl.DataFrame, example: dict[str, Any]) -> dict[str, Any]:
    kinds = [TYPE_LABELS[column.dtype.base_type()]]
    kinds += ["key"] if column.is_key else []
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


def _build_vocabulary_entry(name: str, vocabulary: Vocabulary, content: ReleaseContent) -> dict[str, Any]:
    table, column = next(
        (t, c.name) for t in table_registry.PUBLISHED for c in table_registry.list_columns(t) if c.vocabulary == name
    )
    rows = content.tables[table]
    key = table_registry.find_key(table)
    text_column = next((c for c in ("text", "name", "title", "summary", "concept") if c in rows.columns), key)
    # The first row of each value that has words to show, else the first.
    firsts = (
        rows.sort(pl.col(text_column).is_null(), maintain_order=True)
        .group_by(column)
        .agg(pl.col(key).first(), pl.col(text_column).first().alias("shown"), pl.len().alias("rows"))
    )
    by_value = {row[column]: row for row in firsts.to_dicts()}
    nothing = {"rows": 0, key: None, "shown": None}
    values = []
    for value, definition in vocabulary.values.items():
        found = by_value.get(value, nothing)
        example = {"rows": found["rows"], "key": found[key], "shown": found["shown"]}
        values.append({"value": value, "definition": definition, **example})
    return {"name": name, "description": vocabulary.description, "where": f"{table}.{column}", "values": values}
