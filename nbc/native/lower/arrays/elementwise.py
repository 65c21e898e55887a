"""Elementwise operations on arrays: broadcasting, NumPy's loops, lazily."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from nbc.native.lower import elementary
from nbc.native.lower.arrays import lazy, sizes
from nbc.native.lower.arrays.loops import assumed_equal
from nbc.native.lower.casts import Regs, as_dtype, cast
from nbc.native.lower.scalars import alternative
from nbc.native.lower.values import Value
from nbc.native.reps import ArrayRep, ScalarRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering


def operate(
    lowering: Lowering, ufunc: str, operands: Sequence[Value], *, inplace: bool = False
) -> Value:
    """A ufunc of arrays and scalars."""
    if inplace and operands[0].is_array:
        from nbc.native.lower.arrays import assignment  # lazy: builds on this module

        return assignment.operate_in_place(lowering, ufunc, operands[0], operands[1])
    dtype, result = _loop(lowering, ufunc, operands)
    exponent = operands[1] if ufunc == "power" and operands[1].is_scalar else None

    def apply(lowering: Lowering, regs: list[Regs]) -> Regs:
        return elementary.apply(lowering, ufunc, dtype, result, regs, exponent)

    return mapped(lowering, operands, [dtype] * len(operands), result, apply)


def mapped(
    lowering: Lowering, operands: Sequence[Value], dtypes: Sequence[str], result: str,
    apply: Callable[[Lowering, list[Regs]], Regs],
) -> Value:  # fmt: skip
    """A function of the elements of arrays and scalars, broadcast: operands come as registers of
    `dtypes`. Without an axis the result is a scalar, as NumPy's is."""
    shapes = [value.dims if value.is_array else () for value in operands]
    dims = broadcast(lowering, [value for value in operands if value.is_array], shapes=shapes)
    operands = [_computed_once(lowering, value, dims) for value in operands]
    prepared = [v if v.is_array else as_dtype(lowering, v, dtype)
                for v, dtype in zip(operands, dtypes, strict=True)]  # fmt: skip

    def element(lowering: Lowering, indices: Sequence[str]) -> Value:
        regs = [_operand(lowering, value, indices, dims, dtype)
                for value, dtype in zip(prepared, dtypes, strict=True)]  # fmt: skip
        return Value(ScalarRep(result, weak=False), apply(lowering, regs))

    if not dims:
        return element(lowering, ())
    reads = [read for value in operands for read in lazy.reads_of(value)]
    return lazy.make(result, dims, element, reads)


def _computed_once(lowering: Lowering, value: Value, dims: Sequence[str]) -> Value:
    """An operand; an expression that is repeated along an axis is computed before that."""
    if value.lazy is None or (len(value.dims) == len(dims) and all(
        have == wanted or have != "1" for have, wanted in zip(value.dims, dims, strict=True)
    )):  # fmt: skip
        return value
    return lazy.materialise(lowering, value)


def _loop(lowering: Lowering, ufunc: str, operands: Sequence[Value]) -> tuple[str, str]:
    """The dtypes of the loop that NumPy runs, and of its result."""
    from nbc.native.lower.arithmetic import loop_of  # lazy: arithmetic sends arrays here

    found: set[tuple[str, str] | None] = set()
    for other in (False, True):
        kinds = []
        for value in operands:
            rep = value.rep
            if not isinstance(rep, ScalarRep | ArrayRep):
                lowering.refuse(f"numpy.{ufunc} of these operands has no native form")
            if isinstance(rep, ScalarRep):
                rep = alternative(value) if rep.mixed and other else rep
                kinds.append((rep.dtype, rep.weak))
            else:
                kinds.append((rep.dtype, False))
        found.add(loop_of(ufunc, tuple(kinds)))
    loop = found.pop()
    if found:
        lowering.refuse("a value here may be a Python number or one of NumPy's")
    if loop is None:
        lowering.refuse(f"numpy.{ufunc} of these dtypes has no native form")
    return loop


def _operand(
    lowering: Lowering, value: Value, indices: Sequence[str], dims: Sequence[str], dtype: str
) -> Regs:
    if not value.is_array:
        return value.regs
    found = lazy.element(lowering, value, broadcast_indices(lowering, value, indices, dims))
    return cast(lowering.text, found.regs, found.dtype, dtype)


def broadcast_indices(
    lowering: Lowering, value: Value, indices: Sequence[str], dims: Sequence[str]
) -> Sequence[str]:
    """The indices of an operand for those of the result: 0 on axes of length 1."""
    out = lowering.text
    assert isinstance(value.rep, ArrayRep)
    own: list[str] = []
    offset = len(dims) - value.rep.rank
    fits = [assumed_equal(lowering, *pair) if pair[0] != "1" else pair[1] == "1"
            for pair in zip(value.dims, dims[offset:], strict=True)]  # fmt: skip
    if all(fits) and not offset:
        return indices
    for axis, dim in enumerate(value.dims):
        index = indices[axis + offset]
        if fits[axis]:
            own.append(index)
        elif dim == "1":
            own.append("0")
        elif axis < len(value.dims) - 1:
            lowering.assembly.declare("step", _STEP)
            step = out.let(f"call i64 @step(i64 {dim})")
            own.append(out.let(f"mul nsw i64 {index}, {step}"))
        else:
            single = out.let(f"icmp eq i64 {dim}, 1")
            own.append(out.let(f"select i1 {single}, i64 0, i64 {index}"))
    return own


def broadcast(
    lowering: Lowering, arrays: Sequence[Value], trap: str = "BROADCAST",
    shapes: Sequence[Sequence[str]] = (),
) -> tuple[str, ...]:  # fmt: skip
    """The dims of the result; a trap where the operands do not fit, with the shapes of all if there
    are three."""
    dims: list[str] = list(arrays[0].dims)
    for value in arrays[1:]:
        shown = shapes if len(shapes) == 3 else ()
        dims = broadcast_two(lowering, dims, list(value.dims), trap, shown)
    return tuple(dims)


def broadcast_two(
    lowering: Lowering, a: list[str], b: list[str], trap: str = "",
    shown: Sequence[Sequence[str]] = (),
) -> list[str]:  # fmt: skip
    """The shape of an operation on two shapes; without a trap they are known to fit."""
    out = lowering.text
    rank = max(len(a), len(b))
    result: list[str] = []
    wrong = "false"
    for x, y in zip(["1"] * (rank - len(a)) + a, ["1"] * (rank - len(b)) + b, strict=True):
        if y == "1" or sizes.same(lowering, x, y):
            result.append(x)
        elif x == "1":
            result.append(y)
        else:
            lowering.assembly.declare("wider", _WIDER)
            both = out.let(f"call i64 @wider(i64 {x}, i64 {y})")
            result.append(sizes.derived(lowering, both, "wider", x, y))
            parts = sizes.symbol(lowering, x), sizes.symbol(lowering, y)
            lowering.facts.widened[sizes.symbol(lowering, both)] = parts
            differ = mismatch(lowering, x, y)
            wrong = differ if wrong == "false" else out.let(f"or i1 {wrong}, {differ}")
    if wrong != "false" and trap:
        lowering.trap(trap, wrong, packed_shapes(lowering, *(shown or (a, b))))
    return result


def mismatch(lowering: Lowering, x: str, y: str) -> str:
    """Whether (i1) two axes do not go together."""
    lowering.assembly.declare("mismatch", _MISMATCH)
    return lowering.text.let(f"call i1 @mismatch(i64 {x}, i64 {y})")


def misfit(lowering: Lowering, have: str, wanted: str) -> str:
    """Whether (i1) an axis cannot be broadcast to a length."""
    lowering.assembly.declare("misfit", _MISFIT)
    return lowering.text.let(f"call i1 @misfit(i64 {have}, i64 {wanted})")


def packed_shapes(lowering: Lowering, *shapes: Sequence[str]) -> list[str | tuple[str, str]]:
    """The values of a trap that tells two shapes, or three (see `nbc.native.traps`)."""
    dims = [dim for shape in shapes for dim in shape]
    if len(dims) > 10 and len(shapes) > 2:
        return packed_shapes(lowering, *shapes[:2])
    dims = [*dims, *["0"] * 10][:10]
    pairs = zip(dims[::2], dims[1::2], strict=True)
    ranks = [len(shape) + (place > 1) for place, shape in enumerate(shapes)]
    return [str(sum(rank << 8 * place for place, rank in enumerate(ranks))),
            *(low if high == "0" else (low, high) for low, high in pairs)]  # fmt: skip


# Not inlined: comparisons of comparisons of lengths take a quarter of the optimiser's time.
_WIDER = """define internal i64 @wider(i64 %x, i64 %y) #2 {
  %one = icmp eq i64 %x, 1
  %made = select i1 %one, i64 %y, i64 %x
  ret i64 %made
}"""
_MISMATCH = """define internal i1 @mismatch(i64 %x, i64 %y) #2 {
  %differ = icmp ne i64 %x, %y
  %x.many = icmp ne i64 %x, 1
  %y.many = icmp ne i64 %y, 1
  %both = and i1 %x.many, %y.many
  %wrong = and i1 %differ, %both
  ret i1 %wrong
}"""
# Opaque too: for every test that it can see here, LLVM writes all loops twice, with vectors. That
# pays for the innermost axis alone.
_STEP = """define internal i64 @step(i64 %dim) #2 {
  %many = icmp ne i64 %dim, 1
  %step = zext i1 %many to i64
  ret i64 %step
}"""
_MISFIT = """define internal i1 @misfit(i64 %have, i64 %wanted) #2 {
  %differ = icmp ne i64 %have, %wanted
  %many = icmp ne i64 %have, 1
  %wrong = and i1 %differ, %many
  ret i1 %wrong
}"""
