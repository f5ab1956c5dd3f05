"""Parquet: one document a row. Cells are read one by one, so that a cell that cannot be read costs itself alone."""

import io
from typing import Any

from pipeline.base.boundary.bounded_streams import ExpansionError, read_bounded
from pipeline.intake.field_names import UnknownFields
from pipeline.intake.format_reader import InputDocuments, Origin
from pipeline.intake.record_fields import UnreadableCell, parse_record

BATCH_ROWS = 64


def read_parquet(stream: io.BufferedReader, origin: Origin) -> InputDocuments:
    """The documents of a Parquet file. Raises ExpansionError where its rows are more than its bytes can honestly be."""
    import pyarrow
    import pyarrow.parquet

    file_object = stream if stream.seekable() else io.BytesIO(read_bounded(stream, origin.bounds))
    size = file_object.seek(0, io.SEEK_END)
    file_object.seek(0)
    number, unknown = 0, UnknownFields()
    try:
        # Columns with a dictionary stay so: a cell that stands in a million rows is held once.
        with pyarrow.parquet.ParquetFile(file_object) as file:
            text_columns = [
                field.name
                for field in file.schema_arrow
                if pyarrow.types.is_string(field.type) or pyarrow.types.is_binary(field.type)
            ]
            _check_expansion(file.metadata, size, origin)
        file_object.seek(0)
        with pyarrow.parquet.ParquetFile(file_object, read_dictionary=text_columns) as file:
            for batch in file.iter_batches(batch_size=BATCH_ROWS, use_threads=False):
                columns = dict(zip(batch.schema.names, batch.columns, strict=True))
                for row in range(batch.num_rows):
                    number += 1
                    fields = {name: _read_cell(column, row) for name, column in columns.items()}
                    yield from parse_record(fields, origin, f"{origin.place}#{number}", unknown)
    except (pyarrow.ArrowException, OSError) as error:
        reason = next(iter(str(error).splitlines()), type(error).__name__)
        after = f"; the {number} rows before were read" if number else ""
        yield origin.reject("corrupt", f"the file cannot be read as Parquet: {reason}{after}")


def _check_expansion(metadata: Any, size: int, origin: Origin) -> None:
    expanded = sum(metadata.row_group(group).total_byte_size for group in range(metadata.num_row_groups))
    # A row takes a bit or so even where all rows are alike.
    if not origin.bounds.is_expansion_allowed(size, max(expanded, metadata.num_rows)):
        raise ExpansionError(
            f"its {size} bytes claim {metadata.num_rows} rows and {expanded} bytes; that is no honest file"
        )


def _read_cell(column: Any, row: int) -> Any:
    """The Python value of a cell, with bytes where a string is no UTF-8."""
    import pyarrow

    cell = column[row]
    try:
        return cell.as_py()
    except UnicodeDecodeError:
        value = cell.value if isinstance(cell, pyarrow.DictionaryScalar) else cell
        return value.as_buffer().to_pybytes() if hasattr(value, "as_buffer") else UnreadableCell("is no valid UTF-8")
    except (ValueError, OverflowError, pyarrow.ArrowException) as error:
        return UnreadableCell(f"cannot be read: {' '.join(str(error).split())[:100]}")
