"""Loops on trust: what may be run twice is not seen to be, and careful copies are made when needed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nbc.native import late
from tests.property.agreement import compare, load, tier_of

# Each adds up logarithms: at level 2 and above nothing else keeps the loop from running on trust.
CHANGES = {
    "an array by out=": "np.add(y, 1.0, out=y)",
    "a part of an array by out=": "np.multiply(y[1:], 2.0, out=y[:-1])",
    "an array by a method": "y.fill(y[0] + 1.0)",
    "the order of an array": "y[k % 4] += k\n        y.sort()",
    "an array in a function": "s += bump(y)",
    "an array in place": "y += 1.0",
    "one element again and again": "y[1] += 1.0",
    "elements by a mask": "y[y > 2] += 1.0",
    "a slice": "y[1:3] += 1.0",
    "what is read later": "later[k] = s",
    "what was read before": "x[k] = x[k] * 0.5",
    "the same from the other end": "x[-k - 1] = 3.0",
    "a list": "made.append(s)",
    "an element of a list": "made[0] += s",
    "a list in a function": "s += grow(made)",
    "a dict": "table[k % 3] += 1",
}
SOURCE = """
def bump(y):
    y[0] += 1.0
    return 0.5

def grow(made):
    made.append(1.0)
    return 0.5

def f(x, y):
    s = 0.0
    later = x[1:]
    made = [1.0]
    table = {0: 0, 1: 0, 2: 0}
    for k in range(len(x) - 1):
        CHANGE
        s += math.log(float(x[k]))
    return s, made, later, sum(table.values())
"""


def values(bad: int | None) -> tuple[Any, Any]:
    x = np.linspace(2.0, 3.0, 1300)
    if bad is not None:
        x[bad] = 0.0
    return x, np.arange(4.0)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_no_round_is_seen_twice(change: str) -> None:
    calls = [("f", lambda bad=bad: values(bad)) for bad in (None, 0, 3, 511, 512, 700, 1298)]
    found = compare(SOURCE.replace("CHANGE", change), calls, ulps=64)
    assert not found, found[0]


def test_a_careful_copy_is_made_when_it_is_needed() -> None:
    """Nothing traps, no copy; then something does, and what was written before is as it must be."""
    source = SOURCE.replace("CHANGE", "y[k] = math.sqrt(float(x[k]))")
    vm, native = load(source, "vm"), load(source, "native")
    before = len(late._made)
    x, y = values(None)[0], np.zeros(1300)
    assert native.call("f", (x, y)).error is None
    assert tier_of(native, "f").tier == "native"
    assert len(late._made) == before
    x[700] = 0.0
    wanted, found = vm.call("f", (x, np.zeros(1300))), native.call("f", (x, np.zeros(1300)))
    assert len(late._made) == before + 1
    assert found.error == wanted.error == ("ValueError", "math domain error", 17, 14)
    written = found.arguments[1]
    assert np.array_equal(written, wanted.arguments[1])
    assert written[700] == 0 != written[699] and not written[701:].any()
    x[700] = 1.0
    assert native.call("f", (x, np.zeros(1300))).error is None
    assert len(late._made) == before + 1


def test_arrays_that_share_memory_take_the_careful_copy() -> None:
    source = SOURCE.replace("CHANGE", "y[k] = s")

    def shared() -> tuple[Any, Any]:
        memory = np.linspace(2.0, 3.0, 1400)
        return memory[:1300], memory[1:1301]

    before = len(late._made)
    found = compare(source, [("f", shared)], ulps=64)
    assert not found, found[0]
    assert len(late._made) == before + 1
