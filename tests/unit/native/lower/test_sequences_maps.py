"""Dicts and sets of ints in native code: results and errors are CPython's."""

from __future__ import annotations

import pytest

from nbc.native.dispatch import tier
from tests.unit.native.lower.differential import Pair

SOURCE = """
def hist(n):
    d = {}
    for i in range(n):
        k = i * i % 7
        if k in d:
            d[k] += 1
        else:
            d[k] = 1
    t = 0
    for k in d:
        t = t * 31 + k * d[k]
    return (t, len(d))

def hist2(n):
    d = {}
    for i in range(n):
        k = i * i % 7
        d[k] = d.get(k, 0) + 1
    t = 0
    for k, v in d.items():
        t = t * 31 + k * v
    for v in d.values():
        t += v
    return (t, len(d))

def floats(n):
    d = {1: 0.5}
    for i in range(n):
        d[i] = i * 0.5
    return (sum(d.values()), 3 in d, d.get(100, 7.5))

def key(n):
    d = {1: 2}
    return d[n]

def memo(n):
    m = {}
    best = 0
    for i in range(1, n):
        x = i
        c = 0
        while x != 1:
            if x in m:
                c += m[x]
                break
            x = x // 2 if x % 2 == 0 else 3 * x + 1
            c += 1
        m[i] = c
        best = max(best, c)
    return best

def seen(n):
    s = set()
    x = 1
    while x not in s:
        s.add(x)
        x = x * 7 % n
    s.discard(1)
    return (len(s), x)

def removed(n):
    s = {1, 2, 3}
    s.remove(n)
    return len(s)

def grow(n):
    d = {0: 1}
    for k in d:
        if n:
            d[k + 1] = 1
    return len(d)

def comp(n):
    d = {i: i * i for i in range(n)}
    s = {i % 5 for i in range(n)}
    return (sum(d.values()), len(s))

def many(n):
    t = 0
    for i in range(n):
        d = {}
        for j in range(i):
            d[j] = i
        t += len(d)
    return t

def put(d, k):
    d[k] = 1

def shared(n):
    d = {}
    for i in range(n):
        put(d, i % 5)
    return len(d)

def given(n):
    d = {}
    for i in range(n):
        d[i] = i
    return d, n
"""


@pytest.fixture(scope="module")
def pair() -> Pair:
    return Pair(SOURCE)


@pytest.mark.parametrize("name", ["hist", "hist2", "floats", "key", "comp", "removed", "grow", "many",
                                  "shared"])  # fmt: skip
def test_as_cpython(pair: Pair, name: str) -> None:
    for n in (0, 1, 2, 5, 40):
        pair.check(name, n)


def test_memo_and_seen(pair: Pair) -> None:
    pair.check("memo", 500)
    pair.check("seen", 101)


def test_a_dict_is_not_given_back(pair: Pair) -> None:
    pair.check("given", 3, native=False)
    assert "what this gives back" in tier(pair.session["given"]).reason
