"""Both ways of a short choice between integers, computed side by side: no jump to guess wrong.

LLVM does so where nothing can trap. Here an overflow counts only on the way that is chosen
(`Lowering.guard`); its line and the variables are those of that way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.bytecode.effects import bound_names
from nbc.native.lower.scalars import integer
from nbc.native.lower.values import Value
from nbc.native.reps import INT

if TYPE_CHECKING:
    from nbc.bytecode.blocks import Block
    from nbc.native.lower.function import Lowering

_TRAPS = frozenset({"ADD", "SUBTRACT", "MULTIPLY"})
_BITS = frozenset({"BIT_AND", "BIT_OR", "BIT_XOR"})
_BY_CONSTANT = frozenset({"FLOOR_DIVIDE", "MODULO", "RIGHT_SHIFT"})
_STEPS_AT_MOST = 3
_NAMES_AT_MOST = 2


def choice(lowering: Lowering, block: Block, condition: str) -> bool:
    """Writes a CHOOSE whose ways are short; False where they are not."""
    ways = range(block.opener + 1, block.middles[0]), range(block.middles[0] + 1, block.end)
    if not _are_short(lowering, ways) or _stored(lowering, ways):
        return False
    values: list[Value] = []
    for way, guard in zip(ways, _guards(lowering, condition), strict=True):
        _walk(lowering, way, guard)
        values.append(lowering.pop())
    lowering.push(_picked(lowering, condition, *values))
    return True


def statements(lowering: Lowering, block: Block, condition: str) -> bool:
    """Writes an IF whose ways only store integers; False where they do more."""
    middle = block.middles[0] if block.middles else block.end
    ways = range(block.opener + 1, middle), range(middle + 1, block.end)
    names = _stored(lowering, ways)
    if not 1 <= len(names) <= _NAMES_AT_MOST or not _are_short(lowering, ways):
        return False
    variables = lowering.variables
    lowering.variables.release_temporaries()
    variables.compute_pending()
    before = dict(variables.state)
    old = [_read(lowering, name) for name in names]
    columns: list[list[Value]] = []
    for way, guard in zip(ways, _guards(lowering, condition), strict=True):
        _walk(lowering, way, guard)
        columns.append([_read(lowering, name) for name in names])
        for name, value in zip(names, old, strict=True):
            variables.write(name, value)
        variables.state = dict(before)
    for name, yes, no in zip(names, *columns, strict=True):
        variables.write(name, _picked(lowering, condition, yes, no))
    return True


def _guards(lowering: Lowering, condition: str) -> tuple[str, str]:
    return condition, lowering.text.let(f"xor i1 {condition}, true")


def _walk(lowering: Lowering, way: range, guard: str) -> None:
    lowering.guard = guard
    try:
        lowering.walk(way.start, max(way.start, way.stop))
    finally:
        lowering.guard = None


def _read(lowering: Lowering, name: str) -> Value:
    value = lowering.variables.read(name)
    assert value is not None
    return value


def _picked(lowering: Lowering, condition: str, yes: Value, no: Value) -> Value:
    """Of two integers."""
    if yes.regs == no.regs:
        return no
    bounds = None
    if yes.range is not None and no.range is not None:
        bounds = min(yes.range[0], no.range[0]), max(yes.range[1], no.range[1])
    return integer(lowering.text.let(f"select i1 {condition}, i64 {yes.reg}, i64 {no.reg}"), bounds)


def _stored(lowering: Lowering, ways: tuple[range, range]) -> list[str]:
    return sorted({n for way in ways for index in way for n in bound_names(lowering.code[index])})


def _are_short(lowering: Lowering, ways: tuple[range, range]) -> bool:
    """Whether both ways are a few steps on ints, of which one may overflow."""
    if lowering.guard is not None or lowering.careful:
        return False
    if not all(_is_short(lowering, way) for way in ways):
        return False
    return any(
        lowering.code[index].op.name.removeprefix("INPLACE_") in _TRAPS
        and index not in lowering.proved
        for way in ways for index in way
    )  # fmt: skip


def _is_short(lowering: Lowering, way: range) -> bool:
    steps = 0
    for index in way:
        op, operands, _ = lowering.code[index]
        name = op.name.removeprefix("INPLACE_")
        if name in ("PUSH", "STORE"):
            if not _is_integer(lowering, operands[0]):
                return False
        elif name == "CONSTANT":
            if type(lowering.module.constants[operands[0]]) is not int:
                return False
        elif name in _TRAPS | _BITS or (name in _BY_CONSTANT and _is_easy(lowering, name, index)):
            steps += 1
        elif name != "NOP":
            return False
    return steps <= _STEPS_AT_MOST


def _is_integer(lowering: Lowering, name: str) -> bool:
    binding = lowering.variables.state.get(name)
    return (
        binding is not None and binding.certain and not binding.conflict
        and binding.value is None and binding.template.rep == INT
    )  # fmt: skip


def _is_easy(lowering: Lowering, name: str, index: int) -> bool:
    """Whether this is a shift, or a division by a power of two."""
    op, operands, _ = lowering.code[index - 1]
    if op.name != "CONSTANT":
        return False
    by = lowering.module.constants[operands[0]]
    if type(by) is not int:
        return False
    return 0 <= by <= 63 if name == "RIGHT_SHIFT" else 0 < by < 2**62 and by & (by - 1) == 0
