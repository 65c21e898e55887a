"""Which values are spread before the values after them are computed.

In `f(*a(), b())` CPython iterates over `a()` before it calls `b`. In NBC the values are computed
first and CALL_SPREAD takes them all. So the stepper turns such a value into a tuple right where it
is made: `spread_early` finds the instructions that make one.
"""

from __future__ import annotations

from collections.abc import Sequence

from nbc.bytecode.blocks import EXPRESSION_BLOCKS, GRAMMAR
from nbc.bytecode.effects import left, taken
from nbc.bytecode.module import Function
from nbc.bytecode.optable import Trait


def spread_early(function: Function, functions: Sequence[Function]) -> frozenset[int]:
    """The instructions whose value a later one spreads with `*`, with others computed between."""
    if not any(_shape(operands) for _, operands, _ in function.instructions):
        return frozenset()
    found: set[int] = set()
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
        items = _shape(instruction.operands)
        for item, maker in zip(items, makers_taken[-len(items) :], strict=False):
            if item == "*" and maker != makers_taken[-1]:
                found.add(maker)
        if op.has(Trait.OPENS):
            opened.append(op.name)
            first = next(iter(GRAMMAR[op.name].values()))
            makers.extend([place] * first.starts)
        elif op.has(Trait.CLOSES):
            makers.extend([place] * count)
        else:
            makers.extend([place] * left(instruction))
    return frozenset(found)


def _shape(operands: tuple[object, ...]) -> tuple[str, ...]:
    """The `shape` operand, if it spreads anything."""
    for value in operands:
        if isinstance(value, tuple) and "*" in value:
            return value
    return ()
