"""Types in messages: Python's names for Python's values, Noodle's for the rest."""

from __future__ import annotations

from nbc.types.display import display_text
from nbc.types.model import Bigint, Container, Scalar, Tuple, Type

_PYTHON = {"i64": "int", "f64": "float", "c128": "complex"}


def worded(kind: Type) -> str:
    """A type as a person would say it: `int`, `str`, `f64[3, 4]`, `numpy f32`."""
    if isinstance(kind, Bigint):
        return "int"
    if isinstance(kind, Scalar):
        return (
            _PYTHON.get(kind.dtype, kind.dtype) if kind.weak is not False else f"numpy {kind.dtype}"
        )
    if isinstance(kind, Container):
        return kind.kind
    return "tuple" if isinstance(kind, Tuple) else display_text(kind)
