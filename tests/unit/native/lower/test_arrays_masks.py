"""Masks beside other indices, and reductions of what a mask picks, which make no array."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.unit.native.lower.differential import Pair

pytestmark = pytest.mark.filterwarnings("ignore:Mean of empty slice", "ignore:invalid value")
PROGRAMS = """
import numpy as np
def mean(x, m): return x[m].mean()
def total(x, m): return np.sum(x[m])
def ends(x, m): return x[m].max(), x[m].min()
def column(x, m, j): return x[m, j]
def column_mean(x, m, j): return x[m, j].mean()
def row(x, m, j): return x[j, m]
def columns(x, m): return x[:, m]
def lower_columns(x, m): return x[1:, m]
def row_sums(x, m): return x[m, :].sum(axis=0)
def store_column(x, m, j):
    x[m, j] = 1.5
    return x
def store_columns(x, m):
    x[:, m] = 0.5
    return x
def between(x, low, high): return (x * 2)[(x > low) & (x < high)].sum()
def second(x, m): return x[m][1]
def counts(m): return np.count_nonzero(m), np.count_nonzero(m, axis=0), len(m[m])
"""
PICKED = np.random.default_rng(0)
LINE = PICKED.integers(0, 64, 4000) / 64  # sums are exact
TABLE = PICKED.integers(0, 64, (5, 7)) / 64
WHOLE = PICKED.integers(-9, 9, 4000)


@pytest.fixture(scope="module")
def pair() -> Pair:
    return Pair(PROGRAMS)


@pytest.mark.parametrize("mask", [LINE > 0.5, LINE > 2, LINE < 5], ids=["some", "none", "all"])
def test_reductions_of_what_a_mask_picks(pair: Pair, mask: Any) -> None:
    for values in (LINE, WHOLE, LINE + 1j, LINE.astype(np.float32), -0.0 * LINE):
        pair.check("mean", values, mask)
        pair.check("total", values, mask)
        pair.check("second", values, mask)
        if values.dtype.kind != "c":
            pair.check("ends", values, mask)


def test_reductions_under_masks_of_several_axes(pair: Pair) -> None:
    pair.check("mean", TABLE, TABLE > 0.3)
    pair.check("total", TABLE.T, TABLE.T > 0.3)
    pair.check("total", TABLE, np.zeros((5, 6), bool))
    pair.check("total", LINE, np.zeros(3, bool))
    pair.check("between", LINE, 0.25, 0.75)


@pytest.mark.parametrize("size", [0, 4, 5, 7])
def test_masks_beside_integers_and_slices(pair: Pair, size: int) -> None:
    for mask in (np.ones(size, bool), np.zeros(size, bool), np.arange(size) % 2 == 0):
        for name in ("column", "column_mean", "store_column", "row"):
            for place in (0, -1, 3, 6, 7):
                pair.check(name, TABLE, mask, place)
        for name in ("columns", "lower_columns", "row_sums", "store_columns"):
            pair.check(name, TABLE, mask)


def test_many_are_counted(pair: Pair) -> None:
    for count in (0, 1, 32_768, 32_769, 300_000):
        mask = np.ones(count, bool)
        for view in (mask, mask[::-1], mask[: count // 6 * 6].reshape(-1, 3).T):
            pair.check("counts", view)
