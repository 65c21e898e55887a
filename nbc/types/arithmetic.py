"""Dtype rules of NumPy's operators: which dtype an operator gives, or that it has no loop.

`operator_dtype(name, a, b)` takes the opcode's name and the types of both operands, at least one of
them NumPy's. It answers a dtype, None where nothing is certain, or raises `DtypeError` where NumPy
certainly has no such operation. Shapes are in `shapes`.
"""

from __future__ import annotations

from typing import final

from nbc.types.model import Array, Scalar, Type
from nbc.types.promote import kind_of, result_dtype

BITWISE = frozenset({"BIT_AND", "BIT_OR", "BIT_XOR"})
SHIFTS = frozenset({"LEFT_SHIFT", "RIGHT_SHIFT"})
COMPARISONS = frozenset({"LESS", "LESS_EQUAL", "GREATER", "GREATER_EQUAL", "EQUAL", "NOT_EQUAL"})
_BOOL_AS_I8 = frozenset({"FLOOR_DIVIDE", "MODULO", "POWER"}) | SHIFTS


@final
class DtypeError(TypeError):
    """An operator that NumPy certainly does not have for these dtypes."""


def operator_dtype(name: str, a: Type, b: Type) -> str | None:
    """The dtype of `a name b`."""
    dtype = result_dtype(a, b)
    kind = kind_of(dtype)
    if dtype is None or kind is None:
        return None
    if name in COMPARISONS:
        return "bool"
    if name in BITWISE or name in SHIFTS:
        return _bits(name, dtype, kind)
    if kind == "b":
        return _of_bools(name, dtype)
    if name == "DIVIDE":
        return "f64" if kind in "iu" else dtype
    if name in ("FLOOR_DIVIDE", "MODULO") and kind == "c":
        raise DtypeError("complex numbers have no floor and no remainder")
    return dtype


def unary_dtype(name: str, dtype: str | None) -> str | None:
    """The dtype of -a, +a and ~a."""
    kind = kind_of(dtype)
    if kind is None:
        return None
    if name == "INVERT" and kind in "fc":
        raise DtypeError("bits are only those of integers and bools")
    if kind == "b" and name == "NEGATE":
        raise DtypeError("a bool has no negative: use ~ (not)")
    if kind == "b" and name == "POSITIVE":
        raise DtypeError("a bool has no sign")
    return dtype


def is_numpy(kind: Type) -> bool:
    return isinstance(kind, Array) or (isinstance(kind, Scalar) and kind.weak is False)


def _bits(name: str, dtype: str, kind: str) -> str:
    if kind in "fc":
        raise DtypeError("bits are only those of integers and bools")
    return "i8" if kind == "b" and name in SHIFTS else dtype


def _of_bools(name: str, dtype: str) -> str:
    if name == "SUBTRACT":
        raise DtypeError("bools cannot be subtracted: use ^ (exclusive or)")
    if name == "DIVIDE":
        return "f64"
    return "i8" if name in _BOOL_AS_I8 else dtype
