"""Sums of products over named axes, and vector products: native code against NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.unit.native.lower.expressions import agree

_DRAWN = np.random.default_rng(9)
_A = _DRAWN.integers(-8, 9, (3, 4)) / 4  # products and sums are exact
_B = _DRAWN.integers(-8, 9, (4, 5)) / 4
_C = _DRAWN.integers(-8, 9, (2, 3, 4)) / 4
_D = _DRAWN.integers(-8, 9, (4, 2, 6)) / 4
_V, _W = _DRAWN.integers(-8, 9, (2, 4)) / 4
_P, _Q = _DRAWN.integers(-8, 9, (2, 6, 3)) / 4

_CASES = [
    ("(np.einsum('ij,jk->ik', a, b), np.einsum('ij,jk', a, b), np.einsum('ij,jk->ki', a, b))",
     _A, _B),
    ("(np.einsum('ij,ij->i', a, a), np.einsum('ij,ij', a, a), np.einsum('ij->j', a))", _A),
    ("(np.einsum('i,i', a, b), np.einsum('i,j->ij', a, b), np.einsum('i->', a))", _V, _W),
    ("(np.einsum('ii', a), np.einsum('ij,ji->', a, a))", _A[:, :3]),
    ("(np.einsum('bij,j->bi', a, b), np.einsum('bij,bij->b', a, a))", _C, _V),
    ("np.einsum('bij, jck -> bick', a, b)", _C, _D),
    ("(np.einsum('ij,jk,k->i', a, b, c), np.einsum('ij,j->ij', a, d))", _A, _B,
     _DRAWN.integers(0, 3, 5), _V),
    ("np.einsum('ij,jk->ik', a, b)", _A.astype(int), _B.astype(np.int32)),
    ("np.einsum('ij,jk->ik', a, b)", _A[:, ::2], _B[::2]),
    ("np.einsum('ij,jk->ik', a, b)", _A + 1j, _B), ("np.einsum('ij,jk->ik', a, b)", _A, _A),
    ("np.einsum('ij,jk->ik', a[:, :0], b[:0])", _A, _B),
    ("(np.tensordot(a, b, axes=1), np.tensordot(b, a.T, 1))", _A, _B[:, :3]),
    ("(np.tensordot(a, b, axes=1), np.tensordot(a, c))", _C, _D, _A),
    ("np.tensordot(a, b, axes=1)", _A, _A),
    ("(np.kron(a, b), np.kron(b, a), np.kron(a[0], b[0]), np.kron(a[:0], b))", _A, _B),
    ("(np.cross(a[0], b[1]), np.cross(a, b), np.cross(a, b[0]), np.cross(b[1], a))", _P, _Q),
    ("(np.cross(a[:, ::-1], b * 2), np.linalg.cross(a, b))", _P, _Q),
    ("np.cross(a, b)", np.array([1, 2, 3]), np.array([0.5, 0, 1])),
    ("np.cross(a, b)", _P[:4], _Q), ("np.cross(a, b)", _V, _W), ("np.cross(a[:0], b[:0])", _P, _Q),
]  # fmt: skip


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case[0])
def test_function(case: tuple[Any, ...]) -> None:
    agree(*case)
