"""Bodies as JSON, and what goes back: what both forms of requests share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, final

from pydantic_core import from_json

from noodle_server.errors import ApiError


@final
@dataclass(frozen=True, slots=True)
class Reply:
    """The body of an answer; with tensors in bytes behind it, the length of its JSON."""

    body: bytes
    json_bytes: int | None = None


def object_of(body: bytes) -> dict[str, Any]:
    """Raises ApiError N7011."""
    try:
        found = from_json(body, allow_inf_nan=False)
    except ValueError as error:
        raise ApiError("N7011", f"the body is not JSON: {error}") from None
    if not isinstance(found, dict):
        raise ApiError("N7011", "the body must be an object")
    return found


def may_have_words(body: bytes) -> bool:
    """Whether `true` or `false` may stand among numbers, where NumPy would make numbers of them."""
    return b"true" in body or b"false" in body
