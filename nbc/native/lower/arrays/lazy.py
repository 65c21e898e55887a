"""Lazy array expressions: making them, and computing them in one loop.

`element` of a lazy value writes the code of one element at given indices; operands of lower rank
or length 1 are broadcast by the indices that they are asked for. Reading a lazy value twice
computes it twice, so whatever keeps one (a variable read more than once) computes it first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from nbc.native.lower.arrays import memory
from nbc.native.lower.arrays.loops import loop_nest
from nbc.native.lower.arrays.splitting import Split
from nbc.native.lower.values import Lazy, Value
from nbc.native.reps import ArrayRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering


def make(
    dtype: str, dims: Sequence[str], element: Callable[[Lowering, Sequence[str]], Value],
    reads: Sequence[Value], cost: int = 1,
) -> Value:  # fmt: skip
    """An array expression that is not computed yet."""
    lazy = Lazy(tuple(dims), element, tuple(reads), cost)
    return Value(ArrayRep(dtype, len(dims), "C"), lazy=lazy, held="owned")


def element(lowering: Lowering, array: Value, indices: Sequence[str]) -> Value:
    """One element of an array, computed or not."""
    if array.lazy is not None:
        return array.lazy.element(lowering, indices)
    return memory.load(lowering, array, indices)


def reads_of(value: Value) -> tuple[Value, ...]:
    """The arrays in memory that an array expression reads."""
    if value.lazy is not None:
        return value.lazy.reads
    return (value,) if value.is_array else ()


def materialise(lowering: Lowering, value: Value) -> Value:
    """The array of an expression, computed."""
    if value.lazy is None:
        return value
    arrays = value.lazy.reads
    lowering.note("allocated", f"an array of {value.dtype}, rank {len(value.dims)}")
    columns = len(value.dims) > 1 and bool(arrays) and all(
        isinstance(read.rep, ArrayRep) and read.rep.layout == "F" for read in arrays
    )  # fmt: skip
    target = memory.new_array(lowering, value.dtype, value.dims, layout="F" if columns else "C")

    def body(indices: Sequence[str]) -> None:
        made = element(lowering, value, indices)
        memory.store(lowering, target, indices, memory.element_as(lowering, made, value.dtype))

    loop_nest(lowering, value.dims, body, arrays=(*arrays, target), target=target,
              split=Split())  # fmt: skip
    return target


__all__ = ["element", "loop_nest", "make", "materialise", "reads_of"]
