"""Other views of the same elements: transposed, reshaped, with more or fewer axes, reversed.

A view of an array in memory shares it; of an expression not computed yet it is one too, that asks
for elements at other indices. Where NumPy would copy and it cannot be known, native code refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from nbc.native.lower.arrays import lazy, memory, parameters, sizes
from nbc.native.lower.arrays.ufuncs import numpy_name
from nbc.native.lower.elementary import part_of
from nbc.native.lower.registry import Arguments, lowers_attribute, lowers_call
from nbc.native.lower.scalars import integer
from nbc.native.lower.values import LENGTH, Value, static
from nbc.native.reps import ITEM_BYTES, ArrayRep, TupleRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering


def rep_of(value: Value) -> ArrayRep:
    assert isinstance(value.rep, ArrayRep)
    return value.rep


def viewed(
    lowering: Lowering, base: Value, dims: Sequence[str], strides: Sequence[str], layout: str,
    *, data: str | None = None, dtype: str | None = None, writable: bool = True,
) -> Value:  # fmt: skip
    """A view of an array in memory."""
    rep = rep_of(base)
    data = data or base.data
    made = ArrayRep(dtype or rep.dtype, len(dims), layout, rep.writable and writable)
    held = "borrowed" if base.held == "owned" else base.held
    lowering.facts.bases[data] = lowering.facts.bases.get(base.data, base)
    return Value(made, (data, base.owner, *dims, *strides), held=held)


def strides_of(value: Value) -> list[str]:
    return [memory.stride(value, axis) for axis in range(len(value.dims))]


# -- what is known of the shape ---


def _size(reg: str) -> Value:
    return integer(reg, (int(reg), int(reg)) if reg.isdigit() else LENGTH)


@lowers_attribute("ndarray.shape")
def _shape(lowering: Lowering, value: Value) -> Value:
    items = tuple(_known(lowering, dim) for dim in value.dims)
    return Value(TupleRep(tuple(item.rep for item in items)), items=items)


def _known(lowering: Lowering, reg: str) -> Value:
    return lowering.constant(int(reg)) if reg.isdigit() else _size(reg)


@lowers_attribute("ndarray.ndim")
def _rank(lowering: Lowering, value: Value) -> Value:
    return lowering.constant(len(value.dims))


@lowers_attribute("ndarray.size")
def _count(lowering: Lowering, value: Value) -> Value:
    return _known(lowering, sizes.product(lowering, value.dims))


@lowers_attribute("ndarray.itemsize")
def _item_size(lowering: Lowering, value: Value) -> Value:
    return lowering.constant(ITEM_BYTES[value.dtype])


@lowers_attribute("ndarray.nbytes")
def _bytes(lowering: Lowering, value: Value) -> Value:
    dims = [*value.dims, str(ITEM_BYTES[value.dtype])]
    return _known(lowering, sizes.product(lowering, dims))


@lowers_attribute("ndarray.dtype")
def _dtype(lowering: Lowering, value: Value) -> Value:
    import numpy  # lazy: NumPy is heavy

    return static("dtype", value.dtype, numpy.dtype(numpy_name(value.dtype)))


@lowers_call("numpy.shape", "numpy.ndim", "numpy.size")
def _shape_call(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "a axis")
    value = parameters.array(lowering, parameters.needed(lowering, given, "a"))
    if "axis" in given:
        axis = parameters.one_axis(lowering, given, len(value.dims))
        return _known(lowering, value.dims[axis or 0])
    of = {"numpy.shape": _shape, "numpy.ndim": _rank, "numpy.size": _count}
    return of[arguments.name](lowering, value)


# -- axes in another order ---


@lowers_attribute("ndarray.T")
def _transposed(lowering: Lowering, value: Value) -> Value:
    return permuted(lowering, value, range(len(value.dims))[::-1])


@lowers_call("numpy.transpose", "ndarray.transpose", "numpy.permute_dims")
def _transpose(lowering: Lowering, arguments: Arguments) -> Value:
    value = parameters.array(lowering, arguments.values[0])
    axes: object = None
    if arguments.name == "ndarray.transpose" and len(arguments.values) > 2:
        axes = tuple(lowering.static_or_refuse(v, "an axis") for v in arguments.values[1:])
    else:
        given = parameters.match(lowering, arguments, "a axes")
        axes = parameters.constant(lowering, given, "axes", None)
    rank = len(value.dims)
    if axes is None:
        return permuted(lowering, value, range(rank)[::-1])
    listed = axes if isinstance(axes, tuple) else (axes,)
    order = [parameters.normal_axis(lowering, axis, rank) for axis in listed]
    if sorted(order) != list(range(rank)):
        lowering.refuse("these axes are no order of the array's")
    return permuted(lowering, value, order)


@lowers_call("numpy.swapaxes", "ndarray.swapaxes", "numpy.moveaxis")
def _swapped(lowering: Lowering, arguments: Arguments) -> Value:
    moves = arguments.name == "numpy.moveaxis"
    names = "a source destination" if moves else "a axis1 axis2"
    given = parameters.match(lowering, arguments, names)
    value = parameters.array(lowering, parameters.needed(lowering, given, "a"))
    rank = len(value.dims)
    a, b = (parameters.normal_axis(lowering, parameters.constant(lowering, given, name, None), rank)
            for name in names.split()[1:])  # fmt: skip
    order = list(range(rank))
    if moves:
        order.insert(b, order.pop(a))
    else:
        order[a], order[b] = order[b], order[a]
    return permuted(lowering, value, order)


def permuted(lowering: Lowering, value: Value, order: Sequence[int]) -> Value:
    """The array with its axes in another order."""
    order = list(order)
    if order == sorted(order):
        return value
    dims = [value.dims[axis] for axis in order]
    if value.lazy is not None:

        def moved(lowering: Lowering, indices: Sequence[str]) -> list[str]:
            own = [""] * len(order)
            for place, axis in enumerate(order):
                own[axis] = indices[place]
            return own

        return asked(lowering, value, dims, moved)
    strides = strides_of(value)
    layout = {"C": "F", "F": "C"}.get(rep_of(value).layout, "A")
    if order != sorted(order)[::-1]:
        layout = "I" if order[-1] == len(order) - 1 and rep_of(value).layout in ("C", "I") else "A"
    return viewed(lowering, value, dims, [strides[axis] for axis in order], layout)


def asked(
    lowering: Lowering, value: Value, dims: Sequence[str],
    moved: Callable[[Lowering, Sequence[str]], list[str]],
) -> Value:  # fmt: skip
    """A view of an expression: its elements are asked for at other indices."""

    def element(lowering: Lowering, indices: Sequence[str]) -> Value:
        return lazy.element(lowering, value, moved(lowering, indices))

    return lazy.make(value.dtype, dims, element, lazy.reads_of(value))


# -- more or fewer axes ---


@lowers_call("numpy.expand_dims")
def _expanded(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "a axis")
    value = parameters.array(lowering, parameters.needed(lowering, given, "a"))
    axis = parameters.one_axis(lowering, given, len(value.dims) + 1)
    if axis is None:
        lowering.refuse("expand_dims() without an axis")
    return with_axis(lowering, value, axis)


def with_axis(lowering: Lowering, value: Value, axis: int) -> Value:
    """With a new axis of length 1."""
    dims = [*value.dims[:axis], "1", *value.dims[axis:]]
    if value.lazy is not None:
        return asked(lowering, value, dims,
                     lambda lowering, indices: [*indices[:axis], *indices[axis + 1 :]])  # fmt: skip
    strides = strides_of(value)
    strides.insert(axis, str(ITEM_BYTES[value.dtype]))
    layout = rep_of(value).layout
    if layout != "C":
        layout = "A"
    return viewed(lowering, value, dims, strides, layout)


@lowers_call("numpy.squeeze", "ndarray.squeeze")
def _squeezed(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "a axis")
    value = parameters.array(lowering, parameters.needed(lowering, given, "a"))
    rank = len(value.dims)
    gone = [axis for axis, dim in enumerate(value.dims) if dim == "1"]
    if "axis" in given:
        gone = list(parameters.some_axes(lowering, given, rank))
    elif any(not dim.isdigit() for dim in value.dims):
        lowering.refuse("which axes have length 1 is not known when the code is made")
    for axis in gone:
        if value.dims[axis] != "1":
            wrong = lowering.text.let(f"icmp ne i64 {value.dims[axis]}, 1")
            text = (
                "ValueError\ncannot select an axis to squeeze out which has size not equal to one"
            )
            lowering.trap("RAISED", wrong, text=text)
    kept = [axis for axis in range(rank) if axis not in gone]
    if not kept:
        lowering.refuse("an array without axes has no native form")
    if not gone:
        return value
    dims = [value.dims[axis] for axis in kept]
    if value.lazy is not None:

        def moved(lowering: Lowering, indices: Sequence[str]) -> list[str]:
            own = ["0"] * rank
            for place, axis in enumerate(kept):
                own[axis] = indices[place]
            return own

        return asked(lowering, value, dims, moved)
    strides = strides_of(value)
    layout = "C" if rep_of(value).layout == "C" else "A"
    return viewed(lowering, value, dims, [strides[axis] for axis in kept], layout)


@lowers_call("numpy.atleast_1d", "numpy.atleast_2d")
def _raised(lowering: Lowering, arguments: Arguments) -> Value:
    value = parameters.array(lowering, arguments.values[0])
    if len(arguments.values) != 1 or not value.dims:
        lowering.refuse(f"this call of {arguments.name}() has no native form")
    wanted = int(arguments.name[-2])
    return with_axis(lowering, value, 0) if len(value.dims) < wanted else value


# -- reversed, broadcast, parts ---


@lowers_call("numpy.flip", "numpy.fliplr", "numpy.flipud")
def _flip(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "m axis")
    value = parameters.array(lowering, parameters.needed(lowering, given, "m"))
    rank = len(value.dims)
    axes = parameters.some_axes(lowering, given, rank)
    if arguments.name != "numpy.flip":
        axes = (int(arguments.name == "numpy.fliplr"),)
        if axes[0] >= rank:
            lowering.refuse("fliplr() of an array of one axis")
    return reversed_on(lowering, value, axes)


def reversed_on(lowering: Lowering, value: Value, axes: Sequence[int]) -> Value:
    if value.lazy is not None:

        def moved(lowering: Lowering, indices: Sequence[str]) -> list[str]:
            own = list(indices)
            for axis in axes:
                last = sizes.minus(lowering, value.dims[axis], "1")
                own[axis] = sizes.minus(lowering, last, own[axis])
            return own

        return asked(lowering, value, value.dims, moved)
    data, strides = value.data, strides_of(value)
    for axis in axes:
        last = sizes.at_least(lowering, sizes.minus(lowering, value.dims[axis], "1"), "0")
        offset = sizes.times(lowering, last, strides[axis])
        data = lowering.text.let(f"getelementptr i8, ptr {data}, i64 {offset}")
        strides[axis] = sizes.minus(lowering, "0", strides[axis])
    return viewed(lowering, value, value.dims, strides, "A", data=data)


def part_view(lowering: Lowering, value: Value, *, first: bool) -> Value:
    """The real or imaginary parts of complex numbers in memory."""
    dtype = part_of(value.dtype)
    offset = 0 if first else ITEM_BYTES[dtype]
    data = lowering.text.let(f"getelementptr i8, ptr {value.data}, i64 {offset}")
    return viewed(lowering, value, value.dims, strides_of(value), "A", data=data, dtype=dtype)
