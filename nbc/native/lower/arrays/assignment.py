"""Assignment to parts of arrays: `a[key] = value` and the operators that work in place.

The value is computed in one loop that writes where it belongs. What it reads may be what it writes:
reading the very element that is written is safe; other arrays are compared with the target before
the loop, and only where they share memory the loop writes to a temporary copy of the target's form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from nbc.native.lower.arrays import lazy, memory, overlap, sizes, views
from nbc.native.lower.arrays.access import stored
from nbc.native.lower.arrays.elementwise import (
    broadcast_indices,
    misfit,
    operate,
    packed_shapes,
)
from nbc.native.lower.arrays.loops import loop_nest
from nbc.native.lower.arrays.splitting import Split
from nbc.native.lower.arrays.waiting import before_write
from nbc.native.lower.values import Value
from nbc.native.reps import ArrayRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering


def assign(lowering: Lowering, owner: Value, key: Value, value: Value) -> None:
    """`owner[key] = value`, where the key is not one element or the value not a scalar."""
    parts = views.key_parts(key)
    if any(views.is_picked(part) for part in parts):
        from nbc.native.lower.arrays import picking  # lazy: builds on assignment

        picking.put(lowering, owner, parts, value)
        return
    axes = views.axes_of(lowering, owner, parts)
    if all(axis.length is None for axis in axes):
        lowering.refuse("storing an array in an element has no native form")
    target = views.of_memory(lowering, owner, axes)
    if value.is_scalar:
        fill(lowering, target, stored(lowering, value, owner.dtype))
    elif value.is_array:
        check_fits(lowering, target.dims, value)
        copy_into(lowering, target, value)
    else:
        lowering.refuse("this value assigned to a part of an array has no native form")


def fill(lowering: Lowering, target: Value, value: Value) -> None:
    """Writes one scalar, which has the array's dtype, everywhere."""
    before_write(lowering, target)

    def body(indices: Sequence[str]) -> None:
        memory.store(lowering, target, indices, value)

    loop_nest(lowering, target.dims, body, arrays=(target,), target=target)


def check_fits(
    lowering: Lowering, dims: Sequence[str], value: Value, trap: str = "BROADCAST_INTO"
) -> None:
    """A trap where the value cannot be broadcast to a shape."""
    if len(value.dims) > len(dims):
        lowering.refuse("a value of more axes than its place has no native form")
    out = lowering.text
    wrong = "false"
    for have, wanted in zip(reversed(value.dims), reversed(dims), strict=False):
        if have == "1" or sizes.same(lowering, have, wanted):
            continue
        both = misfit(lowering, have, wanted)
        wrong = both if wrong == "false" else out.let(f"or i1 {wrong}, {both}")
    if wrong != "false":
        lowering.trap(trap, wrong, packed_shapes(lowering, value.dims, dims))


# -- in one loop -----------------------------------------------------------------------------------


def copy_into(lowering: Lowering, target: Value, value: Value) -> None:
    """Computes an array where another one lies; its shape fits."""
    before_write(lowering, target)
    out = lowering.text
    place = out.fresh()
    moved = replace(target, regs=(place, *target.regs[1:]))
    sizes.derived(lowering, place, "at", target.data, "0")
    lowering.facts.symbols[place] = lowering.facts.symbol(target.data)
    start = len(out.lines)
    label = out.label

    def body(indices: Sequence[str]) -> None:
        own = broadcast_indices(lowering, value, indices, target.dims)
        made = lazy.element(lowering, value, own)
        memory.store(lowering, moved, indices, memory.element_as(lowering, made, target.dtype))

    arrays = (*lazy.reads_of(value), moved)
    lowering.parameter_types[place[1:]] = "ptr"  # a nest that moves asks before it is defined
    seen = loop_nest(lowering, target.dims, body, arrays=arrays, target=moved,
                     split=Split(fresh=False))  # fmt: skip
    doubts = overlap.doubtful(lowering, target, _doubted(seen, lazy.reads_of(value)))
    after, after_label = len(out.lines), out.label
    out.label = label
    owner = _choose_place(lowering, target, place, doubts)
    chosen = out.lines[after:]
    del out.lines[after:]
    out.lines[start:start] = chosen
    out.label = after_label
    lowering.note("fused", "the value is computed in one loop, where it is stored")
    if owner is not None:
        lowering.note("checked", "memory that is shared is looked for once, before the loop")
        _move_back(lowering, target, moved, owner)


def _doubted(seen: Sequence[tuple[Value, bool]], reads: Sequence[Value]) -> list[Value]:
    """The arrays that are read elsewhere than where the loop writes."""
    loaded = {array.data for array, _ in seen}
    doubted = [array for array, exact in seen if not exact]
    return doubted + [array for array in reads if array.data not in loaded]


def _choose_place(
    lowering: Lowering, target: Value, place: str, doubts: Sequence[Value]
) -> str | None:
    """Defines the register of the address to write to; the slot of the temporary's owner."""
    out = lowering.text
    if not doubts:
        out.do(f"{place} = getelementptr i8, ptr {target.data}, i64 0")
        return None
    owner = out.slot("ptr", "null")
    meets = overlap.overlap(lowering, target, doubts)
    aside, here = out.new_label("aside"), out.new_label("here")
    direct = out.label
    out.branch(meets, aside, here)
    out.begin(aside)
    low, high = overlap.extent(lowering, target)
    block, data = memory.allocate(lowering, sizes.minus(lowering, high, low))
    out.store("ptr", block, owner)
    first = out.let(f"ptrtoint ptr {target.data} to i64")
    offset = sizes.minus(lowering, first, low)
    copy = data if offset == "0" else out.let(f"getelementptr i8, ptr {data}, i64 {offset}")
    waiting = out.label
    out.go(here)
    out.begin(here)
    out.do(f"{place} = phi ptr [ {target.data}, %{direct} ], [ {copy}, %{waiting} ]")
    return owner


def _move_back(lowering: Lowering, target: Value, moved: Value, owner: str) -> None:
    """Copies the temporary, if there is one, to where it belongs."""
    out = lowering.text
    block = out.load("ptr", owner)
    aside, done = out.new_label("aside"), out.new_label("moved")
    out.branch(out.let(f"icmp eq ptr {block}, null"), done, aside)
    out.begin(aside)
    memory.copy(lowering, target, moved)
    memory.free(lowering, block)
    out.store("ptr", "null", owner)
    out.go(done)
    out.begin(done)


def _rep(array: Value) -> ArrayRep:
    assert isinstance(array.rep, ArrayRep)
    return array.rep


# -- operators in place ----------------------------------------------------------------------------


def operate_in_place(lowering: Lowering, ufunc: str, target: Value, other: Value) -> Value:
    """`target op= other`: gives the target back."""
    if not _rep(target).writable:
        lowering.trap("OUTPUT_READ_ONLY")
        return target
    if other.is_array:
        _check_operand(lowering, target, other)
    if target.lazy is not None:
        return _pending(lowering, ufunc, target, other)
    value = operate(lowering, ufunc, [target, other])
    check_kind(lowering, ufunc, value.dtype, target.dtype)
    copy_into(lowering, target, value)
    return target


def _pending(lowering: Lowering, ufunc: str, target: Value, other: Value) -> Value:
    """The same where the target is an expression that nothing else refers to."""
    value = operate(lowering, ufunc, [target, other])
    check_kind(lowering, ufunc, value.dtype, target.dtype)

    def element(lowering: Lowering, indices: Sequence[str]) -> Value:
        own = broadcast_indices(lowering, value, indices, target.dims)
        return memory.element_as(lowering, lazy.element(lowering, value, own), target.dtype)

    return lazy.make(target.dtype, target.dims, element, lazy.reads_of(value))


def check_kind(lowering: Lowering, ufunc: str, result: str, target: str) -> None:
    """An operator in place stores only what NumPy's rule `same_kind` lets it store."""
    if not _same_kind(result, target):
        lowering.refuse(f"the result of numpy.{ufunc} does not fit the array's dtype")


def _check_operand(lowering: Lowering, target: Value, other: Value) -> None:
    """A trap where the other operand has another shape than the target can take."""
    out = lowering.text
    if len(other.dims) > len(target.dims):
        lowering.refuse("an operand of more axes than the array that is changed")
    pairs = [
        pair for pair in zip(reversed(other.dims), reversed(target.dims), strict=False)
        if pair[0] != "1" and not sizes.same(lowering, *pair)
    ]  # fmt: skip
    if not pairs:
        return
    wrong = [misfit(lowering, *pair) for pair in pairs]
    grows = wrong[0]
    for other_wrong in wrong[1:]:
        grows = out.let(f"or i1 {grows}, {other_wrong}")
    uneven, fits = out.new_label("uneven"), out.new_label("on")
    out.branch(grows, uneven, fits, "!prof !0")
    out.begin(uneven)
    clash = "false"
    for (_, wanted), differs in zip(pairs, wrong, strict=True):
        several = out.let(f"icmp ne i64 {wanted}, 1")
        clashes = out.let(f"and i1 {differs}, {several}")
        clash = clashes if clash == "false" else out.let(f"or i1 {clash}, {clashes}")
    shapes = packed_shapes(lowering, target.dims, other.dims)
    lowering.trap("BROADCAST_IN_PLACE", clash, shapes)
    lowering.trap("BROADCAST_OUTPUT", values=_grown(lowering, target, other))
    out.begin(fits)


def _grown(lowering: Lowering, target: Value, other: Value) -> list[str | tuple[str, str]]:
    """The target's shape, and the one that the operation has."""
    from nbc.native.lower.arrays.elementwise import broadcast_two  # lazy: only for a message

    dims = broadcast_two(lowering, list(target.dims), list(other.dims))
    return packed_shapes(lowering, target.dims, dims)


@lru_cache(256)
def _same_kind(source: str, target: str) -> bool:
    """NumPy's rule `same_kind` for what an operator stores."""
    import numpy as np  # lazy: not needed before an array is changed in place

    from nbc.native.reps import COMPLEX, FLOATS  # lazy: with it

    def numpy_name(dtype: str) -> str:
        if dtype == "bool":
            return "?"
        kind = "f" if dtype in FLOATS else "c" if dtype in COMPLEX else dtype[0]
        return f"{kind}{int(dtype[1:]) // 8}"

    return bool(np.can_cast(numpy_name(source), numpy_name(target), "same_kind"))
