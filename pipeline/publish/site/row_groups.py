"""Rows of a frame by the values of one column, made into dictionaries only when one value is asked for."""

from typing import Any

import polars as pl


class RowGroups:
    """A frame sorted by a column, with the slice of each value."""

    def __init__(self, frame: pl.DataFrame, key: str) -> None:
        self._frame = frame.sort(key, nulls_last=True, maintain_order=True)
        keys = self._frame.get_column(key)
        runs = (
            pl.DataFrame({"key": keys})
            .with_row_index("start")
            .group_by("key", maintain_order=True)
            .agg(pl.col("start").first(), pl.len())
        )
        self._slices = {value: (start, size) for value, start, size in runs.iter_rows() if value is not None}

    def list_keys(self) -> list[str]:
        """The values that have rows."""
        return list(self._slices)

    def count(self, key: str) -> int:
        """How many rows a value has."""
        return int(self._slices.get(key, (0, 0))[1])

    def get(self, key: str) -> list[dict[str, Any]]:
        """The rows of a value in the order of the frame; none where it has none."""
        if key not in self._slices:
            return []
        return self._frame.slice(*self._slices[key]).to_dicts()
