"""Calls that make arrays: zeros, full, arange, linspace, eye, array and their kin.

What is a function of the indices is lazy, so `np.ones(n) * x` has no temporary. Memory that need
not be written is not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from nbc.native.lower import lists
from nbc.native.lower.arithmetic import loop_of
from nbc.native.lower.arrays import displays, lazy, memory, parameters, sizes
from nbc.native.lower.arrays.access import stored
from nbc.native.lower.casts import Regs, cast, literal
from nbc.native.lower.registry import Arguments, lowers_call
from nbc.native.lower.values import LLVM, Value
from nbc.native.reps import COMPLEX, ArrayRep, ListRep, ScalarRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_MAKE = "shape dtype order * device"


def of_indices(
    dtype: str, dims: Sequence[str], element: Callable[[Lowering, Sequence[str]], Regs]
) -> Value:
    """An array whose elements are a function of their indices."""

    def value(lowering: Lowering, indices: Sequence[str]) -> Value:
        return Value(ScalarRep(dtype, weak=False), element(lowering, indices))

    return lazy.make(dtype, dims, value, ())


def constant_array(dtype: str, dims: Sequence[str], regs: Regs) -> Value:
    return of_indices(dtype, dims, lambda lowering, indices: regs)


def check_order(lowering: Lowering, given: parameters.Given) -> None:
    if parameters.constant(lowering, given, "order", "C") not in ("C", "K", None):
        lowering.refuse("order= of this call has no native form")


@lowers_call("numpy.zeros", "numpy.ones", "numpy.empty")
def _filled(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, _MAKE)
    check_order(lowering, given)
    dims = parameters.sizes(lowering, parameters.needed(lowering, given, "shape"))
    dtype = parameters.dtype(lowering, given, "f64")
    return _of_kind(lowering, arguments.name.removeprefix("numpy."), dtype, dims)


def _of_kind(lowering: Lowering, kind: str, dtype: str, dims: Sequence[str]) -> Value:
    if not dims:
        lowering.refuse("an array without axes has no native form")
    if kind == "ones":
        return constant_array(dtype, dims, literal(1, dtype))
    return memory.new_array(lowering, dtype, dims, zeroed=kind == "zeros")


@lowers_call("numpy.full")
def _full(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "shape fill_value dtype order * device")
    check_order(lowering, given)
    dims = parameters.sizes(lowering, parameters.needed(lowering, given, "shape"))
    value = parameters.needed(lowering, given, "fill_value")
    return _full_of(lowering, given, dims, value, None)


def _full_of(
    lowering: Lowering, given: parameters.Given, dims: Sequence[str], value: Value,
    default: str | None,
) -> Value:  # fmt: skip
    if not dims or not isinstance(value.rep, ScalarRep) or value.rep.mixed:
        lowering.refuse("this array of one value has no native form")
    dtype = parameters.dtype(lowering, given, default or value.dtype)
    return constant_array(dtype, dims, stored(lowering, value, dtype).regs)


@lowers_call("numpy.zeros_like", "numpy.ones_like", "numpy.empty_like", "numpy.full_like")
def _like(lowering: Lowering, arguments: Arguments) -> Value:
    kind = arguments.name.removeprefix("numpy.").removesuffix("_like")
    names = "a fill_value" if kind == "full" else "prototype" if kind == "empty" else "a"
    given = parameters.match(lowering, arguments, names + " dtype order subok shape * device")
    check_order(lowering, given)
    model = parameters.array(lowering, parameters.needed(lowering, given, names.split()[0]))
    if "shape" in given or not _keeps_rows(model):
        lowering.refuse("this array like another has no native form")
    if kind == "full":
        value = parameters.needed(lowering, given, "fill_value")
        return _full_of(lowering, given, model.dims, value, model.dtype)
    dtype = parameters.dtype(lowering, given, model.dtype)
    return _of_kind(lowering, kind, dtype, model.dims)


def _keeps_rows(model: Value) -> bool:
    """Whether an array laid out as this one is C-contiguous."""
    rep = model.rep
    return isinstance(rep, ArrayRep) and (rep.layout in ("C", "I") or rep.rank == 1)


@lowers_call("numpy.eye", "numpy.identity")
def _eye(lowering: Lowering, arguments: Arguments) -> Value:
    square = arguments.name == "numpy.identity"
    given = parameters.match(lowering, arguments,
                             "n dtype" if square else "N M k dtype order * device")  # fmt: skip
    check_order(lowering, given)
    rows = parameters.size(lowering, parameters.needed(lowering, given, "n" if square else "N"))
    columns = parameters.size(lowering, given["M"]) if "M" in given else rows
    shift = parameters.whole(lowering, given, "k", 0)
    dtype = parameters.dtype(lowering, given, "f64")

    def element(lowering: Lowering, indices: Sequence[str]) -> Regs:
        out = lowering.text
        moved = sizes.plus(lowering, indices[0], str(shift))
        return cast(out, (out.let(f"icmp eq i64 {moved}, {indices[1]}"),), "bool", dtype)

    return of_indices(dtype, (rows, columns), element)


# -- arrays of values ---


@lowers_call("numpy.array", "numpy.asarray", "numpy.ascontiguousarray", "numpy.copy",
             "numpy.asanyarray", "ndarray.copy")  # fmt: skip
def _array(lowering: Lowering, arguments: Arguments) -> Value:
    short = arguments.name.rpartition(".")[2]
    names = {"array": "object dtype * copy order subok ndmin", "copy": "object order subok"}
    given = parameters.match(lowering, arguments, names.get(short, "object dtype order * copy"))
    check_order(lowering, given)
    if parameters.whole(lowering, given, "ndmin", 0) or "copy" in given:
        lowering.refuse(f"this call of {arguments.name}() has no native form")
    value = parameters.needed(lowering, given, "object")
    if displays.parts(value) is not None:
        return _of_items(lowering, given, value)
    if isinstance(value.rep, ListRep):
        if "dtype" not in given and value.rep.item not in lists.FLOATS:
            lowering.refuse("the dtype of an array of an empty list is f64, of others it is not")
        value = lists.as_array(lowering, value)
        kind = parameters.dtype(lowering, given, value.dtype)
        return value if kind == value.dtype else copied(lowering, value, kind)
    if not isinstance(value.rep, ArrayRep):
        lowering.refuse(f"{arguments.name}() of this value has no native form")
    dtype = parameters.dtype(lowering, given, value.dtype)
    if short in ("array", "copy"):
        return copied(lowering, value, dtype)
    contiguous = value.rep.layout == "C" or short != "ascontiguousarray"
    return value if dtype == value.dtype and contiguous else copied(lowering, value, dtype)


def copied(lowering: Lowering, value: Value, dtype: str) -> Value:
    """A new array of the elements in a dtype. Where it lies as NumPy's would is not seen."""

    def element(lowering: Lowering, indices: Sequence[str]) -> Value:
        return memory.element_as(lowering, lazy.element(lowering, value, indices), dtype)

    return lazy.make(dtype, value.dims, element, lazy.reads_of(value))


def _of_items(lowering: Lowering, given: parameters.Given, value: Value) -> Value:
    """An array of a list display or tuple, maybe of such."""
    shape, leaves = _unfolded(lowering, value)
    if any(leaf.is_array for leaf in leaves):
        from nbc.native.lower.arrays.joining import stacked  # lazy: builds on creation

        if len(shape) > 1 or "dtype" in given:
            lowering.refuse("this list of arrays has no native form")
        return stacked(lowering, list(leaves), 0)
    dtype = parameters.dtype(lowering, given, _common(lowering, leaves))
    target = memory.new_array(lowering, dtype, [str(size) for size in shape])
    kind = "i8" if dtype == "bool" else LLVM[dtype]
    width = 2 if dtype in COMPLEX else 1
    for place, leaf in enumerate(leaves):
        regs = stored(lowering, leaf, dtype).regs
        where = lowering.text.let(f"getelementptr {kind}, ptr {target.data}, i64 {place * width}")
        memory.store_at(lowering, dtype, where, regs)
    return target


def _unfolded(lowering: Lowering, value: Value) -> tuple[list[int], list[Value]]:
    """The shape of nested lists, and their items one after the other."""
    items = displays.parts(value)
    if items is None:
        mixed = isinstance(value.rep, ScalarRep) and value.rep.mixed
        if not (value.is_scalar or value.is_array) or mixed:
            lowering.refuse("an item of this list has no native form in an array")
        return [], [value]
    if not items:
        return [0], []
    nested = [_unfolded(lowering, item) for item in items]
    if any(shape != nested[0][0] for shape, _ in nested):
        lowering.refuse("rows of different lengths make no array")
    return [len(items), *nested[0][0]], [leaf for _, leaves in nested for leaf in leaves]


def _common(lowering: Lowering, leaves: Sequence[Value]) -> str:
    """The dtype that NumPy finds for items: Python's numbers count as 64 bits here."""
    if not leaves:
        return "f64"
    found = leaves[0].dtype
    for leaf in leaves[1:]:
        loop = loop_of("add", ((found, False), (leaf.dtype, False)))
        if loop is None:
            lowering.refuse("the items of this list have no common dtype")
        found = loop[0]
    return found
