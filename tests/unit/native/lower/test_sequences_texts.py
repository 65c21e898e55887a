"""Strings in native code: results and errors are CPython's."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.native.lower.differential import Pair

SOURCE = """
def item(s, i):
    return s[i]
def slices(s, a, b):
    return (s[a:b], s[:a], s[b:])
def searches(a, b):
    return (a == b, a != b, a < b, a <= b, a in b, a.startswith(b), a.endswith(b), a.find(b), a.count(b))
def counted(s):
    n = 0
    for c in s:
        if c == 'a' or c in 'xyz':
            n += 1
        elif ord(c) > 200:
            n += 100
    return n
def palindrome(s):
    i = 0
    j = len(s) - 1
    while i < j:
        if s[i] != s[j]:
            return False
        i += 1
        j -= 1
    return True
def keyed(s):
    d = 0
    for i, c in enumerate(s):
        d += i * ord(c)
    return d
def words(s):
    n = 0
    inw = False
    for c in s:
        if c == ' ':
            inw = False
        elif not inw:
            inw = True
            n += 1
    return n
def distance(a, b):
    prev = list(range(len(b) + 1))
    for i, ca in enumerate(a):
        cur = [i + 1]
        for j, cb in enumerate(b):
            cur.append(min(prev[j + 1] + 1, cur[j] + 1, prev[j] + (ca != cb)))
        prev = cur
    return prev[-1]
"""
TEXTS = ("", "a", "abc\u00e9", "xya\u0436b", "a b  c", "\U0001f600ab")
CALLS: list[tuple[Any, ...]] = [
    *(("item", s, i) for s in TEXTS for i in (0, 1, -1, 3, -4, 5)),
    *(("slices", s, a, b) for s in TEXTS for a in (0, 1, -2, 9, -9) for b in (0, 2, -1, 7)),
    *(("searches", s, t) for s in TEXTS for t in ("", "a", "ab", "\u00e9", "abc\u00e9", "b")),
    *((name, s) for s in TEXTS for name in ("counted", "palindrome", "keyed", "words")),
    *(("palindrome", s + s[::-1]) for s in TEXTS),
    ("distance", "kitten", "sitting"), ("distance", "", "\u00e9"),
]  # fmt: skip


@pytest.fixture(scope="module")
def pair() -> Pair:
    return Pair(SOURCE)


def test_as_cpython(pair: Pair) -> None:
    for name, *arguments in CALLS:
        pair.check(name, *arguments)
