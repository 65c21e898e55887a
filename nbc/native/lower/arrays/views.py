"""Basic indexing: integers, slices, new axes and an ellipsis give views, of arrays in memory and of
expressions that are not computed yet.

Bounds are clipped as `slice.indices` does it. The start of an empty view is not clipped: nothing is
read there. Keys with arrays go to `picking`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, final

from nbc.native.lower.arrays import lazy, memory, sizes
from nbc.native.lower.arrays.access import axis_index, is_integer
from nbc.native.lower.function import Unreached
from nbc.native.lower.scalars import as_index
from nbc.native.lower.values import Value
from nbc.native.reps import ITEM_BYTES, ArrayRep, ListRep, NoneRep, StaticRep, TupleRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering


@final
@dataclass(frozen=True, slots=True)
class Axis:
    """One part of a key. `source`: the axis that it indexes, None for a new axis. `start` is the
    first index, or the only one where `length` is None; `step` is 1 or an operand."""

    source: int | None
    start: str = "0"
    length: str | None = None
    step: str = "1"
    whole: bool = False


def view(lowering: Lowering, owner: Value, key: Value) -> Value:
    """`owner[key]`, where the key is not one integer for each axis."""
    parts = key_parts(key)
    if any(is_picked(part) for part in parts):
        from nbc.native.lower.arrays import picking  # lazy: builds on views

        return picking.pick(lowering, owner, parts)
    axes = axes_of(lowering, owner, parts)
    if all(axis.length is None for axis in axes):
        lowering.refuse("an array without axes has no native form")
    if owner.lazy is not None:
        return _of_lazy(lowering, owner, axes)
    return of_memory(lowering, owner, axes)


def key_parts(key: Value) -> tuple[Value, ...]:
    return key.items if isinstance(key.rep, TupleRep) else (key,)


def is_picked(part: Value) -> bool:
    """Whether a part of a key is an array (or list) of indices or a mask."""
    return part.is_array or isinstance(part.rep, ListRep)


def axes_of(lowering: Lowering, owner: Value, parts: Sequence[Value]) -> list[Axis]:
    """The parts of a key over the axes of an array, an ellipsis spelt out."""
    assert isinstance(owner.rep, ArrayRep)
    used = sum(
        not is_static(part, "ellipsis") and not isinstance(part.rep, NoneRep) for part in parts
    )
    missing = owner.rep.rank - used
    if missing < 0 or sum(is_static(part, "ellipsis") for part in parts) > 1:
        lowering.refuse("this index has more parts than the array has axes")
    axes: list[Axis] = []
    source = 0
    for part in parts:
        if is_static(part, "ellipsis"):
            axes += [_whole(owner, source + place) for place in range(missing)]
            source += missing
            missing = 0
        elif isinstance(part.rep, NoneRep):
            axes.append(Axis(None, length="1"))
        else:
            axes.append(_axis(lowering, owner, part, source))
            source += 1
    return axes + [_whole(owner, source + place) for place in range(missing)]


def is_static(part: Value, kind: str) -> bool:
    return isinstance(part.rep, StaticRep) and part.rep.kind == kind


def _whole(owner: Value, source: int) -> Axis:
    return Axis(source, length=owner.dims[source], whole=True)


def _axis(lowering: Lowering, owner: Value, part: Value, source: int) -> Axis:
    if is_integer(part):
        return Axis(source, axis_index(lowering, part, owner.dims[source], source))
    if is_static(part, "slice"):
        return sliced(lowering, part, owner.dims[source], source)
    return lowering.refuse("this index has no native form")


# -- slices ----------------------------------------------------------------------------------------


def sliced(lowering: Lowering, part: Value, dim: str, source: int) -> Axis:
    """A slice of an axis of length `dim`."""
    start, stop, step = (_bound(lowering, item) for item in part.items)
    if step is not None and not step.is_constant:
        return _general(lowering, (start, stop, step), dim, source)
    by = 1 if step is None else step.constant
    if by == 0:
        lowering.trap("ZERO_SLICE_STEP")
        raise Unreached
    if by < 0:
        return _backwards(lowering, start, stop, dim, source, by)
    if by == 1 and _is_zero(start) and stop is None:
        return _whole_of(source, dim)
    first, length = _forwards(lowering, start, stop, dim)
    if by > 1:
        rounded = sizes.plus(lowering, length, str(by - 1))
        length = _divide(lowering, rounded, str(by))
    return Axis(source, first, length, str(by))


def _whole_of(source: int, dim: str) -> Axis:
    return Axis(source, length=dim, whole=True)


def _bound(lowering: Lowering, value: Value) -> Value | None:
    if isinstance(value.rep, NoneRep):
        return None
    return as_index(lowering, value, "a bound of a slice")


def _is_zero(start: Value | None) -> bool:
    return start is None or (start.is_constant and start.constant == 0)


def _forwards(
    lowering: Lowering, start: Value | None, stop: Value | None, dim: str
) -> tuple[str, str]:
    """The first index and the length of a slice with a positive step, as if that were 1."""
    first = "0" if _is_zero(start) or start is None else _clip(lowering, start, dim, low=True)
    if stop is None:
        return first, sizes.at_least(lowering, sizes.minus(lowering, dim, first), "0")
    if sizes.is_negative(stop) is True and stop.is_constant and not first.startswith("%"):
        less = sizes.minus(lowering, dim, str(int(first) - stop.constant))
        return first, sizes.at_least(lowering, less, "0")
    end = _clip(lowering, stop, dim, low=False)
    if first == "0":
        return first, end
    return first, sizes.at_least(lowering, sizes.minus(lowering, end, first), "0")


def _clip(lowering: Lowering, bound: Value, dim: str, *, low: bool) -> str:
    """A bound between 0 and the length; the lower one may stay above the length."""
    negative = sizes.is_negative(bound)
    if negative is False:
        return bound.reg if low else sizes.at_most(lowering, bound.reg, dim)
    from_end = sizes.at_least(lowering, sizes.plus(lowering, bound.reg, dim), "0")
    if negative is True:
        return from_end
    out = lowering.text
    from_start = sizes.at_most(lowering, bound.reg, dim)
    below = out.let(f"icmp slt i64 {bound.reg}, 0")
    made = out.let(f"select i1 {below}, i64 {from_end}, i64 {from_start}")
    return sizes.derived(lowering, made, "clip", bound.reg, dim)


def _divide(lowering: Lowering, a: str, b: str) -> str:
    if a.isdigit() and b.isdigit():
        return str(int(a) // int(b))
    return sizes.derived(lowering, lowering.text.let(f"udiv i64 {a}, {b}"), "div", a, b)


def _backwards(
    lowering: Lowering, start: Value | None, stop: Value | None, dim: str, source: int, by: int
) -> Axis:
    """A slice with a negative step that is known."""
    last = sizes.minus(lowering, dim, "1")
    first = last if start is None else _clip_down(lowering, start, dim, last)
    if stop is None:
        length = sizes.plus(lowering, first, "1")
        length = dim if start is None else length
    else:
        end = _clip_down(lowering, stop, dim, last)
        length = sizes.at_least(lowering, sizes.minus(lowering, first, end), "0")
    if by < -1:
        length = _divide(lowering, sizes.plus(lowering, length, str(-by - 1)), str(-by))
    return Axis(source, first, length, str(by))


def _clip_down(lowering: Lowering, bound: Value, dim: str, last: str) -> str:
    """A bound between -1 and the last index."""
    negative = sizes.is_negative(bound)
    if negative is False:
        return sizes.at_most(lowering, bound.reg, last)
    from_end = sizes.at_least(lowering, sizes.plus(lowering, bound.reg, dim), "-1")
    if negative is True:
        return from_end
    out = lowering.text
    from_start = sizes.at_most(lowering, bound.reg, last)
    below = out.let(f"icmp slt i64 {bound.reg}, 0")
    made = out.let(f"select i1 {below}, i64 {from_end}, i64 {from_start}")
    return sizes.derived(lowering, made, "down", bound.reg, dim)


def _general(
    lowering: Lowering, bounds: tuple[Value | None, Value | None, Value], dim: str, source: int
) -> Axis:
    """A slice whose step is known at run time."""
    start, stop, step = bounds
    out = lowering.text
    lowering.trap("ZERO_SLICE_STEP", out.let(f"icmp eq i64 {step.reg}, 0"))
    down = out.let(f"icmp slt i64 {step.reg}, 0")
    most, least = str(2**63 - 1), str(-(2**63))
    first = start.reg if start else out.let(f"select i1 {down}, i64 {most}, i64 0")
    end = stop.reg if stop else out.let(f"select i1 {down}, i64 {least}, i64 {most}")
    lowering.assembly.declare("slice_of", _SLICE)
    made = out.let(
        f"call {{ i64, i64 }} @slice_of(i64 {dim}, i64 {first}, i64 {end}, i64 {step.reg})"
    )
    begin, length = (out.let(f"extractvalue {{ i64, i64 }} {made}, {n}") for n in (0, 1))
    for reg, how in ((begin, "begin"), (length, "length")):
        sizes.derived(lowering, reg, how, dim, start.reg if start else "-",
                      stop.reg if stop else "-", step.reg)  # fmt: skip
    return Axis(source, begin, length, step.reg)


_SLICE = """define internal { i64, i64 } @slice_of(i64 %n, i64 %start, i64 %stop, i64 %step) {
  %down = icmp slt i64 %step, 0
  %low = sext i1 %down to i64
  %high = add i64 %n, %low
  %start.wraps = icmp slt i64 %start, 0
  %start.more = add i64 %start, %n
  %start.moved = select i1 %start.wraps, i64 %start.more, i64 %start
  %start.under = icmp slt i64 %start.moved, %low
  %start.low = select i1 %start.under, i64 %low, i64 %start.moved
  %start.over = icmp sgt i64 %start.low, %high
  %first = select i1 %start.over, i64 %high, i64 %start.low
  %stop.wraps = icmp slt i64 %stop, 0
  %stop.more = add i64 %stop, %n
  %stop.moved = select i1 %stop.wraps, i64 %stop.more, i64 %stop
  %stop.under = icmp slt i64 %stop.moved, %low
  %stop.low = select i1 %stop.under, i64 %low, i64 %stop.moved
  %stop.over = icmp sgt i64 %stop.low, %high
  %last = select i1 %stop.over, i64 %high, i64 %stop.low
  %forth = sub i64 %last, %first
  %back = sub i64 %first, %last
  %apart = select i1 %down, i64 %back, i64 %forth
  %minus = sub i64 0, %step
  %by = select i1 %down, i64 %minus, i64 %step
  %some = icmp sgt i64 %apart, 0
  %less = sub i64 %apart, 1
  %rounds = udiv i64 %less, %by
  %count = add i64 %rounds, 1
  %length = select i1 %some, i64 %count, i64 0
  %one = insertvalue { i64, i64 } poison, i64 %first, 0
  %two = insertvalue { i64, i64 } %one, i64 %length, 1
  ret { i64, i64 } %two
}"""


# -- views -----------------------------------------------------------------------------------------


def of_memory(lowering: Lowering, owner: Value, axes: Sequence[Axis]) -> Value:
    assert isinstance(owner.rep, ArrayRep)
    offset, dims, strides = "0", [], []
    for axis in axes:
        if axis.source is None:
            dims.append("1")
            strides.append(str(ITEM_BYTES[owner.dtype]))
            continue
        stride = memory.stride(owner, axis.source)
        offset = sizes.plus(lowering, offset, sizes.times(lowering, axis.start, stride))
        if axis.length is not None:
            dims.append(axis.length)
            strides.append(sizes.times(lowering, stride, axis.step))
    data = owner.data
    if offset != "0":
        data = lowering.text.let(f"getelementptr i8, ptr {data}, i64 {offset}")
        sizes.derived(lowering, data, "at", owner.data, offset)
    rep = ArrayRep(owner.dtype, len(dims), layout(owner.rep, axes), owner.rep.writable)
    held = "borrowed" if owner.held == "owned" else owner.held
    made = Value(rep, (data, owner.owner, *dims, *strides), held=held)
    lowering.facts.bases[data] = lowering.facts.bases.get(owner.data, owner)
    return made


def layout(rep: ArrayRep, axes: Sequence[Axis]) -> str:
    """How the view's elements lie."""
    sources = [axis for axis in axes if axis.source is not None]
    kept = [axis for axis in axes if axis.length is not None]
    if len(kept) == len(axes) - len(sources):
        return "C"
    if rep.layout == "F":
        return _layout_of_columns(sources, kept)
    if rep.layout not in ("C", "I"):
        return "A"
    picks = [axis.length is None for axis in sources]
    lead = picks.index(False)
    dense = not any(picks[lead:]) and sources[lead].step == "1"
    if rep.layout == "C" and dense and all(axis.whole for axis in sources[lead + 1 :]):
        return "C"
    unit = kept[-1] is sources[-1] and kept[-1].step == "1"
    return ("C" if len(kept) == 1 else "I") if unit else "A"


def _layout_of_columns(sources: Sequence[Axis], kept: Sequence[Axis]) -> str:
    """Of a view of a Fortran-contiguous array."""
    picks = [axis.length is None for axis in sources]
    count = picks.index(True) if True in picks else len(picks)
    if not count or not all(picks[count:]) or sources[count - 1].step != "1":
        return "A"
    if not all(axis.whole for axis in sources[: count - 1]):
        return "A"
    return "F" if len(kept) > 1 and len(kept) == count else "C" if count == len(kept) == 1 else "A"


def _of_lazy(lowering: Lowering, owner: Value, axes: Sequence[Axis]) -> Value:
    """A view of an expression: its elements are asked for at other indices."""
    dims = tuple(axis.length for axis in axes if axis.length is not None)

    def element(lowering: Lowering, indices: Sequence[str]) -> Value:
        own: list[str] = []
        given = iter(list(indices))
        for axis in axes:
            index = next(given) if axis.length is not None else None
            if axis.source is None:
                continue
            own.append(axis.start if index is None else moved(lowering, axis, index))
        return lazy.element(lowering, owner, own)

    assert owner.lazy is not None
    made = lazy.make(owner.dtype, dims, element, owner.lazy.reads, owner.lazy.cost)
    return replace(made, held=owner.held)


def moved(lowering: Lowering, axis: Axis, index: str) -> str:
    """The index in the base of an index in a slice."""
    return sizes.plus(lowering, axis.start, sizes.times(lowering, index, axis.step))
