"""Running totals in NumPy's order: cumsum, cumprod, and `accumulate` of ufuncs.

Along the last axis the total stays in registers; along another one the element before is read
back, so that memory is still walked in order. Nothing is reassociated here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nbc.native.lower import numeric
from nbc.native.lower.arrays import folds, lazy, memory, parameters, reshaping
from nbc.native.lower.arrays.loops import loop_nest
from nbc.native.lower.arrays.totals import total_dtype
from nbc.native.lower.arrays.ufuncs import delivered
from nbc.native.lower.casts import Regs, literal
from nbc.native.lower.registry import Arguments, lowers_call
from nbc.native.lower.values import LLVM, Value
from nbc.native.reps import ScalarRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering


@lowers_call("numpy.cumsum", "numpy.cumprod", "ndarray.cumsum", "ndarray.cumprod")
def _running(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "a axis dtype out")
    value = parameters.array(lowering, parameters.needed(lowering, given, "a"))
    dtype = parameters.dtype(lowering, given, total_dtype(value.dtype))
    if not value.dims or dtype == "bool":
        lowering.refuse("a running sum of this array has no native form")
    axis = parameters.one_axis(lowering, given, len(value.dims))
    if axis is None:
        value, axis = reshaping.flat(lowering, value), 0
    name = "add" if arguments.name.endswith("cumsum") else "multiply"
    return delivered(lowering, accumulated(lowering, value, axis, dtype, name), given)


def accumulated(lowering: Lowering, value: Value, axis: int, dtype: str, name: str) -> Value:
    """The totals of a ufunc along an axis."""
    run = _behind if axis == len(value.dims) - 1 else _across
    return run(lowering, value, axis, dtype, name)


def _start(dtype: str, name: str) -> Regs:
    if name in ("maximum", "minimum"):
        return folds.extreme_of(dtype, name).start
    return literal(0 if name == "add" else 1, dtype)


def _element(lowering: Lowering, value: Value, indices: Sequence[str], dtype: str) -> Regs:
    return memory.element_as(lowering, lazy.element(lowering, value, indices), dtype).regs


def _behind(lowering: Lowering, value: Value, axis: int, dtype: str, name: str) -> Value:
    """Along the last axis: the total stays in registers."""
    out, kind = lowering.text, LLVM[dtype]
    target = memory.new_array(lowering, dtype, value.dims)
    start = _start(dtype, name)
    total = [out.slot(kind) for _ in start]

    def row(outer: list[str]) -> None:
        for slot, reg in zip(total, start, strict=True):
            out.store(kind, reg, slot)

        def body(indices: Sequence[str]) -> None:
            full = [*outer, indices[0]]
            before = tuple(out.load(kind, slot) for slot in total)
            regs = numeric.binary(lowering, name, dtype, before,
                                  _element(lowering, value, full, dtype))  # fmt: skip
            for slot, reg in zip(total, regs, strict=True):
                out.store(kind, reg, slot)
            memory.store(lowering, target, full, Value(ScalarRep(dtype, weak=False), regs))

        loop_nest(lowering, [value.dims[axis]], body)

    if axis == 0:
        row([])
    else:
        loop_nest(lowering, value.dims[:axis], lambda indices: row(list(indices)))
    return target


def _across(lowering: Lowering, value: Value, axis: int, dtype: str, name: str) -> Value:
    """Along another axis: the element before is read back."""
    out, kind = lowering.text, LLVM[dtype]
    target = memory.new_array(lowering, dtype, value.dims)
    start = _start(dtype, name)

    def body(indices: Sequence[str]) -> None:
        full = list(indices)
        first = out.let(f"icmp eq i64 {full[axis]}, 0")
        less = out.let(f"sub i64 {full[axis]}, {out.let(f'select i1 {first}, i64 0, i64 1')}")
        where = memory.address(lowering, target, [*full[:axis], less, *full[axis + 1 :]])
        read = memory.load_at(lowering, dtype, where)
        before = tuple(out.let(f"select i1 {first}, {kind} {a}, {kind} {b}")
                       for a, b in zip(start, read, strict=True))  # fmt: skip
        regs = numeric.binary(lowering, name, dtype, before,
                              _element(lowering, value, full, dtype))  # fmt: skip
        memory.store(lowering, target, full, Value(ScalarRep(dtype, weak=False), regs))

    loop_nest(lowering, value.dims, body)
    return target
