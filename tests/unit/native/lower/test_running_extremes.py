"""`if x > m: m = x` in loops: NaNs, zeros of both signs and all orders as CPython has them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.unit.native.lower.differential import Pair

FORMS = {
    "largest": "if x[i] > m:\n            m = x[i]",
    "smallest": "if x[i] < m:\n            m = x[i]",
    "largest turned": "if m < x[i]:\n            m = x[i]",
    "smallest turned": "if m > x[i]:\n            m = x[i]",
    "difference": "if x[i] - x[0] > m:\n            m = x[i] - x[0]",
    "or equal": "if x[i] >= m:\n            m = x[i]",
    "another value": "if x[i] > m:\n            m = x[i] + x[0]",
    "its place": "if x[i] > m:\n            m = x[i]\n            k = i",
    "read on the way": "if x[i] > m:\n            m = x[i]\n        k += m == x[i]",
    "two": "if x[i] > m:\n            m = x[i]\n        if x[i] < n:\n            n = x[i]",
    "written on the way": "if x[i] > m:\n            m = x[i]\n        y[i] = x[i] / 2.0",
}
SOURCE = """
def f(x, y, m):
    k = 0
    n = m
    for i in range(len(x)):
        FORM
    return m, n, k

def rows(x, y, m):
    total = 0.0
    for r in range(3):
        m = x[r]
        for i in range(1, len(x)):
            FORM
        total += m
    return m, total
"""
SIZES = (0, 1, 3, 40, 512, 1300)


def patterns(dtype: type[Any], size: int) -> list[Any]:
    rng = np.random.default_rng(size)
    made = [rng.normal(size=size), np.zeros(size), -np.zeros(size), rng.integers(-1, 1, size) * 1.0]
    made.append(np.where(rng.random(size) < 0.5, 0.0, -0.0))
    made.append(np.where(rng.random(size) < 0.3, np.nan, made[0]))
    made.append(np.where(rng.random(size) < 0.3, -0.0, -np.abs(made[4]) * rng.random(size)))
    made.append(np.full(size, np.nan))
    made.append(np.where(rng.random(size) < 0.2, -np.inf, np.inf))
    return [values.astype(dtype) for values in made]


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_as_cpython_has_it(form: str, dtype: type[Any]) -> None:
    deeper = (
        form.replace("\n", "\n    ").replace("k = i", "total += i").replace("k += ", "total += ")
    )
    deeper = deeper.replace("< n", "< total").replace("n = ", "total = ")
    head, tail = SOURCE.split("def rows")
    pair = Pair(head.replace("FORM", form) + "def rows" + tail.replace("FORM", deeper))
    for size in SIZES:
        for x in patterns(dtype, size):
            for start in (-np.inf, -1.0, -0.0, 0.0, 0.5, np.nan):
                pair.check("f", x, np.zeros(size, dtype), dtype(start), native=False)
            if size > 3:
                pair.check("rows", x, np.zeros(size, dtype), dtype(0.0), native=False)
    pair.check("f", np.ones(5, dtype), np.zeros(5, dtype), dtype(0.5))


@pytest.mark.parametrize("start", [0.0, 1, -np.inf])
def test_a_start_of_python(start: float) -> None:
    pair = Pair(SOURCE.split("def rows")[0].replace("FORM", FORMS["largest"]))
    for x in patterns(np.float64, 600):
        pair.check("f", x, x, start, native=False)
