"""Reductions that leave NaN out, and weighted means: nansum, nanmax, nanmean, average.

NaN is replaced by what changes nothing while elements are read, so nothing is copied. Where all
are NaN the result is NumPy's, without its warning.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nbc.native.lower import numeric
from nbc.native.lower.arrays import folds, lazy, parameters, reductions
from nbc.native.lower.arrays.totals import given_of, mean, mean_dtype, settled, total_dtype
from nbc.native.lower.arrays.ufuncs import delivered, ufunc
from nbc.native.lower.casts import Regs, cast, literal
from nbc.native.lower.registry import Arguments, lowers_call
from nbc.native.lower.values import LLVM, Value
from nbc.native.reps import FLOATS, INTEGERS

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_NAMES = "a axis dtype out keepdims initial where"


def _real(lowering: Lowering, given: parameters.Given) -> Value:
    value = given["a"]
    if value.dtype not in FLOATS and value.dtype not in INTEGERS or "dtype" in given:
        lowering.refuse("this reduction without NaN has no native form")
    return value


@lowers_call("numpy.nansum", "numpy.nanprod")
def _total(lowering: Lowering, arguments: Arguments) -> Value:
    given = given_of(lowering, arguments, _NAMES)
    value = _real(lowering, given)
    sums = arguments.name == "numpy.nansum"
    dtype = total_dtype(value.dtype)
    fold = folds.sum_of(dtype) if sums else folds.product_of(dtype)
    return delivered(lowering, _without_nan(lowering, given, value, fold), given)


def _without_nan(
    lowering: Lowering, given: parameters.Given, value: Value, fold: folds.Fold
) -> Value:
    """The fold with its start in the place of NaN."""

    def element(indices: Sequence[str]) -> Regs:
        out = lowering.text
        found = lazy.element(lowering, value, indices)
        regs = cast(out, found.regs, found.dtype, fold.dtype)
        if fold.dtype not in FLOATS:
            return regs
        kind = LLVM[fold.dtype]
        nan = out.let(f"fcmp uno {kind} {regs[0]}, 0.0")
        return (out.let(f"select i1 {nan}, {kind} {fold.start[0]}, {kind} {regs[0]}"),)

    return _over_axes(lowering, given, value, fold, element)


def _over_axes(
    lowering: Lowering, given: parameters.Given, value: Value, fold: folds.Fold,
    element: reductions.Element,
) -> Value:  # fmt: skip
    axes = parameters.some_axes(lowering, given, len(value.dims))
    keepdims = parameters.flag(lowering, given, "keepdims", default=False)
    return reductions.reduce(lowering, value, axes, fold, keepdims=keepdims, element=element)


@lowers_call("numpy.nanmax", "numpy.nanmin")
def _extreme(lowering: Lowering, arguments: Arguments) -> Value:
    given = given_of(lowering, arguments, "a axis out keepdims initial where")
    value = _real(lowering, given)
    if value.dtype not in FLOATS:
        lowering.refuse("the extreme of integers without NaN has no native form")
    name = "fmax" if arguments.name == "numpy.nanmax" else "fmin"
    axes = parameters.some_axes(lowering, given, len(value.dims))
    reductions.trap_empty(lowering, value, axes, name)

    def step(lowering: Lowering, total: Regs, x: Regs) -> Regs:
        return numeric.binary(lowering, name, value.dtype, total, x)

    fold = folds.Fold(value.dtype, literal(float("nan"), value.dtype), step)

    def element(indices: Sequence[str]) -> Regs:
        return lazy.element(lowering, value, indices).regs

    return delivered(lowering, _over_axes(lowering, given, value, fold, element), given)


@lowers_call("numpy.nanmean")
def _mean(lowering: Lowering, arguments: Arguments) -> Value:
    given = given_of(lowering, arguments, _NAMES)
    value = settled(lowering, _real(lowering, given))
    total = _without_nan(lowering, given, value, folds.sum_of(mean_dtype(value.dtype)))

    def element(indices: Sequence[str]) -> Regs:
        out = lowering.text
        found = lazy.element(lowering, value, indices)
        if found.dtype not in FLOATS:
            return ("1",)
        known = out.let(f"fcmp ord {LLVM[found.dtype]} {found.reg}, 0.0")
        return cast(out, (known,), "bool", "i64")

    count = _over_axes(lowering, given, value, folds.sum_of("i64"), element)
    made = ufunc(lowering, "divide", [total, count])
    if value.dtype == "f32":
        lowering.refuse("nanmean() of f32 has no native form")
    return delivered(lowering, made, given)


@lowers_call("numpy.average")
def _average(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "a axis weights")
    value = parameters.array(lowering, parameters.needed(lowering, given, "a"))
    weights = given.get("weights")
    if weights is None:
        return mean(lowering, given)
    parameters.array(lowering, weights)
    if len(weights.dims) != len(value.dims) or "f64" not in (value.dtype, weights.dtype):
        lowering.refuse("this weighted mean has no native form")
    weights = settled(lowering, weights)
    product = ufunc(lowering, "multiply", [value, weights])
    axes = parameters.some_axes(lowering, given, len(value.dims))
    total = reductions.reduce(lowering, product, axes, folds.sum_of("f64"))
    scale = reductions.reduce(lowering, weights, axes, folds.sum_of("f64"))
    if scale.is_array:
        lowering.refuse("weighted means along an axis have no native form")
    zero = lowering.text.let(f"fcmp oeq double {scale.reg}, 0.0")
    text = "ZeroDivisionError\nWeights sum to zero, can't be normalized"
    lowering.trap("RAISED", zero, text=text)
    return ufunc(lowering, "divide", [total, scale])
