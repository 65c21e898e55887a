"""Lists, comprehensions and what goes through them in native code: results and errors are CPython's."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.native.lower.differential import Pair

SOURCE = """
import numpy as np

def build(n):
    r = []
    for i in range(n):
        r.append(i * i)
    return r
def primes(n):
    sieve = [True] * (n + 1)
    out = []
    for i in range(2, n + 1):
        if sieve[i]:
            out.append(i)
            for j in range(i * i, n + 1, i):
                sieve[j] = False
    return out
def ops(n):
    a = [1.5, 2.5]
    a.append(3.5)
    a.insert(0, 0.5)
    a.insert(-100, 7.0)
    a.insert(100, 8.0)
    a[1] = 9.0
    a[-1] += 1.0
    x = a.pop()
    y = a.pop(0)
    b = a
    b.append(4.0)
    a.reverse()
    a.sort()
    c = a[1:3]
    a.extend(c)
    a += [1.0]
    return (sum(a), len(a), x, y, max(a), min(a), 3.5 in a, a[n])
def pop(n):
    a = [1, 2]
    for i in range(n):
        a.pop()
    return len(a)
def read(a, i):
    return (a[i], len(a), sum(a), a[-1])
def comp(n):
    return [i * 2 for i in range(n) if i % 3 != 1]
def nest(n):
    return sum([i * j for i in range(n) for j in range(i)])
def gen(n):
    return sum((i * 0.5 for i in range(n) if i != 2))
def largest(n):
    return max((i * (10 - i) for i in range(n)))
def anyall(n):
    return (any((i * i > 50 for i in range(n))), all((i < 7 for i in range(n))))
def found(a, x):
    return (a.index(x), a.count(x))
def remove(n):
    a = list(range(n))
    a.remove(3)
    del a[0]
    return a
def ascending(a):
    return sorted(a)
def descending(a):
    return sorted(a, reverse=True)
def grow(n):
    a = [1]
    for x in a:
        if len(a) < n:
            a.append(x + 1)
    return a
def same(a, b):
    return a == b
def rev(a):
    s = 0
    k = 1
    for x in reversed(a):
        s += k * x
        k += 1
    return s
def mul(a, n):
    return a * n
def cat(a, b):
    return a + b
def tmp(n):
    t = 0
    for i in range(n):
        t += len([j for j in range(i)])
    return t
def helper(xs, v):
    xs.append(v)
    return len(xs)
def call(n):
    a = []
    for i in range(n):
        helper(a, i * 1.0)
    return a
def stack(n):
    st = [n]
    seen = 0
    while st:
        x = st.pop()
        seen += 1
        if x > 1:
            st.append(x // 2)
            st.append(x - x // 2 - 1)
    return seen
def fibl(n):
    f = [0, 1]
    for i in range(2, n):
        f.append(f[-1] + f[-2])
    return f
def npl2(n):
    r = []
    for i in range(n):
        r.append(i * 0.5)
    return np.array(r)
def acc3(n):
    s = 0
    i = 0
    while i < n:
        if i % 2:
            s += 1.5
        else:
            s = s
        i += 1
    return s
"""
CALLS: list[tuple[Any, ...]] = [
    *((name, n) for name in ("build", "primes", "comp", "nest", "gen", "anyall", "tmp", "call",
                             "largest", "npl2", "acc3") for n in (0, 1, 5, 50)),
    *(("ops", n) for n in (0, -1, 9, 100)), ("pop", 2), ("pop", 3), ("read", [1, 2, 3], 1),
    ("read", [1.5, 2.5], -5), ("read", [True], 0), ("found", [5, 6, 7, 6], 6),
    ("found", [5, 6], 1), ("remove", 6), ("remove", 2), ("ascending", [3, 1, 2]),
    ("descending", [3.5, 1.0, 2.0]), ("grow", 5), ("same", [1, 2], [1, 2]), ("same", [1], [1, 3]),
    ("rev", [1, 2, 3]), ("mul", [1, 2], 3), ("mul", [1.5], -1), ("cat", [1], [2, 3]),
    ("stack", 20), ("fibl", 30), ("fibl", 120),
]  # fmt: skip


@pytest.fixture(scope="module")
def pair() -> Pair:
    return Pair(SOURCE)


def test_as_cpython(pair: Pair) -> None:
    for name, *arguments in CALLS:
        pair.check(name, *arguments)


def test_an_argument_given_back_is_the_same_list() -> None:
    pair = Pair("def same(a): return a")
    given = [1, 2]
    assert pair.session["same"](given) is given


NESTED = """
def lcs(a, b):
    n = len(a)
    m = len(b)
    dp = [[0] * (m + 1) for _ in range(n + 1)]
    for i in range(n):
        for j in range(m):
            if a[i] == b[j]:
                dp[i + 1][j + 1] = dp[i][j] + 1
            else:
                dp[i + 1][j + 1] = max(dp[i][j + 1], dp[i + 1][j])
    return dp[n][m]

def triangle(n):
    rows = []
    for i in range(n):
        row = [1]
        if rows:
            last = rows[-1]
            for a, b in zip(last, last[1:]):
                row.append(a + b)
            row.append(1)
        rows.append(row)
    return sum(sum(row) for row in rows), len(rows)

def graph(n):
    g = [[] for _ in range(n)]
    for i in range(n):
        for j in range(n):
            if i * j % 3 == 1:
                g[i].append(j)
    return sum(len(row) for row in g)

def replaced(n):
    a = [[1], [2, 3]]
    for i in range(n):
        a[0] = [i] * 3
        a[-1].append(i)
        a.append(a.pop())
        del a[0]
        a.insert(0, [5])
    return sum(sum(row) for row in a)

def failing(n):
    a = [[1], [2, 3]]
    return a[n][1]
"""


def test_lists_of_lists() -> None:
    pair = Pair(NESTED)
    pair.check("lcs", "kitten", "sitting")
    for name in ("triangle", "graph", "replaced", "failing"):
        for n in (0, 1, 2, 6):
            pair.check(name, n)
