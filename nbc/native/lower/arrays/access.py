"""Indexing: elements and views, read and written.

Indices are checked against the axis and may be negative, as Python's; a check that was proved for
the loop around (`Lowering.proved`) or that the index's range makes needless is left out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nbc.native.lower.arrays import memory
from nbc.native.lower.casts import as_dtype, cast
from nbc.native.lower.registry import lowers
from nbc.native.lower.scalars import as_index
from nbc.native.lower.text import LIKELY, double
from nbc.native.lower.values import Value
from nbc.native.reps import (
    COMPLEX,
    FLOATS,
    INT,
    INTEGERS,
    SIGNED,
    UNSIGNED,
    ArrayRep,
    ScalarRep,
    TupleRep,
)

_TOO_LARGE = "OverflowError\nPython int too large to convert to C long"

if TYPE_CHECKING:
    from nbc.bytecode.module import Instruction
    from nbc.native.lower.function import Lowering


@lowers("INDEX")
def _index(lowering: Lowering, ins: Instruction) -> None:
    key, owner = lowering.pop(), lowering.pop()
    lowering.push(item(lowering, owner, key))


@lowers("STORE_INDEX", "STORE_UPDATED_INDEX")
def _store_index(lowering: Lowering, ins: Instruction) -> None:
    if ins.op.name == "STORE_INDEX":
        key, owner, value = lowering.pop(), lowering.pop(), lowering.pop()
    else:
        value, key, owner = lowering.pop(), lowering.pop(), lowering.pop()
        if any(value is view for view in lowering.facts.updated):
            return  # an operator changed the view in place
    store_item(lowering, owner, key, value)


@lowers("UPDATE_INDEX")
def _update_index(lowering: Lowering, ins: Instruction) -> None:
    key, owner = lowering.pop(), lowering.pop()
    if owner.is_array and _is_element(owner, key):
        key = _settled_key(lowering, owner, key)
    lowering.push(owner)
    lowering.push(key)
    found = _part_to_update(lowering, owner, key)
    lowering.facts.updated.append(found)
    lowering.push(found)


def _part_to_update(lowering: Lowering, owner: Value, key: Value) -> Value:
    if owner.is_array and key.is_array and key.dtype == "bool" and len(key.dims) == len(owner.dims):
        from nbc.native.lower.arrays import masks  # lazy: builds on access

        return masks.to_update(lowering, owner, key)
    return item(lowering, owner, key)


def item(lowering: Lowering, owner: Value, key: Value) -> Value:
    """`owner[key]`."""
    if owner.is_array:
        if _is_element(owner, key):
            if owner.lazy is not None:
                return owner.lazy.element(lowering, element_indices(lowering, owner, key))
            return memory.load(lowering, owner, element_indices(lowering, owner, key))
        from nbc.native.lower.arrays import views  # lazy: builds on access

        return views.view(lowering, owner, key)
    from nbc.native.lower import sequences  # lazy: builds on arrays

    return sequences.item(lowering, owner, key)


def store_item(lowering: Lowering, owner: Value, key: Value, value: Value) -> None:
    """`owner[key] = value`."""
    if isinstance(owner.rep, ArrayRep):
        if not owner.rep.writable:
            lowering.trap("READ_ONLY")
            return
        from nbc.native.lower.arrays import lazy, waiting  # lazy: they build on access

        owner = lazy.materialise(lowering, owner)
        if _is_element(owner, key) and value.is_scalar:
            indices = element_indices(lowering, owner, key)
            waiting.before_write(lowering, owner)
            memory.store(lowering, owner, indices, stored(lowering, value, owner.dtype))
            return
        from nbc.native.lower.arrays import assignment  # lazy: builds on access

        assignment.assign(lowering, owner, key, value)
        return
    from nbc.native.lower import sequences  # lazy: builds on arrays

    sequences.store_item(lowering, owner, key, value)


def stored(lowering: Lowering, value: Value, dtype: str) -> Value:
    """A scalar as it is stored in an array of `dtype`: converted as `array[i] = value` does."""
    assert isinstance(value.rep, ScalarRep)
    source, weak, mixed = value.rep.dtype, value.rep.weak, value.rep.mixed
    if mixed and dtype in UNSIGNED:
        lowering.refuse("storing what may be a Python number among unsigned integers")
    if source in COMPLEX and dtype not in COMPLEX and dtype != "bool":
        lowering.refuse("storing a complex number among real ones is an error")
    if source in FLOATS and (dtype in SIGNED or (dtype in UNSIGNED and weak)):
        return as_dtype(lowering, _whole_number(lowering, value, dtype), dtype)
    if not weak and source in INTEGERS - {dtype} and dtype in SIGNED:
        return as_dtype(lowering, _checked_integer(lowering, value), dtype)
    if weak and source == "i64" and dtype in INTEGERS:
        return as_dtype(lowering, value, dtype)
    regs = value.regs[:-1] if mixed else value.regs
    return Value(ScalarRep(dtype, weak=False), cast(lowering.text, regs, source, dtype))


def _checked_integer(lowering: Lowering, value: Value) -> Value:
    """One of NumPy's integers that is stored among signed ones, as the Python int that it is."""
    if value.dtype == "u64":
        high = lowering.text.let(f"icmp slt i64 {value.reg}, 0")
        lowering.trap("RAISED", high, text=_TOO_LARGE)
    return Value(INT, cast(lowering.text, value.regs[:1], value.dtype, "i64"))


def _whole_number(lowering: Lowering, value: Value, dtype: str) -> Value:
    """A float as the Python int that is stored in its place."""
    if dtype == "u64":
        lowering.refuse("storing a float among unsigned integers has no native form")
    out = lowering.text
    reg = cast(out, value.regs[:1], value.dtype, "f64")[0]
    lowering.trap("NAN_TO_INT", out.let(f"fcmp uno double {reg}, 0.0"))
    lowering.assembly.declare("llvm.fabs.f64", "declare double @llvm.fabs.f64(double)")
    size = out.let(f"call double @llvm.fabs.f64(double {reg})")
    endless = out.let(f"fcmp oeq double {size}, {double(float('inf'))}")
    lowering.trap("INFINITY_TO_INT", endless)
    low = out.let(f"fcmp olt double {reg}, {double(-(2.0**63))}")
    high = out.let(f"fcmp oge double {reg}, {double(2.0**63)}")
    lowering.trap("RAISED", out.let(f"or i1 {low}, {high}"), text=_TOO_LARGE)
    return Value(INT, (out.let(f"fptosi double {reg} to i64"),))


def _is_element(owner: Value, key: Value) -> bool:
    """Whether a key picks one element: an integer for each axis."""
    keys = key.items if isinstance(key.rep, TupleRep) else (key,)
    assert isinstance(owner.rep, ArrayRep)
    return len(keys) == owner.rep.rank and all(is_integer(part) for part in keys)


def is_integer(value: Value) -> bool:
    return isinstance(value.rep, ScalarRep) and value.rep.dtype in INTEGERS


def element_indices(lowering: Lowering, owner: Value, key: Value) -> list[str]:
    """The key's indices, checked and not negative."""
    keys = key.items if isinstance(key.rep, TupleRep) else (key,)
    return [axis_index(lowering, part, owner.dims[axis], axis) for axis, part in enumerate(keys)]


def axis_index(lowering: Lowering, index: Value, dim: str, axis: int) -> str:
    """An index on one axis: checked, wrapped if it is negative."""
    index = as_index(lowering, index)
    out, known = lowering.text, index.range
    if lowering.here in lowering.proved or (index.reg, dim) in lowering.facts.inside:
        return index.reg
    if (known is None or known[0] < 0 <= known[1]) and not lowering.careful:
        return _wrapped_rarely(lowering, index.reg, dim, axis)
    wrapped = index.reg
    if known is None or known[0] < 0:
        moved = out.let(f"add i64 {index.reg}, {dim}")
        if known is not None and known[1] < 0:
            wrapped = moved
        else:
            negative = out.let(f"icmp slt i64 {index.reg}, 0")
            wrapped = out.let(f"select i1 {negative}, i64 {moved}, i64 {index.reg}")
    outside = out.let(f"icmp uge i64 {wrapped}, {dim}")
    lowering.trap("INDEX", outside, [index.reg, str(axis), dim])
    return wrapped


def _wrapped_rarely(lowering: Lowering, index: str, dim: str, axis: int) -> str:
    """A checked index that is seldom negative: one comparison where it is in bounds as it is."""
    out = lowering.text
    odd, inside, before = out.new_label("odd"), out.new_label("inside"), out.label
    out.branch(out.let(f"icmp ult i64 {index}, {dim}"), inside, odd, LIKELY)
    out.begin(odd)
    moved = out.let(f"add i64 {index}, {dim}")
    negative = out.let(f"icmp slt i64 {index}, 0")
    fine = out.let(f"icmp ult i64 {moved}, {dim}")
    outside = out.let(f"xor i1 {out.let(f'and i1 {negative}, {fine}')}, true")
    lowering.trap("INDEX", outside, [index, str(axis), dim])
    ways = [(index, before), (moved, out.label)]
    out.go(inside)
    out.begin(inside)
    wrapped = out.phi("i64", ways)
    lowering.facts.inside.add((wrapped, dim))
    return wrapped


def _settled_key(lowering: Lowering, owner: Value, key: Value) -> Value:
    """The key with indices that are checked already: it is used again for the store."""
    from nbc.native.lower.scalars import integer  # lazy: keeps the import list short

    keys = key.items if isinstance(key.rep, TupleRep) else (key,)
    done = tuple(integer(reg, (0, 2**62)) for reg in element_indices(lowering, owner, key))
    if len(keys) == 1 and not isinstance(key.rep, TupleRep):
        return done[0]
    return Value(TupleRep(tuple(part.rep for part in done)), items=done)


def unpacked(lowering: Lowering, value: Value, count: int) -> list[Value]:
    """The items of the first axis, which must be `count`."""
    from nbc.native.lower.arrays.lazy import materialise  # lazy: builds on access

    length = value.dims[0]
    if length != str(count):
        differ = lowering.text.let(f"icmp ne i64 {length}, {count}")
        lowering.trap("UNPACK", differ, [str(count), length])
    kept = materialise(lowering, value)
    kept = replace(kept, regs=(*kept.regs[:2], str(count), *kept.regs[3:]))
    return [item(lowering, kept, lowering.constant(place)) for place in range(count)]
