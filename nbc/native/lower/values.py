"""Values while code is written: a representation and the registers that hold it.

A `Value` is what stands on the symbolic stack. It may be a constant, a value without registers
(a module, a function), a tuple of values, or lazy: an array expression that is not computed yet
(`nbc.native.lower.arrays` makes and consumes those).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, final

from nbc.native.reps import (
    COMPLEX,
    NONE,
    ArrayRep,
    ListRep,
    NoneRep,
    PartsRep,
    Rep,
    ScalarRep,
    StaticRep,
    StringRep,
    TupleRep,
)

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering


@final
class _Unknown:
    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = _Unknown()

LLVM: Final = {
    "bool": "i1", "i8": "i8", "u8": "i8", "i16": "i16", "u16": "i16", "i32": "i32", "u32": "i32",
    "i64": "i64", "u64": "i64", "f32": "float", "f64": "double", "c64": "float", "c128": "double",
}  # fmt: skip
"""The LLVM type of a register of each dtype; complex numbers take two."""

I64_RANGE: Final = (-(2**63), 2**63 - 1)
LENGTH: Final = (0, 2**47)
"""What a number of elements can be: addresses have 47 bits."""


@final
@dataclass(frozen=True, slots=True)
class Lazy:
    """An array expression not computed yet: `element(lowering, indices)` writes the code of one
    element. `dims` are operands; `reads` the arrays that it will read. `picked`: an array and the
    mask that picks these elements from it; `element` is then that of the array."""

    dims: tuple[str, ...]
    element: Callable[[Lowering, Sequence[str]], Value]
    reads: tuple[Value, ...] = ()
    cost: int = 1
    picked: tuple[Value, Value] | None = None


@final
@dataclass(frozen=True, slots=True)
class Value:
    """`constant`: the Python value, where known. `range`: bounds of an integer, where known.
    `items`: of a tuple. `held`: arrays and lists: "static" (lives as long as the call), "borrowed"
    (a variable holds it) or "owned" (a temporary: whoever stores it takes it over)."""

    rep: Rep
    regs: tuple[str, ...] = ()
    constant: Any = UNKNOWN
    range: tuple[int, int] | None = None
    items: tuple[Value, ...] = ()
    lazy: Lazy | None = None
    held: str = "static"

    @property
    def reg(self) -> str:
        return self.regs[0]

    @property
    def is_constant(self) -> bool:
        return self.constant is not UNKNOWN

    @property
    def is_scalar(self) -> bool:
        return isinstance(self.rep, ScalarRep)

    @property
    def is_array(self) -> bool:
        return isinstance(self.rep, ArrayRep)

    @property
    def dtype(self) -> str:
        """Of a scalar or array."""
        assert isinstance(self.rep, ScalarRep | ArrayRep)
        return self.rep.dtype

    # -- arrays ---------------------------------------------------------------------------------

    @property
    def data(self) -> str:
        return self.regs[0]

    @property
    def owner(self) -> str:
        return self.regs[1]

    @property
    def dims(self) -> tuple[str, ...]:
        assert isinstance(self.rep, ArrayRep)
        return self.lazy.dims if self.lazy else self.regs[2 : 2 + self.rep.rank]

    @property
    def strides(self) -> tuple[str, ...]:
        assert isinstance(self.rep, ArrayRep)
        return self.regs[2 + self.rep.rank :]


def without_constant(value: Value) -> Value:
    return replace(value, constant=UNKNOWN, range=None)


NONE_VALUE: Final = Value(NONE, constant=None)


def static(kind: str, key: Any, constant: Any = UNKNOWN) -> Value:
    """A value known when the code is made."""
    return Value(StaticRep(kind, key), constant=constant)


def register_types(rep: Rep) -> list[str]:
    """The LLVM types of the registers of a value, in order."""
    match rep:
        case ScalarRep(dtype=dtype, mixed=mixed):
            kinds = [LLVM[dtype]] * (2 if dtype in COMPLEX else 1)
            return [*kinds, "i1"] if mixed else kinds
        case ArrayRep(rank=rank):
            return ["ptr", "ptr"] + ["i64"] * (2 * rank)
        case StringRep():
            return ["i64", "ptr", "i64"]
        case ListRep():
            return ["ptr"]
        case TupleRep(items=items) | PartsRep(items=items):
            return [kind for item in items for kind in register_types(item)]
        case _:
            return []


def registers(value: Value) -> list[str]:
    """All registers of a value, those of a tuple's items one after the other."""
    if isinstance(value.rep, TupleRep | PartsRep):
        return [reg for item in value.items for reg in registers(item)]
    return list(value.regs)


def from_registers(rep: Rep, regs: Iterator[str], held: str = "borrowed") -> Value:
    """The value of a representation held by the next registers."""
    if isinstance(rep, TupleRep | PartsRep):
        return Value(rep, items=tuple(from_registers(item, regs, held) for item in rep.items))
    taken = tuple(next(regs) for _ in register_types(rep))
    constant = None if isinstance(rep, NoneRep) else UNKNOWN
    return Value(rep, taken, constant=constant, held=held)
