"""Whether the rounds of a parallel loop may run at the same time.

`nbc.bytecode.rounds` follows the instructions; here its answer meets the arrays and functions that
the names stand for, and what can only be told at run time becomes a test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.bytecode.rounds import WRITING_METHODS, follow_rounds
from nbc.native.lower.names import read_name
from nbc.native.lower.overlap import overlap
from nbc.native.lower.values import Value
from nbc.native.lower.variables import Sequential

if TYPE_CHECKING:
    from nbc.bytecode.blocks import Block
    from nbc.native.lower.function import Lowering


def independent(lowering: Lowering, block: Block) -> str:
    """Whether (i1) arrays that the loop writes share memory with others that it touches: then
    rounds are not independent, nor where what it writes may be another round's (Sequential)."""
    found = follow_rounds(lowering.module, lowering.function, lowering.blocks, block.opener)
    for _, reason in (*found.certain, *found.possible):
        raise Sequential(reason)
    for name in found.calls:
        if _writes(lowering, name, set()):
            raise Sequential(f"{name}() may write to arrays")
    arrays = {name: array_of(lowering, name) for name in sorted(found.touched)}
    shares = "false"
    for name in sorted(found.written):
        for other in sorted(found.touched - {name}):
            one, two = arrays[name], arrays[other]
            if one is None:
                raise Sequential(f"what {name!r} is cannot be told before the loop")
            if two is not None and not (other in found.written and other < name):
                both = overlap(lowering, one, two)
                shares = both if shares == "false" else lowering.text.let(
                    f"or i1 {shares}, {both}")  # fmt: skip
    return shares


def array_of(lowering: Lowering, name: str) -> Value | None:
    """The array that a variable or global holds, if it holds one."""
    binding = lowering.variables.state.get(name)
    if binding is not None and not (binding.certain and not binding.conflict):
        return None
    if binding is None and lowering.function.variables.get(name) != "global":
        return None
    value = read_name(lowering, name)
    return value if value.is_array and value.lazy is None else None


def _writes(lowering: Lowering, name: str, seen: set[str]) -> bool:
    """Whether a function, or one that it calls, may write to arrays."""
    if name in seen:
        return False
    seen.add(name)
    try:
        found = lowering.assembly.functions_of(lowering.assembly.global_value(name))
    except KeyError:
        return True
    if found is None:
        return False
    function = found[0].functions[found[1]]
    for op, operands, _ in function.instructions:
        if op.name in ("STORE_INDEX", "STORE_UPDATED_INDEX") or op.name.startswith("INPLACE_MAT"):
            return True
        if op.name == "GET_ATTRIBUTE" and operands[0] in WRITING_METHODS:
            return True
        called = op.name == "PUSH" and function.variables.get(operands[0]) == "global"
        if called and _writes(lowering, operands[0], seen):
            return True
    return False
