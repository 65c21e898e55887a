"""Which functions stand under a decorator that is known by name, by the instructions before them.

A decorator's name is what its expression begins with: `model` of `@model(name="net")`, `ahr.model`
of `@ahr.model`. One that the module binds itself, other than by an import, is another thing.
"""

from __future__ import annotations

from collections.abc import Collection

from nbc.bytecode.effects import bound_names, definition_values, left, nested_functions, taken
from nbc.bytecode.module import Function, Module


def decorated(module: Module, names: Collection[str]) -> dict[int, str]:
    """The functions under a decorator of these names, and those inside of them: which it is."""
    if not names:
        return {}
    own = {
        name for function in module.functions for ins in function.instructions
        if ins.op.name not in ("IMPORT_FROM", "IMPORT", "IMPORT_AS") for name in bound_names(ins)
    }  # fmt: skip
    found: dict[int, str] = {}
    for function in module.functions:
        for pc, ins in enumerate(function.instructions):
            if ins.op.name != "DEFINE_FUNCTION" or not ins.operands[2]:
                continue
            index = int(ins.operands[1])
            for name in _decorators(module, function, pc):
                if name in names and name.partition(".")[0] not in own:
                    inside = nested_functions(module.functions, index)
                    found.update(dict.fromkeys((index, *inside), name))
    return found


def _decorators(module: Module, function: Function, pc: int) -> list[str]:
    """The names of the decorators of the definition at `pc`, the last one first."""
    operands = function.instructions[pc].operands
    at = pc
    for _ in range(sum(definition_values(module.functions[operands[1]]))):
        at = _start(module, function, at)
    found: list[str] = []
    for _ in range(int(operands[2])):
        at = _start(module, function, at)
        found.append(_name(function, at))
    return found


def _start(module: Module, function: Function, end: int) -> int:
    """Where the expression begins whose value is on top of the stack before `end`."""
    wanted, at = 1, end
    while wanted > 0 and at > 0:
        at -= 1
        ins = function.instructions[at]
        wanted += taken(ins, module.functions) - left(ins)
    return at


def _name(function: Function, at: int) -> str:
    """`name` or `name.attribute`, as the expression at `at` begins."""
    ins = function.instructions[at]
    if ins.op.name != "PUSH":
        return ""
    after = function.instructions[at + 1]
    inner = f".{after.operands[0]}" if after.op.name == "GET_ATTRIBUTE" else ""
    return f"{ins.operands[0]}{inner}"
