"""Lazy array expressions: making them, and computing them in one loop.

`element` of a lazy value writes the code of one element at given indices; operands of lower rank
or length 1 are broadcast by the indices that they are asked for. Reading a lazy value twice computes
it twice, so whatever keeps one (a variable read more than once) computes it first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from nbc.native.lower.arrays import memory
from nbc.native.lower.values import Lazy, Value
from nbc.native.reps import ArrayRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

Body = Callable[[Sequence[str]], None]
STRETCH = 1 << 15


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
    target = memory.new_array(lowering, value.dtype, value.dims)

    def body(indices: Sequence[str]) -> None:
        made = element(lowering, value, indices)
        memory.store(lowering, target, indices, memory.element_as(lowering, made, value.dtype))

    loop_nest(lowering, value.dims, body)
    return target


def loop_nest(lowering: Lowering, dims: Sequence[str], body: Body) -> None:
    """Loops over all indices, the last axis innermost."""
    _nest(lowering, list(dims), [], body)


def _nest(lowering: Lowering, dims: list[str], indices: list[str], body: Body) -> None:
    if not dims:
        body(indices)
        return
    out = lowering.text
    position, limit = out.slot("i64"), out.slot("i64")
    enter, head, behind, done = (out.new_label(stem) for stem in ("enter", "each", "row", "done"))
    out.store("i64", "0", position)
    some = out.let(f"icmp ne i64 {dims[0]}, 0")
    out.branch(some, enter, done)
    out.begin(enter)
    first = out.load("i64", position)
    inner = len(dims) == 1
    if inner:
        left = out.let(f"sub i64 {dims[0]}, {first}")
        long = out.let(f"icmp ugt i64 {left}, {STRETCH}")
        size = out.let(f"select i1 {long}, i64 {STRETCH}, i64 {left}")
        out.store("i64", out.let(f"add nuw nsw i64 {first}, {size}"), limit)
        lowering.charge(size)
    else:
        out.store("i64", dims[0], limit)
    out.go(head)
    out.begin(head)
    index = out.load("i64", position)
    _nest(lowering, dims[1:], [*indices, index], body)
    following = out.let(f"add nuw nsw i64 {out.load('i64', position)}, 1")
    out.store("i64", following, position)
    if not inner:
        lowering.poll()
    more = out.let(f"icmp ult i64 {following}, {out.load('i64', limit)}")
    out.branch(more, head, behind)
    out.begin(behind)
    if inner:
        lowering.poll()
        rest = out.let(f"icmp ult i64 {following}, {dims[0]}")
        out.branch(rest, enter, done, "!prof !0")
    else:
        out.go(done)
    out.begin(done)


def may_wait(lowering: Lowering, name: str, value: Value) -> bool:
    """Whether a variable may stand for an expression that is computed where it is read."""
    return False
