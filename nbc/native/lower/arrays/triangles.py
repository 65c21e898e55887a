"""Diagonals and triangles: diag, diagonal, trace, triu, tril, tri.

Diagonals of matrices in memory are views that cannot be written, as NumPy's are; triangles are
lazy, so they fuse with what uses them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nbc.native.lower.arrays import folds, lazy, parameters, reductions, shapes, sizes
from nbc.native.lower.arrays.creation import of_indices
from nbc.native.lower.arrays.totals import total_dtype
from nbc.native.lower.casts import Regs, cast, literal
from nbc.native.lower.registry import Arguments, lowers_call
from nbc.native.lower.values import LLVM, Value
from nbc.native.reps import ScalarRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering


@lowers_call("numpy.triu", "numpy.tril")
def _triangle(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "m k")
    value = parameters.array(lowering, parameters.needed(lowering, given, "m"))
    shift = parameters.whole(lowering, given, "k", 0)
    if len(value.dims) < 2:
        lowering.refuse(f"{arguments.name}() of an array of one axis has no native form")
    upper, dtype = arguments.name == "numpy.triu", value.dtype
    kind, zero = LLVM[dtype], literal(0, dtype)

    def element(lowering: Lowering, indices: Sequence[str]) -> Value:
        out = lowering.text
        row, column = indices[-2], indices[-1]
        edge = sizes.plus(lowering, row, str(shift))
        inside = out.let(f"icmp {'sge' if upper else 'sle'} i64 {column}, {edge}")
        found = lazy.element(lowering, value, indices).regs
        regs = tuple(out.let(f"select i1 {inside}, {kind} {a}, {kind} {b}")
                     for a, b in zip(found, zero, strict=True))  # fmt: skip
        return Value(ScalarRep(dtype, weak=False), regs)

    return lazy.make(dtype, value.dims, element, lazy.reads_of(value))


@lowers_call("numpy.tri")
def _tri(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "N M k dtype")
    rows = parameters.size(lowering, parameters.needed(lowering, given, "N"))
    columns = parameters.size(lowering, given["M"]) if "M" in given else rows
    shift = parameters.whole(lowering, given, "k", 0)
    dtype = parameters.dtype(lowering, given, "f64")

    def element(lowering: Lowering, indices: Sequence[str]) -> Regs:
        out = lowering.text
        edge = sizes.plus(lowering, indices[0], str(shift))
        return cast(out, (out.let(f"icmp sle i64 {indices[1]}, {edge}"),), "bool", dtype)

    return of_indices(dtype, (rows, columns), element)


@lowers_call("numpy.diag", "numpy.diagonal", "ndarray.diagonal")
def _diagonal(lowering: Lowering, arguments: Arguments) -> Value:
    short = arguments.name == "numpy.diag"
    given = parameters.match(lowering, arguments, "v k" if short else "a offset")
    value = parameters.array(lowering, parameters.needed(lowering, given, "v" if short else "a"))
    shift = parameters.whole(lowering, given, "k" if short else "offset", 0)
    if len(value.dims) == 1 and short:
        return _matrix_of(lowering, value, shift)
    if len(value.dims) != 2:
        lowering.refuse("the diagonals of this array have no native form")
    return diagonal(lowering, value, shift)


def diagonal(lowering: Lowering, value: Value, shift: int) -> Value:
    """A diagonal of a matrix: a view that cannot be written, as NumPy's."""
    down, along = max(0, -shift), max(0, shift)
    heights = [sizes.minus(lowering, dim, str(less))
               for dim, less in zip(value.dims, (down, along), strict=True)]  # fmt: skip
    length = sizes.at_least(lowering, sizes.at_most(lowering, *heights), "0")
    if value.lazy is not None:

        def moved(lowering: Lowering, indices: Sequence[str]) -> list[str]:
            return [sizes.plus(lowering, indices[0], str(by)) for by in (down, along)]

        return shapes.asked(lowering, value, [length], moved)
    strides = shapes.strides_of(value)
    offset = sizes.plus(lowering, sizes.times(lowering, str(down), strides[0]),
                        sizes.times(lowering, str(along), strides[1]))  # fmt: skip
    data = lowering.text.let(f"getelementptr i8, ptr {value.data}, i64 {offset}")
    step = sizes.plus(lowering, strides[0], strides[1])
    return shapes.viewed(lowering, value, [length], [step], "A", data=data, writable=False)


def _matrix_of(lowering: Lowering, value: Value, shift: int) -> Value:
    """A square matrix with the elements on a diagonal."""
    dtype = value.dtype
    kind, zero = LLVM[dtype], literal(0, dtype)
    value = lazy.materialise(lowering, value) if value.lazy is not None else value
    size = sizes.plus(lowering, value.dims[0], str(abs(shift)))
    down = max(0, -shift)
    last = sizes.minus(lowering, value.dims[0], "1")

    def element(lowering: Lowering, indices: Sequence[str]) -> Value:
        out = lowering.text
        row, column = indices
        on = out.let(f"icmp eq i64 {sizes.plus(lowering, row, str(shift))}, {column}")
        place = sizes.minus(lowering, row, str(down))
        near = out.let(f"select i1 {on}, i64 {place}, i64 0")
        safe = sizes.at_most(lowering, near, last)  # every place is read; a matrix has one
        found = lazy.element(lowering, value, [safe]).regs
        regs = tuple(out.let(f"select i1 {on}, {kind} {a}, {kind} {b}")
                     for a, b in zip(found, zero, strict=True))  # fmt: skip
        return Value(ScalarRep(dtype, weak=False), regs)

    if shift:
        lowering.refuse("a matrix with its elements beside the diagonal has no native form")
    return lazy.make(dtype, (size, size), element, lazy.reads_of(value))


@lowers_call("numpy.trace", "ndarray.trace", "numpy.linalg.trace")
def _trace(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "a offset")
    value = parameters.array(lowering, parameters.needed(lowering, given, "a"))
    if len(value.dims) != 2:
        lowering.refuse("the trace of this array has no native form")
    view = diagonal(lowering, value, parameters.whole(lowering, given, "offset", 0))
    return reductions.reduce(lowering, view, (0,), folds.sum_of(total_dtype(value.dtype)))
