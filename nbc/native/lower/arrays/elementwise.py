"""Elementwise operations on arrays: broadcasting, NumPy's loops, lazily."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from nbc.native.lower import numeric
from nbc.native.lower.arrays import lazy
from nbc.native.lower.casts import as_dtype, cast
from nbc.native.lower.values import Value
from nbc.native.reps import ArrayRep, ScalarRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering


def operate(
    lowering: Lowering, ufunc: str, operands: Sequence[Value], *, inplace: bool = False
) -> Value:
    """A ufunc of arrays and scalars."""
    from nbc.native.lower.arithmetic import loop_of  # lazy: arithmetic sends arrays here

    if inplace:
        lowering.refuse("in-place operators on arrays have no native form yet")
    if not all(value.is_array or value.is_scalar for value in operands):
        lowering.refuse(f"numpy.{ufunc} of these operands has no native form")
    loop = loop_of(ufunc, tuple((v.dtype, isinstance(v.rep, ScalarRep) and v.rep.weak)
                                for v in operands))  # fmt: skip
    if loop is None:
        lowering.refuse(f"numpy.{ufunc} of these dtypes has no native form")
    dtype, result = loop
    dims = broadcast(lowering, [value for value in operands if value.is_array])
    prepared = [v if v.is_array else as_dtype(lowering, v, dtype) for v in operands]
    exponent = operands[1] if ufunc == "power" else None

    def element(lowering: Lowering, indices: Sequence[str]) -> Value:
        regs = [_operand(lowering, value, indices, dims, dtype) for value in prepared]
        made = _apply(lowering, ufunc, dtype, result, regs, exponent)
        return Value(ScalarRep(result, weak=False), made)

    reads = [read for value in operands for read in lazy.reads_of(value)]
    return lazy.make(result, dims, element, reads)


def _apply(
    lowering: Lowering, ufunc: str, dtype: str, result: str, regs: list[tuple[str, ...]],
    exponent: Value | None,
) -> tuple[str, ...]:  # fmt: skip
    if len(regs) == 1:
        return numeric.unary(lowering, ufunc, dtype, regs[0])
    if exponent is not None:
        from nbc.native.lower.mathematics import strong_power  # lazy: builds on arithmetic

        power = exponent if exponent.is_scalar else Value(ScalarRep(dtype, weak=False), regs[1])
        return strong_power(lowering, dtype, regs[0], power)
    if ufunc == "divide" and dtype != result:
        regs = [cast(lowering.text, part, dtype, result) for part in regs]
        dtype = result
    return numeric.binary(lowering, ufunc, dtype, regs[0], regs[1])


def _operand(
    lowering: Lowering, value: Value, indices: Sequence[str], dims: Sequence[str], dtype: str
) -> tuple[str, ...]:
    if not value.is_array:
        return value.regs
    found = lazy.element(lowering, value, broadcast_indices(lowering, value, indices, dims))
    return cast(lowering.text, found.regs, found.dtype, dtype)


def broadcast_indices(
    lowering: Lowering, value: Value, indices: Sequence[str], dims: Sequence[str]
) -> list[str]:
    """The indices of an operand for those of the result: 0 on axes of length 1."""
    out = lowering.text
    assert isinstance(value.rep, ArrayRep)
    own: list[str] = []
    offset = len(dims) - value.rep.rank
    for axis, dim in enumerate(value.dims):
        index = indices[axis + offset]
        if dim == dims[axis + offset]:
            own.append(index)
        elif dim == "1":
            own.append("0")
        else:
            single = out.let(f"icmp eq i64 {dim}, 1")
            own.append(out.let(f"select i1 {single}, i64 0, i64 {index}"))
    return own


def broadcast(lowering: Lowering, arrays: Sequence[Value]) -> tuple[str, ...]:
    """The dims of the result; a trap where the operands do not fit."""
    dims: list[str] = list(arrays[0].dims)
    for value in arrays[1:]:
        dims = _broadcast_two(lowering, dims, list(value.dims))
    return tuple(dims)


def _broadcast_two(lowering: Lowering, a: list[str], b: list[str]) -> list[str]:
    out = lowering.text
    rank = max(len(a), len(b))
    result: list[str] = []
    wrong: list[str] = []
    for x, y in zip(["1"] * (rank - len(a)) + a, ["1"] * (rank - len(b)) + b, strict=True):
        if x == y or y == "1":
            result.append(x)
        elif x == "1":
            result.append(y)
        else:
            single = out.let(f"icmp eq i64 {x}, 1")
            result.append(out.let(f"select i1 {single}, i64 {y}, i64 {x}"))
            differ = out.let(f"icmp ne i64 {x}, {y}")
            large = out.let(f"icmp ne i64 {x}, 1")
            other = out.let(f"icmp ne i64 {y}, 1")
            both = out.let(f"and i1 {large}, {other}")
            wrong.append(out.let(f"and i1 {differ}, {both}"))
    for condition in wrong:
        lowering.trap("BROADCAST", condition, [str(len(a)), *a[:2], str(len(b)), *b[:1]][:6])
    return result


Element = Callable[["Lowering", Sequence[str]], Value]
