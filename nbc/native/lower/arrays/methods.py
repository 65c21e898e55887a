"""The methods of ufuncs: `np.add.outer(a, b)`, `np.maximum.accumulate(a)`, `np.add.reduce(a)`.

`nbc.native.lower.calls.row_name` gives them names of their own. They are what `ufuncs`, `running`
and `reductions` do already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.native.lower.arrays import folds, parameters, reductions, shapes
from nbc.native.lower.arrays.running import accumulated
from nbc.native.lower.arrays.totals import total_dtype
from nbc.native.lower.arrays.ufuncs import TWO, delivered, ufunc
from nbc.native.lower.registry import Arguments, lowers_call
from nbc.native.lower.values import Value
from nbc.native.reps import COMPLEX

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_FOLDED = ("add", "multiply", "maximum", "minimum")


@lowers_call(*(f"numpy.{name}.outer" for name in TWO))
def _outer(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "A B * out")
    a, b = (parameters.array(lowering, parameters.needed(lowering, given, part)) for part in "AB")
    for _ in b.dims:
        a = shapes.with_axis(lowering, a, len(a.dims))
    return delivered(lowering, ufunc(lowering, arguments.name.split(".")[1], [a, b]), given)


@lowers_call(*(f"numpy.{name}.accumulate" for name in _FOLDED))
def _accumulate(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "array axis dtype out")
    value, dtype = _operand(lowering, arguments, given)
    axis = parameters.one_axis(lowering, given, len(value.dims), 0)
    made = accumulated(lowering, value, axis or 0, dtype, arguments.name.split(".")[1])
    return delivered(lowering, made, given)


@lowers_call(*(f"numpy.{name}.reduce" for name in _FOLDED))
def _reduce(lowering: Lowering, arguments: Arguments) -> Value:
    """Over the first axis, where none is named."""
    everything = "axis" in arguments.keywords and not parameters.is_given(
        arguments.keywords["axis"]
    )
    given = parameters.match(lowering, arguments, "array axis dtype out keepdims")
    value, dtype = _operand(lowering, arguments, given)
    name, rank = arguments.name.split(".")[1], len(value.dims)
    axes = parameters.some_axes(lowering, given, rank) if "axis" in given or everything else (0,)
    if name in ("maximum", "minimum"):
        reductions.trap_empty(lowering, value, axes, name)
        fold = folds.extreme_of(dtype, name)
    else:
        fold = folds.sum_of(dtype) if name == "add" else folds.product_of(dtype)
    keepdims = parameters.flag(lowering, given, "keepdims", default=False)
    made = reductions.reduce(lowering, value, axes, fold, keepdims=keepdims)
    return delivered(lowering, made, given)


def _operand(
    lowering: Lowering, arguments: Arguments, given: parameters.Given
) -> tuple[Value, str]:
    """The array, and the dtype in which it is folded."""
    value = parameters.array(lowering, parameters.needed(lowering, given, "array"))
    name = arguments.name.split(".")[1]
    extreme = name in ("maximum", "minimum")
    dtype = value.dtype if extreme else total_dtype(value.dtype)
    if not value.dims or dtype == "bool" or extreme and dtype in COMPLEX or "dtype" in given:
        lowering.refuse(f"this call of {arguments.name}() has no native form")
    return value, dtype
