"""What stands behind RETURN, RAISE, BREAK or CONTINUE in the same block never runs: it goes.

Functions that only dead code defined stay in the module, unused: indices do not move.
"""

from __future__ import annotations

from dataclasses import replace

from nbc.bytecode.module import Function, Instruction, Module
from nbc.bytecode.optable import Trait

_DIVIDES = Trait.MIDDLE | Trait.CLOSES


def drop_unreachable(module: Module) -> Module:
    """Removes instructions that control cannot reach."""
    functions = tuple(_drop(function) for function in module.functions)
    if all(a is b for a, b in zip(functions, module.functions, strict=True)):
        return module
    return replace(module, functions=functions)


def _drop(function: Function) -> Function:
    code = function.instructions
    if not any(ins.op.traits & Trait.LEAVES for ins in code[:-1]):
        return function
    kept: list[Instruction] = []
    dead_at: int | None = None
    depth = 0
    for instruction in code:
        traits = instruction.op.traits
        if traits & _DIVIDES and depth == dead_at:
            dead_at = None
        if traits & Trait.CLOSES:
            depth -= 1
        if dead_at is None:
            kept.append(instruction)
        if traits & Trait.OPENS:
            depth += 1
        if traits & Trait.LEAVES and dead_at is None:
            dead_at = depth
    return function if len(kept) == len(code) else replace(function, instructions=tuple(kept))
