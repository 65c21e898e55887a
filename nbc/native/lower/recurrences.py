"""In which order to combine several numbers where any order gives the same: last comes what waits
for the round before, so that everything else is done by then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.bytecode.blocks import LOOPS
from nbc.bytecode.effects import bound_names, left, taken
from nbc.bytecode.optable import Trait
from nbc.bytecode.rounds import follow_rounds

if TYPE_CHECKING:
    from nbc.bytecode.blocks import Block
    from nbc.native.lower.function import Lowering


def waiting_last(lowering: Lowering, count: int) -> list[int]:
    """The places of a call's arguments: those that depend on the round before come last."""
    places = list(range(count))
    loop = _innermost(lowering)
    spans = None if loop is None else _spans(lowering, count)
    if loop is None or spans is None:
        return places
    carried = _carried(lowering, loop)
    waits = [any(lowering.code[index].op.name == "PUSH"
                 and lowering.code[index].operands[0] in carried for index in span)
             for span in spans]  # fmt: skip
    return sorted(places, key=waits.__getitem__)


def _innermost(lowering: Lowering) -> Block | None:
    around = [
        block for opener, block in lowering.blocks.items()
        if opener == block.opener < lowering.here < block.end
        and lowering.code[opener].op.name in LOOPS
    ]  # fmt: skip
    return max(around, key=lambda block: block.opener, default=None)


def _spans(lowering: Lowering, count: int) -> list[range] | None:
    """The instructions of each argument; None where there are blocks among them."""
    spans: list[range] = []
    stop = lowering.here
    for _ in range(count):
        start, needed = stop, 1
        while needed > 0:
            start -= 1
            instruction = lowering.code[start]
            if instruction.op.traits & (Trait.OPENS | Trait.MIDDLE | Trait.CLOSES):
                return None
            needed += taken(instruction, lowering.module.functions) - left(instruction)
        spans.insert(0, range(start, stop))
        stop = start
    return spans


def _carried(lowering: Lowering, loop: Block) -> set[str]:
    """Arrays that the loop writes, and variables that this round has not stored yet."""
    found = follow_rounds(lowering.module, lowering.function, lowering.blocks, loop.opener)
    before, after = (
        {name for index in part for name in bound_names(lowering.code[index])}
        for part in (range(loop.opener, lowering.here), range(lowering.here, loop.end))
    )  # fmt: skip
    return found.written | (after - before)
