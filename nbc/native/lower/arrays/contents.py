"""What arrays hold, as a whole: fill, item, array_equal, and small functions made of others.

Each is a few lines over what the modules beside it have. `item` and array_equal give Python's
numbers, all others what NumPy gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.native.lower.arrays import (
    assignment,
    joining,
    lazy,
    memory,
    parameters,
    reductions,
    reshaping,
    shapes,
    sizes,
    totals,
)
from nbc.native.lower.arrays.access import axis_index, stored
from nbc.native.lower.arrays.folds import sum_of
from nbc.native.lower.arrays.ufuncs import ufunc
from nbc.native.lower.registry import Arguments, lowers_attribute, lowers_call
from nbc.native.lower.scalars import integer
from nbc.native.lower.values import NONE_VALUE, Value
from nbc.native.reps import COMPLEX, FLOATS, ScalarRep, TupleRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering


@lowers_call("ndarray.fill")
def _fill(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "a value")
    target, value = given["a"], parameters.needed(lowering, given, "value")
    if target.lazy is not None or not shapes.rep_of(target).writable or not value.is_scalar:
        lowering.refuse("this call of fill() has no native form")
    assignment.fill(lowering, target, stored(lowering, value, target.dtype))
    return NONE_VALUE


@lowers_call("ndarray.item", "generic.item")
def _item(lowering: Lowering, arguments: Arguments) -> Value:
    """An element as Python's number."""
    value, *places = arguments.values
    if arguments.keywords or not (value.is_scalar or len(places) == len(value.dims)):
        lowering.refuse("this call of item() has no native form")
    if value.is_array:
        indices = [axis_index(lowering, place, value.dims[axis], axis)
                   for axis, place in enumerate(places)]  # fmt: skip
        value = lazy.element(lowering, value, indices)
    elif places:
        lowering.refuse("item() of a scalar takes no index here")
    python = {"c64": "c128", "f32": "f64", "bool": "bool"}.get(value.dtype, value.dtype)
    if python not in ("c128", "f64", "bool"):
        if python == "u64":
            lowering.refuse("item() of u64 has no native form")
        python = "i64"
    made = memory.element_as(lowering, value, python)
    return Value(ScalarRep(python), made.regs, range=value.range)


@lowers_call("ndarray.conj", "ndarray.conjugate", "generic.conjugate", "generic.conj")
def _conjugate(lowering: Lowering, arguments: Arguments) -> Value:
    value = arguments.values[0]
    if len(arguments.values) > 1 or value.is_array and value.dtype not in COMPLEX:
        lowering.refuse("conj() of real numbers has no native form")
    return ufunc(lowering, "conjugate", [value])


@lowers_attribute("ndarray.strides")
def _strides(lowering: Lowering, value: Value) -> Value:
    if value.lazy is not None:
        value = lazy.materialise(lowering, value)
    items = tuple(
        lowering.constant(int(stride)) if stride.isdigit() else integer(stride)
        for stride in shapes.strides_of(value)
    )
    return Value(TupleRep(tuple(item.rep for item in items)), items=items)


@lowers_attribute("ndarray.mT")
def _matrix_transposed(lowering: Lowering, value: Value) -> Value:
    rank = len(value.dims)
    if rank < 2:
        lowering.refuse("an array of one axis has no transposed matrices")
    return shapes.permuted(lowering, value, [*range(rank - 2), rank - 1, rank - 2])


@lowers_call("numpy.array_equal")
def _array_equal(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "a1 a2")
    a, b = (parameters.array(lowering, parameters.needed(lowering, given, name))
            for name in ("a1", "a2"))  # fmt: skip
    if len(a.dims) != len(b.dims) or not a.dims:
        lowering.refuse("array_equal() of these arrays has no native form")
    out = lowering.text
    alike = "true"
    for x, y in zip(a.dims, b.dims, strict=True):
        if not sizes.same(lowering, x, y):
            same = out.let(f"icmp eq i64 {x}, {y}")
            alike = same if alike == "true" else out.let(f"and i1 {alike}, {same}")
    result = out.slot("i1")
    out.store("i1", "false", result)
    compare, after = out.new_label("compare"), out.new_label("equal")
    lowering.variables.compute_pending()
    a, b = (lazy.materialise(lowering, value) if value.lazy else value for value in (a, b))
    out.branch(alike, compare, after)
    out.begin(compare)
    dims = a.dims
    seen = shapes.asked(lowering, b, dims, lambda _, indices: list(indices))
    equal = totals.all_true(lowering, ufunc(lowering, "equal", [a, seen]))
    out.store("i1", equal.reg, result)
    out.go(after)
    out.begin(after)
    return Value(ScalarRep("bool"), (out.load("i1", result),))


@lowers_call("numpy.append")
def _append(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "arr values")
    a = parameters.array(lowering, parameters.needed(lowering, given, "arr"))
    b = parameters.needed(lowering, given, "values")
    if not b.is_array:
        lowering.refuse("append() of a value has no native form")
    parts = [reshaping.flat(lowering, value) for value in (a, b)]
    return joining.joined(lowering, parts, 0)


@lowers_call("numpy.trapezoid")
def _trapezoid(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "y x dx")
    y = totals.settled(
        lowering, parameters.array(lowering, parameters.needed(lowering, given, "y"))
    )
    x = given.get("x")
    if (
        len(y.dims) != 1
        or y.dtype not in FLOATS
        or x is not None
        and not (x.is_array and len(x.dims) == 1 and x.dtype in FLOATS)
    ):
        lowering.refuse("this integral has no native form")
    less = sizes.at_least(lowering, sizes.minus(lowering, y.dims[0], "1"), "0")
    ends = [joining.part_of_axis(lowering, y, 0, start, less) for start in ("1", "0")]
    heights = ufunc(lowering, "add", ends)
    if x is None:
        width = given.get("dx", lowering.constant(1.0))
    else:
        length = sizes.at_least(lowering, sizes.minus(lowering, x.dims[0], "1"), "0")
        places = [joining.part_of_axis(lowering, x, 0, start, length) for start in ("1", "0")]
        width = ufunc(lowering, "subtract", places)
    areas = ufunc(lowering, "divide", [ufunc(lowering, "multiply", [width, heights]),
                                       lowering.constant(2.0)])  # fmt: skip
    return reductions.reduce(lowering, areas, (0,), sum_of(areas.dtype))


@lowers_call("numpy.broadcast_to")
def _broadcast_to(lowering: Lowering, arguments: Arguments) -> Value:
    """A view that repeats elements and cannot be written."""
    given = parameters.match(lowering, arguments, "array shape")
    value = parameters.array(lowering, parameters.needed(lowering, given, "array"))
    dims = parameters.sizes(lowering, parameters.needed(lowering, given, "shape"))
    more = len(dims) - len(value.dims)
    if value.lazy is not None or more < 0:
        lowering.refuse("this call of broadcast_to() has no native form")
    out, strides = lowering.text, ["0"] * more
    text = "ValueError\noperands could not be broadcast together with remapped shapes"
    for have, wanted, stride in zip(value.dims, dims[more:], shapes.strides_of(value), strict=True):
        if sizes.same(lowering, have, wanted):
            strides.append(stride)
            continue
        single = out.let(f"icmp eq i64 {have}, 1")
        differ = out.let(f"icmp ne i64 {have}, {wanted}")
        several = out.let(f"xor i1 {single}, true")
        lowering.trap("RAISED", out.let(f"and i1 {differ}, {several}"), text=text)
        strides.append(out.let(f"select i1 {single}, i64 0, i64 {stride}"))
    return shapes.viewed(lowering, value, dims, strides, "A", writable=False)
