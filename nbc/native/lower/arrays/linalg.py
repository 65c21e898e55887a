"""`numpy.linalg` through LAPACK: solve, inv, cholesky. A matrix that has no result raises
LinAlgError, as in NumPy.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nbc.native.lower.arrays import lazy, matrices, memory, parameters, reshaping, shapes, sizes
from nbc.native.lower.arrays.creation import of_indices
from nbc.native.lower.casts import Regs, cast, literal
from nbc.native.lower.registry import Arguments, lowers_call
from nbc.native.lower.values import LLVM, Value
from nbc.native.reps import COMPLEX, ScalarRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_SINGULAR = "LinAlgError\nSingular matrix"


def _square(lowering: Lowering, value: Value) -> Value:
    parameters.array(lowering, value)
    if len(value.dims) != 2:
        lowering.refuse("this function of a stack of matrices has no native form")
    if not sizes.same(lowering, *value.dims):
        differ = lowering.text.let(f"icmp ne i64 {value.dims[0]}, {value.dims[1]}")
        text = "LinAlgError\nLast 2 dimensions of the array must be square"
        lowering.trap("RAISED", differ, text=text)
    return value


def _dtype(value: Value) -> str:
    return value.dtype if value.dtype in COMPLEX or value.dtype == "f32" else "f64"


def _columns(lowering: Lowering, value: Value, dtype: str) -> Value:
    """A copy of a matrix with its columns one behind the other: the transposed in rows."""
    return reshaping.compact_copy(lowering, shapes.permuted(lowering, value, (1, 0)), dtype)


@lowers_call("numpy.linalg.solve")
def _solve(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "a b")
    a = _square(lowering, parameters.needed(lowering, given, "a"))
    b = parameters.array(lowering, parameters.needed(lowering, given, "b"))
    dtype = _dtype(a)
    if len(b.dims) not in (1, 2) or _dtype(b) != dtype:
        lowering.refuse("solve() of these operands has no native form")
    if not sizes.same(lowering, a.dims[0], b.dims[0]):
        differ = lowering.text.let(f"icmp ne i64 {a.dims[0]}, {b.dims[0]}")
        text = "ValueError\nsolve: Input operand 1 has a mismatch in its core dimension 0"
        lowering.trap("RAISED", differ, text=text)
    matrix = _columns(lowering, a, dtype)
    if len(b.dims) == 1:
        answer = reshaping.compact_copy(lowering, b, dtype)
        _gesv(lowering, matrix, answer, "1", dtype)
        return answer
    answer = _columns(lowering, b, dtype)
    _gesv(lowering, matrix, answer, b.dims[1], dtype)
    return reshaping.compact_copy(lowering, shapes.permuted(lowering, answer, (1, 0)))


@lowers_call("numpy.linalg.inv")
def _inverse(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "a")
    a = _square(lowering, parameters.needed(lowering, given, "a"))
    dtype = _dtype(a)

    def unit(lowering: Lowering, indices: Sequence[str]) -> Regs:
        out = lowering.text
        on = out.let(f"icmp eq i64 {indices[0]}, {indices[1]}")
        return cast(out, (on,), "bool", dtype)

    matrix = _columns(lowering, a, dtype)
    answer = reshaping.compact(lowering, of_indices(dtype, a.dims, unit))
    _gesv(lowering, matrix, answer, a.dims[1], dtype)
    return reshaping.compact_copy(lowering, shapes.permuted(lowering, answer, (1, 0)))


def _gesv(lowering: Lowering, matrix: Value, answer: Value, count: str, dtype: str) -> None:
    size = matrix.dims[0]
    pivots = memory.new_array(lowering, "i64", [size])
    leading = matrices.number(lowering, sizes.at_least(lowering, size, "1"))
    info = matrices.number(lowering, "0")
    matrices.call(lowering, "gesv", dtype, [
        matrices.number(lowering, size), matrices.number(lowering, count), matrix.data, leading,
        pivots.data, answer.data, leading, info,
    ])  # fmt: skip
    _check(lowering, info, _SINGULAR)


def _check(lowering: Lowering, info: str, text: str) -> None:
    out = lowering.text
    status = out.load("i32", info)  # only its low 32 bits are sure to be written
    lowering.trap("RAISED", out.let(f"icmp ne i32 {status}, 0"), text=text)


@lowers_call("numpy.linalg.cholesky")
def _cholesky(lowering: Lowering, arguments: Arguments) -> Value:
    """Rows of the lower triangle are columns of an upper one."""
    given = parameters.match(lowering, arguments, "a")
    a = _square(lowering, parameters.needed(lowering, given, "a"))
    dtype = _dtype(a)
    matrix = reshaping.compact_copy(lowering, a, dtype)
    size = a.dims[0]
    info = matrices.number(lowering, "0")
    matrices.call(lowering, "potrf", dtype, [
        matrices.letter(lowering, "U"), matrices.number(lowering, size), matrix.data,
        matrices.number(lowering, sizes.at_least(lowering, size, "1")), info,
    ])  # fmt: skip
    _check(lowering, info, "LinAlgError\nMatrix is not positive definite")
    kind, zero = LLVM[dtype], literal(0, dtype)

    def lower(lowering: Lowering, indices: Sequence[str]) -> Value:
        out = lowering.text
        inside = out.let(f"icmp sle i64 {indices[1]}, {indices[0]}")
        found = lazy.element(lowering, matrix, indices).regs
        regs = tuple(out.let(f"select i1 {inside}, {kind} {x}, {kind} {y}")
                     for x, y in zip(found, zero, strict=True))  # fmt: skip
        return Value(ScalarRep(dtype, weak=False), regs)

    return reshaping.compact(lowering, lazy.make(dtype, matrix.dims, lower, (matrix,)))
