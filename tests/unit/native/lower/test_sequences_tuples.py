"""Tuples, unpacking and loops over tuples in native code: results and errors are CPython's."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.unit.native.lower.differential import Pair

SOURCE = """
def item(t, i):
    return t[i]
def compared(a, b):
    return (a == b, a != b, a < b, a >= b)
def joined(a, b):
    return (a + b, a * 2, a[1:], a[::-1], len(a + b))
def contains(x, t):
    return (x in t, x not in t)
def total(t):
    s = 0
    for x in t:
        s += x
    return s
def numbered(t):
    s = 0
    for i, x in enumerate(t, 2):
        s += i * x
    return s
def zipped(a, b):
    s = 0.0
    for x, y in zip(a, b):
        if x == 2:
            continue
        if x == 9:
            break
        s += x * y
    else:
        s += 100.0
    return s
def swap(a, b):
    a, b = (b, a)
    return (a, b)
def unpacked(t):
    a, b = t
    return (b, a)
def spread(t):
    a, *b = t
    return (a, b)
def mean(a):
    s = 0
    n = 0
    for x in a:
        if x > 1:
            s += x
            n += 1
    return (s / n, s)
"""
CALLS: list[tuple[Any, ...]] = [
    *(("item", (1, 2, 3), i) for i in (0, 2, -1, -4, 3)),
    ("compared", (1, 2.0), (1, 2.0)), ("compared", (1, 2), (1, 3)), ("compared", (1,), (1, 3)),
    ("compared", ("a", 1), ("b", 0)), ("joined", (1, 2.0), (3,)), ("contains", 2, (1, 2, 3)),
    ("contains", "b", ("a", 1)), ("total", (1, 2.5, 3)), ("total", tuple(range(20))),
    ("numbered", (5, 6)), ("zipped", (1, 2, 3), (1.0, 2.0, 3.0)), ("zipped", (1, 9), (1.0, 2.0)),
    ("swap", 1, 2.5), ("unpacked", (1, "a")), ("unpacked", "ab"), ("unpacked", "abc"),
    ("unpacked", [1]), ("spread", (1, 2, 3)), ("mean", (1, 2, 3)), ("mean", [1.5, 2.5, 0.0]),
    ("mean", np.array([1.5, 2.5])), ("mean", np.array([0.5])),
]  # fmt: skip


@pytest.fixture(scope="module")
def pair() -> Pair:
    return Pair(SOURCE)


def test_as_cpython(pair: Pair) -> None:
    for name, *arguments in CALLS:
        pair.check(name, *arguments)
