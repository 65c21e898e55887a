"""`out=`: errors of shapes name every operand, as NumPy's do."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.native.lower.differential import Pair

SOURCE = """
import numpy as np

def add(a, b, c):
    return np.add(a, b, out=c)

def add_one(a, b, c):
    return np.add(a, 1.0, out=c)

def add_expression(a, b, c):
    return np.add(a * 2, b - 1, out=c)

def root(a, b, c):
    return np.sqrt(a, out=c)

def matrix(a, b, c):
    return np.multiply(a[:, None], b, out=c[None])

def choice(a, b, c):
    c *= 2
    return np.where(a > 0, b, c)

def choice_of_one(a, b, c):
    c *= 2
    return np.where(a > 0, 1.0, c)
"""
LENGTHS = [(3, 3, 3), (3, 4, 3), (3, 3, 4), (3, 4, 5), (1, 3, 3), (3, 1, 3), (3, 3, 1), (1, 1, 3),
           (0, 3, 0), (0, 1, 0)]  # fmt: skip


@pytest.fixture(scope="module")
def pair() -> Pair:
    return Pair(SOURCE)


@pytest.mark.parametrize(
    "name", ["add", "add_one", "add_expression", "root", "matrix", "choice", "choice_of_one"]
)
def test_shapes(pair: Pair, name: str) -> None:
    for lengths in LENGTHS:
        pair.check(name, *(np.arange(1.0, 1.0 + n) for n in lengths))
