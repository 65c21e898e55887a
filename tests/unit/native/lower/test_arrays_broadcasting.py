"""Lengths that only the run tells apart: the copy of a loop that broadcasts is made when needed."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from nbc.native import late
from tests.unit.native.lower.differential import Pair

PROGRAMS = """
import numpy as np
def product(a, b): return a * b
def chain(a, b): return (a - b) ** 2 + b
def total(a, b): return (a * b).sum()
def along(a, b): return np.abs(a - b).max(axis=1), (a + b).sum(axis=0)
def column(a, b): return a * b[:, :1] + a[:1]
def where(a, b): return np.where(a > b, a, b)
def store(a, b):
    c = a * 0 + b * 0
    c[:] = a
    c += b
    return c
def rounds(a, b, n):
    s = 0.0
    for i in range(n):
        s += (a[i] * b).sum() + b[i, 0]
    return s
"""
SHAPES = [(6, 7), (6, 1), (1, 7), (1, 1), (0, 7), (6, 0)]


@pytest.fixture(scope="module")
def pair() -> Pair:
    return Pair(PROGRAMS)


def drawn(shape: tuple[int, ...], order: str) -> np.ndarray:
    values = np.random.default_rng(len(shape)).integers(-8, 9, shape) / 4
    return np.asfortranarray(values) if order == "F" else values


@pytest.mark.parametrize("name", ["product", "chain", "total", "along", "column", "where", "store"])
@pytest.mark.parametrize("orders", ["CC", "CF"])
def test_all_pairs_of_shapes(pair: Pair, name: str, orders: str) -> None:
    for first, second in itertools.product(SHAPES, SHAPES):
        pair.check(name, drawn(first, orders[0]), drawn(second, orders[1]))


def test_a_careful_copy_in_a_careful_copy(pair: Pair) -> None:
    for rows, count in itertools.product((6, 1), (0, 6, 7)):
        pair.check("rounds", drawn((6, 7), "C"), drawn((rows, 1), "C"), count)


def test_what_never_broadcasts_is_not_compiled() -> None:
    pair = Pair("def f(a, b): return a * b - b / 3\n")
    before = len(late._made)
    pair.check("f", drawn((5, 5), "C"), drawn((5, 5), "C"))
    assert len(late._made) == before
    pair.check("f", drawn((5, 5), "C"), drawn((5, 1), "C"))
    assert len(late._made) == before + 1
