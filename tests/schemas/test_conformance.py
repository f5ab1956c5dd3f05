"""The quick answer to whether a frame holds by its schema is the one that pandera gives."""

from collections.abc import Iterator
from typing import Any

import pandera.errors
import polars as pl
import pytest

from pipeline.publish.flat.flat_rows import build_flat_views
from schemas import table_registry
from schemas.schema_conformance import conforms_to_schema
from tests.publish import example

TABLES = example.dataset()
FRAMES = TABLES | build_flat_views(TABLES)
# Values that some column of the type refuses and others take.
DOUBTFUL: dict[Any, list[Any]] = {
    pl.String: ["x", "", "\n", "figures/", "rules/one", "ent_0000000000000000", "ent_0000000000000000\n"],
    pl.Int64: [-1, 0, 10**9],
    pl.Float64: [-0.5, 0.0, 1.0, 1.5, 181.0, float("nan"), float("inf")],
}


def passes_pandera(name: str, rows: pl.DataFrame) -> bool:
    try:
        table_registry.get_schema(name).validate(rows, lazy=True)
    except pandera.errors.SchemaErrors:
        return False
    return True


def spoil_column(rows: pl.DataFrame, column: str) -> Iterator[pl.DataFrame]:
    """The frame with another value in the first row of a column."""
    dtype = rows.schema[column]
    values = [*DOUBTFUL.get(dtype, []), None]
    repeated = rows.item(rows.height - 1, column)
    for value in [*values, repeated.to_list() if isinstance(repeated, pl.Series) else repeated]:
        first = pl.Series(column, [value], dtype=dtype)
        yield rows.with_columns(pl.concat([first, rows.get_column(column).slice(1)]))


@pytest.mark.parametrize("name", table_registry.PUBLISHED)
def test_frames_that_hold_and_frames_with_one_doubtful_value(name: str) -> None:
    schema, rows = table_registry.get_schema(name), FRAMES[name]
    assert conforms_to_schema(schema, rows) and passes_pandera(name, rows)
    refused = 0
    for column in rows.columns if rows.height else []:
        for spoilt in spoil_column(rows, column):
            refused += not conforms_to_schema(schema, spoilt)
            assert conforms_to_schema(schema, spoilt) == passes_pandera(name, spoilt), (column, spoilt.item(0, column))
    assert refused or not rows.height


def test_a_frame_of_other_columns_does_not_conform() -> None:
    schema, rows = table_registry.get_schema("events"), FRAMES["events"]
    assert not conforms_to_schema(schema, rows.select(reversed(rows.columns)))
    assert not conforms_to_schema(schema, rows.drop("text"))
    assert not conforms_to_schema(schema, rows.with_columns(pl.col("char_start").cast(pl.Int32)))


def test_rows_that_run_backwards_do_not_conform() -> None:
    schema, rows = table_registry.get_schema("events"), FRAMES["events"]
    assert not conforms_to_schema(schema, rows.with_columns(char_start=pl.col("char_end") + 1))
