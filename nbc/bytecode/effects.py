"""How many values an instruction takes and leaves, once its operands are known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nbc.bytecode.module import Function, Instruction
from nbc.bytecode.optable import OPS
from nbc.bytecode.patterns import captures

_BOUND = {
    op.name: tuple(place for place, operand in enumerate(op.operands) if operand.kind == "var")
    for op in OPS
    if op.name not in ("PUSH", "CASE") and any(operand.kind == "var" for operand in op.operands)
}
_TAKEN = {op.name: len(op.pops) for op in OPS if not op.variadic}
_TAKEN_BESIDE = {op.name: len(op.pops) - 1 for op in OPS if op.variadic}
_LEFT = {op.name: len(op.pushes) for op in OPS if not op.name.startswith("UNPACK")}
"""Where the operands decide nothing. Asked for every instruction, by many passes."""


def definition_values(function: Function) -> tuple[int, int, int]:
    """What a definition of `function` finds on the stack behind the decorators: defaults of
    positional parameters, defaults of keyword-only ones, annotations."""
    positional = sum(p.has_default and p.kind != "keyword_only" for p in function.parameters)
    keyword = sum(p.has_default and p.kind == "keyword_only" for p in function.parameters)
    annotations = sum(p.annotated for p in function.parameters) + function.returns_annotated
    return positional, keyword, annotations


def nested_functions(functions: Sequence[Function], index: int) -> set[int]:
    """The indices of the functions that are defined inside one, at any depth."""
    found: set[int] = set()
    for op, operands, _ in functions[index].instructions:
        for operand, value in zip(op.operands, operands, strict=False):
            if operand.kind == "fn" and value not in found:
                found |= {value, *nested_functions(functions, value)}
    return found


def bound_names(instruction: Instruction) -> tuple[str, ...]:
    """The variables that an instruction may bind or unbind."""
    name = instruction.op.name
    places = _BOUND.get(name)
    if places is None:
        return captures(instruction.operands[0]) if name == "CASE" else ()
    operands = instruction.operands
    return tuple([operands[place] for place in places])


def taken(instruction: Instruction, functions: Sequence[Function]) -> int:
    """The values that an instruction takes from the stack."""
    name = instruction.op.name
    fixed = _TAKEN.get(name)
    if fixed is not None:
        return fixed
    return _TAKEN_BESIDE[name] + _variadic(name, instruction.operands, functions)


def left(instruction: Instruction) -> int:
    """The values that an instruction leaves (block openers: those that END leaves)."""
    name = instruction.op.name
    fixed = _LEFT.get(name)
    if fixed is not None:
        return fixed
    operands = instruction.operands
    if name == "UNPACK":
        return int(operands[0])
    return int(operands[0]) + int(operands[1]) + 1


def _variadic(name: str, operands: tuple[Any, ...], functions: Sequence[Function]) -> int:
    if name == "CALL":
        return int(operands[0]) + len(operands[1])
    if name == "BUILD_DICT":
        return 2 * int(operands[0])
    if name == "LAMBDA":
        return sum(definition_values(functions[operands[0]]))
    if name == "DEFINE_FUNCTION":
        return int(operands[2]) + sum(definition_values(functions[operands[1]]))
    if name == "DEFINE_CLASS":
        return int(operands[2]) + len(operands[3])
    if isinstance(operands[0], int):
        return operands[0]
    return sum(2 if item == ":" else 1 for item in operands[0])
