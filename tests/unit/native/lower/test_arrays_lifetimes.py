"""Arrays live as long as something holds them, and no longer: swaps in loops, calls, growth."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.native.lower.agreement import Programs

_SOURCE = """
def swapped(a, n):
    b = a * 2
    for i in range(n):
        b[0] = a[0] + 1
        a, b = b, a
    return a

def rotated(a, n):
    b = a * 2
    for i in range(n):
        c = a
        a = b
        b = c
    return a

def smoothed(a, n):
    b = np.empty_like(a)
    for i in range(n):
        b[1:-1] = 0.5 * (a[:-2] + a[2:])
        b[0] = a[0]
        b[-1] = a[-1]
        a, b = b, a
    return a

def grown(n):
    a = np.zeros(2)
    for i in range(n):
        a = np.concatenate((a, np.ones(2) * i))
    return a

def changed(a):
    a[0] = 100.0
    return a.sum()

def before_a_call(a):
    return a * 2 + changed(a)

def beside_a_call(a):
    return (a + 1, changed(a))
"""
_PROGRAMS = Programs(_SOURCE)


@pytest.mark.parametrize("name", ["swapped", "rotated", "smoothed"])
@pytest.mark.parametrize("rounds", [0, 1, 2, 3, 8])
def test_variables_that_change_places(name: str, rounds: int) -> None:
    _PROGRAMS.agree(name, np.arange(6.0), rounds)
    assert _PROGRAMS.is_native(name)


def test_array_that_grows() -> None:
    _PROGRAMS.agree("grown", 30)


@pytest.mark.parametrize("name", ["before_a_call", "beside_a_call"])
def test_operands_are_computed_before_a_call_changes_them(name: str) -> None:
    _PROGRAMS.agree(name, np.arange(5.0))
    assert _PROGRAMS.is_native(name)
