"""Which of its loops a NumPy ufunc runs for given operand types.

A ufunc has loops for some dtypes (`Loops.inputs`) and takes the first one to which all operands
cast safely. A Python scalar is weak (NEP 50): it follows the arrays and NumPy scalars beside it and
counts as i64, f64 or c128 only where none of its kind is there. This differs from promotion:
`arctan2` of i8 and u8 runs in f16. None stands for a dtype that is not known.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import final

from nbc.builtins import plain
from nbc.types.model import Array, Scalar, Type
from nbc.types.promote import promote, promote_weak

ORDER = ("bool", "i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64",
         "f16", "f32", "f64", "c64", "c128")  # fmt: skip
"""The order in which NumPy lists loops."""

_INT = ORDER[1:9]
_FLOAT = ORDER[9:12]
_COMPLEX = ORDER[12:]
_PYTHONS = frozenset({"i64", "f64", "c128"})


@final
@dataclass(frozen=True, slots=True)
class Loops:
    """`inputs`: the dtypes of the loops. `output`: from a loop's dtype to the result's (or to those
    of several results). `refused`: operands that are all of these have no loop. `objects`:
    what comes of operands of unknown dtype. `mixed`: the operands of a loop differ in dtype."""

    inputs: tuple[str, ...]
    output: Callable[[str], str | tuple[str, ...]]
    refused: tuple[str, ...] = ()
    objects: str | None = None
    mixed: bool = False


def common_dtype(kinds: Sequence[Type]) -> str | None:
    """`numpy.result_type` of arrays, NumPy scalars and weak Python scalars."""
    return find_loop(kinds, ARITHMETIC) if kinds else None


def find_loop(kinds: Sequence[Type], loops: Loops) -> str | None:
    """The dtype of the loop; None if not known; LookupError where there is certainly none."""
    doubtful = [index for index, kind in enumerate(kinds) if _of_either_sort(kind)]
    if doubtful:
        return _agreed(kinds, doubtful, loops)
    operands = _strengthened(kinds)
    if operands is None or loops.mixed:
        return None
    if all(operand in loops.refused for operand in operands):
        raise LookupError
    for name in loops.inputs:
        if all(casts_safely(operand, name) for operand in operands):
            return name
    raise LookupError


def _of_either_sort(kind: Type) -> bool:
    """Whether it matters that a number may be Python's or NumPy's."""
    return isinstance(kind, Scalar) and kind.weak is None and kind.dtype in _PYTHONS


def _agreed(kinds: Sequence[Type], doubtful: list[int], loops: Loops) -> str | None:
    """The loop, if it is the same for all sorts of operands; LookupError where none has one."""
    found: set[str | None] = set()
    for sorts in itertools.product((True, False), repeat=len(doubtful)):
        reading = list(kinds)
        for index, weak in zip(doubtful, sorts, strict=True):
            kind = kinds[index]
            if isinstance(kind, Scalar):
                reading[index] = Scalar(kind.dtype, weak)
        try:
            found.add(find_loop(reading, loops))
        except LookupError:
            found.add("")
    if found == {""}:
        raise LookupError
    return found.pop() if len(found) == 1 else None


def casts_safely(source: str, target: str) -> bool:
    """`numpy.can_cast(source, target)` for Noodle's names."""
    return promote(source, target) == target


def _strengthened(kinds: Sequence[Type]) -> list[str] | None:
    """The operands' dtypes, weak ones made strong by what is beside them."""
    strong: list[str] = []
    weak: list[str] = []
    for kind in kinds:
        if not isinstance(kind, Array | Scalar) or kind.dtype not in plain.NUMBERS:
            return None
        python = isinstance(kind, Scalar) and kind.weak and kind.dtype != "bool"
        (weak if python else strong).append(kind.dtype or "")
    if not strong:
        return weak
    common = functools.reduce(lambda a, b: promote(a, b) or a, strong)
    return strong + [promote_weak(common, name) or name for name in weak]


def same(name: str) -> str:
    return name


def magnitude(name: str) -> str:
    return {"c64": "f32", "c128": "f64"}.get(name, name)


def truth(name: str) -> str:
    return "bool"


def byte(name: str) -> str:
    return "u8"


def quotient(name: str) -> str:
    return "f64" if name == "bool" or name in plain.INTEGERS else name


def twice(name: str) -> tuple[str, ...]:
    return (name, name)


def with_exponent(name: str) -> tuple[str, ...]:
    return (name, "i32")


ARITHMETIC = Loops(ORDER, same)
SUBTRACTION = Loops(ORDER[1:], same, refused=("bool",))
POWER = Loops(ORDER[1:], same)
DIVISION = Loops(ORDER, quotient)
REMAINDER = Loops(_INT + _FLOAT, same)
FLOATING = Loops(_FLOAT + _COMPLEX, same)
REAL_FLOATING = Loops(_FLOAT, same)
WIDE = Loops(("f64", "c128"), same)
SIGNED = Loops(ORDER[1:], same, refused=("bool",))
NUMERIC = Loops(ORDER[1:], same)
ABSOLUTE = Loops(ORDER, magnitude)
WHOLE = Loops(ORDER[:12], same)
BITS = Loops(ORDER[:9], same)
SHIFTS = Loops(_INT, same)
DIVISORS = Loops(_INT, same, refused=("bool",))
COUNTED = Loops(_INT, byte)
PREDICATE = Loops(ORDER, truth, objects="bool")
COMPARISON = Loops(ORDER, truth, objects="bool")
LOGIC = Loops(ORDER, truth)
SIGN_BIT = Loops(_FLOAT, truth, objects="bool")
PARTS = Loops(_FLOAT, twice)
MANTISSA = Loops(_FLOAT, with_exponent)
SCALED = Loops(_FLOAT, same, mixed=True)
DATES = Loops((), truth, objects="bool")
QUOTIENTS = Loops(_INT + _FLOAT, twice)
