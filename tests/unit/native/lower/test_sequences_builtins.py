"""Python's builtins, `math` and numbers' methods in native code: values and errors are CPython's."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest

from tests.unit.native.lower.differential import Pair

SOURCE = """
import math

def absolute(x): return abs(x)
def to_int(x): return int(x)
def to_float(x): return float(x), bool(x)
def rounded(x): return round(x)
def floors(x): return math.floor(x), math.ceil(x)
def extremes(a, b): return max(a, b), min(a, b)
def divided(a, b): return divmod(a, b)
def power(a, b): return math.pow(a, b)
def modulo(a, b): return math.fmod(a, b)
def logs(a, b): return math.log(a, b)
def domain(a): return math.acos(a), math.log1p(a)
def root(a): return math.isqrt(a)
def divisor(a, b): return math.gcd(a, b)
def factorial(a): return math.factorial(a)
def chosen(a, b): return math.comb(a, b)
def tests(a): return math.isnan(a), math.isinf(a), math.isfinite(a)
def classes(a): return isinstance(a, int), isinstance(a, (float, str)), isinstance(a, bool)
def letter(a): return chr(a)
def bits(x): return x.bit_length(), x.bit_count(), x.real, x.imag
def parts(x): return x.real, x.imag, x.is_integer()
def modular(a, b, m): return pow(a, b, m)
"""
INTS = (0, 1, -1, 7, -20, 2**53 + 1, 2**62, -(2**63), 2**63 - 1)
FLOATS = (0.0, -0.0, 0.5, -1.5, 2.5, 1e300, -9.3e18, math.inf, -math.inf, math.nan)
STRONG = (np.float64(2.5), np.int64(5), np.float32(-2.5), np.uint8(200), np.float64(math.nan))


@pytest.fixture(scope="module")
def pair() -> Pair:
    return Pair(SOURCE)


@pytest.mark.parametrize("name", ["absolute", "to_int", "to_float", "rounded", "floors", "tests",
                                  "classes"])  # fmt: skip
def test_of_one_number(pair: Pair, name: str) -> None:
    for value in (*INTS, *FLOATS, *STRONG, True):
        pair.check(name, value)


@pytest.mark.parametrize("name", ["extremes", "divided", "divisor"])
def test_of_two_integers(pair: Pair, name: str) -> None:
    for a, b in itertools.product(INTS, INTS):
        pair.check(name, a, b)


@pytest.mark.parametrize("name", ["extremes", "divided", "power", "modulo", "logs"])
def test_of_two_floats(pair: Pair, name: str) -> None:
    for a, b in itertools.product(FLOATS, FLOATS):
        pair.check(name, a, b, close=name in ("power", "logs"))


def test_numbers_of_two_types_keep_the_one_that_is_chosen(pair: Pair) -> None:
    for a, b in itertools.product((0, True), FLOATS):
        pair.check("extremes", a, b, native=False)
        pair.check("extremes", b, a, native=False)


@pytest.mark.parametrize(("name", "values"), [
    ("root", (0, 24, 25, 2**62, 2**63 - 1, -1)), ("factorial", (0, 5, 20, -1)),
    ("letter", (65, 200, 955, 0x1F600, 0x110000, -1, 2**40)), ("domain", (0.5, 2.0, -1.0)),
    ("bits", (0, 5, -7, -(2**63))), ("parts", (2.0, 2.5, math.inf)),
])  # fmt: skip
def test_with_their_errors(pair: Pair, name: str, values: tuple[Any, ...]) -> None:
    for value in values:
        pair.check(name, value, close=name == "domain")


def test_combinations_and_modular_powers(pair: Pair) -> None:
    for n, k in itertools.product((0, 5, 30, 62, -1), (0, 2, 15, 40, -1)):
        pair.check("chosen", n, k)
    for b, e, m in itertools.product((3, -5, 2**40), (0, 5, 10**12), (7, -7, 1, 2**61 - 1, 0)):
        pair.check("modular", b, e, m)
