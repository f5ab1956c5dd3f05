"""Features as columns by name: one value for each line with text, in order."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

FeatureColumns = dict[str, npt.NDArray[np.number | np.bool_]]
FeatureMatrix = npt.NDArray[np.float32]

# What stands beyond the ends of a page.
PADDING = -1.0


def stack_columns(columns: FeatureColumns, names: Iterable[str]) -> FeatureMatrix:
    """The columns of these names side by side; float32, one row a line."""
    return np.column_stack([columns[name].astype(np.float32) for name in names])


def shift_columns(columns: FeatureColumns, names: Sequence[str], shifts: Sequence[int]) -> FeatureColumns:
    """The values of the lines above (a shift of -1 and so on) and below (1), by names such as `units-1`."""
    count = len(columns[names[0]])
    reach = max(map(abs, shifts))
    padded = np.full((len(names), count + 2 * reach), PADDING, dtype=np.float32)
    for row, name in enumerate(names):
        padded[row, reach : reach + count] = columns[name]
    return {
        f"{name}{shift:+d}": padded[row, reach + shift : reach + shift + count]
        for shift in shifts
        for row, name in enumerate(names)
    }
