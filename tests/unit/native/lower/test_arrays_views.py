"""Views: slices, new axes and ellipses of arrays and of expressions."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.unit.native.lower.agreement import Programs

_VECTORS = {
    "middle": "a[1:-1]", "backwards": "a[::-1]", "second": "a[::-2]", "tail": "a[-3:-1]",
    "down": "a[10:2:-3]", "down_to_start": "a[-1:0:-1]", "stencil": "a[1:-1] + a[2:] * a[:-2]",
    "lazy": "(a * 2)[1:] + 1", "lazy_back": "(a + 1)[::-1]", "outer": "a[:, None] * a[None, :]",
    "empty": "a[3:3]", "far": "a[100:]", "of_view": "a[1:][::2][:-1]",
}  # fmt: skip
_MATRICES = {
    "inner": "a[1:-1, 1:-1] + a[2:, 1:-1] - a[:-2, 1:-1] * a[1:-1, 2:] + a[1:-1, :-2]",
    "row": "a[1]", "column": "a[:, 1] * 3", "last": "a[..., 1] + a[..., ::2][:, 0]",
    "lazy": "(a * 2)[::-1, 1:]", "lazy_row": "(a + 1)[2]", "element": "(a + 1)[2, -1]",
    "rows": "a[0] + a[-1]", "block": "a[:2, 1:3]", "new": "a[:, None, 1:]", "whole": "a[...]",
}  # fmt: skip
_BOUNDS = """
def ends(a, i, j): return a[i:j]
def steps(a, i, j, k): return a[i:j:k]
def start(a, i): return a[i:] * 2
def stop(a, i): return a[:i] * 2
def row(a, i): return (a * 2)[i]
"""


def _programs(expressions: dict[str, str]) -> Programs:
    return Programs("\n".join(f"def {n}(a): return {e}" for n, e in expressions.items()))


def test_views_of_vectors_are_those_of_numpy() -> None:
    programs = _programs(_VECTORS)
    for size in (0, 1, 2, 7):
        for name in _VECTORS:
            programs.agree(name, np.arange(float(size)))
            programs.agree(name, np.arange(2.0 * size)[::-2])
    assert all(map(programs.is_native, _VECTORS))


def test_views_of_matrices_are_those_of_numpy() -> None:
    programs = _programs(_MATRICES)
    square = np.arange(20.0).reshape(4, 5)
    for matrix in (square, square.T, square[::2], square[:, ::-1], np.asfortranarray(square)):
        for name in _MATRICES:
            programs.agree(name, matrix)
    assert all(map(programs.is_native, _MATRICES))


def test_bounds_of_slices_are_clipped_as_python_clips_them() -> None:
    programs = Programs(_BOUNDS)
    for size in (0, 1, 5):
        vector = np.arange(float(size))
        for i in (-7, -5, -1, 0, 2, 5, 8):
            programs.agree("start", vector, i)
            programs.agree("stop", vector, i)
            for j in (-6, -2, 0, 3, 9):
                programs.agree("ends", vector, i, j)
                for k in (-3, -1, 0, 1, 2):
                    programs.agree("steps", vector, i, j, k)
    programs.agree("row", np.ones((3, 2)), 3)


@pytest.mark.parametrize(
    "other", [np.ones(5), np.ones(1), np.ones((4, 1)), np.ones((1, 5)), np.ones(4), np.ones((2, 5))]
)
def test_operands_are_broadcast(other: Any) -> None:
    programs = Programs("def f(a, b): return a * b - a / (b + 1)")
    matrix = np.arange(20.0).reshape(4, 5)
    programs.agree("f", matrix, other)
    programs.agree("f", other, matrix[:, ::-1])
    programs.agree("f", matrix[:1], matrix)
