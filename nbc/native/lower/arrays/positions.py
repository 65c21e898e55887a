"""Where the extremes are: argmin and argmax.

One pass finds the block that holds the extreme (vectorised, as `max` is), a second looks through
that block only. The first of equal elements counts, and the first NaN wins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from nbc.native.lower import numeric
from nbc.native.lower.arrays import folds, lazy, memory, parameters, reductions, reshaping, sizes
from nbc.native.lower.arrays.loops import Blocks, loop_nest
from nbc.native.lower.arrays.ufuncs import delivered
from nbc.native.lower.registry import Arguments, lowers_call
from nbc.native.lower.values import LLVM, Value
from nbc.native.reps import COMPLEX, FLOATS, ScalarRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_INDEX = ScalarRep("i64", weak=False)


@lowers_call("numpy.argmax", "numpy.argmin", "ndarray.argmax", "ndarray.argmin")
def _place(lowering: Lowering, arguments: Arguments) -> Value:
    name = arguments.name.rpartition(".")[2]
    given = parameters.match(lowering, arguments, "a axis out * keepdims")
    value = parameters.array(lowering, parameters.needed(lowering, given, "a"))
    if value.dtype in COMPLEX or not value.dims:
        lowering.refuse(f"{name}() of this array has no native form")
    axis = parameters.one_axis(lowering, given, len(value.dims))
    if axis is None:
        if parameters.flag(lowering, given, "keepdims", default=False):
            lowering.refuse("keepdims= without an axis has no native form here")
        flat = reshaping.flat(lowering, value)
        _check_some(lowering, flat.dims[0], "0", name)
        found = position(lowering, flat.dtype, flat.dims[0], name,
                         lambda index: lazy.element(lowering, flat, [index]))  # fmt: skip
        return delivered(lowering, Value(_INDEX, (found,)), given)
    made = _along(lowering, value, axis, name)
    if parameters.flag(lowering, given, "keepdims", default=False):
        made = reductions.kept_axes(made, (axis,)) if made.is_array else _one(lowering, made)
    return delivered(lowering, made, given)


def _one(lowering: Lowering, value: Value) -> Value:
    target = memory.new_array(lowering, "i64", ["1"])
    memory.store(lowering, target, ["0"], value)
    return target


def _check_some(lowering: Lowering, length: str, results: str, name: str) -> None:
    out = lowering.text
    empty = out.let(f"icmp eq i64 {length}, 0")
    if results != "0":
        some = out.let(f"icmp ne i64 {results}, 0")
        empty = out.let(f"and i1 {empty}, {some}")
    text = f"ValueError\nattempt to get {name} of an empty sequence"
    lowering.trap("RAISED", empty, text=text)


def _along(lowering: Lowering, value: Value, axis: int, name: str) -> Value:
    rank, length = len(value.dims), value.dims[axis]
    if rank == 1:
        _check_some(lowering, length, "0", name)
        found = position(lowering, value.dtype, length, name,
                         lambda index: lazy.element(lowering, value, [index]))  # fmt: skip
        return Value(_INDEX, (found,))
    dims = [dim for place, dim in enumerate(value.dims) if place != axis]
    _check_some(lowering, length, sizes.product(lowering, dims), name)
    value = lazy.materialise(lowering, value) if value.lazy is not None else value
    target = memory.new_array(lowering, "i64", dims)

    def body(indices: Sequence[str]) -> None:
        outer = list(indices)

        def element(index: str) -> Value:
            return lazy.element(lowering, value, [*outer[:axis], index, *outer[axis:]])

        found = position(lowering, value.dtype, length, name, element)
        memory.store(lowering, target, indices, Value(_INDEX, (found,)))

    loop_nest(lowering, dims, body, target=target)
    return target


def position(
    lowering: Lowering, dtype: str, length: str, name: str, element: Callable[[str], Value]
) -> str:
    """The index of the extreme of `length` elements, at least one."""
    out, kind = lowering.text, LLVM[dtype]
    extreme = "maximum" if name == "argmax" else "minimum"
    fold = folds.extreme_of(dtype, extreme)
    best, part = out.slot(kind), out.slot(kind)
    start, passed = out.slot("i64"), out.slot("i64")
    out.store(kind, fold.start[0], best)
    out.store("i64", "0", start)
    out.store("i64", "0", passed)

    def begin() -> None:
        out.store(kind, fold.start[0], part)

    def each(indices: Sequence[str]) -> None:
        made = fold.step(lowering, (out.load(kind, part),), element(indices[0]).regs)
        out.store(kind, made[0], part)

    def end() -> None:
        here, now, was = out.load("i64", passed), out.load(kind, part), out.load(kind, best)
        better = _is_better(lowering, dtype, extreme, now, was)
        out.store(kind, out.let(f"select i1 {better}, {kind} {now}, {kind} {was}"), best)
        before = out.load("i64", start)
        out.store("i64", out.let(f"select i1 {better}, i64 {here}, i64 {before}"), start)
        out.store("i64", out.let(f"add i64 {here}, {folds.BLOCK}"), passed)

    loop_nest(lowering, [length], each, blocks=Blocks(folds.BLOCK, begin, end))
    return _first(lowering, dtype, out.load(kind, best), out.load("i64", start), element)


def _is_better(lowering: Lowering, dtype: str, extreme: str, now: str, was: str) -> str:
    out, kind = lowering.text, LLVM[dtype]
    test = "greater" if extreme == "maximum" else "less"
    better = numeric.compare(lowering, test, dtype, (now,), (was,))
    if dtype not in FLOATS:
        return better
    nan = out.let(f"fcmp uno {kind} {now}, 0.0")
    sane = out.let(f"fcmp ord {kind} {was}, 0.0")
    return out.let(f"or i1 {better}, {out.let(f'and i1 {nan}, {sane}')}")


def _first(
    lowering: Lowering, dtype: str, best: str, start: str, element: Callable[[str], Value]
) -> str:
    """The first element that is the extreme, which is there, from `start` on."""
    out = lowering.text
    head, onwards, found = (out.new_label(stem) for stem in ("look", "next", "found"))
    before, following = out.label, out.fresh()
    out.go(head)
    out.begin(head)
    index = out.phi("i64", [(start, before), (following, onwards)])
    regs = element(index).regs
    same = numeric.compare(lowering, "equal", dtype, regs, (best,))
    if dtype in FLOATS:
        nan = out.let(f"fcmp uno {LLVM[dtype]} {regs[0]}, 0.0")
        same = out.let(f"or i1 {same}, {nan}")
    out.branch(same, found, onwards)
    out.begin(onwards)
    out.do(f"{following} = add nuw nsw i64 {index}, 1")
    out.go(head)
    out.begin(found)
    return index
