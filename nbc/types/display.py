"""Types as people see them in listings: `f64[1797, 64]`, `list of 3`, `DataFrame`.

`display_text` shows a type alone; `display_value` a live value, whose length is worth showing even
though it may change. Neither calls a person's code.
"""

from __future__ import annotations

from typing import Any

from nbc.types.model import Container, FunctionType, Object, Tuple, Type
from nbc.types.of import class_name, type_of
from nbc.types.text import type_text

_COUNTED = (list, dict, set, frozenset, tuple, bytes, bytearray)
_LONGEST_SPELLING = 40


def display_text(kind: Type) -> str:
    """A type in a listing."""
    if isinstance(kind, Container) and kind.length is not None:
        return f"{kind.kind} of {kind.length}"
    if isinstance(kind, FunctionType):
        return f"function {kind.name}"
    text = type_text(kind)
    if isinstance(kind, Tuple) and kind.items is not None and len(text) > _LONGEST_SPELLING:
        return f"tuple of {len(kind.items)}"
    return text


def display_value(value: Any) -> str:
    """A live value in a listing."""
    cls = type(value)
    if cls is tuple and len(value) <= 4:
        return display_text(type_of(value))
    if cls in _COUNTED:
        return f"{cls.__name__} of {len(value)}"
    kind = type_of(value)
    if isinstance(kind, Object):
        return class_name(cls).rpartition(".")[2]
    return display_text(kind)
