"""Noodle annotations at run time: a value is accepted, widened exactly, or refused (N5011).

Scalars widen where no value changes (an int to f64 if a double holds it, `np.float32` to f64).
Arrays must have the dtype and the dimensions as written, since a converted copy would not be the
caller's array. Symbolic dimensions are bound by the first array that has them.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from nbc.bytecode.module import Function
from nbc.errors import AnnotationTrap
from nbc.runtime.integers import I64_MAX, I64_MIN
from nbc.types import parse_type, type_of, type_text
from nbc.types.model import Array, Bigint, Container, Object, Scalar, Tuple, Type

Dims = dict[str, tuple[int, str]]
"""Symbolic dimensions: the value, and the name of the parameter that bound it."""

_RANGES = {
    **{f"i{bits}": (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) for bits in (8, 16, 32, 64)},
    **{f"u{bits}": (0, 2**bits - 1) for bits in (8, 16, 32, 64)},
}
_NUMPY = {"i8": "int8", "i16": "int16", "i32": "int32", "u8": "uint8", "u16": "uint16",
          "u32": "uint32", "u64": "uint64", "f32": "float32", "c64": "complex64"}  # fmt: skip

parsed = lru_cache(maxsize=4096)(parse_type)


def conform(value: Any, text: str) -> Any:
    """The value of `name: text = value`. Raises AnnotationTrap."""
    return _conform(value, parsed(text), text, {}, "the value")


def enter(typed: tuple[tuple[str, str], ...], *arguments: Any) -> tuple[Any, ...]:
    """The annotated parameters of a call, conformed, and behind them the bound dimensions."""
    dims: Dims = {}
    values = [
        _conform(value, parsed(text), text, dims, f"parameter {name!r}")
        for (name, text), value in zip(typed, arguments, strict=True)
    ]
    return (*values, dims)


def refusal(value: Any, text: str, what: str, dims: Dims) -> AnnotationTrap:
    """The error of a value that is known not to fit: what native code found out."""
    try:
        _conform(value, parsed(text), text, dims, what)
    except AnnotationTrap as trap:
        return trap
    return _refused(value, text, what)


def leave(value: Any, text: str | None, dims: Dims) -> Any:
    """A result, conformed to the return annotation with the dimensions bound at the call."""
    return value if text is None else _conform(value, parsed(text), text, dims, "the result")


def check_parameters(
    function: Function, arguments: Mapping[str, Any]
) -> tuple[dict[str, Any], Dims]:
    """`enter` for the stepper: the values by name, and the dimensions."""
    typed = tuple((p.name, p.type) for p in function.parameters if p.type is not None)
    *values, dims = enter(typed, *(arguments[name] for name, _ in typed))
    return dict(zip((name for name, _ in typed), values, strict=True)), dims


def check_return(function: Function, value: Any, dims: Dims) -> Any:
    return leave(value, function.returns, dims)


def _conform(value: Any, wanted: Type, text: str, dims: Dims, what: str) -> Any:
    if isinstance(wanted, Array):
        return _array(value, wanted, text, dims, what)
    if isinstance(wanted, Scalar):
        result = _scalar(value, wanted.dtype)
    elif isinstance(wanted, Bigint):
        result = _integer(value)
    elif isinstance(wanted, Tuple):
        result = _tuple(value, wanted, dims, what)
    elif isinstance(wanted, Container):
        result = _container(value, wanted, dims, what)
    else:
        result = value if isinstance(wanted, Object) else None
    if result is None:
        raise _refused(value, text, what)
    return result


def _refused(
    value: Any, text: str, what: str, detail: str = "", hint: str | None = None
) -> AnnotationTrap:
    found = detail or type_text(type_of(value))
    suggestion = text if text in _RANGES or text in ("f32", "f64", "bool", "str") else None
    if hint is None and suggestion:
        hint = f"convert it with {suggestion}(...)"
    return AnnotationTrap("N5011", f"{what} must be {text}, got {found}", hint=hint)


def _integer(value: Any) -> int | None:
    if isinstance(value, int):
        return int(value)
    numpy = sys.modules.get("numpy")
    return int(value) if numpy and isinstance(value, numpy.integer) else None


def _scalar(value: Any, dtype: str) -> Any:
    """The value as a `dtype`, or None where that would change it."""
    if dtype == "str":
        return value if isinstance(value, str) else None
    if dtype == "bool":
        return (
            bool(value)
            if type(value) is bool or type(value).__name__ in ("bool_", "bool")
            else None
        )
    if dtype in _RANGES:
        return _ranged(value, dtype)
    if dtype == "f64":
        return _float(value)
    return _narrow(value, dtype)


def _ranged(value: Any, dtype: str) -> Any:
    number = _integer(value)
    low, high = _RANGES[dtype]
    if number is None or not low <= number <= high:
        return None
    if dtype == "i64":
        return value if type(value) is int else number
    return _numpy_scalar(dtype)(number)


def _float(value: Any) -> float | None:
    if type(value) is float:
        return value
    if isinstance(value, int):
        return float(value) if I64_MIN <= value <= I64_MAX and int(float(value)) == value else None
    numpy = sys.modules.get("numpy")
    if numpy is None:
        return float(value) if isinstance(value, float) else None
    if isinstance(value, numpy.floating | numpy.integer) and numpy.dtype(type(value)).itemsize <= 8:
        return float(value) if value != value or float(value) == value else None
    return None


def _narrow(value: Any, dtype: str) -> Any:
    """f32, c64 and c128: accepted where the value is the same in that type."""
    if not isinstance(value, int | float | complex) and not hasattr(value, "dtype"):
        return None
    is_complex = isinstance(value, complex) or type_of(value) == Scalar("c64", False)
    if getattr(value, "ndim", 0) or (is_complex and dtype == "f32"):
        return None
    if dtype == "c128":
        return complex(value)
    result = _numpy_scalar(dtype)(value)
    return result if result.item() == value or value != value else None


def _numpy_scalar(dtype: str) -> Any:
    import numpy  # lazy: only where an annotation asks for a NumPy scalar

    return getattr(numpy, _NUMPY[dtype])


def _array(value: Any, wanted: Array, text: str, dims: Dims, what: str) -> Any:
    found = type_of(value)
    if not isinstance(found, Array) and hasattr(type(value), "__noodle_type__"):
        # A tensor of a model that is being traced has no elements, but says what it stands for.
        found = value.__noodle_type__
    if not isinstance(found, Array) or found.dims is None:
        raise _refused(value, text, what, hint="pass a NumPy array: np.asarray(...)")
    if wanted.dtype is not None and found.dtype != wanted.dtype:
        hint = f"convert it with .astype('{wanted.dtype}')"
        raise _refused(value, text, what, hint=hint)
    if wanted.dims is None:
        return value
    if len(found.dims) != len(wanted.dims):
        raise _refused(value, text, what, hint=f"{len(wanted.dims)} dimensions are wanted")
    for axis, (dim, size) in enumerate(zip(wanted.dims, found.dims, strict=True)):
        _dimension(dim, size, axis, value, text, dims, what)
    return value


def _dimension(
    dim: Any, size: Any, axis: int, value: Any, text: str, dims: Dims, what: str
) -> None:
    if not isinstance(size, int):
        return  # a name: what it stands for is not known yet
    if isinstance(dim, str):
        bound, by = dims.setdefault(dim, (size, what))
        if bound != size:
            note = f"{type_text(type_of(value))}: {dim} is {bound} in {by} and {size} here"
            raise _refused(value, text, what, note, hint=f"axis {axis} must have {bound} elements")
    elif dim is not None and dim != size:
        raise _refused(value, text, what, hint=f"axis {axis} must have {dim} elements, not {size}")


def _tuple(value: Any, wanted: Tuple, dims: Dims, what: str) -> Any:
    if not isinstance(value, tuple):
        return None
    if wanted.items is None:
        return value
    if len(value) != len(wanted.items):
        return None
    items = [
        _conform(item, kind, type_text(kind), dims, f"item {index} of {what}")
        for index, (item, kind) in enumerate(zip(value, wanted.items, strict=True))
    ]
    return value if all(a is b for a, b in zip(items, value, strict=True)) else tuple(items)


def _container(value: Any, wanted: Container, dims: Dims, what: str) -> Any:
    """A list, set or dict of the right class whose contents conform as they are."""
    if type(value).__name__ != wanted.kind:
        return None
    parts = [list(value), list(value.values())] if isinstance(value, dict) else [list(value)]
    for kind, values in zip(wanted.items, parts, strict=False):
        for item in values:
            name = f"an item of {what}"
            if _conform(item, kind, type_text(kind), dims, name) is not item:
                raise _refused(item, type_text(kind), name)
    return value
