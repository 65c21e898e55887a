"""What stands, in every process, for an object that native code depends on by identity.

That is the place where it is found: `numpy.sin` is what the module `numpy` has under that name now.
Objects that claim a place where they are not have no description.
"""

from __future__ import annotations

import sys
from types import BuiltinFunctionType, FunctionType
from typing import Any, Final

from nbc.native.statics import noodle_name

Description = tuple[Any, ...]

_PLAIN: Final = frozenset({bool, int, float, complex, str, bytes, type(None)})
_HOMES: Final = ("builtins", "numpy", "math", "cmath", "operator", "numpy.linalg", "numpy.fft")
"""Where what has a lowering is looked for, beside its own module."""

_HEAP_TYPE: Final = 1 << 9
"""Of a class's flags: a `class` statement made it, and it may be changed."""


def constant(value: Any) -> Description | None:
    """What stands for a constant: its text tells even -0.0 from 0.0."""
    cls = type(value)
    if cls in _PLAIN:
        return "value", cls.__name__, repr(value)
    if cls is tuple:
        items = tuple(map(constant, value))
        return None if None in items else ("values", items)
    return None


def maker(value: Any) -> Description | None:
    """What stands for `numpy.mgrid` and its kind, objects that are there to be indexed."""
    cls = type(value)
    if cls.__module__ != "numpy.lib._index_tricks_impl":
        return None
    slots = [name for base in cls.__mro__ for name in getattr(base, "__slots__", ())]
    names = sorted({*getattr(value, "__dict__", {}), *slots})
    settings = [(name, constant(getattr(value, name, None))) for name in names]
    return (
        None if any(each is None for _, each in settings) else ("maker", cls.__qualname__, settings)
    )


def place_of(value: Any) -> Description | None:
    """What stands for a function or class; None for what cannot be found again."""
    named = noodle_name(value)
    if named is not None:
        return "noodle", named
    if isinstance(value, type) and hasattr(value, "__noodle_fields__"):
        return None  # a record: its fields and methods decide
    module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    if not (isinstance(module, str) and isinstance(name, str)):
        return None
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    if found is not value:
        return _elsewhere(value, module, name)
    cls = type(value)
    return "object", cls.__module__, cls.__qualname__, module, name, _shape(value)


def _elsewhere(value: Any, module: str, name: str) -> Description | None:
    """A function or class that Python code made where it cannot be found, a cell for instance. All
    that matters of it is that it is none of those that have a lowering."""
    if not isinstance(value, type | FunctionType):
        return None
    homes = [sys.modules.get(home) for home in (module, *_HOMES)]
    if any(vars(home).get(value.__name__) is value for home in homes if home is not None):
        return None
    is_error = isinstance(value, type) and issubclass(value, BaseException)
    return "elsewhere", isinstance(value, type), is_error, module, name, value.__name__


def is_fixed(owner: Any, name: str) -> bool:
    """Whether an object's attribute is the same wherever the object is: nobody can change it."""
    if isinstance(owner, type):
        return not owner.__flags__ & _HEAP_TYPE
    if isinstance(owner, BuiltinFunctionType):
        return True
    return _is_ufunc(owner) and name not in vars(owner)


def _shape(value: Any) -> Any:
    """What tells a function from another that was put in its place, under its name."""
    if _is_ufunc(value):
        return value.nin, value.nout, value.types, sorted(vars(value))
    function = getattr(value, "_implementation", value)
    if type(function) is not FunctionType:
        return None
    code = function.__code__
    return code.co_filename, code.co_firstlineno, code.co_code, code.co_names


def _is_ufunc(value: Any) -> bool:
    numpy: Any = sys.modules.get("numpy")
    return numpy is not None and type(value) is numpy.ufunc
