"""Reductions, running totals and positions: native code against NumPy."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import nbc
from tests.unit.native.lower.expressions import agree

_RANDOM = np.random.default_rng(6)
_GRID = _RANDOM.standard_normal((5, 7)) * 4
_LONG = _RANDOM.standard_normal(5000)
_CUBE = _RANDOM.standard_normal((2, 3, 4))
_GAPS = np.where(_GRID > 3, np.nan, _GRID)
_ALL = "sum prod min max mean var std any all ptp count_nonzero"


def _every(names: str, rest: str = "") -> str:
    return "(" + ", ".join(f"np.{name}(a{rest})" for name in names.split()) + ")"


@pytest.mark.parametrize("dtype", ["f8", "f4", "i4", "u1", "c16", "?"])
def test_all_elements(dtype: str) -> None:
    names = {"c16": "sum prod mean var std any all", "?": "sum mean std max any all"}
    agree(_every(names.get(dtype, _ALL)), _GRID.astype(dtype), ulp=64)


@pytest.mark.parametrize("axis", ["0", "1", "-1", "(0, 1)"])
@pytest.mark.parametrize("layout", ["C", "F", "strided"])
def test_axes_and_layouts(axis: str, layout: str) -> None:
    grid = {"C": _GRID, "F": np.asfortranarray(_GRID), "strided": _GRID[::2, ::-1]}[layout]
    agree(_every("sum max mean var any", f", axis={axis}"), grid, ulp=64)
    agree(_every("sum min", f", axis={axis}, keepdims=True"), grid, ulp=64)


@pytest.mark.parametrize("axis", ["0", "1", "2", "(0, 2)", "(1, 2)"])
def test_three_axes(axis: str) -> None:
    agree(_every("sum max std", f", axis={axis}"), _CUBE, ulp=64)


@pytest.mark.parametrize("axis", ["0", "(0, 1)", "(0, 3)", "(1, 2)", "3", "(0, 2, 3)"])
def test_neighbouring_axes_are_one(axis: str) -> None:
    deep = _RANDOM.standard_normal((3, 4, 2, 5))
    agree(_every("sum max mean argmax" if axis == "3" else "sum min mean", f", axis={axis}"), deep,
          ulp=64)  # fmt: skip
    agree(_every("sum prod", f", axis={axis}, keepdims=True"), deep[:, :0])


@pytest.mark.parametrize("shape", [(0,), (0, 3), (3, 0)])
def test_nothing(shape: tuple[int, ...]) -> None:
    agree(_every("sum prod mean any all count_nonzero"), np.zeros(shape))
    agree("np.max(a)", np.zeros(shape))
    agree("np.min(a, axis=0)", np.zeros(shape))
    agree("np.argmax(a)", np.zeros(shape))


@pytest.mark.parametrize("length", [1, 2, 24, 25, 300, 1000])
@pytest.mark.parametrize("dtype", ["f8", "f4", "i8", "u1", "?"])
def test_places_along_axes(length: int, dtype: str) -> None:
    drawn = np.random.default_rng(length).integers(0, 40, (3, length)) / 2
    expression = "(np.argmax(a, axis=1), a.argmin(axis=1), np.argmin(b, axis=0), b.argmax(axis=0))"
    grid = drawn.astype(dtype)
    agree(expression, grid, np.ascontiguousarray(grid.T))
    agree(expression, grid[:, ::-1], grid.T)
    if dtype == "f8":
        gaps = np.where(drawn == drawn[1, -1], np.nan, drawn)
        agree(expression, gaps, np.ascontiguousarray(gaps.T))
    cube = np.stack((grid, grid[::-1]))
    agree("(np.argmax(a, axis=0), a.argmax(axis=1), np.argmin(a, axis=2))", cube)


_CASES = [
    ("np.sum(a * a + 1)", _LONG), ("np.mean(a > 0)", _LONG), ("np.any(a > 4)", _LONG),
    ("(np.max(a), np.argmax(a), np.min(a))", np.array([1, np.nan, 3, np.nan])),
    ("(np.sum(a), np.mean(a))", np.array([np.inf, 1e308, 1e308])),
    ("np.sum(a, dtype=np.float64)", _LONG.astype("f4")),
    ("a.sum(axis=0, out=b)\nb", _GRID, np.zeros(7)),
    ("(np.argmax(a), np.argmin(a, axis=0), a.argmax(axis=1))", _GRID),
    ("(np.argmax(a), np.argmin(a))", _LONG), ("np.argmax(a)", np.array([2, 5, 5, 1])),
    ("(np.cumsum(a), np.cumsum(a, axis=0), a.cumprod(axis=1))", _GRID),
    ("np.cumsum(a)", np.array([1, 2, 3], "i2")),
    ("(np.nansum(a), np.nanmax(a, axis=0), np.nanmean(a, axis=1), np.nanmin(a))", _GAPS),
    ("(np.average(a), np.average(a, weights=b))", _LONG, np.abs(_LONG)),
    ("np.var(a, ddof=1)", _LONG),
    ("e = np.exp(a - a.max(axis=1, keepdims=True))\ne / e.sum(axis=1, keepdims=True)", _GRID),
]  # fmt: skip


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case[0])
def test_function(case: tuple[Any, ...]) -> None:
    agree(*case, ulp=64)


def test_sums_are_at_least_as_good_as_pairwise() -> None:
    session = nbc.Session(optimize=3, native="always")
    session.run("def total(a):\n    return a.sum()\n")
    for scale in (1.0, 1e8):
        values = _RANDOM.standard_normal(200_000) * scale + scale
        exact = math.fsum(values)
        error = abs(session.namespace["total"](values) - exact)
        assert error <= 40 * np.finfo("f8").eps * np.abs(values).sum()
        assert error <= 2 * abs(values.sum() - exact) + 8 * np.spacing(abs(exact))
