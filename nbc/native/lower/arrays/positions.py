"""Where the extremes are: argmin and argmax.

One pass finds the block that holds the extreme (vectorised, as `max` is), a second looks through
that block only. Along an axis that is not the last, extremes and their places gather row by row.
The first of equal elements counts, and the first NaN wins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from nbc.native.lower import numeric
from nbc.native.lower.arrays import (
    folds,
    lazy,
    memory,
    parameters,
    reductions,
    reshaping,
    shapes,
    sizes,
)
from nbc.native.lower.arrays.loops import Blocks, loop_nest
from nbc.native.lower.arrays.ufuncs import delivered
from nbc.native.lower.registry import Arguments, lowers_call
from nbc.native.lower.values import LLVM, Value
from nbc.native.reps import COMPLEX, FLOATS, ScalarRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_INDEX = ScalarRep("i64", weak=False)
_BLOCK = 256
"""Elements that are looked through again: few, as rows are often short."""
_SHORT = 24
_EXTREMES = {"argmax": "maximum", "argmin": "minimum"}


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
    if axis != rank - 1 and shapes.rep_of(value).layout in ("C", "I"):
        return _gathered(lowering, value, axis, dims, name)
    target = memory.new_array(lowering, "i64", dims)

    def body(indices: Sequence[str]) -> None:
        outer = list(indices)

        def element(index: str) -> Value:
            return lazy.element(lowering, value, [*outer[:axis], index, *outer[axis:]])

        found = _of_row(lowering, value.dtype, length, name, element)
        memory.store(lowering, target, indices, Value(_INDEX, (found,)))

    loop_nest(lowering, dims, body, target=target)
    return target


def _of_row(
    lowering: Lowering, dtype: str, length: str, name: str, element: Callable[[str], Value]
) -> str:
    """As `position`; short rows are looked through one element after the other."""
    out = lowering.text
    short, long, after = (out.new_label(stem) for stem in ("short", "long", "place"))
    out.branch(out.let(f"icmp sle i64 {length}, {_SHORT}"), short, long)
    out.begin(short)
    in_short = _looked_up(lowering, dtype, length, name, element)
    ways = [(in_short, out.label)]
    out.go(after)
    out.begin(long)
    in_long = position(lowering, dtype, length, name, element)
    ways.append((in_long, out.label))
    out.go(after)
    out.begin(after)
    return out.phi("i64", ways)


def _looked_up(
    lowering: Lowering, dtype: str, length: str, name: str, element: Callable[[str], Value]
) -> str:
    out, kind = lowering.text, LLVM[dtype]
    head, done, before = out.new_label("look"), out.new_label("seen"), out.label
    first = element("0").reg
    following, index, best, place = (out.fresh() for _ in range(4))
    kept, at = out.fresh(), out.fresh()
    out.branch(out.let(f"icmp sgt i64 {length}, 1"), head, done)
    out.begin(head)
    out.do(f"{index} = phi i64 [ 1, %{before} ], [ {following}, %{head} ]")
    out.do(f"{best} = phi {kind} [ {first}, %{before} ], [ {kept}, %{head} ]")
    out.do(f"{place} = phi i64 [ 0, %{before} ], [ {at}, %{head} ]")
    now = element(index).reg
    better = _is_better(lowering, dtype, _EXTREMES[name], now, best)
    out.do(f"{kept} = select i1 {better}, {kind} {now}, {kind} {best}")
    out.do(f"{at} = select i1 {better}, i64 {index}, i64 {place}")
    out.do(f"{following} = add nuw nsw i64 {index}, 1")
    out.branch(out.let(f"icmp slt i64 {following}, {length}"), head, done)
    out.begin(done)
    return out.phi("i64", [("0", before), (at, head)])


def _gathered(lowering: Lowering, value: Value, axis: int, dims: Sequence[str], name: str) -> Value:
    """The places of the extremes along an axis, in the order of the elements in memory."""
    out, kind = lowering.text, LLVM[value.dtype]
    extreme = _EXTREMES[name]
    best = memory.new_array(lowering, value.dtype, dims)
    target = memory.new_array(lowering, "i64", dims, zeroed=True)

    def begin(indices: Sequence[str]) -> None:
        given = list(indices)
        first = memory.load(lowering, value, [*given[:axis], "0", *given[axis:]])
        memory.store(lowering, best, given, first)

    loop_nest(lowering, dims, begin, target=best)

    def body(indices: Sequence[str]) -> None:
        given = list(indices)
        given[axis] = out.let(f"add nuw nsw i64 {given[axis]}, 1")
        kept = [*given[:axis], *given[axis + 1 :]]
        now = memory.load(lowering, value, given).reg
        was, place = (memory.load(lowering, array, kept).reg for array in (best, target))
        better = _is_better(lowering, value.dtype, extreme, now, was)
        now = out.let(f"select i1 {better}, {kind} {now}, {kind} {was}")
        place = out.let(f"select i1 {better}, i64 {given[axis]}, i64 {place}")
        memory.store(lowering, best, kept, Value(ScalarRep(value.dtype, weak=False), (now,)))
        memory.store(lowering, target, kept, Value(_INDEX, (place,)))

    length = sizes.minus(lowering, value.dims[axis], "1")
    loop_nest(lowering, [length if place == axis else dim
                         for place, dim in enumerate(value.dims)], body)  # fmt: skip
    return target


def position(
    lowering: Lowering, dtype: str, length: str, name: str, element: Callable[[str], Value]
) -> str:
    """The index of the extreme of `length` elements, at least one."""
    out, kind = lowering.text, LLVM[dtype]
    extreme = _EXTREMES[name]
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
        out.store("i64", out.let(f"add i64 {here}, {_BLOCK}"), passed)

    loop_nest(lowering, [length], each, blocks=Blocks(_BLOCK, begin, end))
    last, begun = out.load(kind, best), out.load("i64", start)
    return _first(lowering, dtype, last, begun, length, element)


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
    lowering: Lowering, dtype: str, best: str, start: str, length: str,
    element: Callable[[str], Value],
) -> str:  # fmt: skip
    """The first element that is the extreme, which is in the block from `start` on."""
    out = lowering.text
    found = out.slot("i64")
    out.store("i64", length, found)
    rest = sizes.at_most(lowering, out.let(f"sub i64 {length}, {start}"), str(_BLOCK))
    lowering.assembly.declare("llvm.smin.i64", "declare i64 @llvm.smin.i64(i64, i64)")

    def look(indices: Sequence[str]) -> None:
        index = out.let(f"add nuw nsw i64 {start}, {indices[0]}")
        regs = element(index).regs
        same = numeric.compare(lowering, "equal", dtype, regs, (best,))
        if dtype in FLOATS:
            nan = out.let(f"fcmp uno {LLVM[dtype]} {regs[0]}, 0.0")
            same = out.let(f"or i1 {same}, {nan}")
        here = out.let(f"select i1 {same}, i64 {index}, i64 {length}")
        least = f"call i64 @llvm.smin.i64(i64 {out.load('i64', found)}, i64 {here})"
        out.store("i64", out.let(least), found)

    loop_nest(lowering, [rest], look)
    return out.load("i64", found)
