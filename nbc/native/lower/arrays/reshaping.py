"""reshape, ravel, flatten: the same elements along other axes. C-contiguous arrays give views.

`compact` is the way to a C-contiguous array of anything. Where NumPy might give a view of an array
that is not contiguous, or a copy, as its strides happen to be, native code refuses.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nbc.native.lower.arrays import displays, lazy, memory, parameters, shapes, sizes
from nbc.native.lower.arrays.elementwise import packed_shapes
from nbc.native.lower.arrays.loops import loop_nest
from nbc.native.lower.registry import Arguments, lowers_call
from nbc.native.lower.scalars import as_index
from nbc.native.lower.values import Value
from nbc.native.reps import ITEM_BYTES

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering


def compact(lowering: Lowering, value: Value, dtype: str | None = None) -> Value:
    """A C-contiguous array of the elements, in `dtype`: the array itself if it is one."""
    dtype = dtype or value.dtype
    if value.lazy is None and shapes.rep_of(value).layout == "C" and dtype == value.dtype:
        return value
    return compact_copy(lowering, value, dtype)


def compact_copy(lowering: Lowering, value: Value, dtype: str | None = None) -> Value:
    """A fresh C-contiguous array of the elements."""
    dtype = dtype or value.dtype
    target = memory.new_array(lowering, dtype, value.dims)

    def body(indices: Sequence[str]) -> None:
        made = memory.element_as(lowering, lazy.element(lowering, value, indices), dtype)
        memory.store(lowering, target, indices, made)

    arrays = (*lazy.reads_of(value), target)
    loop_nest(lowering, value.dims, body, arrays=arrays, target=target)
    return target


def seen_as(lowering: Lowering, value: Value, dims: Sequence[str]) -> Value:
    """A C-contiguous array, or one of one axis, seen along other axes; the sizes fit."""
    rep = shapes.rep_of(value)
    item = str(ITEM_BYTES[rep.dtype]) if rep.layout == "C" else memory.stride(value, 0)
    strides: list[str] = []
    for dim in reversed(dims):
        strides.insert(0, item)
        item = sizes.times(lowering, item, dim)
    return shapes.viewed(lowering, value, dims, strides, "C" if rep.layout == "C" else "A")


def flat(lowering: Lowering, value: Value) -> Value:
    """All elements along one axis: a view of a C-contiguous array, else a copy."""
    if len(value.dims) == 1:
        return value
    made = compact(lowering, value)
    return seen_as(lowering, made, [sizes.product(lowering, made.dims)])


@lowers_call("ndarray.flatten")
def _flatten(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "a order")
    _check_order(lowering, given)
    value = parameters.array(lowering, given["a"])
    made = compact_copy(lowering, value)
    return seen_as(lowering, made, [sizes.product(lowering, made.dims)])


@lowers_call("ndarray.ravel", "numpy.ravel")
def _ravel(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "a order")
    _check_order(lowering, given)
    value = parameters.array(lowering, parameters.needed(lowering, given, "a"))
    rep = shapes.rep_of(value)
    if value.lazy is None and rep.layout != "C" and rep.rank > 1:
        lowering.refuse("ravel() of an array that is not contiguous has no native form")
    return flat(lowering, value)


def _check_order(lowering: Lowering, given: parameters.Given) -> None:
    if parameters.constant(lowering, given, "order", "C") != "C":
        lowering.refuse("order= has no native form here")


@lowers_call("ndarray.reshape", "numpy.reshape")
def _reshape(lowering: Lowering, arguments: Arguments) -> Value:
    value = parameters.array(lowering, arguments.values[0])
    asked = list(arguments.values[1:])
    if "shape" in arguments.keywords and not asked:
        asked = [arguments.keywords["shape"]]
    if set(arguments.keywords) - {"shape"} or not asked:
        lowering.refuse("this call of reshape() has no native form")
    if arguments.name == "numpy.reshape" and len(asked) != 1:
        lowering.refuse("this call of reshape() has no native form")
    if len(asked) == 1:
        items = displays.parts(asked[0])
        asked = list(items) if items is not None else asked
    if not asked:
        lowering.refuse("an array without axes has no native form")
    dims = _asked_dims(lowering, value, asked)
    if value.lazy is not None:
        return seen_as(lowering, compact(lowering, value), dims)
    rep = shapes.rep_of(value)
    if rep.layout != "C" and rep.rank != 1:
        lowering.refuse("reshape() of an array that is not contiguous has no native form")
    return seen_as(lowering, value, dims)


def _asked_dims(lowering: Lowering, value: Value, asked: Sequence[Value]) -> list[str]:
    """The new lengths; a negative one is what is left. A trap where the size does not fit."""
    out = lowering.text
    size = sizes.product(lowering, value.dims)
    given = [as_index(lowering, item, "a size") for item in asked]
    unknown = [index for index in given if index.range is None or index.range[0] < 0]
    if not unknown:
        dims = [index.reg for index in given]
    else:
        dims = _with_unknown(lowering, given, unknown, size)
    total = sizes.product(lowering, dims)
    if total != size and not sizes.same(lowering, total, size):
        wrong = out.let(f"icmp ne i64 {total}, {size}")
        shown = packed_shapes(lowering, [size], [index.reg for index in given])
        lowering.trap("RESHAPE", wrong, shown)
    return dims


def _with_unknown(
    lowering: Lowering, given: Sequence[Value], unknown: Sequence[Value], size: str
) -> list[str]:
    out = lowering.text
    tests = {index.reg: _is_negative(lowering, index) for index in unknown}
    known, negatives = "1", "0"
    for index in given:
        test = tests.get(index.reg, "false")
        factor = index.reg
        if test == "true":
            factor = "1"
        elif test != "false":
            factor = out.let(f"select i1 {test}, i64 1, i64 {index.reg}")
        known = sizes.times(lowering, known, factor)
        if test != "false":
            negatives = out.let(f"add i64 {negatives}, {out.let(f'zext i1 {test} to i64')}")
    if len(unknown) > 1:
        text = "ValueError\ncan only specify one unknown dimension"
        lowering.trap("RAISED", out.let(f"icmp ugt i64 {negatives}, 1"), text=text)
    none = out.let(f"icmp eq i64 {known}, 0")
    divisor = out.let(f"select i1 {none}, i64 1, i64 {known}")
    rest = sizes.derived(lowering, out.let(f"sdiv i64 {size}, {divisor}"), "rest", size, known)
    return [_chosen(lowering, tests.get(index.reg, "false"), rest, index.reg) for index in given]


def _chosen(lowering: Lowering, test: str, rest: str, size: str) -> str:
    if test in ("true", "false"):
        return rest if test == "true" else size
    return lowering.text.let(f"select i1 {test}, i64 {rest}, i64 {size}")


def _is_negative(lowering: Lowering, index: Value) -> str:
    if index.is_constant:
        return "true" if index.constant < 0 else "false"
    return lowering.text.let(f"icmp slt i64 {index.reg}, 0")
