"""One of two values by a condition, without branches; and what builtins demand of arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.native.lower.joining import convert, join
from nbc.native.lower.registry import Arguments
from nbc.native.lower.values import Value, from_registers, register_types, registers
from nbc.native.reps import ScalarRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering


def select(lowering: Lowering, condition: str, yes: Value, no: Value) -> Value:
    """`yes if condition else no`; both are computed already."""
    if condition in ("true", "false"):
        return yes if condition == "true" else no
    joined = join(yes, no)
    if joined is None:
        lowering.refuse("the two values of this expression have no common type")
    pair = [convert(lowering, value, joined.rep) for value in (yes, no)]
    out = lowering.text
    regs = [
        a if a == b else out.let(f"select i1 {condition}, {kind} {a}, {kind} {b}")
        for kind, a, b in zip(register_types(joined.rep), *map(registers, pair), strict=True)
    ]
    made = from_registers(joined.rep, iter(regs), held=joined.held)
    if isinstance(joined.rep, ScalarRep):
        return Value(joined.rep, made.regs, joined.constant, joined.range)
    return made


def positional(
    lowering: Lowering, arguments: Arguments, low: int, high: int | None = None
) -> list[Value]:
    """The arguments of a builtin that takes between `low` and `high` of them, without keywords."""
    count = len(arguments.values)
    if arguments.keywords or not low <= count <= (low if high is None else high):
        lowering.refuse(f"this call of {arguments.name}() has no native form")
    return arguments.values


def plain(lowering: Lowering, value: Value, what: str = "this value") -> Value:
    """A scalar that is certainly of one Python type."""
    if not isinstance(value.rep, ScalarRep):
        return lowering.refuse(f"{what} must be a number in native code")
    if value.rep.mixed:
        return lowering.refuse(f"{what} may be a Python number or one of NumPy's")
    return value
