"""Reading what a page sent: each field with its type, or an error that names it."""

from __future__ import annotations

from typing import Any, TypeVar

from nbc.errors import NoodleError

Value = TypeVar("Value")


def field(params: dict[str, Any], name: str, kind: type[Value]) -> Value:
    """A field of the request's params. Raises N8001 where it is missing or of another type."""
    value = params.get(name)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise NoodleError(
            "N8001", f"{name!r} has to be of type {kind.__name__}, not {type(value).__name__}"
        )
    return value
