"""Values of polars columns as numpy arrays of codes, which compare fast."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

Codes = NDArray[np.int32]
Flags = NDArray[np.bool_]

NULL_CODE = -1  # the code of null


def encode_values(values: Sequence[Any], known: Sequence[Any] | None = None) -> Codes:
    """Numbers for the values, equal where they are and in their order; `NONE` for null and what is not known."""
    names = known if known is not None else sorted({value for value in values if value is not None})
    numbers = {name: number for number, name in enumerate(names)}
    return np.array([numbers.get(value, NULL_CODE) for value in values], dtype=np.int32)


def convert_to_ordinals(values: pl.Series, missing: int) -> Codes:
    """Days since 1970."""
    return values.to_physical().fill_null(missing).cast(pl.Int32).to_numpy()
