"""Arithmetic on literals is done once, when the cell is compiled: `60 * 60 * 24`, `-1`, `2**64`.

Only results that are small and cannot surprise: an operation that raises is left for run time, and
so is one whose result would be large. Operations on two literals never count as i64 arithmetic.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from nbc.bytecode.module import Function, Instruction, Module
from nbc.bytecode.optable import BY_NAME

_BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "ADD": operator.add, "SUBTRACT": operator.sub, "MULTIPLY": operator.mul,
    "DIVIDE": operator.truediv, "FLOOR_DIVIDE": operator.floordiv, "MODULO": operator.mod,
    "POWER": operator.pow, "LEFT_SHIFT": operator.lshift, "RIGHT_SHIFT": operator.rshift,
    "BIT_AND": operator.and_, "BIT_OR": operator.or_, "BIT_XOR": operator.xor,
}  # fmt: skip
_UNARY: dict[str, Callable[[Any], Any]] = {
    "NEGATE": operator.neg,
    "POSITIVE": operator.pos,
    "INVERT": operator.invert,
}
_NUMBERS = (int, float, complex)
_LARGEST_BITS = 4096


def fold_constants(module: Module) -> Module:
    """Replaces operations on number literals by their results."""
    constants = dict(module.constants)
    functions = tuple(_fold(function, constants) for function in module.functions)
    if all(a is b for a, b in zip(functions, module.functions, strict=True)):
        return module
    return replace(module, functions=functions, constants=constants)


def _fold(function: Function, constants: dict[str, Any]) -> Function:
    code: list[Instruction] = []
    changed = False
    for instruction in function.instructions:
        name = instruction.op.name
        count = 2 if name in _BINARY else 1 if name in _UNARY else 0
        values = _literals(code[-count:], count, constants) if count else None
        result = _apply(name, values) if values is not None else None
        if result is None:
            code.append(instruction)
            continue
        del code[-count:]
        key = _key(result, constants)
        code.append(Instruction(BY_NAME["CONSTANT"], (key,), instruction.position))
        changed = True
    return replace(function, instructions=tuple(code)) if changed else function


def _literals(tail: list[Instruction], count: int, constants: dict[str, Any]) -> list[Any] | None:
    if len(tail) != count or any(ins.op.name != "CONSTANT" for ins in tail):
        return None
    values = [constants[ins.operands[0]] for ins in tail]
    return values if all(type(value) in _NUMBERS for value in values) else None


def _apply(name: str, values: list[Any]) -> Any:
    if name in ("POWER", "LEFT_SHIFT") and _is_large(values):
        return None
    try:
        result = _BINARY[name](*values) if len(values) == 2 else _UNARY[name](*values)
    except (ArithmeticError, TypeError, ValueError):
        return None
    if type(result) not in _NUMBERS:
        return None
    return None if isinstance(result, int) and result.bit_length() > _LARGEST_BITS else result


def _is_large(values: list[Any]) -> bool:
    base, exponent = values
    if not isinstance(exponent, int) or not isinstance(base, int):
        return isinstance(base, int) and base.bit_length() > 64
    return not 0 <= exponent <= _LARGEST_BITS or base.bit_length() * exponent > 2 * _LARGEST_BITS


def _key(value: Any, constants: dict[str, Any]) -> str:
    """A key for a folded value; equal text of one type is the same constant."""
    key = f"{type(value).__name__}:{value!r}"
    constants.setdefault(key, value)
    return key
