"""Objects that fail whatever is asked of them, as a listing must never do."""

from __future__ import annotations

from typing import Any


class Asked(BaseException):
    """Passes through every `except Exception`: something of a person's was called."""


class Evil:
    """Each of these would run a person's code."""

    def __getattribute__(self, name: str) -> Any:
        raise Asked(name)

    def _refuse(self, *_: Any) -> Any:
        raise Asked

    __repr__ = __str__ = __len__ = __iter__ = __eq__ = __hash__ = __bool__ = __dir__ = _refuse
    __getattr__ = __sizeof__ = __getitem__ = __format__ = __index__ = __float__ = _refuse

    @property
    def __class__(self) -> Any:
        raise Asked

    @__class__.setter
    def __class__(self, _: Any) -> None:
        raise Asked

    @property
    def shape(self) -> Any:
        raise Asked

    @property
    def nbytes(self) -> Any:
        raise Asked


def nested(depth: int) -> list[Any]:
    """A list in a list in a list."""
    found: list[Any] = []
    for _ in range(depth):
        found = [found]
    return found
