"""The element types of tensors: Noodle's names beside NumPy's, torch's and ONNX's.

Some are NumPy's only through ml_dtypes, which comes with onnx and is imported when needed. The
smallest (kind s) are only moved and converted: nothing computes with them. A `list` of tensors
(kind l; ONNX's sequences and optionals) is only passed on.
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
    """A row: `onnx` is the number in `TensorProto.DataType`, `kind` as in NumPy (f, i, u, b, c, O),
    s or l. `torch` is empty where torch has nothing that behaves as ONNX says."""

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
    Dtype("f8e4m3fn", "float8_e4m3fn", "", 17, 1, "s"),
    Dtype("f8e4m3fnuz", "float8_e4m3fnuz", "", 18, 1, "s"),
    Dtype("f8e5m2", "float8_e5m2", "", 19, 1, "s"),
    Dtype("f8e5m2fnuz", "float8_e5m2fnuz", "", 20, 1, "s"),
    Dtype("u4", "uint4", "", 21, 1, "s"),
    Dtype("i4", "int4", "", 22, 1, "s"),
    Dtype("f4e2m1", "float4_e2m1fn", "", 23, 1, "s"),
    Dtype("u2", "uint2", "", 25, 1, "s"),
    Dtype("i2", "int2", "", 26, 1, "s"),
    Dtype("list", "", "", 0, 8, "l"),
)
BY_NAME: Final = {row.name: row for row in ROWS}
BY_ONNX: Final = {row.onnx: row for row in ROWS if row.onnx}
_BY_NUMPY: Final = {row.numpy: row for row in ROWS if row.numpy}


def numpy_dtype(name: str) -> np.dtype[Any]:
    """NumPy's dtype of a Noodle name. Raises TypeError for lists."""
    row = BY_NAME[name]
    if row.kind == "l":
        raise TypeError("a list of tensors has no dtype")
    return _extended(row.numpy) if name == "bf16" or row.kind == "s" else np.dtype(row.numpy)


def noodle_name(dtype: Any) -> str:
    """Noodle's name of a NumPy dtype. Raises TypeError where tensors have no such type."""
    return _named(np.dtype(dtype))


@cache
def _named(found: np.dtype[Any]) -> str:
    if found.kind in "UST":
        return "str"
    row = _BY_NUMPY.get(found.name)
    if row is None:
        raise TypeError(f"tensors of {found} do not exist")
    return row.name


def largest_finite(name: str) -> float:
    """The largest number that a float of 8 bits can be."""
    return float(importlib.import_module("ml_dtypes").finfo(numpy_dtype(name)).max)


@cache
def _extended(name: str) -> np.dtype[Any]:
    found: np.dtype[Any] = np.dtype(getattr(importlib.import_module("ml_dtypes"), name))
    return found
