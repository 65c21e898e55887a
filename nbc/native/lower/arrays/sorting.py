"""Sorting and searching: sort, argsort, searchsorted, bincount.

NumPy's own loops do the sorting (`nbc.native.support`), on rows that lie together: the order of
equal elements is NumPy's. For other axes than the last the rows are copies, as in NumPy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from nbc.native.lower.arrays import folds, lazy, memory, parameters, reshaping, shapes, sizes
from nbc.native.lower.arrays.loops import loop_nest
from nbc.native.lower.registry import Arguments, lowers_call
from nbc.native.lower.values import NONE_VALUE, Value
from nbc.native.reps import FLOATS, INTEGERS, ITEM_BYTES, ScalarRep
from nbc.native.support.declarations import DECLARATIONS

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_NUMBERS = {name: number for number, name in enumerate(ITEM_BYTES)}
_STABLE = {"stable": 1, "mergesort": 1, "quicksort": 0, None: 0}


def _kind(lowering: Lowering, given: parameters.Given) -> int:
    kind = parameters.constant(lowering, given, "kind", None)
    if kind not in _STABLE or "order" in given:
        lowering.refuse("this kind of sort has no native form")
    return _STABLE[kind] or int(parameters.flag(lowering, given, "stable", default=False))


@lowers_call("numpy.sort", "numpy.argsort", "ndarray.argsort")
def _sort(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "a axis kind order * stable")
    value = parameters.array(lowering, parameters.needed(lowering, given, "a"))
    rank, stable = len(value.dims), _kind(lowering, given)
    axis = parameters.one_axis(lowering, given, rank, -1)
    if axis is None or not value.dims:
        lowering.refuse("sorting along this axis has no native form")
    order = [place for place in range(rank) if place != axis] + [axis]
    rows = shapes.permuted(lowering, value, order)
    if arguments.name == "numpy.sort":
        made = reshaping.compact_copy(lowering, rows)
        sort_rows(lowering, made, stable)
    else:
        made = _order_rows(lowering, reshaping.compact(lowering, rows), stable)
    if axis == rank - 1:
        return made
    back = [order.index(place) for place in range(rank)]
    return reshaping.compact_copy(lowering, shapes.permuted(lowering, made, back))


@lowers_call("ndarray.sort")
def _sort_in_place(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "a axis kind order * stable")
    value = parameters.array(lowering, given["a"])
    rank = len(value.dims)
    if value.lazy is not None or shapes.rep_of(value).layout != "C" or not rank:
        lowering.refuse("sorting this array in place has no native form")
    if not shapes.rep_of(value).writable or any(item.lazy for item in lowering.stack):
        lowering.refuse("sorting this array in place has no native form")
    if parameters.one_axis(lowering, given, rank, -1) != rank - 1:
        lowering.refuse("sorting along this axis has no native form")
    sort_rows(lowering, value, _kind(lowering, given))
    return NONE_VALUE


def _rows(lowering: Lowering, value: Value, body: Callable[[list[str]], None]) -> None:
    """Calls `body` with the indices of the start of each row."""
    if len(value.dims) == 1:
        body(["0"])
    else:
        loop_nest(lowering, value.dims[:-1], lambda indices: body([*list(indices), "0"]))


def sort_rows(lowering: Lowering, value: Value, stable: int) -> None:
    lowering.assembly.declare("noodle_sort", DECLARATIONS["noodle_sort"])

    def body(start: list[str]) -> None:
        where = memory.address(lowering, value, start)
        status = lowering.text.let(
            f"call i32 @noodle_sort(ptr %ctx, i64 {_NUMBERS[value.dtype]}, ptr {where}, "
            f"i64 {value.dims[-1]}, i64 {stable})"
        )
        lowering.trap("MEMORY", lowering.text.let(f"icmp ne i32 {status}, 0"))

    _rows(lowering, value, body)


def _order_rows(lowering: Lowering, value: Value, stable: int) -> Value:
    lowering.assembly.declare("noodle_argsort", DECLARATIONS["noodle_argsort"])
    target = memory.new_array(lowering, "i64", value.dims)

    def body(start: list[str]) -> None:
        items, order = (memory.address(lowering, array, start) for array in (value, target))
        status = lowering.text.let(
            f"call i32 @noodle_argsort(ptr %ctx, i64 {_NUMBERS[value.dtype]}, ptr {items}, "
            f"ptr {order}, i64 {value.dims[-1]}, i64 {stable})"
        )
        lowering.trap("MEMORY", lowering.text.let(f"icmp ne i32 {status}, 0"))

    _rows(lowering, value, body)
    return target


@lowers_call("numpy.searchsorted", "ndarray.searchsorted")
def _search(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "a v side")
    table = parameters.array(lowering, parameters.needed(lowering, given, "a"))
    wanted = parameters.number_or_array(lowering, parameters.needed(lowering, given, "v"))
    right = int(parameters.constant(lowering, given, "side", "left") == "right")
    kind = table.dtype
    same = wanted.dtype == kind or wanted.is_scalar and kind == "f64" and wanted.dtype == "i64"
    if kind not in ("f64", "i64") or not same or len(table.dims) != 1:
        lowering.refuse("searchsorted() of these dtypes has no native form")
    symbol = f"noodle_search_{kind}"
    lowering.assembly.declare(symbol, DECLARATIONS[symbol])
    items = reshaping.compact(lowering, table)
    llvm = "double" if kind == "f64" else "i64"

    def search(value: Value) -> Value:
        reg = memory.element_as(lowering, value, kind).reg
        made = lowering.text.let(
            f"call i64 @{symbol}(ptr {items.data}, i64 {items.dims[0]}, {llvm} {reg}, i64 {right})"
        )
        return Value(ScalarRep("i64", weak=False), (made,))

    if wanted.is_scalar:
        return search(wanted)

    def element(lowering: Lowering, indices: Sequence[str]) -> Value:
        return search(lazy.element(lowering, wanted, indices))

    reads = (*lazy.reads_of(wanted), items)
    return lazy.materialise(lowering, lazy.make("i64", wanted.dims, element, reads))


@lowers_call("numpy.bincount")
def _bincount(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "x weights minlength")
    value = parameters.array(lowering, parameters.needed(lowering, given, "x"))
    if len(value.dims) != 1 or value.dtype not in INTEGERS or value.dtype == "u64":
        lowering.refuse("bincount() of this array has no native form")
    least = parameters.size(lowering, given.get("minlength", lowering.constant(0)))
    weights = given.get("weights")
    if weights is not None and (not weights.is_array or weights.dtype not in FLOATS
                                or weights.dims != value.dims):  # fmt: skip
        lowering.refuse("bincount() with these weights has no native form")
    value = lazy.materialise(lowering, value) if value.lazy is not None else value
    target = memory.new_array(lowering, "f64" if weights else "i64",
                              [_bins(lowering, value, least)], zeroed=True)  # fmt: skip

    def body(indices: Sequence[str]) -> None:
        out = lowering.text
        place = memory.element_as(lowering, lazy.element(lowering, value, indices), "i64").reg
        where = memory.address(lowering, target, [place])
        before = memory.load_at(lowering, target.dtype, where)
        if weights is None:
            after = out.let(f"add i64 {before[0]}, 1")
        else:
            found = memory.element_as(lowering, lazy.element(lowering, weights, indices), "f64")
            after = out.let(f"fadd double {before[0]}, {found.reg}")
        memory.store_at(lowering, target.dtype, where, (after,))

    loop_nest(lowering, value.dims, body)
    return target


def _bins(lowering: Lowering, value: Value, least: str) -> str:
    """How many bins there are; a trap for negative numbers."""

    def element(indices: Sequence[str]) -> tuple[str, ...]:
        return memory.element_as(lowering, lazy.element(lowering, value, indices), "i64").regs

    ends = [folds.run(lowering, folds.extreme_of("i64", name), value.dims, element)[0]
            for name in ("minimum", "maximum")]  # fmt: skip
    out = lowering.text
    some = out.let(f"icmp sgt i64 {value.dims[0]}, 0")
    negative = out.let(f"icmp slt i64 {ends[0]}, 0")
    text = "ValueError\n'list' argument must have no negative elements"
    lowering.trap("RAISED", out.let(f"and i1 {some}, {negative}"), text=text)
    needed = out.let(f"select i1 {some}, i64 {out.let(f'add i64 {ends[1]}, 1')}, i64 0")
    return sizes.at_least(lowering, needed, least)
