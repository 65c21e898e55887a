"""Matrix products: `@`, dot, matmul, inner, outer, vdot, norm.

Products with a matrix go to the BLAS that NumPy calls; those of two vectors are a fused sum, and
those of integers are sums over the middle axis, in loops. BLAS counts in columns: a C-contiguous
matrix is passed as its transpose.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nbc.native.lower.arrays import (
    folds,
    lazy,
    matrices,
    memory,
    parameters,
    reductions,
    reshaping,
    shapes,
)
from nbc.native.lower.arrays.elementwise import packed_shapes
from nbc.native.lower.arrays.functions import common_dtype
from nbc.native.lower.arrays.ufuncs import delivered, ufunc
from nbc.native.lower.casts import Regs
from nbc.native.lower.registry import Arguments, lowers, lowers_call
from nbc.native.lower.values import Value
from nbc.native.reps import COMPLEX, FLOATS

if TYPE_CHECKING:
    from nbc.bytecode.module import Instruction
    from nbc.native.lower.function import Lowering


@lowers("MATRIX_MULTIPLY", "INPLACE_MATRIX_MULTIPLY")
def _matrix_multiply(lowering: Lowering, ins: Instruction) -> None:
    b, a = lowering.pop(), lowering.pop()
    if not (a.is_array and b.is_array):
        lowering.refuse("@ of these operands has no native form")
    made = multiply(lowering, a, b)
    if ins.op.name == "INPLACE_MATRIX_MULTIPLY":
        made = delivered(lowering, parameters.array(lowering, made), {"out": a})
    lowering.push(made)


@lowers_call("numpy.matmul", "numpy.linalg.matmul")
def _matmul(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "x1 x2 out")
    a, b = (parameters.array(lowering, parameters.needed(lowering, given, name))
            for name in ("x1", "x2"))  # fmt: skip
    return delivered(lowering, multiply(lowering, a, b), given)


@lowers_call("numpy.dot", "ndarray.dot", "numpy.inner", "numpy.vdot")
def _dot(lowering: Lowering, arguments: Arguments) -> Value:
    name = arguments.name.rpartition(".")[2]
    given = parameters.match(lowering, arguments, "a b out" if name == "dot" else "a b")
    a, b = (parameters.number_or_array(lowering, parameters.needed(lowering, given, part))
            for part in "ab")  # fmt: skip
    if not (a.is_array and b.is_array):
        return delivered(lowering, ufunc(lowering, "multiply", [a, b]), given)
    ranks = len(a.dims), len(b.dims)
    if 0 in ranks or max(ranks) > 2 or name != "dot" and ranks != (1, 1):
        lowering.refuse(f"numpy.{name}() of arrays of these ranks has no native form")
    if name == "vdot" and a.dtype in COMPLEX:
        a = ufunc(lowering, "conjugate", [a])
    return delivered(lowering, multiply(lowering, a, b, trap="NOT_ALIGNED"), given)


def multiply(lowering: Lowering, a: Value, b: Value, *, trap: str = "MATMUL") -> Value:
    """The product over the last axis of one and the last but one of the other."""
    ranks = len(a.dims), len(b.dims)
    if 0 in ranks:
        lowering.refuse("a product with an array without axes")
    dtype = common_dtype(lowering, [a, b])
    if dtype == "bool":
        lowering.refuse("a matrix product of bools has no native form")
    _check_inner(lowering, a, b, trap)
    if max(ranks) > 2:
        return matrices.batched(lowering, a, b, dtype)
    if ranks == (1, 1):
        return _of_vectors(lowering, a, b, dtype)
    if dtype not in FLOATS and dtype not in COMPLEX:
        return _in_loops(lowering, a, b)
    if ranks == (2, 2) and matrices.is_square_of(lowering, a, b):
        return matrices.syrk(lowering, a, b, dtype)
    if ranks == (2, 2):
        return matrices.gemm(lowering, a, b, dtype)
    if ranks == (2, 1):
        return matrices.gemv(lowering, a, b, dtype)
    return matrices.gemv(lowering, b, a, dtype, transposed=True)


def _check_inner(lowering: Lowering, a: Value, b: Value, trap: str) -> None:
    inner, other = a.dims[-1], b.dims[max(0, len(b.dims) - 2)]
    if inner == other or lowering.facts.symbol(inner) == lowering.facts.symbol(other):
        return
    differ = lowering.text.let(f"icmp ne i64 {inner}, {other}")
    if trap == "MATMUL":
        lowering.trap(trap, differ, [other, inner])
    else:
        lowering.trap(trap, differ, packed_shapes(lowering, a.dims, b.dims))


def _of_vectors(lowering: Lowering, a: Value, b: Value, dtype: str) -> Value:
    product = ufunc(lowering, "multiply", [a, b])
    return reductions.reduce(lowering, product, (0,), folds.sum_of(dtype))


def _in_loops(lowering: Lowering, a: Value, b: Value) -> Value:
    """Of integers: the products of all rows and columns, summed over the middle axis."""
    one, other = (lazy.materialise(lowering, value) for value in (a, b))
    if len(one.dims) == 1:
        one = shapes.with_axis(lowering, one, 1)
        return _summed(lowering, one, other, 0)
    if len(other.dims) == 1:
        return _summed(lowering, one, other, 1)
    one = shapes.with_axis(lowering, one, 2)
    return _summed(lowering, one, other, 1)


def _summed(lowering: Lowering, one: Value, other: Value, axis: int) -> Value:
    product = ufunc(lowering, "multiply", [one, other])
    return reductions.reduce(lowering, product, (axis,), folds.sum_of(product.dtype))


@lowers_call("numpy.outer", "numpy.linalg.outer")
def _outer(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "a b out")
    a, b = (parameters.array(lowering, parameters.needed(lowering, given, part)) for part in "ab")
    a, b = (reshaping.flat(lowering, value) for value in (a, b))
    made = ufunc(lowering, "multiply", [shapes.with_axis(lowering, a, 1),
                                        shapes.with_axis(lowering, b, 0)])  # fmt: skip
    return delivered(lowering, made, given)


@lowers_call("numpy.linalg.norm")
def _norm(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "x ord axis keepdims")
    value = parameters.array(lowering, parameters.needed(lowering, given, "x"))
    order = parameters.constant(lowering, given, "ord", None)
    rank = len(value.dims)
    if not (order is None or order == 2 and (rank == 1 or "axis" in given)):
        lowering.refuse("this norm has no native form")
    axes = parameters.some_axes(lowering, given, rank)
    if "axis" in given and len(axes) > 1:
        lowering.refuse("norms of matrices have no native form")
    dtype = {"f32": "f32", "c64": "f32"}.get(value.dtype, "f64")
    keepdims = parameters.flag(lowering, given, "keepdims", default=False)

    def squared(indices: Sequence[str]) -> Regs:
        out = lowering.text
        found = lazy.element(lowering, value, indices)
        if found.dtype not in COMPLEX:
            found = memory.element_as(lowering, found, dtype)
        kind = "float" if dtype == "f32" else "double"
        squares = [out.let(f"fmul {kind} {reg}, {reg}") for reg in found.regs]
        return (squares[0] if len(squares) == 1 else
                out.let(f"fadd {kind} {squares[0]}, {squares[1]}"),)  # fmt: skip

    total = reductions.reduce(lowering, value, axes, folds.sum_of(dtype), keepdims=keepdims,
                              element=squared)  # fmt: skip
    return ufunc(lowering, "sqrt", [total])
