"""One program under CPython and in native code: results, types and errors must be the same."""

from __future__ import annotations

import copy
from types import TracebackType
from typing import Any, final

import numpy as np

from nbc.errors import OverflowTrap
from nbc.native.dispatch import tier
from nbc.session import Session

_ERRORS = (ArithmeticError, LookupError, ValueError, TypeError, AssertionError, RuntimeError)


@final
class Pair:
    def __init__(self, source: str) -> None:
        self.session = Session(optimize=3, native="always")
        self.session.run(source)
        self.plain: dict[str, Any] = {}
        exec(compile(source, "<plain>", "exec"), self.plain)

    def check(self, name: str, *arguments: Any, close: bool = False, native: bool = True) -> None:
        """Calls the function both ways. `native`: it must not stay on the VM."""
        with np.errstate(all="ignore"):
            want = outcome(self.plain[name], arguments)
            got = outcome(self.session[name], arguments)
        if isinstance(got, tuple) and got[0] is OverflowTrap:
            assert _is_large(want) or isinstance(want, tuple)
        elif close and isinstance(want, float):
            assert np.allclose(got, want, rtol=1e-15, equal_nan=True)
        else:
            assert shown(got) == shown(want), (name, arguments)
        if native:
            assert tier(self.session[name]).tier == "native", tier(self.session[name]).reason


def outcome(function: Any, arguments: tuple[Any, ...]) -> Any:
    """The result, or class, text and innermost line of what was raised."""
    try:
        return function(*copy.deepcopy(arguments))
    except _ERRORS as error:
        return type(error), str(error), _innermost(error.__traceback__)


def _innermost(trace: TracebackType | None) -> int:
    line = 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith("<"):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def shown(value: Any) -> Any:
    """A value with its types, so that 1, 1.0, True and NumPy's are told apart, and zeros' signs."""
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, repr(value.tolist())
    if isinstance(value, tuple | list):
        return type(value).__name__, [shown(item) for item in value]
    return type(value).__name__, repr(value)


def _is_large(value: Any) -> bool:
    if isinstance(value, tuple | list):
        return any(map(_is_large, value))
    return isinstance(value, int) and not -(2**63) <= value < 2**63
