"""Variables that only count: from a small number, by one at a time.

To overflow they would need 2**62 steps. LLVM may add up those of one stretch of a loop at once, but
a poll stands between stretches: that takes days, and the VM ten thousand years. So such an addition
is not checked, in the innermost counted loops, which LLVM makes vectors of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.bytecode.blocks import LOOPS
from nbc.bytecode.effects import bound_names
from nbc.native.reps import INT

if TYPE_CHECKING:
    from nbc.bytecode.blocks import Block
    from nbc.native.lower.function import Lowering
    from nbc.native.lower.variables import Binding

_SMALL = 2**47
"""Where counting begins at most: at a size of something, say."""
_STEPS = frozenset({"ADD", "SUBTRACT", "INPLACE_ADD", "INPLACE_SUBTRACT"})


def counting(lowering: Lowering, block: Block) -> frozenset[int]:
    """The additions of a loop, those of the loops in it too, that only count."""
    found: dict[str, set[int]] = {}
    others: set[str] = set()
    for index in range(block.opener, block.end):
        op, operands, _ = lowering.code[index]
        step = _step(lowering, index) if op.name == "STORE" else None
        if step is None:
            others.update(bound_names(lowering.code[index]))
        else:
            found.setdefault(operands[0], set()).add(step)
    state = lowering.variables.state
    return frozenset(
        index for name, steps in found.items()
        if name not in others and _starts_small(state.get(name)) for index in steps
        if _is_quick(lowering, index)
    )  # fmt: skip


def _step(lowering: Lowering, index: int) -> int | None:
    """The addition of `name = name + 1`, of which the instruction is the STORE."""
    if index < 3:
        return None
    push, constant, step = (lowering.code[index - back] for back in (3, 2, 1))
    if (push.op.name, constant.op.name) != ("PUSH", "CONSTANT") or step.op.name not in _STEPS:
        return None
    one = lowering.module.constants[constant.operands[0]]
    same = push.operands[0] == lowering.code[index].operands[0]
    return index - 1 if same and type(one) is int and one in (-1, 1) else None


def _is_quick(lowering: Lowering, index: int) -> bool:
    """Whether an instruction is in a counted loop without another loop in it."""
    code = lowering.code
    around = max(start for start, block in lowering.blocks.items()
                 if start < index < block.end and code[start].op.name in LOOPS)  # fmt: skip
    inside = range(around + 1, lowering.blocks[around].end)
    return code[around].op.name != "LOOP" and not any(code[i].op.name in LOOPS for i in inside)


def _starts_small(binding: Binding | None) -> bool:
    if binding is None or binding.conflict or binding.template.rep != INT:
        return False
    bounds = binding.template.range
    return bounds is not None and bounds[0] >= -_SMALL and bounds[1] <= _SMALL
