"""Telling values apart without running a person's code or reading much of them.

A mark of plain data, of a module or of a function without captured variables says what it is: equal
marks are equal values. The mark of anything else says which object it is, no more.
"""

from __future__ import annotations

from types import BuiltinFunctionType, CodeType, FunctionType, ModuleType
from typing import Any, Final

Mark = tuple[Any, ...]

GONE: Final[Mark] = ("gone",)
"""The mark of a name that is not bound."""

_LONGEST = 200
_MOST_ITEMS = 16
_DEEPEST = 3
_WHOLE: Final = frozenset({bool, complex, type(None), type(Ellipsis)})
_NEVER_CHANGED: Final = (int, float, complex, str, bytes, type(None), tuple, frozenset, range,
                         FunctionType, BuiltinFunctionType, ModuleType)  # fmt: skip
_STATEFUL: Final = frozenset({"Generator", "Random", "RandomState"})
"""Classes whose every method changes the object: sources of random numbers."""


def mark(value: Any, depth: int = 0) -> Mark:
    kind = type(value)
    if kind in _WHOLE:
        return kind, value
    if kind is int:
        return (kind, value) if -(1 << 256) < value < 1 << 256 else _identity(value)
    if kind is float:
        return kind, value.hex()
    if kind is str or kind is bytes:
        return (kind, value) if len(value) <= _LONGEST else _identity(value)
    if kind is tuple and len(value) <= _MOST_ITEMS and depth < _DEEPEST:
        items = tuple(mark(item, depth + 1) for item in value)
        return (kind, items) if all(map(is_content, items)) else _identity(value)
    if kind is ModuleType:
        return kind, id(value)
    if kind is FunctionType:
        return _function(value)
    return _identity(value)


def is_content(found: Mark) -> bool:
    """Whether a mark says what the value is, rather than which object."""
    return bool(found[0] != "object")


def can_change(value: Any) -> bool:
    """Whether an object may be another one tomorrow."""
    return type(value) not in _NEVER_CHANGED and not isinstance(value, ModuleType)


def is_used_up(value: Any) -> bool:
    """Whether reading the object changes it: iterators, files, sources of random numbers."""
    kind = type(value)
    return hasattr(kind, "__next__") or kind.__name__ in _STATEFUL


def _identity(value: Any) -> Mark:
    return "object", id(value)


def _function(value: FunctionType) -> Mark:
    if value.__closure__ or value.__dict__:
        return _identity(value)
    extra = tuple((value.__kwdefaults__ or {}).items())
    defaults = mark((value.__defaults__ or (), extra))
    return (FunctionType, _code(value.__code__), defaults) if is_content(defaults) else (
        _identity(value)
    )  # fmt: skip


def _code(code: CodeType) -> Mark:
    """The code, wherever it stands."""
    constants = tuple(
        _code(each) if isinstance(each, CodeType) else (type(each), repr(each))
        for each in code.co_consts
    )
    return (code.co_name, code.co_code, code.co_names, code.co_varnames, code.co_freevars,
            code.co_argcount, code.co_kwonlyargcount, code.co_posonlyargcount, code.co_flags,
            constants)  # fmt: skip
