"""The explorer's data as scripts: opened from disk a page may run scripts beside it, but read no other file."""

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from pipeline.publish.site.explorer_columns import (
    EXPLORER_TABLES,
    ExplorerTable,
    describe_columns,
    find_key,
    select_rows,
)
from pipeline.publish.site.site_templates import encode_script_data

CHUNK_SIZE = 5000  # rows in one file
# Digits of the codes: printable, and none that a string of JavaScript must escape.
DIGITS = "".join(chr(number) for number in range(35, 127) if chr(number) not in "\\<>&'`")


def render_explorer_data(tables: Mapping[str, pl.DataFrame], with_page: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    """The register of tables and the chunks of each, with their addresses."""
    register = []
    for table in EXPLORER_TABLES:
        frame = select_rows(table, dict(tables))
        if table.link == "entity":
            frame = frame.with_columns(
                page=pl.when(pl.col("entity_id").is_in(list(with_page))).then(pl.lit("yes")).otherwise(pl.lit(None))
            )
        columns = describe_columns(table, frame)
        chunks = [frame.slice(start, CHUNK_SIZE) for start in range(0, frame.height, CHUNK_SIZE)]
        for number, chunk in enumerate(chunks):
            yield f"data/{table.name}-{number}.js", _encode_chunk(table.name, number, chunk)
        register.append(_describe_table(table, columns, frame.height, len(chunks)))
    yield "data/tables.js", f"newsledger.register({encode_script_data(register)});\n".encode()


def _describe_table(table: ExplorerTable, columns: list[dict[str, Any]], rows: int, chunks: int) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": table.title,
        "noun": table.noun,
        "key": find_key(table),
        "rows": rows,
        "chunks": chunks,
        "columns": [column for column in columns if column["name"] != "page"],
        "searched": list(table.searched),
        "contains": {name: list(columns) for name, columns in table.contains.items()},
        "filters": list(table.filters),
        "days": list(table.days) if table.days else None,
        "sort": table.sort,
        "link": table.link,
        "hidden": list(table.hidden_filters),
    }


def _encode_chunk(name: str, number: int, chunk: pl.DataFrame) -> bytes:
    """Rows by column: each the list of its distinct values and, for each row, the place in that list.

    Places are written with as many digits as the longest needs; place 0 is null. Columns of nulls alone are left out.
    """
    columns = {}
    for column in chunk.columns:
        values = chunk.get_column(column)
        if values.null_count() < values.len():
            columns[column] = _encode_column(values)
    return f"newsledger.add({encode_script_data([name, number, chunk.height, columns])});\n".encode()


def _encode_column(values: pl.Series) -> list[Any]:
    text = values.cast(pl.String) if values.dtype in (pl.Date, pl.Boolean) or values.dtype.is_nested() else values
    distinct = text.drop_nulls().unique(maintain_order=True)
    places = pl.DataFrame({"value": distinct}).with_row_index("place", offset=1)
    joined = text.to_frame("value").join(places, on="value", how="left", maintain_order="left")
    width = 1
    while len(DIGITS) ** width <= distinct.len():
        width += 1
    codes = joined.get_column("place").fill_null(0).to_list()
    written = _list_codes(distinct.len() + 1, width)
    return [distinct.to_list(), width, "".join(written[code] for code in codes)]


def _list_codes(count: int, width: int) -> list[str]:
    """The codes from 0 on, all of one width.

    >>> _list_codes(3, 1), _list_codes(2, 2)
    (['#', '$', '%'], ['##', '#$'])
    """
    codes = []
    for number in range(count):
        code = ""
        for _ in range(width):
            number, digit = divmod(number, len(DIGITS))
            code = DIGITS[digit] + code
        codes.append(code)
    return codes
