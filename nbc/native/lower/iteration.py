"""`for x in ...`: FOR_EACH, by what is iterated over.

`@iterates("kind")` registers the lowering for a static value of that kind (range, enumerate, zip,
...), `ITERATIONS` by class of representation the others. A lowering writes the whole loop.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from nbc.native.lower.parallel import lower_parallel
from nbc.native.lower.registry import lowers
from nbc.native.lower.values import Value
from nbc.native.reps import StaticRep

if TYPE_CHECKING:
    from nbc.bytecode.blocks import Block
    from nbc.bytecode.module import Instruction
    from nbc.native.lower.function import Lowering

Iterate = Callable[["Lowering", "Block", Value], None]

ITERATIONS: dict[str, Iterate] = {}
"""By the kind of a StaticRep, or the class name of another representation."""


def iterates(*kinds: str) -> Callable[[Iterate], Iterate]:
    """Registers how values of some kinds are iterated over."""

    def register(function: Iterate) -> Iterate:
        ITERATIONS.update(dict.fromkeys(kinds, function))
        return function

    return register


@lowers("FOR_EACH")
def _for_each(lowering: Lowering, ins: Instruction) -> None:
    block, iterable = lowering.blocks[lowering.here], lowering.pop()
    kind = iterable.rep.kind if isinstance(iterable.rep, StaticRep) else type(iterable.rep).__name__
    iterate = ITERATIONS.get(kind)
    if iterate is None:
        lowering.refuse("iterating over this value has no native form")
    iterate(lowering, block, iterable)
    lowering.pc = block.end + 1


@iterates("parallel")
def _over_parallel(lowering: Lowering, block: Block, iterable: Value) -> None:
    lower_parallel(lowering, block, iterable.items)
