"""min() and max() of several integers in loops: what waits for the round before is combined last."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.native.lower.agreement import Programs

SOURCE = """
def distance(a, b):
    above = np.arange(len(b) + 1)
    row = np.zeros(len(b) + 1, dtype=np.int64)
    for i in range(1, len(a) + 1):
        row[0] = i
        for j in range(1, len(b) + 1):
            cost = 0 if a[i - 1] == b[j - 1] else 1
            row[j] = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + cost)
        above, row = row, above
    return above

def paths(a):
    best = a.copy()
    low = 10
    high = -10
    for i in range(1, len(a)):
        best[i] = max(best[i - 1] + a[i], a[i], 0)
        low = min(low, i - 3, len(a) - i)
        high = max(i - 3, high, len(a) - i, 2)
    return best, low, high

def mixed(a, x):
    total = 0.0
    for i in range(len(a)):
        total += max(a[i], x, 1.5) - min(total, a[i], 2)
    return total

def chosen(n):
    best = n
    for i in range(n):
        best = min(i if i > 2 else 5, best, n - i)
    return best
"""


@pytest.fixture(scope="module")
def programs() -> Programs:
    return Programs(SOURCE)


def test_integers(programs: Programs) -> None:
    letters = np.frombuffer(b"kitten sitting on the mat", np.uint8)
    for code in ("u1", "i8"):
        programs.agree("distance", letters[:9].astype(code), letters[7:].astype(code))
    for code in ("i8", "i4", "u1"):
        programs.agree("paths", np.array([3, 1, 4, 1, 5, 9, 2, 6]).astype(code))
    for n in (0, 1, 4, 9):
        programs.agree("chosen", n)


def test_floats_keep_their_order(programs: Programs) -> None:
    for x in (0.0, -0.0, np.nan, 3):
        programs.agree("mixed", np.array([1.0, np.nan, -0.0, 0.0, 7.0]), x)
