"""Functions as arguments, keyword-only parameters and `*args`: native as other calls are."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.native.lower.differential import Pair

PROGRAMS = """
import math
import numpy as np

def integrate(g, a, b, n=100):
    h = (b - a) / n
    s = 0.5 * (g(a) + g(b))
    for i in range(1, n):
        s += g(a + i * h)
    return s * h

def power(k): return integrate(lambda x: x ** k, 0.0, 1.0, n=50)
def of_builtins(a): return integrate(math.sin, 0.0, a) + integrate(np.exp, 0.0, a, 10)
def inverse(x): return 1.0 / x
def of_inverse(a): return integrate(inverse, a, 1.0, 4)
def of_both(a): return integrate(inverse, 1.0, a) - integrate(abs, -a, a)

def nested(k):
    def g(x):
        return integrate(lambda t: t * x + k, 0.0, x, 3)
    return integrate(g, 0.0, 2.0, n=5)

def bisect(g, low, high, depth):
    middle = (low + high) / 2
    if depth == 0:
        return middle
    if g(low) * g(middle) <= 0:
        return bisect(g, low, middle, depth - 1)
    return bisect(g, middle, high, depth - 1)

def cubic(x): return x ** 3 - 2
def root(depth): return bisect(cubic, 0.0, 2.0, depth), bisect(math.cos, 0.0, 2.0, depth)

def euler(slope, y, h, n):
    for i in range(n):
        y = y + h * slope(i * h, y)
    return y
def spring(t, y): return np.array([y[1], -y[0] + t])
def swing(n): return euler(spring, np.array([1.0, 0.0]), 0.1, n)

def twice(g, x): return g(g(x))
def counted(x):
    k = 1
    add = lambda y: y + k
    first = twice(add, x)
    k = 10
    return first, twice(add, x)

def area(w, h=2.0, *, scale=1.0, shift): return w * h * scale + shift
def areas(x): return area(x, shift=1), area(x, 3, shift=x, scale=2), area(h=x, w=4, shift=0)
def no_shift(x): return area(x)

def total(first, *rest, unit=1):
    s = first
    for x in rest:
        s += x * unit
    return s, len(rest)
def totals(x): return total(x), total(x, 2, 3), total(x, x, unit=5)
def totals_of_arrays(x): return total(x, x * 2, x[::-1])[0]
"""


@pytest.fixture(scope="module")
def pair() -> Pair:
    return Pair(PROGRAMS)


@pytest.mark.parametrize("name", ["power", "of_builtins", "of_both", "counted", "areas"])
def test_calls_agree(pair: Pair, name: str) -> None:
    for argument in (1, 2, 0.5, 3.0):
        pair.check(name, argument, close=True)


def test_a_function_inside_its_own_call(pair: Pair) -> None:
    pair.check("nested", 2, close=True, native=False)


def test_recursion_passes_a_function_on(pair: Pair) -> None:
    for depth in (0, 1, 20):
        pair.check("root", depth)


def test_functions_of_arrays_are_passed(pair: Pair) -> None:
    for count in (0, 1, 30):
        pair.check("swing", count)


def test_what_is_passed_may_trap(pair: Pair) -> None:
    pair.check("of_inverse", 0.5)
    pair.check("of_inverse", -1.0)
    pair.check("of_both", 0.0)


def test_several_positional_arguments(pair: Pair) -> None:
    for argument in (1, 2.5, np.float64(0.5)):
        pair.check("totals", argument)
    pair.check("totals_of_arrays", np.arange(5.0))


def test_an_argument_is_missing(pair: Pair) -> None:
    pair.check("no_shift", 1.0, native=False)
