"""Nests of loops in their versions: quick, with many rounds in an innermost loop, and careful."""

from __future__ import annotations

import numpy as np
import pytest

from nbc.native.lower import versions
from tests.unit.native.lower.agreement import Programs

SOURCE = """
def means(a):
    found = np.zeros(len(a))
    for i in range(a.shape[0]):
        total = 0.0
        most = 0
        for j in range(a.shape[1]):
            total += a[i, j]
            if a[i, j] > a[i, most]:
                most = j
        found[i] = total / a.shape[1] + most
    return found

def first(a, x):
    for i in range(a.shape[0]):
        for j in range(a.shape[1] - 1, -1, -1):
            if a[i, j] == x:
                return i, j
    return -1, -1

def shifted(a, k):
    total = 0
    for i in range(len(a)):
        for j in range(i, len(a)):
            if a[j] > 6:
                break
            total += a[j - k] * i
        else:
            total -= 1
    return total, j

def edges(a, n):
    count = 0
    for i in range(n):
        for j in range(0, n, 3):
            count += i * j * 300_000_000_000_000_000
        for k in range(n):
            a[k] += math.sqrt(k) + i
    return count

def repeated(a, times):
    total = 0.0
    for _ in range(times):
        for i in range(len(a)):
            total += a[i]
    return total
"""


@pytest.fixture(scope="module", params=["few", "many"])
def programs(request: pytest.FixtureRequest) -> Programs:
    """`many`: as if every innermost loop had too many rounds to go by without a poll."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "many":
            patch.setattr(versions, "_WORK", 32)
            patch.setattr(versions, "_CALLING", 2)
        made = Programs("import math\n" + SOURCE)
        _run_all(made)
    return made


def _run_all(programs: Programs) -> None:
    a = np.arange(12.0).reshape(3, 4) % 7
    programs.agree("means", a)
    programs.agree("first", a, 5.0)
    programs.agree("shifted", np.arange(9), 0)
    programs.agree("edges", np.zeros(5), 1)
    programs.agree("repeated", np.arange(5.0), 3)


def test_results(programs: Programs) -> None:
    for shape in ((1, 1), (3, 4), (2, 50), (40, 3), (0, 3)):
        a = np.arange(float(np.prod(shape))).reshape(shape) * 17 % 23
        programs.agree("means", a)
        for x in (0.0, 11.0, 99.0):
            programs.agree("first", a, x)
    programs.agree("means", np.zeros((2, 0)))


def test_where_the_proofs_do_not_hold(programs: Programs) -> None:
    for k in (0, 1, -1, 3, 9, -9):
        programs.agree("shifted", np.arange(9) % 5, k)
    for n in (0, 1, 2, 4, 5, 6):
        programs.agree("edges", np.zeros(5), n)


def test_more_rounds_than_go_by_without_a_poll(programs: Programs) -> None:
    programs.agree("repeated", np.ones(2_500_000), 2)
    assert all(map(programs.is_native, ("means", "first", "shifted", "edges", "repeated")))
