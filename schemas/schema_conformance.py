"""Whether all rows hold by a pandera schema, asked in one query over the frame.

pandera runs a query or more for each column and each check, which for a table of some thousand rows takes longer than
all else that is done with it. It is needed only where something is wrong, to tell which rows.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pandera.polars as pa
import polars as pl

# Built-in checks of pandera as expressions. A check of another kind leaves the answer to pandera.
_BUILT_IN_CHECKS: dict[str, Callable[[pl.Expr, dict[str, Any]], pl.Expr]] = {
    "greater_than_or_equal_to": lambda column, options: column >= options["min_value"],
    "in_range": lambda column, options: column.is_between(
        options["min_value"],
        options["max_value"],
        closed=_CLOSED_SIDES[options.get("include_min", True), options.get("include_max", True)],
    ),
    "isin": lambda column, options: column.is_in(list(options["allowed_values"])),
    # At the beginning of the text, and to its end only where the pattern says so.
    "str_matches": lambda column, options: column.str.contains(f"^(?:{options['pattern']})"),
}
_CLOSED_SIDES: dict[tuple[bool, bool], Any] = {
    (True, True): "both",
    (True, False): "left",
    (False, True): "right",
    (False, False): "none",
}


def conforms_to_schema(schema: pa.DataFrameSchema, rows: pl.DataFrame) -> bool:
    """Whether every row holds by a schema. False can also mean that only pandera can tell."""
    if list(rows.schema.items()) != [(name, column.dtype.type) for name, column in schema.columns.items()]:
        return False
    expressions: list[pl.Expr] = []
    for name, column in schema.columns.items():
        if any(check.name not in _BUILT_IN_CHECKS for check in column.checks):
            return False
        expressions += _build_expressions(name, column, is_float=rows.schema[name].is_float())
    numbered = [expression.alias(str(number)) for number, expression in enumerate(expressions)]
    if rows.height and not all(rows.lazy().select(numbered).collect().row(0)):
        return False
    return all(check(rows.lazy()).check_passed.collect().item() for check in schema.checks)


def _build_expressions(name: str, column: Any, *, is_float: bool) -> Iterator[pl.Expr]:
    """What must be true of a column as a whole; a null passes a check, as with pandera."""
    values = pl.col(name)
    if not column.nullable:
        yield values.is_not_null().all()
        if is_float:
            yield values.is_not_nan().all()
    if column.unique:
        yield ~values.is_duplicated().any()
    for check in column.checks:
        yield _BUILT_IN_CHECKS[check.name](values, check.statistics).fill_null(value=True).all()
