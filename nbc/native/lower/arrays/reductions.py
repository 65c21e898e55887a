"""Reductions over all axes, one, or several: which elements go into which result, in what order.

Memory is read in order. Axes that are reduced behind all kept ones are folded in registers; with a
kept axis behind them the results gather in memory, row by row, as NumPy does it. Operands are not
computed before: a reduction of an expression is one loop.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from nbc.native.lower.arrays import folds, lazy, memory, reshaping, sizes
from nbc.native.lower.arrays.folds import Fold
from nbc.native.lower.arrays.loops import loop_nest
from nbc.native.lower.arrays.splitting import Split
from nbc.native.lower.casts import Regs, cast
from nbc.native.lower.values import Value
from nbc.native.reps import ITEM_BYTES, ArrayRep, ScalarRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

Element = Callable[[Sequence[str]], Regs]


def reduce(
    lowering: Lowering, value: Value, axes: Sequence[int], fold: Fold, *, keepdims: bool = False,
    element: Element | None = None, until: Callable[[Regs], str] | None = None,
) -> Value:  # fmt: skip
    """The fold of an array over axes: a NumPy scalar, or an array. `element`: what is folded, if
    not the elements in the fold's dtype."""

    def converted(indices: Sequence[str]) -> Regs:
        found = lazy.element(lowering, value, indices)
        return cast(lowering.text, found.regs, found.dtype, fold.dtype)

    each = element or converted
    if len(axes) == len(value.dims):
        regs = folds.run(lowering, fold, value.dims, each, lazy.reads_of(value), until)
        made = Value(ScalarRep(fold.dtype, weak=False), regs)
        return _spread(lowering, made, len(axes)) if keepdims and value.dims else made
    if element is None and (merged := _with_merged_axes(lowering, value, axes)) is not None:
        made = reduce(lowering, *merged, fold)
        kept = [value.dims[axis] for axis in range(len(value.dims)) if axis not in axes]
        made = reshaping.seen_as(lowering, made, kept)
        return kept_axes(made, axes) if keepdims else made
    order = _memory_order(value)
    behind = _reduced_behind(order, axes)
    if any(axis in axes for axis in order[: len(order) - len(behind)]):
        made = _gathered(lowering, value, order, behind, axes, fold, each)
    else:
        made = _in_registers(lowering, value, behind, axes, fold, each)
    return kept_axes(made, axes) if keepdims else made


def _with_merged_axes(
    lowering: Lowering, value: Value, axes: Sequence[int]
) -> tuple[Value, Sequence[int]] | None:
    """A contiguous array with one axis for neighbours that are all reduced, or all kept: inner
    loops are long even if the last axis is not. None if there are none."""
    rep = value.rep
    runs: list[list[int]] = []
    for axis in range(len(value.dims)):
        if runs and (runs[-1][0] in axes) == (axis in axes):
            runs[-1].append(axis)
        else:
            runs.append([axis])
    if value.lazy or len(runs) == len(value.dims) or getattr(rep, "layout", "") != "C":
        return None
    dims = [sizes.product(lowering, [value.dims[axis] for axis in run]) for run in runs]
    places = [place for place, run in enumerate(runs) if run[0] in axes]
    return reshaping.seen_as(lowering, value, dims), places


def _spread(lowering: Lowering, value: Value, rank: int) -> Value:
    """A scalar as an array with one element."""
    target = memory.new_array(lowering, value.dtype, ["1"] * rank)
    memory.store(lowering, target, ["0"] * rank, value)
    return target


def _memory_order(value: Value) -> list[int]:
    """The axes, those whose elements lie closest last."""
    axes = list(range(len(value.dims)))
    reads = [read.rep for read in lazy.reads_of(value) if isinstance(read.rep, ArrayRep)]
    columns = reads and all(rep.layout == "F" and rep.rank == len(axes) for rep in reads)
    return axes[::-1] if columns else axes


def _reduced_behind(order: Sequence[int], axes: Sequence[int]) -> list[int]:
    """The reduced axes behind every kept one."""
    count = 0
    while order[len(order) - 1 - count] in axes:
        count += 1
    return list(order[len(order) - count :])


def _placed(rank: int, axes: Sequence[int], indices: Sequence[str], full: list[str]) -> list[str]:
    made = full or [""] * rank
    for axis, index in zip(axes, indices, strict=True):
        made[axis] = index
    return made


def _in_registers(
    lowering: Lowering, value: Value, behind: Sequence[int], axes: Sequence[int], fold: Fold,
    each: Element,
) -> Value:  # fmt: skip
    """Every result is folded in registers and stored once."""
    kept = [axis for axis in range(len(value.dims)) if axis not in axes]
    target = memory.new_array(lowering, fold.dtype, [value.dims[axis] for axis in kept])

    def body(indices: Sequence[str]) -> None:
        outer = list(indices)

        def inner(rest: Sequence[str]) -> Regs:
            full = _placed(len(value.dims), kept, outer, [])
            return each(_placed(len(value.dims), behind, list(rest), full))

        regs = folds.run(lowering, fold, [value.dims[axis] for axis in behind], inner)
        memory.store(lowering, target, indices, Value(ScalarRep(fold.dtype, weak=False), regs))

    within = [value.dims[axis] for axis in behind]
    loop_nest(lowering, target.dims, body, target=target, split=Split(within))
    return target


def _gathered(
    lowering: Lowering, value: Value, order: Sequence[int], behind: Sequence[int],
    axes: Sequence[int], fold: Fold, each: Element,
) -> Value:  # fmt: skip
    """The results gather in memory, in the order of the operands' elements."""
    rank = len(value.dims)
    kept = [axis for axis in range(rank) if axis not in axes]
    dims = [value.dims[axis] for axis in kept]
    columns = list(order) != sorted(order) and len(kept) > 1
    layout = "F" if columns else "C"
    target = memory.new_array(lowering, fold.dtype, dims, layout=layout)
    fill(lowering, target, fold.start)
    outer = [axis for axis in order if axis not in behind]

    def body(indices: Sequence[str]) -> None:
        full = _placed(rank, outer, list(indices), [])

        def inner(rest: Sequence[str]) -> Regs:
            return each(_placed(rank, behind, list(rest), list(full)))

        made = folds.run(lowering, fold, [value.dims[axis] for axis in behind], inner)
        where = memory.address(lowering, target, [full[axis] for axis in kept])
        note = lowering.facts.loop.writing(target)
        before = memory.load_at(lowering, fold.dtype, where, note)
        after = fold.step(lowering, before, made)
        memory.store_at(lowering, fold.dtype, where, after, note)

    loop_nest(lowering, [value.dims[axis] for axis in outer], body, target=target)
    return target


def fill(lowering: Lowering, target: Value, regs: Regs) -> None:
    """Sets every element of a fresh array."""

    def body(indices: Sequence[str]) -> None:
        memory.store(lowering, target, indices, Value(ScalarRep(target.dtype, weak=False), regs))

    loop_nest(lowering, target.dims, body, arrays=(target,), target=target)


def kept_axes(value: Value, axes: Sequence[int]) -> Value:
    """A fresh C-contiguous array seen with axes of length 1 where it was reduced."""
    if not isinstance(value.rep, ArrayRep) or not axes:
        return value
    dims, strides = list(value.dims), list(value.strides)
    for axis in sorted(axes):
        dims.insert(axis, "1")
        strides.insert(axis, str(ITEM_BYTES[value.dtype]))
    rep = replace(value.rep, rank=len(dims))
    return replace(value, rep=rep, regs=(value.data, value.owner, *dims, *strides))


def count_of(lowering: Lowering, value: Value, axes: Sequence[int]) -> str:
    """How many elements go into each result."""
    return sizes.product(lowering, [value.dims[axis] for axis in axes])


def trap_empty(lowering: Lowering, value: Value, axes: Sequence[int], name: str) -> None:
    """NumPy refuses an extreme of nothing, unless there is no result either."""
    out = lowering.text
    count = count_of(lowering, value, axes)
    if count.isdigit() and count != "0":
        return
    none = out.let(f"icmp eq i64 {count}, 0")
    kept = [axis for axis in range(len(value.dims)) if axis not in axes]
    if kept:
        results = sizes.product(lowering, [value.dims[axis] for axis in kept])
        some = out.let(f"icmp ne i64 {results}, 0")
        none = out.let(f"and i1 {none}, {some}")
    lowering.trap("EMPTY_REDUCTION", none, text=name)
