"""Tables as CSV files: UTF-8, RFC 4180, ISO dates, lists as JSON, and no cell that a spreadsheet would run."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from pipeline.publish.parquet_tables import iterate_slices
from schemas import table_registry
from schemas.flat_views import FLAT_VIEWS

# A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV Injection"; the last four are the full-width
# forms, which Excel takes alike). A cell that looks neutralised already is neutralised once more, so that taking away
# one apostrophe from every cell that matches `NEUTRALISED` gives back the text.
FORMULA_PATTERN = r"^'*[=+\-@\t\r\n＝＋－＠]"
NEUTRALISED_PATTERN = r"^'('*[=+\-@\t\r\n＝＋－＠])"


def get_csv_path(folder: Path, name: str) -> Path:
    """Where a release keeps the CSV file of a table or flat view."""
    if name in FLAT_VIEWS:
        return folder / "flat" / f"{FLAT_VIEWS[name].table}.csv"
    return folder / "csv" / f"{name}.csv"


def write_csv(name: str, rows: pl.DataFrame, target: Path) -> None:
    """Write a table's rows, which must stand in its order."""
    with target.open("wb") as out:
        out.writelines(encode_chunks(name, iterate_slices(rows)))


def encode_chunks(name: str, batches: Iterator[pl.DataFrame]) -> Iterator[bytes]:
    """The whole file, piece by piece."""
    yield encode_header(name)
    for batch in batches:
        yield encode_rows(name, batch)


def encode_header(name: str) -> bytes:
    """The first line: the names of the columns."""
    return (",".join(column.name for column in table_registry.list_columns(name)) + "\r\n").encode()


def encode_rows(name: str, rows: pl.DataFrame) -> bytes:
    """The lines of some rows. A null is an empty cell, an empty text is `""`."""
    shown = rows.with_columns(_format_cell(column) for column in table_registry.list_columns(name))
    return shown.write_csv(include_header=False, line_terminator="\r\n").encode()


def restore_text(cells: pl.Expr) -> pl.Expr:
    """The text of neutralised cells."""
    return cells.str.replace(NEUTRALISED_PATTERN, "$1")


def _format_cell(column: table_registry.Column) -> pl.Expr:
    cell = pl.col(column.name)
    if isinstance(column.dtype, pl.List):
        # {"x":[...]} without its frame is the list as JSON.
        return pl.struct(cell.alias("x")).struct.json_encode().str.slice(5).str.head(-1).alias(column.name)
    if column.dtype == pl.String:
        return pl.when(cell.str.contains(FORMULA_PATTERN)).then("'" + cell).otherwise(cell).alias(column.name)
    return cell
