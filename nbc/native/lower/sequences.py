"""Strings, tuples, lists and ranges where operators and indexing meet them.

`operate`, `item` and `store_item` are what `arithmetic` and `arrays.access` call for operands that
are neither scalars nor arrays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.native.lower import arithmetic, lists, texts
from nbc.native.lower.choices import select
from nbc.native.lower.function import Unreached
from nbc.native.lower.ranges import trip_count
from nbc.native.lower.registry import lowers
from nbc.native.lower.scalars import as_index, boolean, integer, truth_of
from nbc.native.lower.slicing import bounds, general, slice_list
from nbc.native.lower.values import Value, from_registers, register_types, registers
from nbc.native.reps import (
    ITEM_BYTES,
    ArrayRep,
    ListRep,
    NoneRep,
    PartsRep,
    Rep,
    ScalarRep,
    StaticRep,
    StringRep,
    TupleRep,
)
from nbc.runtime.records import is_generated

if TYPE_CHECKING:
    from nbc.bytecode.module import Instruction
    from nbc.native.lower.function import Lowering

_ORDER = ("LESS", "LESS_EQUAL", "GREATER", "GREATER_EQUAL")
_LONGEST_REPEAT = 64


def length(lowering: Lowering, value: Value) -> Value:
    """len(value)"""
    match value.rep:
        case StringRep():
            return texts.length(value)
        case TupleRep(items=items):
            return lowering.constant(len(items))
        case ListRep():
            return lists.length(lowering, value)
        case PartsRep(kind="range"):
            return trip_count(lowering, *value.items)
        case PartsRep(kind="map"):
            from nbc.native.lower.maps import length as map_length  # lazy: builds on sequences

            return map_length(lowering, value)
        case ArrayRep(rank=rank) if rank:
            reg = value.dims[0]
            known = int(reg) if reg.isdigit() else None
            return integer(reg, (known, known) if known is not None else (0, 2**47))
    return lowering.refuse("len() of this value has no native form")


# -- operators ------------------------------------------------------------------------------------


def operate(lowering: Lowering, name: str, operands: list[Value]) -> Value:
    """`a op b` where one of the operands is no number."""
    if len(operands) != 2:
        return lowering.refuse(f"{name} of this value has no native form")
    a, b = operands
    if name in ("EQUAL", "NOT_EQUAL"):
        same = equal(lowering, a, b)
        if name == "EQUAL":
            return boolean(same)
        return boolean(_negated(lowering, same))
    if isinstance(a.rep, StringRep) and isinstance(b.rep, StringRep) and name in _ORDER:
        return texts.compare(lowering, name, a, b)
    if isinstance(a.rep, TupleRep) and isinstance(b.rep, TupleRep):
        if name in _ORDER:
            return boolean(_ordered(lowering, name, list(a.items), list(b.items)))
        if name == "ADD":
            return tuple_of([*a.items, *b.items])
    if name == "MULTIPLY":
        return _repeated(lowering, *((a, b) if not a.is_scalar else (b, a)))
    if name == "ADD" and isinstance(a.rep, ListRep) and isinstance(b.rep, ListRep):
        return _joined_lists(lowering, a, b)
    return lowering.refuse(f"{name} of these values has no native form")


def _negated(lowering: Lowering, reg: str) -> str:
    if reg in ("true", "false"):
        return "false" if reg == "true" else "true"
    return lowering.text.let(f"xor i1 {reg}, true")


def tuple_of(items: list[Value]) -> Value:
    return Value(TupleRep(tuple(item.rep for item in items)), items=tuple(items))


def equal(lowering: Lowering, a: Value, b: Value) -> str:
    """`a == b` as i1."""
    if a.is_scalar and b.is_scalar:
        return truth_of(lowering, arithmetic.operate(lowering, "EQUAL", [a, b]))
    if isinstance(a.rep, StringRep) and isinstance(b.rep, StringRep):
        return truth_of(lowering, texts.compare(lowering, "EQUAL", a, b))
    if isinstance(a.rep, TupleRep) and isinstance(b.rep, TupleRep):
        if len(a.items) != len(b.items):
            return "false"
        return _all(
            lowering, [equal(lowering, x, y) for x, y in zip(a.items, b.items, strict=True)]
        )
    if isinstance(a.rep, PartsRep) and isinstance(b.rep, PartsRep) and a.rep.kind == "record":
        same = b.rep.kind == "record" and a.rep.key is b.rep.key
        if not same or not is_generated(a.rep.key.__eq__):
            lowering.refuse("comparing these records stays on the VM")
        return _all(
            lowering, [equal(lowering, x, y) for x, y in zip(a.items, b.items, strict=True)]
        )
    if isinstance(a.rep, ListRep) and isinstance(b.rep, ListRep):
        from nbc.native.lower.folding import equal_lists  # lazy: folding builds on sequences

        return equal_lists(lowering, a, b)
    if isinstance(a.rep, NoneRep) and isinstance(b.rep, NoneRep):
        return "true"
    kinds = {_family(a.rep), _family(b.rep)}
    if None not in kinds and len(kinds) == 2:
        return "false"
    return lowering.refuse("comparing these values has no native form")


def _family(rep: Rep) -> str | None:
    """Values of different ones of these are never equal."""
    if isinstance(rep, ScalarRep):
        return "number" if rep.weak else None
    if isinstance(rep, StringRep | TupleRep | ListRep | NoneRep):
        return type(rep).__name__
    return None


def _all(lowering: Lowering, tests: list[str]) -> str:
    made = "true"
    for test in tests:
        if test == "false" or made == "true":
            made = test
        elif test != "true" and made != "false":
            made = lowering.text.let(f"and i1 {made}, {test}")
    return made


def _ordered(lowering: Lowering, name: str, a: list[Value], b: list[Value]) -> str:
    """Tuples by their first items that differ."""
    if not a or not b:
        sizes = lowering.constant(len(a)), lowering.constant(len(b))
        return truth_of(lowering, arithmetic.operate(lowering, name, list(sizes)))
    first = equal(lowering, a[0], b[0])
    test = truth_of(lowering, _compare_items(lowering, name, a[0], b[0]))
    rest = _ordered(lowering, name, a[1:], b[1:])
    return select(lowering, first, boolean(rest), boolean(test)).reg


def _compare_items(lowering: Lowering, name: str, a: Value, b: Value) -> Value:
    if a.is_scalar and b.is_scalar:
        return arithmetic.operate(lowering, name, [a, b])
    return operate(lowering, name, [a, b])


def _repeated(lowering: Lowering, a: Value, b: Value) -> Value:
    """`sequence * count`"""
    count = as_index(lowering, b, "a number of repetitions")
    if isinstance(a.rep, TupleRep) and count.is_constant:
        if len(a.items) * count.constant > _LONGEST_REPEAT:
            lowering.refuse("tuples this long stay on the VM")
        return tuple_of(list(a.items) * count.constant)
    if isinstance(a.rep, ListRep):
        from nbc.native.lower.list_methods import repeated  # lazy: builds on sequences

        return repeated(lowering, a, count)
    return lowering.refuse("repeating this value has no native form")


def _joined_lists(lowering: Lowering, a: Value, b: Value) -> Value:
    lists.flat(lowering, a, b)
    lists.learn_from(lowering, a, b)
    rep = lists.item_of(a)
    if lists.item_of(b) != rep:
        lowering.refuse("lists of different items are joined")
    size = lowering.text.let(
        f"add i64 {lists.length(lowering, a).reg}, {lists.length(lowering, b).reg}"
    )
    made = lists.new_list(lowering, rep, size)
    for part in (a, b):
        data = lists.field(lowering, part, lists.DATA)
        lists.extend_raw(lowering, made, data, lists.length(lowering, part).reg)
    return made


@lowers("IN", "NOT_IN")
def _in(lowering: Lowering, ins: Instruction) -> None:
    owner, value = lowering.pop(), lowering.pop()
    found = contains(lowering, owner, value)
    lowering.push(boolean(found if ins.op.name == "IN" else _negated(lowering, found)))


def contains(lowering: Lowering, owner: Value, value: Value) -> str:
    """`value in owner` as i1."""
    match owner.rep:
        case StringRep() if isinstance(value.rep, StringRep):
            return texts.contains(lowering, owner, value)
        case TupleRep():
            made = "false"
            for part in owner.items:
                test = equal(lowering, part, value)
                made = select(lowering, made, boolean("true"), boolean(test)).reg
            return made
        case ListRep():
            from nbc.native.lower.folding import position_of  # lazy: folding builds on sequences

            place = position_of(lowering, owner, value)
            return lowering.text.let(f"icmp sge i64 {place}, 0")
        case PartsRep(kind="range") if value.is_scalar:
            return _in_range(lowering, owner, value)
        case PartsRep(kind="map"):
            from nbc.native.lower.maps import contains as in_map  # lazy: builds on sequences

            return in_map(lowering, owner, value)
        case ArrayRep() if value.is_scalar:
            from nbc.native.lower.arrays import contains as in_array  # lazy: builds on sequences

            return in_array(lowering, owner, value)
    return lowering.refuse("`in` has no native form for this value")


def _in_range(lowering: Lowering, owner: Value, value: Value) -> str:
    start, stop, step = owner.items
    if step.constant != 1:
        lowering.refuse("`in` of a range with a step has no native form")
    if not isinstance(value.rep, ScalarRep) or value.rep.dtype not in ("i64", "bool"):
        lowering.refuse("`in` of a range is native for ints")
    whole = as_index(lowering, value)
    out = lowering.text
    above = out.let(f"icmp sge i64 {whole.reg}, {start.reg}")
    below = out.let(f"icmp slt i64 {whole.reg}, {stop.reg}")
    return out.let(f"and i1 {above}, {below}")


# -- items ----------------------------------------------------------------------------------------


def item(lowering: Lowering, owner: Value, key: Value) -> Value:
    """`owner[key]`"""
    if isinstance(key.rep, StaticRep) and key.rep.kind == "slice":
        return _slice(lowering, owner, key)
    match owner.rep:
        case StringRep():
            index = as_index(lowering, key)
            reg = lists.wrapped_index(lowering, index, owner.regs[2], "STRING_INDEX")
            return texts.part(lowering, owner, reg, "1")
        case TupleRep(items=items):
            return _tuple_item(lowering, owner, as_index(lowering, key), len(items))
        case ListRep(item=StaticRep()):
            lowering.trap("LIST_INDEX")
            raise Unreached
        case ListRep():
            return lists.load(
                lowering, owner, lists.checked_index(lowering, owner, key, "LIST_INDEX")
            )
        case PartsRep(kind="map"):
            from nbc.native.lower.maps import item as map_item  # lazy: builds on sequences

            return map_item(lowering, owner, key)
        case PartsRep(kind="range"):
            return _range_item(lowering, owner, as_index(lowering, key))
    return lowering.refuse("indexing this value has no native form")


def _tuple_item(lowering: Lowering, owner: Value, index: Value, count: int) -> Value:
    if index.is_constant:
        if not -count <= index.constant < count:
            lowering.trap("TUPLE_INDEX")
            raise Unreached
        chosen: Value = owner.items[index.constant]
        return chosen
    if not count or any(part.rep != owner.items[0].rep for part in owner.items):
        lowering.refuse("an index that varies picks from items of different types")
    reg = lists.wrapped_index(lowering, index, str(count), "TUPLE_INDEX")
    return picked(lowering, owner, reg)


def picked(lowering: Lowering, owner: Value, index: str) -> Value:
    """An item of a homogeneous tuple, by way of the stack; the index is in bounds."""
    out, rep = lowering.text, owner.items[0].rep
    regs = []
    kinds = register_types(rep)
    columns = list(zip(*map(registers, owner.items), strict=True))
    for kind, column in zip(kinds, columns, strict=True):
        table = out.slot(f"[{len(column)} x {kind}]")
        for place, reg in enumerate(column):
            where = out.let(f"getelementptr {kind}, ptr {table}, i64 {place}")
            out.store(kind, reg, where)
        where = out.let(f"getelementptr {kind}, ptr {table}, i64 {index}")
        regs.append(out.load(kind, where))
    return from_registers(rep, iter(regs), held="borrowed")


def _range_item(lowering: Lowering, owner: Value, index: Value) -> Value:
    count = trip_count(lowering, *owner.items)
    out = lowering.text
    reg = lists.wrapped_index(lowering, index, count.reg, "RANGE_INDEX")
    offset = out.let(f"mul i64 {reg}, {owner.items[2].reg}")
    return integer(out.let(f"add i64 {owner.items[0].reg}, {offset}"))


def _slice(lowering: Lowering, owner: Value, key: Value) -> Value:
    if isinstance(owner.rep, TupleRep):
        parts = [
            lowering.static_or_refuse(part, "a bound of a tuple's slice") for part in key.items
        ]
        return tuple_of(list(owner.items[slice(*parts)]))
    if isinstance(owner.rep, StringRep):
        if general(key):
            lowering.refuse("slicing a string with a step has no native form")
        start, count = bounds(lowering, key, owner.regs[2])
        return texts.part(lowering, owner, start, count)
    if isinstance(owner.rep, ListRep):
        return slice_list(lowering, owner, key)
    return lowering.refuse("slicing this value has no native form")


def store_item(lowering: Lowering, owner: Value, key: Value, value: Value) -> None:
    """`owner[key] = value`"""
    if isinstance(owner.rep, ListRep) and key.is_scalar:
        lists.changeable(lowering, owner)
        if isinstance(owner.rep.item, StaticRep):
            lowering.trap("LIST_STORE")
            raise Unreached
        regs = lists.fitting(lowering, owner, value)
        reg = lists.checked_index(lowering, owner, key, "LIST_STORE")
        lists.dropped(lowering, owner, reg)
        lists.store(lowering, owner, reg, regs)
        return
    if isinstance(owner.rep, PartsRep) and owner.rep.kind == "map":
        from nbc.native.lower.maps import store_item as store_in_map  # lazy: builds on sequences

        store_in_map(lowering, owner, key, value)
        return
    lowering.refuse("storing into this value has no native form")


__all__ = ["ITEM_BYTES", "contains", "equal", "item", "length", "operate", "store_item"]
