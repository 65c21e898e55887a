"""Short choices between integers, computed on both ways: results, overflows and their lines."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nbc.errors import OverflowTrap
from tests.unit.native.lower.differential import Pair, outcome

LARGE = 2**63
SOURCE = """
def collatz(n):
    longest = 0
    best = 0
    for start in range(1, n):
        value = start
        steps = 0
        while value != 1:
            value = 3 * value + 1 if value % 2 else value // 2
            steps += 1
        if steps > longest:
            longest = steps
            best = start
    return best, longest

def statements(v, n):
    down = 0
    for i in range(n):
        if v & 1:
            v = v * 5 + 1
        else:
            v >>= 1
            down += 1
    return v, down

def chosen(c, v):
    return (v * 3 + v) * 2 if c > 0 else v // 4

def other(c, v):
    return v % 8 if c > 0 else v - 9 * c

def twice(c, v, w):
    if c > 0:
        v = w + 1
        w = v - 2
    else:
        w = v * 10
    return v, w

def scaled(v):
    return v * 3, 4 * v, v * 5, 8 * v, v * 9, 10 * v

def positive(x):
    v = len(x)
    for i in range(62):
        v = v * 4
    return v

def counted(x, most):
    count = 0
    left = most
    for i in range(len(x)):
        if x[i] > 0.5:
            count += 1
        elif x[i] < 0.25:
            left -= 1
    return count, left

def stepping(start, n):
    count = start
    for i in range(n):
        count += 1
    return count
"""


@pytest.fixture(scope="module")
def pair() -> Pair:
    return Pair(SOURCE)


def agree(pair: Pair, name: str, *arguments: Any) -> None:
    """As CPython, where every number on the way fits; else the overflow is noticed."""
    want = outcome(pair.plain[name], arguments)
    if _fits(want):
        pair.check(name, *arguments)
    else:
        found = outcome(pair.session[name], arguments)
        assert isinstance(found, tuple) and found[0] is OverflowTrap, found


def _fits(value: Any) -> bool:
    return all(-LARGE <= part < LARGE for part in (value if isinstance(value, tuple) else (value,)))


EDGES = sorted(
    sign * value + near
    for value in (0, 7, *(LARGE // part for part in (2, 3, 4, 5, 6, 8, 9, 10)), LARGE - 12)
    for sign in (-1, 1) for near in range(-2, 3)
)  # fmt: skip


def test_collatz(pair: Pair) -> None:
    agree(pair, "collatz", 300)


@pytest.mark.parametrize("start", [1, 6, -7, 27, 12345, LARGE // 5 - 1, -(LARGE // 5)])
def test_statements(pair: Pair, start: int) -> None:
    agree(pair, "statements", start, 1)
    agree(pair, "statements", start, 3)


@pytest.mark.parametrize("name", ["chosen", "other"])
@pytest.mark.parametrize("condition", [1, -1])
def test_only_the_chosen_way_overflows(pair: Pair, name: str, condition: int) -> None:
    for value in EDGES:
        agree(pair, name, condition, value)


@pytest.mark.parametrize("condition", [1, -1])
def test_two_variables(pair: Pair, condition: int) -> None:
    for value in EDGES:
        agree(pair, "twice", condition, value, 5)
        agree(pair, "twice", condition, 5, value)


def test_scaled(pair: Pair) -> None:
    for value in EDGES:
        agree(pair, "scaled", value)


def test_the_line_of_an_overflow(pair: Pair) -> None:
    found = outcome(pair.session["twice"], (-1, LARGE // 2, 0))
    lines = SOURCE.splitlines()
    assert lines[found[2] - 1].strip() == "w = v * 10"


@pytest.mark.parametrize("size", [0, 1, 5, 1000])
def test_counted(pair: Pair, size: int) -> None:
    agree(pair, "counted", np.random.default_rng(3).random(size), 7)


def test_a_large_start_still_overflows(pair: Pair) -> None:
    agree(pair, "stepping", LARGE - 10, 9)
    agree(pair, "stepping", LARGE - 10, 20)
    agree(pair, "positive", np.ones(1))
