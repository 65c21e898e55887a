"""The representation of a live value: `rep_of`.

It decides what code is made for a call, so it looks at everything that machine code is specialised
for and at nothing else. Classes count exactly: a subclass may change anything. What native code
cannot hold has none. The same decisions in C are in `nbc.native.support`.
"""

from __future__ import annotations

import sys
from typing import Any, Final

from nbc.native.reps import (
    BOOL,
    COMPLEX128,
    FLOAT,
    INT,
    NONE,
    ArrayRep,
    ListRep,
    OpaqueRep,
    Rep,
    ScalarRep,
    StringRep,
    TupleRep,
)

_I64_MIN: Final = -(1 << 63)
_I64_MAX: Final = (1 << 63) - 1
_LONGEST_TUPLE: Final = 32
_DTYPES: Final = {
    "b1": "bool", "i1": "i8", "i2": "i16", "i4": "i32", "i8": "i64", "u1": "u8", "u2": "u16",
    "u4": "u32", "u8": "u64", "f4": "f32", "f8": "f64", "c8": "c64", "c16": "c128",
}  # fmt: skip
_ASCII: Final = StringRep(1)
_ANY_TEXT: Final = StringRep(0)


def rep_of(value: Any) -> Rep | None:
    """How native code would hold a value; None where it cannot."""
    cls = type(value)
    if cls is float:
        return FLOAT
    if cls is int:
        return INT if _I64_MIN <= value <= _I64_MAX else None
    if cls is bool:
        return BOOL
    if value is None:
        return NONE
    if cls is tuple:
        return _of_tuple(value)
    if cls is list:
        return _of_list(value)
    if cls is str:
        return _ASCII if value.isascii() else _ANY_TEXT
    if cls is complex:
        return COMPLEX128
    return _of_numpy(value, cls)


def input_rep(value: Any) -> Rep:
    """As `rep_of`; what native code cannot hold may be passed to code that does not read it."""
    found = rep_of(value)
    return OpaqueRep(type(value).__name__) if found is None else found


def layout_of(array: Any) -> str:
    """The layout of an array as `ArrayRep` names it."""
    flags = array.flags
    if flags.c_contiguous:
        return "C"
    if array.ndim > 1 and flags.f_contiguous:
        return "F"
    return "I" if array.ndim > 1 and array.strides[-1] == array.itemsize else "A"


def dtype_of(dtype: Any) -> str | None:
    """Noodle's name of a `numpy.dtype` that native code knows."""
    return _DTYPES.get(dtype.str[1:]) if dtype.isnative and dtype.names is None else None


def _of_tuple(value: tuple[Any, ...]) -> Rep | None:
    if len(value) > _LONGEST_TUPLE:
        return None
    items = [rep_of(item) for item in value]
    known = tuple(item for item in items if item is not None)
    return TupleRep(known) if len(known) == len(items) else None


def _of_list(value: list[Any]) -> Rep | None:
    """A list of one class of number; an empty one fits any code, and is made an int's."""
    if not value:
        return ListRep(INT, argument=True)
    first = type(value[0])
    if any(type(item) is not first for item in value):
        return None
    if first is int:
        fits = min(value) >= _I64_MIN and max(value) <= _I64_MAX
        return ListRep(INT, argument=True) if fits else None
    if first in (float, bool, complex):
        item = rep_of(value[0])
        return None if item is None else ListRep(item, argument=True)
    return None


def _of_numpy(value: Any, cls: type) -> Rep | None:
    numpy: Any = sys.modules.get("numpy")
    if numpy is None:
        return None
    if cls is numpy.ndarray:
        return _of_array(value)
    if issubclass(cls, numpy.generic) and cls.__module__ == "numpy":
        dtype = dtype_of(value.dtype)
        return None if dtype is None else ScalarRep(dtype, weak=False)
    return None


def _of_array(array: Any) -> Rep | None:
    dtype = dtype_of(array.dtype)
    if dtype is None or not array.flags.aligned:
        return None
    return ArrayRep(dtype, array.ndim, layout_of(array), array.flags.writeable)
