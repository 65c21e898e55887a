"""Lists written out as arguments: `np.array([[x, y], [z, w]])`, `np.concatenate([a, b])`.

A list display that goes straight into a call of a NumPy function never becomes a list: its items
stay on the stack, as those of a tuple do. Other lists are made by `nbc.native.lower.lists`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.native.lower.registry import lowers
from nbc.native.lower.values import UNKNOWN, Value
from nbc.native.reps import PartsRep, StaticRep, TupleRep

if TYPE_CHECKING:
    from nbc.bytecode.module import Instruction
    from nbc.native.lower.function import Lowering


@lowers("BUILD_LIST")
def _build_list(lowering: Lowering, ins: Instruction) -> None:
    from nbc.native.lower import lists  # lazy: lists build on arrays

    items = lowering.take(ins.operands[0])
    made = display(lowering, tuple(items))
    lowering.push(lists.of_items(lowering, items) if made is None else made)


def display(lowering: Lowering, items: tuple[Value, ...]) -> Value | None:
    """The list of items as its parts, if it goes straight into a NumPy function. Called while
    BUILD_LIST is lowered, its items taken off the stack."""
    if not _goes_into_numpy(lowering):
        return None
    return Value(PartsRep("list", tuple(item.rep for item in items)), items=items)


def parts(value: Value) -> tuple[Value, ...] | None:
    """The items of a tuple or of such a list."""
    if isinstance(value.rep, TupleRep):
        return value.items
    return value.items if isinstance(value.rep, PartsRep) and value.rep.kind == "list" else None


def _goes_into_numpy(lowering: Lowering) -> bool:
    """Follows the stack from here to the call that takes the list."""
    above, base = 0, len(lowering.stack)
    for instruction in lowering.code[lowering.pc :]:
        effect = _effect(instruction)
        if effect is None:
            return False
        pops, pushes = effect
        if pops <= above:
            above += pushes - pops
            continue
        base -= pops - above - 1
        if instruction.op.name == "CALL":
            return 0 <= base < len(lowering.stack) and _is_numpy(lowering.stack[base])
        if instruction.op.name not in ("BUILD_LIST", "BUILD_TUPLE"):
            return False
        above = 0
    return False


def _effect(instruction: Instruction) -> tuple[int, int] | None:
    """How many values an instruction takes and leaves; None where that is not simple."""
    op = instruction.op
    match op.name:
        case "CALL":
            return instruction.operands[0] + len(instruction.operands[1]) + 1, 1
        case "BUILD_LIST" | "BUILD_TUPLE":
            return instruction.operands[0], 1
        case "CONSTANT" | "PUSH" | "GET_ATTRIBUTE" | "INDEX" | "BUILD_SLICE" | "NEGATE":
            return len(op.pops), len(op.pushes)
    if op.typing == "arithmetic":
        return len(op.pops), len(op.pushes)
    return None


def _is_numpy(value: Value) -> bool:
    if not isinstance(value.rep, StaticRep) or value.constant is UNKNOWN:
        return False
    name = getattr(value.constant, "__name__", "")
    home = getattr(value.constant, "__module__", None) or "numpy"
    return bool(name) and str(home).partition(".")[0] == "numpy"
