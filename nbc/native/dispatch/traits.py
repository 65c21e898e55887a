"""What the shape of NBC says about its cost: loops, recursion, array operations, trip counts."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from nbc.bytecode.module import Function, Instruction, Module
from nbc.bytecode.regions import LOOPS, Region
from nbc.native.dispatch.policy import Traits, elements

_ARRAYS = frozenset({"MATRIX_MULTIPLY", "INPLACE_MATRIX_MULTIPLY", "BUILD_SLICE"})
_ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "ADD": operator.add, "SUBTRACT": operator.sub, "MULTIPLY": operator.mul,
    "FLOOR_DIVIDE": operator.floordiv, "MODULO": operator.mod, "RIGHT_SHIFT": operator.rshift,
}  # fmt: skip
_ELEMENTWISE = frozenset(
    {"arithmetic", "division", "power", "inplace", "comparison", "equality", "bitwise", "unary"}
)
"""Typing rules of operations that arrays take as a whole."""

_RANGES = frozenset({"range", "parallel", "prange"})
_SIZED = frozenset({list, tuple, str, range, dict, set})

Lookup = Callable[[str], Any]
"""A variable's value; raises KeyError for what is not bound."""


def traits_of(module: Module, index: int) -> Traits:
    function = module.functions[index]
    code = function.instructions
    loops = any(ins.op.name in LOOPS or ins.op.name == "COMPREHEND" for ins in code)
    names = {ins.operands[0] for ins in code if ins.op.name == "PUSH"}
    return Traits(loops, function.name in names, has_array_operations(function, 0, len(code)),
                  any(ins.op.typing in _ELEMENTWISE for ins in code))  # fmt: skip


def has_array_operations(function: Function, start: int, stop: int) -> bool:
    """Whether the instructions may work on whole arrays: slices, attributes, calls of modules."""
    code = function.instructions[start:stop]
    return any(ins.op.name in _ARRAYS or ins.op.name == "GET_ATTRIBUTE" for ins in code)


def has_inner_loop(function: Function, region: Region) -> bool:
    code = function.instructions[region.loop + 1 : region.stop]
    return any(ins.op.name in LOOPS or ins.op.name == "COMPREHEND" for ins in code)


def trip_count(module: Module, function: Function, region: Region, lookup: Lookup) -> int | None:
    """How often a loop goes round if nothing ends it early; None where that is not known without
    running code. Only numbers, lengths and shapes are looked at."""
    opener = function.instructions[region.loop].op.name
    if opener == "LOOP":
        return None
    stack: list[Any] = []
    try:
        for ins in function.instructions[region.start : region.loop]:
            _step(module, stack, ins, lookup)
        if opener == "FOR_RANGE":
            return len(range(*stack[-3:]))
        return _length(stack[-1])
    except (KeyError, _UnknownError, TypeError, ValueError, ArithmeticError, IndexError):
        return None


def array_weight(function: Function, region: Region, values: list[Any]) -> int:
    """The elements that a trip may go through where its operations are on whole arrays, else 1."""
    if has_array_operations(function, region.loop + 1, region.stop):
        return max(1, elements(values))
    return 1


class _UnknownError(Exception):
    pass


def _step(module: Module, stack: list[Any], ins: Instruction, lookup: Lookup) -> None:
    """Runs an instruction of a range's bounds, if it is one that cannot have an effect."""
    name, operands = ins.op.name, ins.operands
    if name == "PUSH":
        stack.append(lookup(operands[0]))
    elif name == "CONSTANT":
        stack.append(module.constants[operands[0]])
    elif name in _ARITHMETIC:
        b, a = stack.pop(), stack.pop()
        if type(a) is not int or type(b) is not int:
            raise _UnknownError
        stack.append(_ARITHMETIC[name](a, b))
    elif name == "GET_ATTRIBUTE" and operands[0] in ("shape", "size"):
        stack.append(_shape(stack.pop(), operands[0]))
    elif name == "INDEX":
        key, value = stack.pop(), stack.pop()
        if type(value) is not tuple or type(key) is not int:
            raise _UnknownError
        stack.append(value[key])
    elif name == "CALL" and not operands[1]:
        _call(stack, operands[0])
    else:
        raise _UnknownError


def _call(stack: list[Any], count: int) -> None:
    arguments = stack[len(stack) - count :]
    del stack[len(stack) - count :]
    callee = stack.pop()
    if callee is len and count == 1:
        stack.append(_length(arguments[0]))
    elif callee is range or getattr(callee, "__name__", "") in _RANGES:
        stack.append(range(*arguments))
    else:
        raise _UnknownError


def _shape(value: Any, attribute: str) -> Any:
    if type(value).__module__ != "numpy":
        raise _UnknownError
    return getattr(value, attribute)


def _length(value: Any) -> int:
    if type(value) in _SIZED or type(value).__module__ == "numpy":
        return len(value)
    raise _UnknownError
