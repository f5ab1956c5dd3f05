"""Arrays in one run of bytes, which are used where they lie: nothing is copied or unpacked when it is read."""

import json
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Where an array may start, so that any type of number lies as the processor wants it.
ALIGNMENT = 64


def pack_arrays(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Arrays by name: a line of JSON with their types and shapes, then their values, one array after the other."""
    header = {name: [array.dtype.str, array.shape] for name, array in arrays.items()}
    content = bytearray(json.dumps(header).encode() + b"\n")
    for array in arrays.values():
        content += bytes(-len(content) % ALIGNMENT) + array.tobytes()
    return bytes(content)


def unpack_arrays(content: bytes | memoryview) -> dict[str, NDArray[Any]]:
    """The arrays that `pack_arrays` packed, as views of `content`, which cannot be written."""
    view = memoryview(content)
    end = next(number for number, sign in enumerate(view) if sign == ord("\n")) + 1
    arrays: dict[str, NDArray[Any]] = {}
    for name, (dtype, shape) in json.loads(bytes(view[:end])).items():
        start = end + -end % ALIGNMENT
        array = np.frombuffer(view, np.dtype(dtype), math.prod(shape), start).reshape(shape)
        array.flags.writeable = False
        arrays[name], end = array, start + array.nbytes
    return arrays
