"""Which values are spread before the values after them are computed.

In `f(*a(), b())` CPython iterates over `a()` before it calls `b`. In NBC the values are computed
first and CALL_SPREAD takes them all. So the stepper spreads such a value right where it is made:
`spread_early` finds the instructions that make one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nbc.bytecode.blocks import EXPRESSION_BLOCKS, GRAMMAR
from nbc.bytecode.effects import left, taken
from nbc.bytecode.module import Function, Instruction
from nbc.bytecode.optable import Trait


def spread_early(function: Function, functions: Sequence[Function]) -> Mapping[int, str]:
    """The instructions whose value a later one spreads, with others computed between: each with
    the opcode that spreads it early (see `EARLY`)."""
    if not any(_shape(instruction) for instruction in function.instructions):
        return {}
    found: dict[int, str] = {}
    makers: list[int] = []
    opened: list[str] = []
    for place, instruction in enumerate(function.instructions):
        op = instruction.op
        count = taken(instruction, functions)
        if op.has(Trait.CLOSES):
            count = int(opened.pop() in EXPRESSION_BLOCKS)
        elif op.name == "ELSE":
            count = int(opened[-1] == "CHOOSE")
        makers_taken = makers[len(makers) - count :]
        del makers[len(makers) - count :]
        items = _shape(instruction)
        for item, maker in zip(items, makers_taken[-len(items) :], strict=False):
            opcode = EARLY.get((item, op.name), EARLY.get((item, "")))
            if opcode and not _is_alone(op.name, items) and maker != makers_taken[-1]:
                found[maker] = opcode
        if op.has(Trait.OPENS):
            opened.append(op.name)
            first = next(iter(GRAMMAR[op.name].values()))
            makers.extend([place] * first.starts)
        elif op.has(Trait.CLOSES):
            makers.extend([place] * count)
        else:
            makers.extend([place] * left(instruction))
    return found


def _is_alone(opcode: str, items: tuple[str, ...]) -> bool:
    """The one positional item of a call: CPython spreads it when it makes the call."""
    return opcode == "CALL_SPREAD" and [i for i in items if i in (".", "*")] == ["*"]


EARLY = {
    ("*", ""): "BUILD_LIST_SPREAD", ("*", "BUILD_SET_SPREAD"): "BUILD_SET_SPREAD",
    ("**", "BUILD_DICT_SPREAD"): "BUILD_DICT_SPREAD",
}  # fmt: skip
"""By item and opcode (or any): the opcode that spreads one value as that one would."""


def _shape(instruction: Instruction) -> tuple[str, ...]:
    """The items of a `shape` operand, one for each value, if it spreads anything."""
    for operand, value in zip(instruction.op.operands, instruction.operands, strict=True):
        if operand.kind == "shape" and ("*" in value or "**" in value):
            return tuple(part for item in value for part in (("", "") if item == ":" else (item,)))
    return ()
