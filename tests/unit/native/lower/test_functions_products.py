"""Matrix products and linear algebra: native code against NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.unit.native.lower.expressions import agree

_RANDOM = np.random.default_rng(8)
_BIG = _RANDOM.standard_normal((20, 20))
_A, _B = _BIG[:4, :6].copy(), _BIG[6:12, :5].copy()
_X = _BIG[0, :6].copy()
_I, _J = _RANDOM.integers(-9, 9, (4, 6)), _RANDOM.integers(-9, 9, (6, 5))
_C = _A + 1j * _A[::-1]
_S = _BIG[:5, :5] @ _BIG[:5, :5].T + 5 * np.eye(5)

_PAIRS = {
    "plain": (_A, _B), "f32": (_A.astype("f4"), _B.astype("f4")), "complex": (_C, _B - 1j),
    "mixed": (_A, _J), "integers": (_I, _J), "columns": (np.asfortranarray(_A), _B),
    "both columns": (np.asfortranarray(_A), np.asfortranarray(_B)),
    "parts": (_BIG[2:6, 3:9], _BIG[5:11, 1:6]), "upside down": (_BIG[3::-1, :6], _B),
    "every other": (_BIG[:8:2, :12:2], _B), "nothing between": (_A[:, :0], _B[:0]),
    "no rows": (_A[:0], _B), "unfit": (_A, _B[:4]), "matrix vector": (_A, _X),
    "vector matrix": (_X, _B), "part vector": (_BIG[2:6, 3:9], _X), "vectors": (_X, _X + 1),
    "integer vectors": (_I[0], _J[:, 0]), "complex vectors": (_C[0], _C[1]),
    "nothing": (_A[:, :0], _X[:0]), "backwards": (_A, _X[::-1]),
}  # fmt: skip


@pytest.mark.parametrize("pair", _PAIRS.values(), ids=_PAIRS)
def test_product(pair: tuple[Any, Any]) -> None:
    agree("a @ b", *pair, ulp=64)
    agree("np.dot(a, b)", *pair, ulp=64)


_CASES = [
    ("(a.T @ a, a @ a.T, (a + 1) @ (b * 2), np.matmul(a, b), a.dot(b))", _A, _B),
    ("(a.T @ a, a @ a.T)", _A[:0]), ("(a.T @ a, a @ a.T)", _A.astype("f4")),
    ("a @ b", _RANDOM.random((3, 4, 5)), _RANDOM.random((5, 2))),
    ("a @ b", _RANDOM.random((2, 1, 4, 5)), _RANDOM.random((3, 5, 2))),
    ("(np.outer(a, a), np.inner(a, a), np.dot(a * 2, a), np.dot(a, 3))", _X),
    ("(np.vdot(a, b), np.linalg.norm(a))", _C[0], _C[1]),
    ("(np.linalg.norm(a), np.linalg.norm(a, axis=1))", _A),
    ("(np.linalg.solve(a, b), np.linalg.inv(a), np.linalg.cholesky(a))", _S, _B[:5]),
    ("np.linalg.solve(a, b)", _S + 1j, _X[:5] + 0j), ("np.linalg.inv(a)", np.zeros((3, 3))),
    ("np.linalg.cholesky(a)", -_S), ("np.linalg.inv(a)", _A),
    ("np.dot(a, b, out=c)\nc", _A, _B, np.zeros((4, 5))),
]  # fmt: skip


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case[0])
def test_function(case: tuple[Any, ...]) -> None:
    agree(*case, ulp=2000)
