"""Fusion across statements: one array where NumPy makes several, and the same results."""

from __future__ import annotations

import numpy as np

from tests.unit.native.lower.agreement import Programs

_WAITING = """
def chain(a, b):
    t = a * b
    u = t + 1.0
    return u * 2.0
def written(a, b):
    t = a * 2
    a[0] = 100.0
    return t + b
def in_place(a, b):
    t = a + b
    a += 1
    return t * a
def loop(a, b):
    t = a - b
    for i in range(3):
        t = t * 2
        t = t + a
    return t
def branch(a, b):
    t = a - b
    if b[0] > 0:
        t = t + 1
    return t
def updated(a, b):
    t = a * b
    t += 1
    t *= a
    return t
def twice(a, b):
    t = a * 2
    return t[1:] - t[:-1]
def rebound(a, b):
    c = a * 1.0
    t = c + b
    c = b * 2
    return t + c
def clear(a): a[:] = 0
def called(a, b):
    t = a + b
    clear(a)
    return t
def element(a, b):
    t = a + b
    t[0] = 3.0
    return t
def parts(a, b):
    t = a + b
    x, y = t[0], a[1]
    return x * y
def spread(a, b):
    t = a + 1.0
    return t[:, None] * b
def carried(a, b):
    for k in range(3):
        t = a + b
        a = t * 0.5
    return a
"""


def test_expressions_that_wait_see_what_they_would_have_seen() -> None:
    programs = Programs(_WAITING)
    names = [line.split("(")[0][4:] for line in _WAITING.splitlines() if line.startswith("def ")]
    for size in (2, 7):
        a = np.arange(float(size))
        b = a * 3 + 1
        for name in set(names) - {"clear"}:
            programs.agree(name, a, b)
            programs.agree(name, a, a)
            programs.agree(name, a[::-1], b)
            programs.agree(name, a, b[:-1])
    assert all(map(programs.is_native, set(names) - {"clear"}))
