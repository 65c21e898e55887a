"""Values of programs as JSON and back: numbers, texts, lists, and arrays with their type.

An array is `{"dtype": "f64", "shape": [2, 3], "data": [...]}`, its elements in row order. Floats
that JSON has no number for are "NaN", "Infinity" and "-Infinity", as protocol buffers write them;
what it has no word for at all is shown as text.
"""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np

from noodle_server.errors import ApiError

ELEMENTS_AT_MOST: Final = 1_000_000
_DTYPES: Final = {"f64": np.float64, "f32": np.float32, "i64": np.int64, "i32": np.int32,
                  "i16": np.int16, "i8": np.int8, "u64": np.uint64, "u32": np.uint32,
                  "u16": np.uint16, "u8": np.uint8, "bool": np.bool_}  # fmt: skip
_WORDS: Final = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}
_NAMES: Final = {np.dtype(value): name for name, value in _DTYPES.items()}


def from_json(value: Any) -> Any:
    """Raises ApiError N7004 for an array that is none."""
    if isinstance(value, dict) and value.keys() == {"dtype", "shape", "data"}:
        try:
            made: Any = np.array(value["data"], dtype=_DTYPES[value["dtype"]])
            return made.reshape(value["shape"])
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise ApiError("N7004", f"an input is not an array: {error}") from None
    return value


def to_json(value: Any) -> Any:
    """Arrays of more than `ELEMENTS_AT_MOST` elements are a text."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, np.ndarray) and value.dtype in _NAMES and value.size <= ELEMENTS_AT_MOST:
        return {"dtype": _NAMES[value.dtype], "shape": list(value.shape),
                "data": to_json(value.reshape(-1).tolist())}  # fmt: skip
    if isinstance(value, float):
        return value if math.isfinite(value) else _WORDS[str(value)]
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, list | tuple):
        return [to_json(each) for each in value]
    if isinstance(value, dict) and all(isinstance(name, str) for name in value):
        return {name: to_json(each) for name, each in value.items()}
    return {"text": repr(value)[:10_000]}
