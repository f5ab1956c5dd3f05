import numpy as np
import pytest

from pipeline.base.array_file import ALIGNMENT, pack_arrays, unpack_arrays

ARRAYS = {
    "heights": np.array([[1.5, -2.0], [0.25, 8.0], [3.0, 4.0]], dtype=np.float16).T,
    "ports": np.array(["Oban", "Ny"]),
    "depths": np.arange(7, dtype=np.uint32),
    "none": np.empty((0, 3)),
}


def test_arrays_come_back_as_they_were() -> None:
    found = unpack_arrays(pack_arrays(ARRAYS))
    assert list(found) == list(ARRAYS)
    for name, array in ARRAYS.items():
        assert found[name].dtype == array.dtype
        assert np.array_equal(found[name], array)


def test_arrays_lie_where_they_were_read_and_cannot_be_written() -> None:
    content = pack_arrays(ARRAYS)
    start = np.frombuffer(content, np.uint8).ctypes.data
    for array in unpack_arrays(content).values():
        assert (array.ctypes.data - start) % ALIGNMENT == 0
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0
