"""Fusion across statements: variables that stand for an expression until it is read.

A variable may wait if what is stored is read at most once, later in the same straight piece of
code. What is written to memory before that computes first what reads there (`before_write`), and so
does everything that divides the way of control (`Variables.compute_pending`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, final

from nbc.bytecode.effects import bound_names, nested_functions
from nbc.native.lower.arrays import overlap
from nbc.native.lower.values import Value

if TYPE_CHECKING:
    from nbc.bytecode.module import Instruction
    from nbc.native.lower.function import Lowering

_LEAVES = frozenset({"BREAK", "CONTINUE", "RETURN", "RAISE"})


@final
@dataclass(frozen=True, slots=True)
class Uses:
    """Where the variables of a function are read and bound, and which instructions follow each
    other without a branch: those with equal `pieces`. `captured`: read in nested functions."""

    code: Sequence[Instruction]
    reads: dict[str, list[int]]
    binds: dict[str, list[int]]
    pieces: list[int]
    captured: frozenset[str]

    def bound_before(self, name: str, read: int) -> bool:
        """Whether a read surely finds what was bound in its own piece of code."""
        return any(
            bind < read and self.pieces[bind] == self.pieces[read] for bind in self.binds[name]
        )


def may_wait(lowering: Lowering, name: str, value: Value) -> bool:
    """Whether a variable may stand for an expression that is computed where it is read."""
    here = lowering.here
    if lowering.level < 3 or lowering.code[here].op.name != "STORE" or lowering.scope:
        return False
    if lowering.region is not None and name in lowering.assembly.unit.outputs:
        return False
    if lowering.temporaries or lowering.private is not None:
        return False
    uses = _uses(lowering)
    if name in uses.captured:
        return False
    piece = uses.pieces[here]
    end = min(
        (bind for bind in uses.binds[name] if bind > here and uses.pieces[bind] == piece),
        default=None,
    )
    own = [read for read in uses.reads.get(name, ())
           if here < read < (len(uses.code) if end is None else end)
           and uses.pieces[read] == piece]  # fmt: skip
    if len(own) > 1:
        return False
    return end is not None or all(
        read in own or uses.bound_before(name, read) for read in uses.reads.get(name, ())
    )


def held_back(lowering: Lowering, value: Value) -> Value:
    """An expression as it is kept by a variable: its traps belong to the line where it stands."""
    assert value.lazy is not None
    lowering.note("fused", "computed in the loop of the statement that reads it, without an array")
    code, here, compute = lowering.code, lowering.here, value.lazy.element

    def element(lowering: Lowering, indices: Sequence[str]) -> Value:
        if lowering.code is not code:
            return compute(lowering, indices)
        now, lowering.here = lowering.here, here
        made = compute(lowering, indices)
        lowering.here = now
        return made

    return replace(value, lazy=replace(value.lazy, element=element))


def before_write(lowering: Lowering, target: Value) -> None:
    """Computes the waiting expressions that may read what is written next."""
    state = lowering.variables.state
    for binding in list(state.values()):
        if binding.value is None or binding.value.lazy is None:
            continue
        if not all(
            overlap.certainly_apart(lowering, target, read) for read in binding.value.lazy.reads
        ):
            lowering.variables.compute_pending()
            return


def _uses(lowering: Lowering) -> Uses:
    known: Uses | None = lowering.facts.uses
    if known is not None and known.code is lowering.code:
        return known
    code = lowering.code
    reads: dict[str, list[int]] = {}
    binds: dict[str, list[int]] = {}
    borders = {place for block in lowering.blocks.values()
               for place in (block.opener, *block.middles, block.end)}  # fmt: skip
    pieces, piece = [], 0
    for place, instruction in enumerate(code):
        name = instruction.op.name
        if place in borders or name in _LEAVES:
            piece += 1
        pieces.append(piece)
        if name in ("PUSH", "DELETE"):
            reads.setdefault(instruction.operands[0], []).append(place)
        for bound in bound_names(instruction):
            binds.setdefault(bound, []).append(place)
    functions = lowering.module.functions
    captured = frozenset(
        name for index in nested_functions(functions, lowering.index)
        for name, scope in functions[index].variables.items() if scope == "free"
    )  # fmt: skip
    made = lowering.facts.uses = Uses(code, reads, binds, pieces, captured)
    return made
