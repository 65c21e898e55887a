"""Arrays joined, moved and repeated: concatenate, stack, roll, diff, repeat, tile, meshgrid.

Parts are written straight into the result, computed or not: `np.concatenate((a * 2, b))` has no
temporary. The arrays to be joined must be written out as a tuple or list (see `displays`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nbc.native.lower.arithmetic import loop_of
from nbc.native.lower.arrays import displays, lazy, memory, parameters, reshaping, shapes, sizes
from nbc.native.lower.arrays.loops import loop_nest
from nbc.native.lower.arrays.ufuncs import ufunc
from nbc.native.lower.registry import Arguments, lowers_call
from nbc.native.lower.scalars import as_index
from nbc.native.lower.values import Value
from nbc.native.reps import TupleRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering


def _arrays(lowering: Lowering, value: Value) -> list[Value]:
    items = displays.parts(value)
    if not items:
        lowering.refuse("the arrays to be joined are no tuple or list that is written out")
    return [parameters.array(lowering, item) for item in items]


@lowers_call("numpy.concatenate", "numpy.concat")
def _concatenate(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "arrays axis")
    arrays = _arrays(lowering, parameters.needed(lowering, given, "arrays"))
    if "axis" not in given and ("axis" in arguments.keywords or len(arguments.values) > 1):
        lowering.refuse("axis=None has no native form here")
    axis = parameters.one_axis(lowering, given, len(arrays[0].dims), 0)
    return joined(lowering, arrays, axis or 0)


def joined(lowering: Lowering, arrays: Sequence[Value], axis: int) -> Value:
    """Arrays one behind the other along an axis that they have."""
    rank = len(arrays[0].dims)
    if any(len(array.dims) != rank for array in arrays):
        lowering.refuse("arrays of different ranks are joined")
    for place, array in enumerate(arrays[1:], 1):
        _check_sizes(lowering, arrays[0], array, place, axis)
    dtype = _common(lowering, arrays)
    total = "0"
    for array in arrays:
        total = sizes.plus(lowering, total, array.dims[axis])
    dims = [total if place == axis else dim for place, dim in enumerate(arrays[0].dims)]
    target = memory.new_array(lowering, dtype, dims)
    start = "0"
    for array in arrays:
        _copy_part(lowering, target, array, axis, start)
        start = sizes.plus(lowering, start, array.dims[axis])
    return target


def _copy_part(lowering: Lowering, target: Value, part: Value, axis: int, start: str) -> None:
    def body(indices: Sequence[str]) -> None:
        place = [sizes.plus(lowering, start, index) if number == axis else index
                 for number, index in enumerate(list(indices))]  # fmt: skip
        found = lazy.element(lowering, part, indices)
        memory.store(lowering, target, place, memory.element_as(lowering, found, target.dtype))

    loop_nest(lowering, part.dims, body, target=target)


def _check_sizes(lowering: Lowering, first: Value, other: Value, place: int, axis: int) -> None:
    for number, (a, b) in enumerate(zip(first.dims, other.dims, strict=True)):
        if number != axis and not sizes.same(lowering, a, b):
            differ = lowering.text.let(f"icmp ne i64 {a}, {b}")
            lowering.trap("CONCATENATE", differ, [str(number), "0", a, str(place), b])


def _common(lowering: Lowering, arrays: Sequence[Value]) -> str:
    found = arrays[0].dtype
    for array in arrays[1:]:
        loop = loop_of("add", ((found, False), (array.dtype, False)))
        if loop is None:
            lowering.refuse("the arrays to be joined have no common dtype")
        found = loop[0]
    return found


@lowers_call("numpy.stack", "numpy.vstack", "numpy.hstack", "numpy.column_stack")
def _stack(lowering: Lowering, arguments: Arguments) -> Value:
    short = arguments.name.removeprefix("numpy.")
    first = "arrays" if short == "stack" else "tup"
    given = parameters.match(lowering, arguments, f"{first} axis" if short == "stack" else first)
    arrays = _arrays(lowering, parameters.needed(lowering, given, first))
    rank = len(arrays[0].dims)
    if short == "stack":
        axis = parameters.one_axis(lowering, given, rank + 1, 0)
        return stacked(lowering, arrays, axis or 0)
    if short == "vstack":
        rows = [array if len(array.dims) > 1 else shapes.with_axis(lowering, array, 0)
                for array in arrays]  # fmt: skip
        return joined(lowering, rows, 0)
    if short == "column_stack":
        columns = [array if len(array.dims) > 1 else shapes.with_axis(lowering, array, 1)
                   for array in arrays]  # fmt: skip
        return joined(lowering, columns, 1)
    return joined(lowering, arrays, 0 if rank == 1 else 1)


def stacked(lowering: Lowering, arrays: Sequence[Value], axis: int) -> Value:
    """Arrays of one shape along a new axis."""
    if any(len(array.dims) != len(arrays[0].dims) for array in arrays):
        lowering.refuse("arrays of different ranks are stacked")
    out, text = lowering.text, "ValueError\nall input arrays must have the same shape"
    for array in arrays[1:]:
        for a, b in zip(arrays[0].dims, array.dims, strict=True):
            if not sizes.same(lowering, a, b):
                lowering.trap("RAISED", out.let(f"icmp ne i64 {a}, {b}"), text=text)
    return joined(lowering, [shapes.with_axis(lowering, array, axis) for array in arrays], axis)


# -- moved and repeated ---


def part_of_axis(lowering: Lowering, value: Value, axis: int, start: str, length: str) -> Value:
    """The elements from `start` on along an axis, as an expression."""
    dims = [length if place == axis else dim for place, dim in enumerate(value.dims)]

    def moved(lowering: Lowering, indices: Sequence[str]) -> list[str]:
        own = list(indices)
        own[axis] = sizes.plus(lowering, own[axis], start)
        return own

    return shapes.asked(lowering, value, dims, moved)


@lowers_call("numpy.roll")
def _roll(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "a shift axis")
    value = parameters.array(lowering, parameters.needed(lowering, given, "a"))
    shift = as_index(lowering, parameters.needed(lowering, given, "shift"), "a shift")
    axis = parameters.one_axis(lowering, given, len(value.dims))
    dims = value.dims
    if axis is None:
        made = _rolled(lowering, reshaping.flat(lowering, value), shift, 0)
        return reshaping.seen_as(lowering, made, dims) if len(dims) > 1 else made
    return _rolled(lowering, value, shift, axis)


def _rolled(lowering: Lowering, value: Value, shift: Value, axis: int) -> Value:
    out, dim = lowering.text, value.dims[axis]
    none = out.let(f"icmp eq i64 {dim}, 0")
    divisor = out.let(f"select i1 {none}, i64 1, i64 {dim}")
    rest = out.let(f"srem i64 {shift.reg}, {divisor}")
    low = out.let(f"icmp slt i64 {rest}, 0")
    by = out.let(f"select i1 {low}, i64 {out.let(f'add i64 {rest}, {divisor}')}, i64 {rest}")
    front = sizes.minus(lowering, dim, by)
    parts = [part_of_axis(lowering, value, axis, front, by),
             part_of_axis(lowering, value, axis, "0", front)]  # fmt: skip
    target = memory.new_array(lowering, value.dtype, value.dims)
    _copy_part(lowering, target, parts[0], axis, "0")
    _copy_part(lowering, target, parts[1], axis, by)
    return target


@lowers_call("numpy.diff")
def _diff(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "a n axis")
    value = parameters.array(lowering, parameters.needed(lowering, given, "a"))
    times = parameters.whole(lowering, given, "n", 1)
    axis = parameters.one_axis(lowering, given, len(value.dims), -1) or 0
    if not 0 < times <= 4:
        lowering.refuse("this diff() has no native form")
    name = "not_equal" if value.dtype == "bool" else "subtract"
    for _ in range(times):
        less = sizes.minus(lowering, value.dims[axis], "1")
        length = sizes.at_least(lowering, less, "0")
        ends = [part_of_axis(lowering, value, axis, start, length) for start in ("1", "0")]
        value = ufunc(lowering, name, ends)
    return value


@lowers_call("numpy.repeat", "ndarray.repeat")
def _repeat(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "a repeats axis")
    value = parameters.array(lowering, parameters.needed(lowering, given, "a"))
    count = parameters.needed(lowering, given, "repeats")
    if not count.is_scalar:
        lowering.refuse("repeat() with several counts has no native form")
    axis = parameters.one_axis(lowering, given, len(value.dims))
    value = reshaping.flat(lowering, value) if axis is None else value
    number, axis = parameters.size(lowering, count), axis or 0
    dims = list(value.dims)
    dims[axis] = sizes.times(lowering, dims[axis], number)

    def moved(lowering: Lowering, indices: Sequence[str]) -> list[str]:
        own = list(indices)
        own[axis] = lowering.text.let(f"udiv i64 {own[axis]}, {number}")
        return own

    return shapes.asked(lowering, value, dims, moved)


@lowers_call("numpy.tile")
def _tile(lowering: Lowering, arguments: Arguments) -> Value:
    """The result is written with an axis for the repetitions before each axis, and seen without."""
    given = parameters.match(lowering, arguments, "A reps")
    value = parameters.array(lowering, parameters.needed(lowering, given, "A"))
    counts = parameters.sizes(lowering, parameters.needed(lowering, given, "reps"))
    value = lazy.materialise(lowering, value) if value.lazy is not None else value
    while len(value.dims) < len(counts):
        value = shapes.with_axis(lowering, value, 0)
    counts = ["1"] * (len(value.dims) - len(counts)) + counts
    axes = [axis for axis, count in enumerate(counts) if count != "1"]
    dims: list[str] = []
    for axis, dim in enumerate(value.dims):
        dims += [counts[axis], dim] if axis in axes else [dim]
    places = [axis + sum(other <= axis for other in axes) for axis in range(len(counts))]

    def moved(lowering: Lowering, indices: Sequence[str]) -> list[str]:
        return [list(indices)[place] for place in places]

    made = reshaping.compact(lowering, shapes.asked(lowering, value, dims, moved))
    final = [sizes.times(lowering, count, dim)
             for count, dim in zip(counts, value.dims, strict=True)]  # fmt: skip
    return reshaping.seen_as(lowering, made, final) if axes else made


@lowers_call("numpy.meshgrid")
def _meshgrid(lowering: Lowering, arguments: Arguments) -> Value:
    indexing = arguments.keywords.get("indexing")
    order = "xy" if indexing is None else lowering.static_or_refuse(indexing, "indexing")
    axes = [parameters.array(lowering, value) for value in arguments.values]
    if set(arguments.keywords) - {"indexing"} or len(axes) != 2 or order not in ("xy", "ij"):
        lowering.refuse("this call of meshgrid() has no native form")
    if any(len(axis.dims) != 1 for axis in axes):
        lowering.refuse("meshgrid() of arrays of more axes")
    places = (1, 0) if order == "xy" else (0, 1)
    dims = [axes[place].dims[0] for place in places]
    made = []
    for axis, place in zip(axes, places, strict=True):
        made.append(reshaping.compact(lowering, _spread(lowering, axis, dims, place)))
    return Value(TupleRep(tuple(item.rep for item in made)), items=tuple(made))


def _spread(lowering: Lowering, axis: Value, dims: Sequence[str], place: int) -> Value:
    return shapes.asked(lowering, axis, dims, lambda _, indices: [indices[place]])
