"""The element types of tensors: Noodle's names beside NumPy's, torch's and ONNX's.

`bf16` is NumPy's only through ml_dtypes, which comes with onnx and is imported when needed.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, final

import numpy as np


@final
@dataclass(frozen=True, slots=True)
class Dtype:
    """A row: `onnx` is the number in `TensorProto.DataType`, `kind` as in NumPy (f, i, u, b, c)."""

    name: str
    numpy: str
    torch: str
    onnx: int
    size_bytes: int
    kind: str


ROWS: Final = (
    Dtype("f32", "float32", "float32", 1, 4, "f"),
    Dtype("u8", "uint8", "uint8", 2, 1, "u"),
    Dtype("i8", "int8", "int8", 3, 1, "i"),
    Dtype("u16", "uint16", "uint16", 4, 2, "u"),
    Dtype("i16", "int16", "int16", 5, 2, "i"),
    Dtype("i32", "int32", "int32", 6, 4, "i"),
    Dtype("i64", "int64", "int64", 7, 8, "i"),
    Dtype("str", "object", "", 8, 8, "O"),
    Dtype("bool", "bool", "bool", 9, 1, "b"),
    Dtype("f16", "float16", "float16", 10, 2, "f"),
    Dtype("f64", "float64", "float64", 11, 8, "f"),
    Dtype("u32", "uint32", "uint32", 12, 4, "u"),
    Dtype("u64", "uint64", "uint64", 13, 8, "u"),
    Dtype("c64", "complex64", "complex64", 14, 8, "c"),
    Dtype("c128", "complex128", "complex128", 15, 16, "c"),
    Dtype("bf16", "bfloat16", "bfloat16", 16, 2, "f"),
)
BY_NAME: Final = {row.name: row for row in ROWS}
BY_ONNX: Final = {row.onnx: row for row in ROWS}
_BY_NUMPY: Final = {row.numpy: row for row in ROWS}


def numpy_dtype(name: str) -> np.dtype[Any]:
    """NumPy's dtype of a Noodle name."""
    if name == "bf16":
        return _bfloat16()
    return np.dtype(BY_NAME[name].numpy)


def noodle_name(dtype: Any) -> str:
    """Noodle's name of a NumPy dtype. Raises TypeError where tensors have no such type."""
    found = np.dtype(dtype)
    if found.kind in "UST":
        return "str"
    row = _BY_NUMPY.get(found.name)
    if row is None:
        raise TypeError(f"tensors of {found} do not exist")
    return row.name


def is_float(name: str) -> bool:
    return BY_NAME[name].kind == "f"


@cache
def _bfloat16() -> np.dtype[Any]:
    found: np.dtype[Any] = np.dtype(importlib.import_module("ml_dtypes").bfloat16)
    return found
