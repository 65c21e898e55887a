"""Values that may be an int or a float: arithmetic with ints, and what loops make of them."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.native.lower.differential import Pair

SOURCE = """
def both(n, k):
    x = 1
    for i in range(n):
        x = 0.5 * i
    return x * k, x + k, x - k, k - x, x + True

def conditional(n):
    s = 0
    best = 0
    for i in range(n):
        if i != 2:
            s += 0.5
        if i * 0.5 > best:
            best = i * 0.5
        y = best + 1
    return s, best

def total(a):
    return sum(a) * 2 + 1, sum(a) - len(a)

def mean(a):
    s = 0
    n = 0
    for x in a:
        if x > 1:
            s += x
            n += 1
    return s / n
"""


@pytest.fixture(scope="module")
def pair() -> Pair:
    return Pair(SOURCE)


def test_with_ints(pair: Pair) -> None:
    for n in (0, 1, 3):
        for k in (0, 3, -7, 2**62, -(2**63)):
            pair.check("both", n, k)
        pair.check("conditional", n)


def test_sums_and_means(pair: Pair) -> None:
    for items in ([1.5, 2.5], np.array([1.5, 2.5]), np.array([]), np.array([0.5])):
        pair.check("total", items)
        pair.check("mean", items)
