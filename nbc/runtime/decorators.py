"""Decorators of other compilers, which Noodle has no need of.

Code that was written for numba is pasted with its `@njit`: the function then runs as any Noodle
function, native where it can be, without numba. Only what numba itself made is recognised.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_MODULE = "numba.core.decorators"
_NAMES = frozenset({"njit", "jit", "jit.<locals>.wrapper", "_jit.<locals>.wrapper"})


def without_numba(decorator: Any) -> Any:
    """The decorator; or one that leaves the function as it is, in the place of numba's."""
    if getattr(decorator, "__module__", None) != _MODULE:
        return decorator
    return _as_written if decorator.__qualname__ in _NAMES else decorator


def _as_written(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, with the attribute that numba's have for it."""
    function.py_func = function  # type: ignore[attr-defined]
    return function
