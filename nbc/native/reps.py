"""Representations: how native code holds a value.

A representation is a type made concrete: everything that machine code is specialised for, and
nothing else. Two calls whose inputs have equal representations run the same code. A unit's inputs
and results pass through arrays of 8-byte slots; `slots` says how many a value takes, in the order
that `nbc.native.support` reads and writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, final

SIGNED: Final = frozenset({"i8", "i16", "i32", "i64"})
UNSIGNED: Final = frozenset({"u8", "u16", "u32", "u64"})
INTEGERS: Final = SIGNED | UNSIGNED
FLOATS: Final = frozenset({"f32", "f64"})
COMPLEX: Final = frozenset({"c64", "c128"})
ITEM_BYTES: Final = {
    "bool": 1, "i8": 1, "u8": 1, "i16": 2, "u16": 2, "i32": 4, "u32": 4, "i64": 8, "u64": 8,
    "f32": 4, "f64": 8, "c64": 8, "c128": 16,
}  # fmt: skip
"""The dtypes of native code, and their sizes in arrays."""


@final
@dataclass(frozen=True, slots=True)
class ScalarRep:
    """A number or bool. `weak`: a Python scalar (bool, i64, f64, c128 only); else a NumPy scalar.
    `mixed`: "int", "float" or "bool" where the value may also be that Python type, which a variable
    began with (`s = 0` before a loop adds elements of an array to it): a register more is true
    while it is. Such a value is exact in `dtype` as well."""

    dtype: str
    weak: bool = True
    mixed: str = ""


@final
@dataclass(frozen=True, slots=True)
class ArrayRep:
    """An aligned `numpy.ndarray` in native byte order. `layout`: "C" (C-contiguous), "F"
    (Fortran-contiguous, rank 2 and more), "I" (unit stride on the last axis), "A" (any strides)."""

    dtype: str
    rank: int
    layout: str = "A"
    writable: bool = True


@final
@dataclass(frozen=True, slots=True)
class StringRep:
    """A `str`. `kind`: bytes per code point where it is known (1, 2, 4), else 0."""

    kind: int = 0


@final
@dataclass(frozen=True, slots=True)
class ListRep:
    """A list of items of one scalar representation, as an unboxed growing vector. A list that was
    an argument is only read (`argument`); its items were checked when the call began."""

    item: Rep
    argument: bool = False


@final
@dataclass(frozen=True, slots=True)
class TupleRep:
    items: tuple[Rep, ...]


@final
@dataclass(frozen=True, slots=True)
class PartsRep:
    """A value that native code keeps as its parts and that never crosses a unit's boundary: a
    range, enumerate(...), a record, ... `key` says which, where `kind` does not."""

    kind: str
    items: tuple[Rep, ...]
    key: Any = None


@final
@dataclass(frozen=True, slots=True)
class NoneRep:
    """`None`."""


@final
@dataclass(frozen=True, slots=True)
class StaticRep:
    """A value known when the code is made and the same in every run of it: a module, a builtin, a
    function, a class, a dtype. `key` is its identity (a row's full name, or `id`)."""

    kind: str
    key: Any


@final
@dataclass(frozen=True, slots=True)
class OpaqueRep:
    """A Python value of another kind, which native code cannot use. Only as an input that is not
    read."""

    name: str = ""


Rep = (
    ScalarRep | ArrayRep | StringRep | ListRep | TupleRep | PartsRep | NoneRep | StaticRep
    | OpaqueRep
)  # fmt: skip

INT = ScalarRep("i64")
FLOAT = ScalarRep("f64")
BOOL = ScalarRep("bool")
COMPLEX128 = ScalarRep("c128")
NONE = NoneRep()


def slots(rep: Rep) -> int:
    """How many 8-byte slots a value of this representation takes at a unit's boundary."""
    match rep:
        case ScalarRep(dtype=dtype, mixed=mixed):
            return (2 if dtype in COMPLEX else 1) + bool(mixed)
        case ArrayRep(rank=rank):
            return 2 + 2 * rank
        case StringRep():
            return 3
        case ListRep():
            return 4
        case TupleRep(items=items):
            return sum(slots(item) for item in items)
        case _:
            return 0
