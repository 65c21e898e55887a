"""Loops over ranges with a step that is not known: rounds, the variable behind the loop, traps."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.native.lower.agreement import Programs

SOURCE = """
def total(start, stop, step):
    s = 0
    k = -1
    for i in range(start, stop, step):
        s += i % 7
        k = i
    return s, k

def rounds(start, stop, step):
    n = 0
    for i in range(start, stop, step):
        n += 1
        if n > 40:
            break
    return n, i

def strike(n):
    prime = np.ones(n, dtype=np.bool_)
    for i in range(2, n):
        if prime[i]:
            for multiple in range(i * i, n, i):
                prime[multiple] = False
    return prime

def mark(a, start, stop, step):
    for i in range(start, stop, step):
        if i == 6:
            continue
        a[i] = i
    else:
        a[0] = -1
    return i

def divided(a, out, step):
    for i in range(0, len(a), step):
        out[i] = 1.0 / a[i]

def triangle(n, step):
    s = 0
    for i in range(n):
        for j in range(i, n, step):
            for k in range(j, -1, -step):
                s += i * j + k
    return s
"""
ENDS = [-(2**63), -(2**63) + 1, -100_000, -5, -1, 0, 1, 7, 40_000, 2**63 - 2, 2**63 - 1]
STEPS = [-(2**63), -(2**62), -33_000, -3, -1, 1, 2, 5, 33_000, 2**62, 2**63 - 1]


@pytest.fixture(scope="module")
def programs() -> Programs:
    return Programs(SOURCE)


@pytest.mark.parametrize("step", STEPS)
def test_rounds(programs: Programs, step: int) -> None:
    for start in ENDS:
        for stop in ENDS:
            if len(range(start, stop, step)[:1]):
                programs.agree("rounds", start, stop, step)
                if abs(stop // step - start // step) < 200_000:
                    programs.agree("total", start, stop, step)


def test_no_step(programs: Programs) -> None:
    programs.agree("total", 0, 5, 0)
    programs.agree("mark", np.zeros(5), 0, 5, 0)


def test_elements(programs: Programs) -> None:
    for n in (0, 2, 3, 10, 1000):
        programs.agree("strike", n)
    for start, stop, step in ((0, 9, 2), (8, -1, -3), (0, 11, 5), (8, -12, -5), (3, 4, 100)):
        programs.agree("mark", np.zeros(9), start, stop, step)
    for step in (1, 2, 7):
        programs.agree("triangle", 12, step)


def test_traps(programs: Programs) -> None:
    for bad in (0, 4, 9):
        a = np.arange(1.0, 11.0)
        a[bad] = 0.0
        for step in (1, 2, 5):
            programs.agree("divided", a, np.zeros(10), step)
            programs.agree("divided", [*a], np.zeros(10), step)
