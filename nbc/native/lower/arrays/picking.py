"""Arrays of integers as indices: `a[idx]`, `a[idx, j]`, `a[:, idx]`, read and stored.

All indices are checked in a loop of their own before anything is read or stored, so an error leaves
nothing half done; the elements are then gathered lazily. Masks are in `masks`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, final

from nbc.native.lower.arrays import lazy, masks, memory, overlap, views
from nbc.native.lower.arrays.access import axis_index, is_integer, stored
from nbc.native.lower.arrays.assignment import check_fits
from nbc.native.lower.arrays.elementwise import broadcast, broadcast_indices
from nbc.native.lower.arrays.loops import loop_nest
from nbc.native.lower.arrays.waiting import before_write
from nbc.native.lower.casts import cast
from nbc.native.lower.registry import Arguments, lowers_call
from nbc.native.lower.values import Value
from nbc.native.reps import INTEGERS, ArrayRep, NoneRep, TupleRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering


@final
@dataclass(frozen=True, slots=True)
class Plan:
    """How an index with arrays picks: `indices` by axis, or slices; `shape` is that of the index
    arrays, which stands in the result's from `place` on."""

    owner: Value
    indices: dict[int, Value | str]
    slices: dict[int, views.Axis]
    shape: tuple[str, ...]
    place: int

    @property
    def dims(self) -> tuple[str, ...]:
        kept = [axis.length or "1" for axis in self.slices.values()]
        return (*kept[: self.place], *self.shape, *kept[self.place :])


def pick(lowering: Lowering, owner: Value, parts: Sequence[Value]) -> Value:
    """`owner[parts]`, where a part is an array: a new array, gathered where it is used."""
    if len(parts) == 1 and parts[0].is_array and parts[0].dtype == "bool":
        return masks.pick(lowering, owner, parts[0])
    owner = lazy.materialise(lowering, owner)
    if sum(map(_is_mask, parts)) == 1 and all(_is_mask(p) or is_integer(p) for p in parts):
        return _along_one_axis(lowering, owner, parts)
    parts = _with_positions(lowering, owner, parts)
    plan = _plan(lowering, owner, parts)

    def element(lowering: Lowering, indices: Sequence[str]) -> Value:
        return memory.load(lowering, owner, _own_indices(lowering, plan, list(indices)))

    reads = [owner, *(index for index in plan.indices.values() if isinstance(index, Value))]
    return lazy.make(owner.dtype, plan.dims, element, reads, cost=4)


def _is_mask(part: Value) -> bool:
    return part.is_array and part.dtype == "bool" and len(part.dims) == 1


def _along_one_axis(lowering: Lowering, owner: Value, parts: Sequence[Value]) -> Value:
    """`a[mask, j]`: a mask of what integers leave of an array."""
    if len(parts) != len(owner.dims):
        return pick(lowering, owner, _with_positions(lowering, owner, parts))
    place = next(place for place, part in enumerate(parts) if _is_mask(part))
    masks.check_shape(lowering, owner, parts[place], place)
    axes = [views.Axis(axis, length=owner.dims[axis], whole=True) if axis == place
            else views.Axis(axis, axis_index(lowering, part, owner.dims[axis], axis))
            for axis, part in enumerate(parts)]  # fmt: skip
    return masks.pick(lowering, views.of_memory(lowering, owner, axes), parts[place])


def _with_positions(lowering: Lowering, owner: Value, parts: Sequence[Value]) -> Sequence[Value]:
    """The parts of a key with the places where they are true for masks of one axis."""
    if not any(map(_is_mask, parts)) or any(
        views.is_static(part, "ellipsis") or isinstance(part.rep, NoneRep) for part in parts
    ):
        return parts
    made = list(parts)
    for axis, part in enumerate(parts):
        if _is_mask(part):
            masks.check_shape(lowering, owner, part, axis)
            made[axis] = masks.positions(lowering, part)[0]
    return made


def put(lowering: Lowering, owner: Value, parts: Sequence[Value], value: Value) -> None:
    """`owner[parts] = value`."""
    if len(parts) == 1 and parts[0].is_array and parts[0].dtype == "bool":
        masks.put(lowering, owner, parts[0], value)
        return
    plan = _plan(lowering, owner, _with_positions(lowering, owner, parts))
    plan = replace(plan, indices={
        axis: overlap.secured(lowering, index, owner) if isinstance(index, Value) else index
        for axis, index in plan.indices.items()
    })  # fmt: skip
    if value.is_scalar:
        value = stored(lowering, value, owner.dtype)
    elif value.is_array:
        check_fits(lowering, plan.dims, value, "VALUE_INTO_INDEX")
        value = overlap.secured(lowering, value, owner)
    else:
        lowering.refuse("this value stored at an array of indices has no native form")
    before_write(lowering, owner)

    def body(indices: Sequence[str]) -> None:
        given = list(indices)
        made = value
        if value.is_array:
            at = broadcast_indices(lowering, value, given, plan.dims)
            made = memory.element_as(lowering, lazy.element(lowering, value, at), owner.dtype)
        memory.store(lowering, owner, _own_indices(lowering, plan, given), made)

    loop_nest(lowering, plan.dims, body)


def _plan(lowering: Lowering, owner: Value, parts: Sequence[Value]) -> Plan:
    """The parts over the axes, checked."""
    assert isinstance(owner.rep, ArrayRep)
    if any(isinstance(part.rep, NoneRep) for part in parts):
        lowering.refuse("a new axis beside an array of indices has no native form")
    arrays = [_index_array(lowering, part) for part in parts]
    plain = [part if array is None else Value(TupleRep(())) for part, array in
             zip(parts, arrays, strict=True)]  # fmt: skip
    spread = _spread(lowering, owner, plain)
    indices: dict[int, Value | str] = {}
    slices: dict[int, views.Axis] = {}
    for axis, place in enumerate(spread):
        array = arrays[place] if place is not None else None
        if array is not None:
            indices[axis] = array
        elif place is not None and is_integer(parts[place]):
            indices[axis] = axis_index(lowering, parts[place], owner.dims[axis], axis)
        else:
            part = parts[place] if place is not None else None
            slices[axis] = _slice(lowering, owner, part, axis)
    picked = [index for index in indices.values() if isinstance(index, Value)]
    if len(picked) > 2:
        lowering.refuse("three arrays of indices have no native form")
    shape = broadcast(lowering, picked, "INDEX_SHAPES")
    for axis, index in indices.items():
        if isinstance(index, Value):
            _check(lowering, index, owner.dims[axis], axis)
    return Plan(owner, indices, slices, shape, _place(indices, spread))


def _place(indices: dict[int, Value | str], spread: Sequence[int | None]) -> int:
    """Where the axes of the index arrays stand: at the first of them if they are neighbours in the
    key, else in front."""
    first, last = min(indices), max(indices)
    return first if all(axis in indices for axis in range(first, last + 1)) else 0


def _spread(lowering: Lowering, owner: Value, parts: Sequence[Value]) -> list[int | None]:
    """For each axis the part that indexes it, None for a whole axis."""
    dots = [place for place, part in enumerate(parts) if views.is_static(part, "ellipsis")]
    missing = len(owner.dims) - (len(parts) - len(dots))
    if missing < 0 or len(dots) > 1:
        lowering.refuse("this index has more parts than the array has axes")
    whole: list[int | None] = [None] * missing
    before = dots[0] if dots else len(parts)
    return [*range(before), *whole, *range(before + 1, len(parts))]


def _slice(lowering: Lowering, owner: Value, part: Value | None, axis: int) -> views.Axis:
    if part is None:
        return views.Axis(axis, length=owner.dims[axis], whole=True)
    if not views.is_static(part, "slice"):
        lowering.refuse("this index has no native form")
    return views.sliced(lowering, part, owner.dims[axis], axis)


def _index_array(lowering: Lowering, part: Value) -> Value | None:
    if not views.is_picked(part):
        return None
    if not part.is_array or part.dtype not in INTEGERS:
        lowering.refuse("an index of this kind has no native form")
    return lazy.materialise(lowering, part)


def _wrapped(lowering: Lowering, index: Value, dim: str, indices: Sequence[str]) -> str:
    """An index that may be negative, from the front."""
    out = lowering.text
    found = lazy.element(lowering, index, indices)
    reg = cast(out, found.regs, found.dtype, "i64")[0]
    if found.dtype.startswith("u"):
        return reg
    moved = out.let(f"add i64 {reg}, {dim}")
    negative = out.let(f"icmp slt i64 {reg}, 0")
    return out.let(f"select i1 {negative}, i64 {moved}, i64 {reg}")


def _check(lowering: Lowering, index: Value, dim: str, axis: int) -> None:
    """A trap where an index lies outside: the first that does."""
    out = lowering.text
    bad = out.slot("i1")
    out.store("i1", "false", bad)

    def look(indices: Sequence[str]) -> None:
        wrapped = _wrapped(lowering, index, dim, indices)
        outside = out.let(f"icmp uge i64 {wrapped}, {dim}")
        out.store("i1", out.let(f"or i1 {out.load('i1', bad)}, {outside}"), bad)

    loop_nest(lowering, index.dims, look, arrays=(index,))
    search, fine = out.new_label("search"), out.new_label("inside")
    out.branch(out.load("i1", bad), search, fine, "!prof !0")
    out.begin(search)

    def find(indices: Sequence[str]) -> None:
        found = lazy.element(lowering, index, indices)
        reg = cast(out, found.regs, found.dtype, "i64")[0]
        wrapped = _wrapped(lowering, index, dim, indices)
        lowering.trap("INDEX", out.let(f"icmp uge i64 {wrapped}, {dim}"), [reg, str(axis), dim])

    loop_nest(lowering, index.dims, find)
    out.go(fine)
    out.begin(fine)


def _own_indices(lowering: Lowering, plan: Plan, given: list[str]) -> list[str]:
    """The indices of the owner's element for those of the result."""
    count = len(plan.shape)
    inner = given[plan.place : plan.place + count]
    outer = iter([*given[: plan.place], *given[plan.place + count :]])
    own: list[str] = []
    for axis, dim in enumerate(plan.owner.dims):
        index = plan.indices.get(axis)
        if isinstance(index, str):
            own.append(index)
        elif index is not None:
            at = broadcast_indices(lowering, index, inner, plan.shape)
            own.append(_wrapped(lowering, index, dim, at))
        else:
            own.append(views.moved(lowering, plan.slices[axis], next(outer)))
    return own


# -- functions -------------------------------------------------------------------------------------


@lowers_call("numpy.nonzero", "ndarray.nonzero")
def _nonzero(lowering: Lowering, arguments: Arguments) -> Value:
    if len(arguments.values) != 1 or arguments.keywords or not arguments.values[0].is_array:
        lowering.refuse("this call of nonzero() has no native form")
    found = masks.positions(lowering, arguments.values[0])
    return Value(TupleRep(tuple(array.rep for array in found)), items=found)


@lowers_call("numpy.flatnonzero")
def _flatnonzero(lowering: Lowering, arguments: Arguments) -> Value:
    if len(arguments.values) != 1 or arguments.keywords or not arguments.values[0].is_array:
        lowering.refuse("this call of flatnonzero() has no native form")
    if len(arguments.values[0].dims) != 1:
        lowering.refuse("flatnonzero() of several axes has no native form")
    return masks.positions(lowering, arguments.values[0])[0]
