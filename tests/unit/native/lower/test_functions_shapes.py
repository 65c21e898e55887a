"""Functions that make, reshape and join arrays: native code against NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.unit.native.lower.expressions import agree

_GRID = np.random.default_rng(7).standard_normal((4, 6))
_ROW = _GRID[0].copy()
_LONG = np.random.default_rng(8).standard_normal(5000)
_CUBE = np.arange(24.0).reshape(2, 3, 4)

_CASES = [
    ("(np.zeros(a), np.ones((a, 2)), np.full((2, a), 7), np.zeros(3, dtype=np.int32))", 3),
    ("(np.zeros_like(a), np.ones_like(a), np.full_like(a, 3.5), np.eye(3), np.identity(2))", _GRID),
    ("np.zeros(a)", -1), ("np.linspace(0, 1, a)", -2),
    ("(np.arange(a), np.arange(2, a), np.arange(a, 0, -2), np.arange(a, dtype=float))", 7),
    ("(np.arange(0.0, a, 0.3), np.linspace(0, a, 7), np.linspace(0, a, 4, endpoint=False))", 2.0),
    ("(np.array([1, 2, a]), np.array([[1.0, a], [3, 4]]), np.array((a, 2), dtype=float))", 5),
    ("(np.array([a, a * 2]), np.array(a), a.copy(), np.asarray(a) + 1)", _ROW),
    ("(a.shape, a.ndim, a.size, a.nbytes, np.shape(a), len(a))", _GRID),
    ("(a.T, a.T + 1, (a + 1).T, np.transpose(a), np.swapaxes(a, 0, 1))", _GRID),
    ("(np.transpose(a, (1, 2, 0)), np.moveaxis(a, 0, 2), a.transpose(2, 1, 0))", _CUBE),
    ("(a.reshape(6, 4), a.reshape(-1), np.reshape(a, (2, -1)), (a + 1).reshape(3, 8))", _GRID),
    ("(a.reshape(b, c), a.reshape(-1, 1, b))", _GRID, 2, 12), ("a.reshape(b, 5)", _GRID, 3),
    ("a.reshape(b, c)", _GRID, -1, -1),
    ("(a.ravel(), a.flatten(), a.T.flatten(), (a * 2).ravel())", _GRID),
    ("(np.expand_dims(a, 0), np.squeeze(a[:, None], axis=1), np.flip(a), np.flip(a + 1))", _ROW),
    ("(np.concatenate((a, a * 2)), np.concatenate([a, a], axis=1), np.vstack((a, b)))", _GRID,
     _ROW),
    ("(np.stack((a, b)), np.stack([a, b], axis=1), np.hstack((a, b)), np.column_stack((a, b)))",
     _ROW, _ROW + 1),
    ("np.concatenate((a, b))", _GRID, _GRID[:, :3]), ("np.stack((a, b))", _ROW, _ROW[:3]),
    ("(np.roll(a, 2), np.roll(a, -1, axis=0), np.diff(a), np.diff(a, axis=0, n=2))", _GRID),
    ("(np.repeat(a, 3), np.tile(a, 2), np.triu(b), np.tril(b, -1), np.tri(3))", _ROW, _GRID),
    ("x, y = np.meshgrid(a, a[:3])\nx * y", _ROW), ("(np.diag(a), np.trace(a))", _GRID),
    ("(np.sort(a), np.argsort(a), np.sort(a.T))", _GRID), ("a.sort()\na", _ROW),
    ("(np.searchsorted(a, b), np.searchsorted(a, 0.5, side='right'))", np.sort(_ROW), _GRID),
    ("(np.bincount(a), np.bincount(a, minlength=9))", np.array([1, 1, 3, 0])),
    ("np.bincount(a)", np.array([1, -1])),
]  # fmt: skip


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case[0])
def test_function(case: tuple[Any, ...]) -> None:
    agree(*case)


_MORE = [
    ("(np.histogram(a, 7), np.histogram(a, 5, weights=a * a), np.histogram(a, 4, range=(0, 1)))",
     _ROW), ("np.histogram(a, b)", _ROW, 0), ("np.histogram(a, 10)", np.linspace(0, 1, 101)),
    ("(np.median(a), np.median(a[:5]), np.median(a[:0]))", _ROW),
    ("(np.median(a), np.median(a[:4999]), np.median(a[::2]), np.median(b))", _LONG, _GRID.T),
    ("np.median(a)", np.where(_LONG > 3, np.nan, _LONG)), ("np.median(a)", np.arange(9)[::-1]),
    ("(np.percentile(a, 30), np.quantile(a, 0.99), np.percentile(a, [0, 25.5, 100]))", _LONG),
    ("(np.percentile(a, 50), np.quantile(a, (0.1, 0.9)), np.percentile(a[:1], 3))", _ROW),
    ("np.percentile(a, b)", _ROW, 101), ("np.quantile(a, b)", _ROW, -0.5),
    ("np.percentile(a, 100)", np.array([1.0, np.inf])), ("np.percentile(a[:0], 5)", _ROW),
    ("(np.sort(a, axis=0), np.argsort(a, axis=0), np.sort(b, axis=1))", _GRID, _CUBE[:, ::-1]),
    ("(np.argsort(a, axis=0, kind='stable'), np.sort(a, axis=0))", _CUBE.astype(int) % 3),
    ("(np.tile(a, (2, 3)), np.tile(b, 2), np.tile(b, (2, 1, 1)), np.tile(a, 0))", _ROW, _GRID),
    ("(np.tile(a[::2] * 2, b), np.tile(a, (b, 1)), np.tile(a.T, (1, b)))", _GRID, 3),
    ("(np.repeat(a, b, axis=0), np.repeat(a, 2, axis=1), np.repeat(a, b))", _GRID, 3),
    ("np.tile(a, b)", _ROW, -1),
    ("np.interp(a, b, c)", _GRID, np.sort(_ROW), _ROW),
    ("(np.array_equal(a, b), np.array_equal(a, b[:3]), np.append(a, b))", _ROW, _ROW),
    ("(a.item(2), a[1].item(), a.strides, np.trapezoid(a), np.broadcast_to(a, (2, 6)))", _ROW),
    ("a.fill(3)\na", _ROW),
]  # fmt: skip


@pytest.mark.parametrize("case", _MORE, ids=lambda case: case[0])
def test_other_function(case: tuple[Any, ...]) -> None:
    agree(*case)


def test_views_share_memory() -> None:
    agree("t = a.T\nt[0, 1] = 5.0\na", _GRID)
    agree("r = a.reshape(2, 12)\nr[1, 3] = 5.0\na", _GRID)
    agree("f = a.flatten()\nf[3] = 5.0\na", _GRID)
