"""The type of a live value: `type_of`.

It is asked for every variable that a cell reads, so it is quick; and it never runs a person's code:
no `repr`, no `__len__`, no attribute of an instance. Classes count exactly, a subclass may change
anything: an instance of one is an `Object` with the name of its class.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType as PythonModule
from typing import Any, Final

from nbc.types.model import (
    BIGINT,
    C128,
    F64,
    NONE,
    Array,
    ClassType,
    Container,
    ModuleType,
    Object,
    Scalar,
    Tuple,
    Type,
)

_I64_MIN: Final = -(1 << 63)
_I64_MAX: Final = (1 << 63) - 1
_LONGEST_TEXT: Final = 64
_LONGEST_TUPLE: Final = 32
_DEEPEST_TUPLE: Final = 4
_KINDS: Final = {"b": "bool", "U": "str", "S": "bytes", "O": "object", "V": "void"}
_STEMS: Final = {"i": "i", "u": "u", "f": "f", "c": "c"}
_SCALAR_CLASSES: Final = frozenset({"i", "u", "f", "c", "b"})


def type_of(value: Any) -> Type:
    """What is certain of a value that exists."""
    cls = type(value)
    maker = _MAKERS.get(cls)
    if maker is not None:
        return maker(value)
    return _of_other(value, cls)


def dtype_name(dtype: Any) -> str:
    """Noodle's name of a `numpy.dtype`: `f64`, `bool`, `f16`; NumPy's own for those without one."""
    kind = dtype.kind
    if dtype.isnative:
        stem = _STEMS.get(kind)
        if stem is not None:
            return f"{stem}{dtype.itemsize * 8}"
    name = _KINDS.get(kind)
    return name if name is not None else str(dtype)


def class_name(cls: type) -> str:
    """The full name of a class, without asking its metaclass."""
    name = type.__dict__["__qualname__"].__get__(cls)
    module = type.__dict__["__module__"].__get__(cls)
    return name if module == "builtins" or not isinstance(module, str) else f"{module}.{name}"


def _of_int(value: Any) -> Type:
    return Scalar("i64", True, value) if _I64_MIN <= value <= _I64_MAX else BIGINT


def _of_text(value: Any) -> Type:
    return Scalar("str", True, value if len(value) <= _LONGEST_TEXT else None)


def _of_tuple(value: Any) -> Type:
    return _tuple_type(value, _DEEPEST_TUPLE)


def _tuple_type(value: tuple[Any, ...], depth: int) -> Tuple:
    if len(value) > _LONGEST_TUPLE or depth == 0:
        return Tuple(None)
    return Tuple(tuple(
        _tuple_type(item, depth - 1) if type(item) is tuple else type_of(item) for item in value
    ))  # fmt: skip


def _of_array(value: Any) -> Type:
    return Array(dtype_name(value.dtype), value.shape)


def _of_module(value: Any) -> Type:
    name = PythonModule.__getattribute__(value, "__dict__").get("__name__")
    return ModuleType(name) if isinstance(name, str) else Object("module")


def _of_class(value: Any) -> Type:
    return ClassType(class_name(value))


def _sized(kind: str) -> Callable[[Any], Type]:
    return lambda value: Container(kind, len(value))


def _unsized(kind: str) -> Callable[[Any], Type]:
    found = Container(kind)
    return lambda value: found


def _of_range(value: Any) -> Type:
    try:
        return Container("range", len(value))
    except OverflowError:
        return Container("range")


def _of_other(value: Any, cls: type) -> Type:
    """NumPy's own classes, made known when NumPy is first met; else an object."""
    numpy = sys.modules.get("numpy")
    ndarray = getattr(numpy, "ndarray", None)
    if cls is ndarray:
        _MAKERS[cls] = _of_array
        return _of_array(value)
    module = type.__dict__["__module__"].__get__(cls)
    if module == "numpy" and ndarray is not None and getattr(numpy, cls.__name__, None) is cls:
        return _of_numpy(value, cls, numpy)
    return Object(class_name(cls))


def _of_numpy(value: Any, cls: type, numpy: Any) -> Type:
    """A NumPy scalar; its class is remembered."""
    if issubclass(cls, numpy.generic):
        dtype = value.dtype
        if dtype.kind in _SCALAR_CLASSES and dtype.isnative:
            found = Scalar(dtype_name(dtype), False)
            _MAKERS[cls] = lambda value: found
            return found
    return Object(class_name(cls))


_MAKERS: dict[type, Callable[[Any], Type]] = {
    bool: lambda value: Scalar("bool", True, value),
    int: _of_int,
    float: lambda value: F64,
    complex: lambda value: C128,
    str: _of_text,
    bytes: _sized("bytes"),
    type(None): lambda value: NONE,
    tuple: _of_tuple,
    frozenset: _sized("frozenset"),
    range: _of_range,
    list: _unsized("list"),
    dict: _unsized("dict"),
    set: _unsized("set"),
    bytearray: _unsized("bytearray"),
    slice: _unsized("slice"),
    type: _of_class,
    PythonModule: _of_module,
}
