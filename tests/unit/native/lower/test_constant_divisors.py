"""`//` and `%` by positive constants, which are multiplications and shifts."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.native.lower.differential import Pair

DIVISORS = [1, 2, 3, 7, 8, 10, 127, 641, 1000, 2**31, 2**62, 2**62 + 1, 2**63 - 1]
EDGES = sorted({
    sign * (base + offset)
    for base in (0, 7, 8, 9, 10, 127, 1000, 2**31, 2**32, 2**62, 2**63 - 2)
    for offset in (-1, 0, 1) for sign in (1, -1)
} | {-(2**63)})  # fmt: skip


@pytest.mark.parametrize("divisor", DIVISORS)
def test_constant_divisor(divisor: int) -> None:
    pair = Pair(f"def f(x): return x // {divisor}, x % {divisor}\n")
    multiples = [part * divisor + offset for part in (-5, -1, 1, 5) for offset in (-1, 0, 1)]
    for value in (*EDGES, *multiples):
        if -(2**63) <= value < 2**63:
            pair.check("f", value)
    for dtype in (np.int64, np.int32, np.int8, np.uint8, np.uint64):
        limits = np.iinfo(dtype)
        if divisor <= limits.max:
            inside = [value for value in (*EDGES, *multiples) if limits.min <= value <= limits.max]
            pair.check("f", np.array(inside, dtype))
