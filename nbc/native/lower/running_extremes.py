"""`if x > m: m = x` in a loop that runs on trust (`trust`): the largest so far, as vectors find it.

LLVM's maximumnum passes over NaNs, as the comparison does, and any order gives the same; but a
NaN that `m` begins with would be lost, and of two zeros it takes the positive one, not the first.
So a stretch is run again where `m` began as a NaN, or became a zero.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.bytecode.effects import bound_names
from nbc.native.lower.numeric import declare_intrinsic
from nbc.native.lower.values import LLVM, Value
from nbc.native.reps import FLOATS, ScalarRep

if TYPE_CHECKING:
    from nbc.bytecode.blocks import Block
    from nbc.bytecode.module import Instruction
    from nbc.native.lower.function import Deferral, Lowering

_PURE = frozenset({"PUSH", "CONSTANT", "BUILD_TUPLE", "INDEX", "ADD", "SUBTRACT", "MULTIPLY"})
_TAKEN = {"GREATER": "maximumnum", "LESS": "minimumnum"}
_TURNED = {"LESS": "maximumnum", "GREATER": "minimumnum"}


def extreme_in(lowering: Lowering, loop: Block) -> bool:
    """Whether a loop has such a statement."""
    return any(
        lowering.code[index].op.name == "IF" and _matched(lowering, lowering.blocks[index], loop)
        for index in range(loop.opener + 1, loop.end)
    )


def extreme(lowering: Lowering, block: Block) -> bool:
    """Writes an IF that is such a statement; False where it is none."""
    deferral = lowering.deferral
    if deferral is None or deferral.redo is None or lowering.guard is not None:
        return False
    loop = max((b for start, b in lowering.blocks.items() if start == b.opener < block.opener
                and block.end < b.end and lowering.code[start].op.name.startswith("FOR_")),
               key=lambda b: b.opener, default=None)  # fmt: skip
    found = None if loop is None else _matched(lowering, block, loop)
    binding = None if found is None else lowering.variables.state.get(found[0])
    if found is None or binding is None or not binding.certain or binding.conflict:
        return False
    name, symbol = found
    rep = binding.template.rep
    if not isinstance(rep, ScalarRep) or rep.dtype not in FLOATS or rep.mixed:
        return False
    lowering.walk(block.opener + 1, block.end - 1)
    value, present = lowering.pop(), lowering.variables.read(name)
    if value.rep != rep or present is None:
        return False
    _write(lowering, deferral, (name, symbol), value, present)
    return True


def _write(
    lowering: Lowering, deferral: Deferral, found: tuple[str, str], value: Value, present: Value
) -> None:
    name, kind = found[0], LLVM[value.dtype]
    symbol = declare_intrinsic(lowering, found[1], kind, 2)
    reg = lowering.text.let(f"call {kind} @{symbol}({kind} {value.reg}, {kind} {present.reg})")
    lowering.variables.write(name, Value(value.rep, (reg,)))
    deferral.extremes.append((lowering.variables.slots(name, value.rep)[0], kind))
    deferral.count += 1


def settle_extremes(lowering: Lowering, deferral: Deferral, before: dict[str, str]) -> None:
    """Behind a stretch: notes where it must run again. `before`: what slots held in front of it."""
    out = lowering.text
    for slot, kind in deferral.extremes:
        first, made = out.load(kind, before[slot]), out.load(kind, slot)
        same = out.let(f"fcmp oeq {kind} {made}, {first}")
        out.store(kind, out.let(f"select i1 {same}, {kind} {first}, {kind} {made}"), slot)
        lost = out.let(f"fcmp uno {kind} {first}, {first}")
        zero = out.let(f"fcmp oeq {kind} {made}, 0.0")
        other = out.let(f"select i1 {same}, i1 false, i1 {zero}")
        wrong = out.let(f"zext i1 {out.let(f'or i1 {lost}, {other}')} to i64")
        out.store("i64", out.let(f"or i64 {out.load('i64', deferral.flag)}, {wrong}"),
                  deferral.flag)  # fmt: skip


def _matched(lowering: Lowering, block: Block, loop: Block) -> tuple[str, str] | None:
    """The variable, which nothing else in the loop names, and LLVM's name of what is done."""
    code, opener, last = lowering.code, block.opener, block.end - 1
    size = last - opener - 1
    if block.middles or size < 1 or code[last].op.name != "STORE":
        return None
    name = code[last].operands[0]
    value = [_plain(code[index]) for index in range(opener + 1, last)]
    start = opener - size - 2
    if start <= loop.opener or any(op not in _PURE for op, _ in value):
        return None
    test, pushed = code[opener - 1].op.name, ("PUSH", (name,))
    compared = [_plain(code[index]) for index in range(start, opener - 1)]
    if compared == [*value, pushed]:
        symbol = _TAKEN.get(test)
    elif compared == [pushed, *value]:
        symbol = _TURNED.get(test)
    else:
        return None
    uses = sum(_names(code[index], name) for index in range(loop.opener, loop.end))
    return None if symbol is None or uses != 2 else (name, symbol)


def _plain(instruction: Instruction) -> tuple[str, tuple[object, ...]]:
    return instruction.op.name, tuple(instruction.operands)


def _names(instruction: Instruction, name: str) -> bool:
    return name in bound_names(instruction) or (
        instruction.op.name == "PUSH" and instruction.operands[0] == name
    )
