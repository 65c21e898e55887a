"""How many values an instruction takes and leaves, once its operands are known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nbc.bytecode.module import Function, Instruction
from nbc.bytecode.optable import OPS
from nbc.bytecode.patterns import captures

_VARIABLES = {
    op.name: tuple(place for place, operand in enumerate(op.operands) if operand.kind == "var")
    for op in OPS
}


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
    op, operands, _ = instruction
    if op.name == "CASE":
        return captures(operands[0])
    if op.name == "PUSH":
        return ()
    return tuple(operands[place] for place in _VARIABLES.get(op.name, ()))


def taken(instruction: Instruction, functions: Sequence[Function]) -> int:
    """The values that an instruction takes from the stack."""
    op, operands, _ = instruction
    if not op.variadic:
        return len(op.pops)
    return len(op.pops) - 1 + _variadic(op.name, operands, functions)


def left(instruction: Instruction) -> int:
    """The values that an instruction leaves (block openers: those that END leaves)."""
    name, operands = instruction.op.name, instruction.operands
    if name == "UNPACK":
        return int(operands[0])
    if name == "UNPACK_SPREAD":
        return int(operands[0]) + int(operands[1]) + 1
    return len(instruction.op.pushes)


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
