"""Sums, means and extremes of tensors over axes, as NumPy computes them."""

from __future__ import annotations

from typing import Any

import numpy as np

from ahr.trace.shaping import integers
from ahr.trace.tensor import Tensor


def _reduced(op: str, x: Tensor, axis: Any, keepdims: bool) -> Tensor:
    axes = None if axis is None else integers([int(each) for each in np.atleast_1d(axis)])
    return x.apply(op, axes, keepdims=bool(keepdims))


def total(x: Tensor, axis: Any = None, dtype: Any = None, keepdims: bool = False) -> Tensor:
    """np.sum: small integers and bools are summed as i64."""
    if dtype is not None:
        x = x.astype(dtype)
    elif x.dtype.kind in "ib":
        x = x.astype(np.int64)
    return _reduced("reduce_sum", x, axis, keepdims)


def product(x: Tensor, axis: Any = None, keepdims: bool = False) -> Tensor:
    x = x.astype(np.int64) if x.dtype.kind in "ib" else x
    return _reduced("reduce_prod", x, axis, keepdims)


def mean(x: Tensor, axis: Any = None, keepdims: bool = False) -> Tensor:
    return _reduced("reduce_mean", _floats(x), axis, keepdims)


def variance(x: Tensor, axis: Any = None, ddof: int = 0, keepdims: bool = False) -> Tensor:
    x = _floats(x)
    off = x - _reduced("reduce_mean", x, axis, True)
    if ddof == 0:
        return _reduced("reduce_mean", off * off, axis, keepdims)
    ones = x * 0 + 1
    count = _reduced("reduce_sum", ones, axis, keepdims)
    summed: Tensor = _reduced("reduce_sum", off * off, axis, keepdims) / (count - ddof)
    return summed


def deviation(x: Tensor, axis: Any = None, ddof: int = 0, keepdims: bool = False) -> Tensor:
    return variance(x, axis, ddof, keepdims).apply("sqrt")


def largest(x: Tensor, axis: Any = None, keepdims: bool = False) -> Tensor:
    return _reduced("reduce_max", x, axis, keepdims)


def smallest(x: Tensor, axis: Any = None, keepdims: bool = False) -> Tensor:
    return _reduced("reduce_min", x, axis, keepdims)


def any_of(x: Tensor, axis: Any = None, keepdims: bool = False) -> Tensor:
    return _reduced("reduce_any", x.astype(bool), axis, keepdims)


def all_of(x: Tensor, axis: Any = None, keepdims: bool = False) -> Tensor:
    return any_of(x.astype(bool).apply("not"), axis, keepdims).apply("not")


def place_of_largest(x: Tensor, axis: Any = None, keepdims: bool = False) -> Tensor:
    return _placed("argmax", x, axis, keepdims)


def place_of_smallest(x: Tensor, axis: Any = None, keepdims: bool = False) -> Tensor:
    return _placed("argmin", x, axis, keepdims)


def running_sum(x: Tensor, axis: Any = None) -> Tensor:
    if axis is None:
        x, axis = x.apply("reshape", integers([-1])), 0
    x = x.astype(np.int64) if x.dtype.kind in "ib" else x
    return x.apply("cumsum", np.asarray(axis, np.int64))


def _placed(op: str, x: Tensor, axis: Any, keepdims: bool) -> Tensor:
    if axis is None:
        x, axis = x.apply("reshape", integers([-1])), 0
    return x.apply(op, axis=int(axis), keepdims=bool(keepdims))


def _floats(x: Tensor) -> Tensor:
    return x if x.dtype.kind == "f" else x.astype(np.float64)
