"""Programs on the native tier against CPython and NumPy: results, arguments and exceptions agree.

`Programs(source).agree(name, *args)` calls a function both ways on copies of the arguments. Arguments
that are views of one array stay that.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

import nbc
from nbc.native import dispatch


class Programs:
    def __init__(self, source: str) -> None:
        source = "import numpy as np\n" + source
        self.plain: dict[str, Any] = {}
        exec(compile(source, "<plain>", "exec"), self.plain)
        self.session = nbc.Session(optimize=3, native="always")
        self.session.run(source)

    def agree(self, name: str, *args: Any) -> None:
        wanted = _outcome(self.plain[name], args)
        found = _outcome(self.session.namespace[name], args)
        assert found == wanted, f"{name}: {wanted} is wanted, not {found}"

    def is_native(self, name: str) -> bool:
        return dispatch.tier(self.session.namespace[name]).tier == "native"


def copies(args: tuple[Any, ...]) -> list[Any]:
    """Arguments that share memory with each other as these do, and with nothing else."""
    bases: dict[int, Any] = {}
    made: list[Any] = []
    for arg in args:
        if not isinstance(arg, np.ndarray) or not arg.size:
            made.append(arg)
            continue
        base = arg
        while isinstance(base.base, np.ndarray):
            base = base.base
        copied = bases.setdefault(id(base), np.frombuffer(bytearray(base.tobytes("A")), np.uint8))
        offset = arg.__array_interface__["data"][0] - base.__array_interface__["data"][0]
        view = np.ndarray(arg.shape, arg.dtype, copied, offset, arg.strides)
        view.flags.writeable = arg.flags.writeable
        made.append(view)
    return made


def _outcome(function: Any, args: tuple[Any, ...]) -> Any:
    """What a call gives or raises, and what it leaves of its arguments."""
    given = copies(args)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            result = _shown(function(*given))
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            result = type(error).__name__, str(error)
    return result, [_shown(arg) for arg in given]


def _shown(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_shown, value))
    if isinstance(value, np.ndarray):
        return value.shape, value.dtype.str, repr(value.tolist())
    return type(value).__name__, repr(value)
