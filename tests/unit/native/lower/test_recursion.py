"""Functions that call themselves: some levels inlined, and no call that would only return."""

from __future__ import annotations

import numpy as np
import pytest

from nbc.native.lower.recursion import unrolled
from tests.unit.native.lower.agreement import Programs
from tests.unit.native.lower.differential import Pair

SOURCE = """
def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)

def power(base, n):
    if n == 0:
        return 1
    if n == 1:
        return base
    half = power(base, n // 2)
    if n % 2:
        return half * half * base
    return half * half

def ratio(x, n):
    if n <= 0:
        return x
    return ratio(x - 1.0, n - 1) + 1.0 / x

def parts(n):
    if n <= 0:
        return 0, 1.0
    count, product = parts(n - 1)
    return count + n, product * n

def waits(n):
    k = n
    while k > 10:
        k -= 10
    if k < 3:
        return k
    return waits(n - 1) + waits(n - k)

def settle(n):
    if n < 0:
        raise ValueError("below")
    if n < 2:
        return n
    return settle(n - 2) + settle(n - 3)
"""
ARRAYS = """
def mark(a, n):
    a[n % len(a)] += 1
    if n < 2:
        return n
    return mark(a, n - 1) + mark(a, n - 2)

def look(a, n):
    if a[n] < 2:
        return a[n]
    return look(a, n - 1) + look(a, n - 2)
"""


@pytest.fixture(scope="module")
def pair() -> Pair:
    return Pair(SOURCE)


def test_results(pair: Pair) -> None:
    for n in (-3, 0, 1, 2, 3, 4, 5, 6, 15):
        pair.check("fib", n)
        pair.check("parts", n)
        pair.check("waits", n)


def test_traps_in_inlined_levels(pair: Pair) -> None:
    for n in range(70):
        pair.check("power", 3, n)
    for x in range(1, 9):
        pair.check("ratio", float(x), 7)
    for n in (-1, 1, 2, 3, 4, 5, 9):
        pair.check("settle", n)


def test_what_is_written_is_written_once() -> None:
    programs = Programs(ARRAYS)
    for n in (0, 1, 2, 5, 9):
        programs.agree("mark", np.zeros(4, np.int64), n)
    for n in (0, 3, 6):
        programs.agree("look", np.array([0, 1, 2, 1, 5, 7]), n)
    assert programs.is_native("mark") and programs.is_native("look")


TEXT = """define internal { i64, i1 } @f(ptr %ctx, ptr %shared, i64 %a0) #0 {
entry:
  %s1 = alloca i64
  %result.0 = alloca i64
  %result.1 = alloca i1
  br label %body
body:
  store i64 %a0, ptr %s1
  %r1 = load i64, ptr %s1
  %r2 = icmp slt i64 %r1, 2
  br i1 %r2, label %leave, label %deeper
deeper:
  %r3 = call { i64, i1 } @f(ptr %ctx, ptr %shared, i64 %r1)
  br label %leave
leave:
  ret { i64, i1 } poison
}"""


def test_threshold() -> None:
    *_, threshold = unrolled("f", TEXT, TEXT, 1000, "{ i64, i1 }")
    assert threshold.startswith("define internal { i64, i1 } @f.first(ptr %ctx")
    assert "br i1 %r2, label %leave, label %rest" in threshold
    assert threshold.count("call { i64, i1 } @f(ptr %ctx, ptr %shared, i64 %a0)") == 1


def test_no_threshold_where_something_happens_first() -> None:
    seen = TEXT.replace("  %r2 =", "  store i64 1, ptr %a1\n  %r2 =")
    assert len(unrolled("f", seen, seen, 1000, "{ i64, i1 }")) == 1
