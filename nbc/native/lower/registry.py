"""The tables of lowerings: one function per opcode, one per builtin.

`@lowers("ADD")` registers the native form of an opcode, `@lowers_call("numpy.exp")` that of a row
of the builtins table. The modules that register are imported by the package's `__init__`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from nbc.bytecode.module import Instruction
    from nbc.native.lower.function import Lowering
    from nbc.native.lower.values import Value

    Lower = Callable[[Lowering, Instruction], None]
    LowerCall = Callable[[Lowering, "Arguments"], Value]

_F = TypeVar("_F")

LOWERINGS: dict[str, Lower] = {}
"""By opcode. Openers of blocks advance `pc` behind their END themselves."""

CALLS: dict[str, LowerCall] = {}
"""By the full name of the row: `len`, `math.sqrt`, `numpy.exp`, `ndarray.sum`."""

ATTRIBUTES: dict[str, Callable[[Lowering, Value], Value]] = {}
"""By the full name of the row: `ndarray.shape`, `numpy.pi` has none (it is a constant)."""


WRITERS = frozenset({
    "ndarray.sort", "ndarray.fill", "ndarray.put", "ndarray.partition", "numpy.copyto", "numpy.put",
    "numpy.place", "numpy.putmask", "numpy.fill_diagonal", "numpy.random.shuffle",
})  # fmt: skip
"""Builtins that change an argument; others do with `out=`."""


class Arguments:
    """What a builtin is called with. `values` are positional (a method's receiver first)."""

    def __init__(self, name: str, values: list[Value], keywords: Mapping[str, Value]) -> None:
        self.name = name
        self.values = values
        self.keywords = dict(keywords)


def lowers(*opcodes: str) -> Callable[[_F], _F]:
    """Registers the lowering of opcodes."""

    def register(function: _F) -> _F:
        LOWERINGS.update(dict.fromkeys(opcodes, function))  # type: ignore[arg-type]
        return function

    return register


def lowers_call(*names: str) -> Callable[[_F], _F]:
    """Registers the lowering of calls to builtins."""

    def register(function: _F) -> _F:
        CALLS.update(dict.fromkeys(names, function))  # type: ignore[arg-type]
        return function

    return register


def lowers_attribute(*names: str) -> Callable[[_F], _F]:
    """Registers the lowering of attributes of values."""

    def register(function: _F) -> _F:
        ATTRIBUTES.update(dict.fromkeys(names, function))  # type: ignore[arg-type]
        return function

    return register
