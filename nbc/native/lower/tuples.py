"""Tuples, unpacking, slices as values, and annotations that are checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.native.lower.registry import lowers
from nbc.native.lower.values import Value
from nbc.native.reps import PartsRep, StaticRep, TupleRep

if TYPE_CHECKING:
    from nbc.bytecode.module import Instruction
    from nbc.native.lower.function import Lowering


_ITERATORS = frozenset({"enumerate", "zip", "reversed", "generator"})


@lowers("BUILD_TUPLE")
def _build_tuple(lowering: Lowering, ins: Instruction) -> None:
    items = tuple(_computed(lowering, item) for item in lowering.take(ins.operands[0]))
    lowering.push(Value(TupleRep(tuple(item.rep for item in items)), items=items))


def _computed(lowering: Lowering, value: Value) -> Value:
    if isinstance(value.rep, PartsRep | StaticRep) and value.rep.kind in _ITERATORS:
        lowering.refuse(f"{value.rep.kind} kept in a tuple stays on the VM")
    if value.lazy is None:
        return value
    from nbc.native.lower.arrays import materialise  # lazy: arrays build on tuples

    return materialise(lowering, value)


@lowers("BUILD_SLICE")
def _build_slice(lowering: Lowering, ins: Instruction) -> None:
    parts = tuple(lowering.take(3))
    lowering.push(Value(StaticRep("slice", None), items=parts))


@lowers("UNPACK")
def _unpack(lowering: Lowering, ins: Instruction) -> None:
    value, count = lowering.pop(), ins.operands[0]
    if isinstance(value.rep, TupleRep):
        if len(value.items) != count:
            lowering.refuse("a tuple of another length is unpacked")
        items = list(value.items)
    elif value.is_array:
        from nbc.native.lower.arrays import unpacked  # lazy: arrays build on tuples

        items = unpacked(lowering, value, count)
    else:
        items = _unpacked(lowering, value, count)
    for item in reversed(items):
        lowering.push(item)


def _unpacked(lowering: Lowering, value: Value, count: int) -> list[Value]:
    """The items of a string, list or range that must have as many."""
    from nbc.native.lower.iterables import sequence  # lazy: builds on tuples

    found = sequence(lowering, value)
    if found is None or isinstance(value.rep, TupleRep):
        return lowering.refuse("unpacking this value has no native form")
    size = found.count().reg
    wrong = lowering.text.let(f"icmp ne i64 {size}, {count}")
    lowering.trap("UNPACK", wrong, [str(count), size])
    return [found.item(str(place)) for place in range(count)]


@lowers("UNPACK_SPREAD")
def _unpack_spread(lowering: Lowering, ins: Instruction) -> None:
    """`a, *b, c = ...`: the rest becomes a list."""
    from nbc.native.lower.lists import of_items  # lazy: builds on tuples

    before, after = ins.operands
    value = lowering.pop()
    if not isinstance(value.rep, TupleRep) or len(value.items) < before + after:
        lowering.refuse("unpacking this value has no native form")
    items, last = list(value.items), len(value.items) - after
    middle = of_items(lowering, items[before:last])
    for item in reversed([*items[:before], middle, *items[last:]]):
        lowering.push(item)


@lowers("CHECK_PARAMETERS", "CHECK_RETURN", "CONFORM")
def _annotated(lowering: Lowering, ins: Instruction) -> None:
    from nbc.native.lower.conforming import conform_opcode  # lazy: builds on tuples

    conform_opcode(lowering, ins)
