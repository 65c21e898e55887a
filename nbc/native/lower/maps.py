"""Dicts of ints to numbers, and sets of ints, that do not leave native code.

Both are the support library's `Map`, behind the handle of its block. A dict only grows, so its
entries lie in the order of insertion; sets may lose items, and are not iterated over (their order
would be that of Python's hashing). What a dict holds is learnt from the first value put in, as for
lists.
"""

from __future__ import annotations

from collections.abc import Sequence as Sequence_
from typing import TYPE_CHECKING

from nbc.native.lower import lists
from nbc.native.lower.choices import positional, select
from nbc.native.lower.inlining import run
from nbc.native.lower.iterables import Sequence, parts
from nbc.native.lower.registry import Arguments, lowers, lowers_call
from nbc.native.lower.scalars import integer
from nbc.native.lower.sequences import tuple_of
from nbc.native.lower.values import LENGTH, NONE_VALUE, Value
from nbc.native.reps import INT, ListRep, PartsRep, ScalarRep, StaticRep

if TYPE_CHECKING:
    from nbc.bytecode.module import Instruction
    from nbc.native.lower.function import Lowering

_ENTRIES, _ENTRY_WORDS = 13, 3
_VALUES = (INT, ScalarRep("f64"), ScalarRep("f64", weak=False), ScalarRep("i64", weak=False))
_DECLARED = {
    "new": "declare ptr @noodle_map_new(ptr)",
    "find": "declare ptr @noodle_map_find(ptr, i64) nounwind willreturn memory(read)",
    "put": "declare ptr @noodle_map_put(ptr, ptr, i64)",
    "delete": "declare i32 @noodle_map_delete(ptr, i64)",
}


def _new(lowering: Lowering, kind: str) -> Value:
    """An empty dict or set, made by the present instruction."""
    site = (id(lowering.module), lowering.index, lowering.here)
    item = INT if kind == "set" else lowering.assembly.list_items.get(site)
    out = lowering.text
    lowering.assembly.declare("noodle_map_new", _DECLARED["new"])
    table = out.let("call ptr @noodle_map_new(ptr %ctx)")
    lowering.trap("MEMORY", out.let(f"icmp eq ptr {table}, null"), ["64"])
    handle = out.let(f"getelementptr i64, ptr {table}, i64 -8")
    leaf = Value(ListRep(StaticRep("map", site)), (handle,), held="owned")
    leaf = lowering.variables.temporary(leaf)
    return Value(PartsRep("map", (leaf.rep,), (kind, item)), items=(leaf,))


def _about(value: Value) -> tuple[str, ScalarRep | None]:
    """dict or set, and what its values are."""
    assert isinstance(value.rep, PartsRep)
    kind, item = value.rep.key
    return kind, item


def _table(lowering: Lowering, value: Value) -> str:
    """The address of the `Map`."""
    return lowering.text.let(f"getelementptr i64, ptr {value.items[0].reg}, i64 8")


def _key(lowering: Lowering, key: Value) -> str:
    if key.rep != INT:
        lowering.refuse("dicts and sets have int keys in native code")
    return key.reg


def _changeable(lowering: Lowering) -> None:
    if lowering.private is not None:
        lowering.refuse("changing a dict or set in a parallel loop stays on the VM")


def _find(lowering: Lowering, owner: Value, key: Value) -> str:
    lowering.assembly.declare("noodle_map_find", _DECLARED["find"])
    table = _table(lowering, owner)
    return lowering.text.let(f"call ptr @noodle_map_find(ptr {table}, i64 {_key(lowering, key)})")


def _load(lowering: Lowering, place: str, rep: ScalarRep) -> Value:
    return Value(rep, (lowering.text.load("double" if rep.dtype == "f64" else "i64", place),))


def length(lowering: Lowering, value: Value) -> Value:
    return integer(lowering.text.load("i64", _table(lowering, value)), LENGTH)


def contains(lowering: Lowering, owner: Value, value: Value) -> str:
    return lowering.text.let(f"icmp ne ptr {_find(lowering, owner, value)}, null")


def item(lowering: Lowering, owner: Value, key: Value) -> Value:
    """`owner[key]`"""
    kind, rep = _about(owner)
    if kind == "set":
        lowering.refuse("a set is not indexed")
    place = _find(lowering, owner, key)
    missing = lowering.text.let(f"icmp eq ptr {place}, null")
    lowering.trap("KEY", missing, [key.reg])
    return _load(lowering, place, rep or INT)


def store_item(lowering: Lowering, owner: Value, key: Value, value: Value) -> None:
    """`owner[key] = value`"""
    _changeable(lowering)
    kind, rep = _about(owner)
    leaf = owner.items[0].rep
    if value.rep not in _VALUES or kind == "set":
        lowering.refuse("dicts hold ints or floats in native code")
    if rep is None and isinstance(leaf, ListRep) and isinstance(leaf.item, StaticRep):
        lowering.assembly.list_items[leaf.item.key] = lists.check_item(lowering, value)
        raise lists.Learnt
    if value.rep != rep:
        lowering.refuse("dicts hold values of one type in native code")
    out = lowering.text
    out.store("double" if value.dtype == "f64" else "i64", value.reg, _put(lowering, owner, key))


def _put(lowering: Lowering, owner: Value, key: Value) -> str:
    lowering.assembly.declare("noodle_map_put", _DECLARED["put"])
    table, out = _table(lowering, owner), lowering.text
    place = out.let(f"call ptr @noodle_map_put(ptr %ctx, ptr {table}, i64 {_key(lowering, key)})")
    lowering.trap("MEMORY", out.let(f"icmp eq ptr {place}, null"), ["64"])
    return place


# -- making them --------------------------------------------------------------------------------


@lowers("BUILD_DICT")
def _build_dict(lowering: Lowering, ins: Instruction) -> None:
    pairs = lowering.take(2 * ins.operands[0])
    made = _new(lowering, "dict")
    for key, value in zip(pairs[::2], pairs[1::2], strict=True):
        store_item(lowering, made, key, value)
    lowering.push(made)


@lowers("BUILD_SET")
def _build_set(lowering: Lowering, ins: Instruction) -> None:
    keys_ = lowering.take(ins.operands[0])
    made = _new(lowering, "set")
    for key in keys_:
        _put(lowering, made, key)
    lowering.push(made)


@lowers_call("dict", "set")
def _empty(lowering: Lowering, arguments: Arguments) -> Value:
    values = positional(lowering, arguments, 0, 1)
    made = _new(lowering, arguments.name)
    if values:
        from nbc.native.lower.folding import consume  # lazy: folding builds on this package

        if arguments.name == "dict":
            lowering.refuse("dict() of a value has no native form")
        consume(lowering, values[0], lambda key: _add_key(lowering, made, key))
    return made


def _add_key(lowering: Lowering, made: Value, key: Value) -> None:
    _changeable(lowering)
    _put(lowering, made, key)


def comprehend(lowering: Lowering, index: int, kind: str, iterable: Value) -> Value:
    """A dict or set comprehension."""
    made = _new(lowering, kind)

    def emit(values: Sequence_[Value]) -> None:
        if kind == "set":
            _add_key(lowering, made, values[0])
        else:
            store_item(lowering, made, values[0], values[1])

    run(lowering, index, iterable, emit)
    return made


# -- methods ------------------------------------------------------------------------------------


@lowers_call("dict.get")
def _get(lowering: Lowering, arguments: Arguments) -> Value:
    owner, key, default = positional(lowering, arguments, 3)
    rep = _about(owner)[1] or INT
    place, out = _find(lowering, owner, key), lowering.text
    missing = out.let(f"icmp eq ptr {place}, null")
    spare = out.slot("i64")
    out.store("i64", "0", spare)
    safe = out.let(f"select i1 {missing}, ptr {spare}, ptr {place}")
    found = _load(lowering, safe, rep)
    return select(lowering, missing, default, found)


@lowers_call("set.add", "set.discard", "set.remove")
def _change_set(lowering: Lowering, arguments: Arguments) -> Value:
    owner, key = positional(lowering, arguments, 2)
    if _about(owner)[0] != "set":
        lowering.refuse(f"{arguments.name}() of a dict")
    _changeable(lowering)
    if arguments.name == "set.add":
        _put(lowering, owner, key)
        return NONE_VALUE
    lowering.assembly.declare("noodle_map_delete", _DECLARED["delete"])
    table, out = _table(lowering, owner), lowering.text
    found = out.let(f"call i32 @noodle_map_delete(ptr {table}, i64 {_key(lowering, key)})")
    if arguments.name == "set.remove":
        lowering.trap("KEY", out.let(f"icmp eq i32 {found}, 0"), [key.reg])
    return NONE_VALUE


@lowers_call("dict.items", "dict.values", "dict.keys")
def _view(lowering: Lowering, arguments: Arguments) -> Value:
    (owner,) = positional(lowering, arguments, 1)
    return parts(arguments.name, [owner])


# -- going through them -------------------------------------------------------------------------


def keys(lowering: Lowering, value: Value) -> Sequence:
    """The keys of a dict, or its values, or pairs of both; a dict that grows meanwhile raises."""
    view = "dict.keys"
    if isinstance(value.rep, PartsRep) and value.rep.kind != "map":
        view, value = value.rep.kind, value.items[0]
    kind, rep = _about(value)
    if kind == "set":
        lowering.refuse("iterating over a set has no native form")
    out = lowering.text
    first = length(lowering, value).reg

    def count() -> Value:
        present = length(lowering, value)
        changed = out.let(f"icmp ne i64 {present.reg}, {first}")
        text = "RuntimeError\ndictionary changed size during iteration"
        lowering.trap("RAISED", changed, text=text)
        return present

    def entry(place: str) -> Value:
        at = out.let(f"getelementptr i64, ptr {value.items[0].reg}, i64 {_ENTRIES}")
        start = out.load("ptr", at)
        offset = out.let(f"mul i64 {place}, {_ENTRY_WORDS}")
        key_at = out.let(f"getelementptr i64, ptr {start}, i64 {offset}")
        value_at = out.let(f"getelementptr i64, ptr {key_at}, i64 1")
        if view == "dict.values":
            return _load(lowering, value_at, rep or INT)
        key = integer(out.load("i64", key_at))
        if view == "dict.keys":
            return key
        return tuple_of([key, _load(lowering, value_at, rep or INT)])

    return Sequence(count, entry, moving=True, checked=True)


__all__ = ["comprehend", "contains", "item", "keys", "length", "store_item"]
