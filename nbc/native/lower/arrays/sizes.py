"""Lengths and offsets: arithmetic that folds constants, and which lengths are certainly equal.

Every register may have a symbol, which says how it was computed: registers with equal symbols hold
equal values, wherever they were computed. So `a[1:-1]` and `b[:-2]` have the same shape where `a`
and `b` have. `Variables` keeps the symbols of what is stored in a variable.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.native.lower.values import Value

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering


def symbol(lowering: Lowering, reg: str) -> str:
    """What stands for the value of a register or constant."""
    return lowering.facts.symbol(reg)


def same(lowering: Lowering, a: str, b: str) -> bool:
    """Whether two operands certainly have the same value."""
    return a == b or symbol(lowering, a) == symbol(lowering, b)


def derived(lowering: Lowering, reg: str, how: str, *parts: str) -> str:
    """Notes that a register is a function, named `how`, of operands; gives it back."""
    lowering.facts.derive(reg, how, parts)
    return reg


def same_view(lowering: Lowering, a: Value, b: Value) -> bool:
    """Whether two arrays are certainly the same elements in the same places."""
    if a.lazy is not None or b.lazy is not None or a.rep != b.rep:
        return False
    parts = zip((a.data, *a.dims, *a.strides), (b.data, *b.dims, *b.strides), strict=True)
    return all(same(lowering, x, y) for x, y in parts)


def same_shape(lowering: Lowering, a: Value, b: Value) -> bool:
    return len(a.dims) == len(b.dims) and all(
        same(lowering, x, y) for x, y in zip(a.dims, b.dims, strict=True)
    )


# -- arithmetic ------------------------------------------------------------------------------------


def _number(operand: str) -> int | None:
    return int(operand) if operand.lstrip("-").isdigit() else None


def plus(lowering: Lowering, a: str, b: str) -> str:
    x, y = _number(a), _number(b)
    if x is not None and y is not None:
        return str(x + y)
    if x == 0 or y == 0:
        return b if x == 0 else a
    return derived(lowering, lowering.text.let(f"add i64 {a}, {b}"), "add", a, b)


def minus(lowering: Lowering, a: str, b: str) -> str:
    x, y = _number(a), _number(b)
    if x is not None and y is not None:
        return str(x - y)
    if y == 0:
        return a
    if same(lowering, a, b):
        return "0"
    return derived(lowering, lowering.text.let(f"sub i64 {a}, {b}"), "sub", a, b)


def times(lowering: Lowering, a: str, b: str) -> str:
    x, y = _number(a), _number(b)
    if x is not None and y is not None:
        return str(x * y)
    if x == 0 or y == 0:
        return "0"
    if x == 1 or y == 1:
        return b if x == 1 else a
    return derived(lowering, lowering.text.let(f"mul i64 {a}, {b}"), "mul", a, b)


def at_least(lowering: Lowering, a: str, b: str) -> str:
    """The larger one."""
    return _extreme(lowering, "smax", a, b)


def at_most(lowering: Lowering, a: str, b: str) -> str:
    """The smaller one."""
    return _extreme(lowering, "smin", a, b)


def _extreme(lowering: Lowering, name: str, a: str, b: str) -> str:
    x, y = _number(a), _number(b)
    if x is not None and y is not None:
        return str(max(x, y) if name == "smax" else min(x, y))
    if same(lowering, a, b):
        return a
    called = f"llvm.{name}.i64"
    lowering.assembly.declare(called, f"declare i64 @{called}(i64, i64)")
    made = lowering.text.let(f"call i64 @{called}(i64 {a}, i64 {b})")
    return derived(lowering, made, name, a, b)


def product(lowering: Lowering, dims: tuple[str, ...] | list[str]) -> str:
    """How many elements a shape has."""
    total = "1"
    for dim in dims:
        total = times(lowering, total, dim)
    return total


def is_negative(value: Value) -> bool | None:
    """Whether an integer is below zero, where that is known."""
    if value.range is None:
        return None
    return False if value.range[0] >= 0 else True if value.range[1] < 0 else None
