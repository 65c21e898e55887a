"""Calls of NumPy's reductions, as functions and as methods: sum, mean, max, any and their kin.

How they run is in `reductions` and `folds`. Integers are added in 64 bits, means are taken in
floats; a mean of nothing is NaN, an extreme of nothing a ValueError.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from nbc.native.lower.arrays import folds, lazy, masks, parameters, reductions
from nbc.native.lower.arrays.ufuncs import delivered, ufunc
from nbc.native.lower.casts import Regs, cast, truth
from nbc.native.lower.elementary import part_of
from nbc.native.lower.registry import Arguments, lowers_call
from nbc.native.lower.scalars import integer
from nbc.native.lower.values import LENGTH, Value
from nbc.native.reps import COMPLEX, FLOATS, SIGNED, ScalarRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_SUM = "a axis dtype out keepdims initial where"
_EXTREME = "a axis out keepdims initial where"
_SPREAD = "a axis dtype out ddof keepdims *where mean correction"


def _both(*names: str) -> tuple[str, ...]:
    return tuple(home + name for name in names for home in ("numpy.", "ndarray."))


def given_of(lowering: Lowering, arguments: Arguments, names: str) -> parameters.Given:
    """The arguments of a reduction of an array; `initial` and `where` are refused."""
    given = parameters.match(lowering, arguments, names)
    if "initial" in given or "where" in given:
        lowering.refuse(f"initial= and where= of {arguments.name}() have no native form")
    operand = parameters.array(lowering, parameters.needed(lowering, given, "a"))
    if not operand.dims:
        lowering.refuse("an array without axes is reduced")
    return given


def short_name(arguments: Arguments) -> str:
    return arguments.name.rpartition(".")[2]


def total_dtype(dtype: str) -> str:
    """The dtype in which NumPy adds up."""
    if dtype in FLOATS or dtype in COMPLEX:
        return dtype
    return "i64" if dtype == "bool" or dtype in SIGNED else "u64"


def mean_dtype(dtype: str) -> str:
    return dtype if dtype in FLOATS or dtype in COMPLEX else "f64"


@lowers_call(*_both("sum", "prod"))
def _sum(lowering: Lowering, arguments: Arguments) -> Value:
    given = given_of(lowering, arguments, _SUM)
    value = given["a"]
    dtype = parameters.dtype(lowering, given, total_dtype(value.dtype))
    make = folds.sum_of if short_name(arguments) == "sum" else folds.product_of
    return delivered(lowering, _folded(lowering, given, make(_wide(dtype))), given)


def _wide(dtype: str) -> str:
    return "u8" if dtype == "bool" else dtype


def _folded(lowering: Lowering, given: parameters.Given, fold: folds.Fold) -> Value:
    value = given["a"]
    axes = parameters.some_axes(lowering, given, len(value.dims))
    keepdims = parameters.flag(lowering, given, "keepdims", default=False)
    if value.lazy is not None and value.lazy.picked is not None:
        return masks.folded(lowering, value, fold)
    return reductions.reduce(lowering, value, axes, fold, keepdims=keepdims)


_EXTREMES = {"max": "maximum", "min": "minimum", "amax": "maximum", "amin": "minimum"}


@lowers_call(*_both("max", "min"), "numpy.amax", "numpy.amin")
def _extreme(lowering: Lowering, arguments: Arguments) -> Value:
    given = given_of(lowering, arguments, _EXTREME)
    return delivered(lowering, extreme(lowering, given, _EXTREMES[short_name(arguments)]), given)


def extreme(lowering: Lowering, given: parameters.Given, name: str) -> Value:
    value = given["a"]
    if value.dtype in COMPLEX:
        lowering.refuse("the extremes of complex numbers have no native form")
    axes = parameters.some_axes(lowering, given, len(value.dims))
    reductions.trap_empty(lowering, value, axes, name)
    return _folded(lowering, given, folds.extreme_of(value.dtype, name))


@lowers_call("numpy.ptp")
def _range(lowering: Lowering, arguments: Arguments) -> Value:
    given = given_of(lowering, arguments, "a axis out keepdims")
    given["a"] = settled(lowering, given["a"])
    ends = [extreme(lowering, given, name) for name in ("maximum", "minimum")]
    return delivered(lowering, ufunc(lowering, "subtract", ends), given)


def settled(lowering: Lowering, value: Value) -> Value:
    """An operand that is read more than once, computed."""
    return lazy.materialise(lowering, value) if value.lazy is not None else value


@lowers_call(*_both("any", "all"))
def _truth(lowering: Lowering, arguments: Arguments) -> Value:
    given = given_of(lowering, arguments, "a axis out keepdims *where")
    name, value = short_name(arguments), given["a"]
    axes = parameters.some_axes(lowering, given, len(value.dims))
    keepdims = parameters.flag(lowering, given, "keepdims", default=False)

    def settled_by(regs: Regs) -> str:
        return regs[0] if name == "any" else lowering.text.let(f"xor i1 {regs[0]}, true")

    made = reductions.reduce(
        lowering, value, axes, folds.truth_of(name), keepdims=keepdims,
        element=_truth_of(lowering, value), until=settled_by,
    )  # fmt: skip
    return delivered(lowering, made, given)


def all_true(lowering: Lowering, value: Value) -> Value:
    """Whether all elements are true, as a NumPy bool."""
    if not value.is_array:
        return value
    axes = range(len(value.dims))
    element = _truth_of(lowering, value)
    return reductions.reduce(lowering, value, axes, folds.truth_of("all"), element=element)


def _truth_of(lowering: Lowering, value: Value) -> Callable[[Sequence[str]], Regs]:
    def element(indices: Sequence[str]) -> Regs:
        found = lazy.element(lowering, value, indices)
        return (truth(lowering.text, found.regs, found.dtype),)

    return element


@lowers_call("numpy.count_nonzero")
def _count(lowering: Lowering, arguments: Arguments) -> Value:
    given = given_of(lowering, arguments, "a axis *keepdims")
    value = given["a"]
    axes = parameters.some_axes(lowering, given, len(value.dims))
    keepdims = parameters.flag(lowering, given, "keepdims", default=False)
    if len(axes) == len(value.dims) and not keepdims and value.lazy is None:
        found = integer(masks.count(lowering, value), LENGTH)
        plain = "axis" not in given and _counts_in_python()
        return found if plain else replace(found, rep=ScalarRep("i64", weak=False), range=None)
    flags = _truth_of(lowering, value)

    def element(indices: Sequence[str]) -> Regs:
        return cast(lowering.text, flags(indices), "bool", "i64")

    fold = folds.sum_of("i64")
    made = reductions.reduce(lowering, value, axes, fold, keepdims=keepdims, element=element)
    if "axis" in given or keepdims or not _counts_in_python():
        return made
    return integer(made.reg, LENGTH)


@cache
def _counts_in_python() -> bool:
    """Whether this NumPy gives a Python int for a count of all elements."""
    import numpy  # lazy: NumPy is heavy

    return not isinstance(numpy.count_nonzero((1,)), numpy.generic)


@lowers_call(*_both("mean"))
def _mean(lowering: Lowering, arguments: Arguments) -> Value:
    given = given_of(lowering, arguments, _SUM)
    return delivered(lowering, mean(lowering, given), given)


def mean(lowering: Lowering, given: parameters.Given) -> Value:
    value = given["a"]
    dtype = parameters.dtype(lowering, given, mean_dtype(value.dtype))
    if dtype not in FLOATS and dtype not in COMPLEX:
        lowering.refuse("a mean in integers has no native form")
    axes = parameters.some_axes(lowering, given, len(value.dims))
    total = _folded(lowering, given, folds.sum_of(dtype))
    count = integer(reductions.count_of(lowering, value, axes), LENGTH)
    return ufunc(lowering, "divide", [total, count])


@lowers_call(*_both("var", "std"))
def _spread(lowering: Lowering, arguments: Arguments) -> Value:
    given = given_of(lowering, arguments, _SPREAD)
    if "mean" in given or "correction" in given:
        lowering.refuse("mean= and correction= have no native form")
    made = variance(lowering, given)
    if short_name(arguments) == "std":
        made = ufunc(lowering, "sqrt", [made])
    return delivered(lowering, made, given)


def variance(lowering: Lowering, given: parameters.Given) -> Value:
    """The mean of the squares of what elements differ from their mean."""
    value = settled(lowering, given["a"])
    dtype = parameters.dtype(lowering, given, mean_dtype(value.dtype))
    if dtype != mean_dtype(value.dtype):
        lowering.refuse("dtype= of a variance has no native form")
    axes = parameters.some_axes(lowering, given, len(value.dims))
    keep = lowering.constant(len(axes) < len(value.dims))
    centre = mean(lowering, {**given, "a": value, "keepdims": keep})
    if centre.is_array:
        centre = settled(lowering, centre)
    apart = ufunc(lowering, "subtract", [value, centre])
    part = part_of(dtype)

    def squared(indices: Sequence[str]) -> Regs:
        out = lowering.text
        found = lazy.element(lowering, apart, indices)
        kind = "float" if part == "f32" else "double"
        squares = [out.let(f"fmul {kind} {reg}, {reg}") for reg in found.regs]
        return (squares[0] if len(squares) == 1 else
                out.let(f"fadd {kind} {squares[0]}, {squares[1]}"),)  # fmt: skip

    keepdims = parameters.flag(lowering, given, "keepdims", default=False)
    total = reductions.reduce(
        lowering, apart, axes, folds.sum_of(part), keepdims=keepdims, element=squared
    )
    return ufunc(lowering, "divide", [total, _freedom(lowering, given, value, axes)])


def _freedom(
    lowering: Lowering, given: parameters.Given, value: Value, axes: Sequence[int]
) -> Value:
    """How many elements go into a result less `ddof`, not below 0."""
    less = parameters.whole(lowering, given, "ddof", 0)
    count = reductions.count_of(lowering, value, axes)
    if less:
        out = lowering.text
        lowering.assembly.declare("llvm.smax.i64", "declare i64 @llvm.smax.i64(i64, i64)")
        count = out.let(
            f"call i64 @llvm.smax.i64(i64 {out.let(f'sub i64 {count}, {less}')}, i64 0)"
        )
    return integer(count, LENGTH)
