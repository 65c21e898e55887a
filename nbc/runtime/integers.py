"""The one rule of arithmetic that is not CPython's: i64 operations trap instead of growing.

An int that fits 64 bits is an i64, a larger one is a bigint. An operation on two i64 whose result
does not fit raises `OverflowTrap`; as soon as an operand is a bigint, so is the result.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from nbc.errors import OverflowTrap

I64_MIN = -(2**63)
I64_MAX = 2**63 - 1
_HINT = "ask for Python's integers with bigint: x: bigint = ... or bigint(x)"


def fits(value: int) -> bool:
    return I64_MIN <= value <= I64_MAX


def check(result: Any, a: Any, b: Any = 0) -> Any:
    """`result` of an operation on a and b, unless it overflowed. Raises OverflowTrap (N5001)."""
    if type(result) is not int or I64_MIN <= result <= I64_MAX:
        return result
    if isinstance(a, int) and isinstance(b, int) and fits(a) and fits(b):
        raise OverflowTrap(
            "N5001", "the result of an i64 operation does not fit 64 bits", hint=_HINT
        )
    return result


def _checked(operation: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def run(a: Any, b: Any) -> Any:
        return check(operation(a, b), a, b)

    return run


CHECKED: dict[str, Callable[..., Any]] = {
    "ADD": _checked(operator.add), "SUBTRACT": _checked(operator.sub),
    "MULTIPLY": _checked(operator.mul), "FLOOR_DIVIDE": _checked(operator.floordiv),
    "POWER": _checked(operator.pow), "LEFT_SHIFT": _checked(operator.lshift),
    "INPLACE_ADD": _checked(operator.iadd), "INPLACE_SUBTRACT": _checked(operator.isub),
    "INPLACE_MULTIPLY": _checked(operator.imul),
    "INPLACE_FLOOR_DIVIDE": _checked(operator.ifloordiv),
    "INPLACE_POWER": _checked(operator.ipow), "INPLACE_LEFT_SHIFT": _checked(operator.ilshift),
}  # fmt: skip
CHECKED["NEGATE"] = lambda a: check(-a, a)
"""The checked form of each opcode with the trait INTEGER."""
