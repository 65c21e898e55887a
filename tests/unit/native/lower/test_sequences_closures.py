"""Nested functions, ranges as values and exceptions in native code: results and errors are CPython's."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.native.lower.differential import Pair

SOURCE = """
def lambdas(n):
    f = lambda x, k=2: x * k + n
    return f(3) + f(4, k=5)
def nested(n):

    def g(x, y=10):
        if x > 3:
            return x * y
        for i in range(5):
            if i == x:
                return i + n
        return -1
    t = 0
    for i in range(8):
        t += g(i)
    return t
def late(n):
    f = lambda: n * 2
    n = n + 1
    return f()
def ranges(n):
    r = range(n, 20, 3)
    if n > 5:
        r = range(3)
    t = 0
    for x in r:
        t += x
    return (t, len(r), 2 in range(n))
def raiser(n):
    if n > 3:
        raise ValueError('too large')
    if n == 2:
        raise KeyError
    if n == 1:
        raise ZeroDivisionError()
    assert n == 0, 'must be zero'
    return n
def asserter(n):
    assert n > 2
    return n
def failing_comprehension(n):
    return [10 // (i - 3) for i in range(n)]
def failing_closure(n):
    f = lambda k: 10 // k
    return f(n)
"""
CALLS: list[tuple[Any, ...]] = [
    *((name, n) for name in ("lambdas", "nested", "late", "ranges") for n in (1, 5, 9)),
    *((name, n) for name in ("raiser", "asserter", "failing_comprehension", "failing_closure")
      for n in range(6)),
]  # fmt: skip


@pytest.fixture(scope="module")
def pair() -> Pair:
    return Pair(SOURCE)


def test_as_cpython(pair: Pair) -> None:
    for name, *arguments in CALLS:
        pair.check(name, *arguments)
