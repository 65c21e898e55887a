"""Indices that no loop's bounds prove: in bounds, negative, outside; and floats made indices."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.native.lower.agreement import Programs

SOURCE = """
def gather(a, where, out):
    for i in range(len(where)):
        out[i] = a[where[i]]

def count(where, counts):
    for i in range(len(where)):
        counts[where[i]] += 1

def bins(data, counts):
    for i in range(len(data)):
        counts[int(data[i])] += 1

def pick(a, rows, columns):
    total = 0.0
    for i in range(len(rows)):
        a[rows[i], columns[i]] *= 2.0
        total += a[rows[i], columns[i]]
    return total

def move(a, start, step, n):
    k = start
    for _ in range(n):
        a[k] += 1
        k += step
    return k

def whole(data, out):
    for i in range(len(data)):
        out[i] = int(data[i])

def one(x):
    return int(x)

def scaled(data, out):
    for i in range(len(data)):
        out[i] = int(data[i] / 7.0 - 0.5)
"""
ODD = [0, 3, -1, -4, 2, -5, 4, 2**62, -(2**63), 2**63 - 1]


@pytest.fixture(scope="module")
def programs() -> Programs:
    return Programs(SOURCE)


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("place", [0, 2, 4])
def test_one_index_that_is_odd(programs: Programs, odd: int, place: int) -> None:
    where = np.array([1, 2, 0, 3, 1])
    where[place] = odd
    programs.agree("gather", np.arange(4.0), where, np.zeros(5))
    programs.agree("count", where, np.zeros(4, np.int64))
    programs.agree("pick", np.ones((4, 3)), where, np.array([0, -1, 2, -3, 1]))
    if odd < 2**62:
        programs.agree("bins", where.astype(float), np.zeros(4, np.int64))


def test_indices_that_run_out(programs: Programs) -> None:
    for start, step in ((0, 1), (3, -1), (-4, 1), (-1, -1), (0, 2)):
        programs.agree("move", np.zeros(4, np.int64), start, step, 4)
        programs.agree("move", np.zeros(4, np.int64), start, step, 9)
    programs.agree("count", np.array([0]), np.zeros(0, np.int64))


FLOATS = [0.9, -0.9, -1.5, 2.0**53, 2.0**63 - 1024, -(2.0**63), 1e-320, np.nan, np.inf, -np.inf]


@pytest.mark.parametrize("value", FLOATS)
def test_floats_made_whole(programs: Programs, value: float) -> None:
    programs.agree("one", value)
    for place in (0, 5, 99):
        data = np.linspace(-3.0, 3.0, 100)
        data[place] = value
        for name in ("whole", "scaled", "bins"):
            programs.agree(name, data, np.zeros(100, np.int64))


def test_all_of_it_is_native(programs: Programs) -> None:
    programs.agree("whole", np.linspace(0, 9, 2000), np.zeros(2000, np.int64))
    programs.agree("scaled", np.linspace(0, 9, 2000), np.zeros(2000, np.int64))
    for name in ("gather", "count", "bins", "pick", "move", "whole", "scaled"):
        assert programs.is_native(name), name
