"""Loops of a cell over tuples, in native code: what variables are behind them, also after a trap."""

from __future__ import annotations

from typing import Any

import pytest

from nbc.session import Session

UNROLLED = """
u = 0.5
k = 0
for a in range(3):
    for e in (1, -2, 3):
        u += float(e)
        for q in range(2):
            k += 10 // (e - 1 + n)
"""
LATE = """
for a in range(9):
    values[a] = 1.0
    for e in (1, 2):
        q = a * e
"""


@pytest.mark.parametrize("source", [UNROLLED, LATE])
def test_variables_are_those_of_the_vm(source: str) -> None:
    import numpy as np  # lazy: one use

    for n in (5, 0, 2, -2):
        left = []
        for native in ("never", "always"):
            names: dict[str, Any] = {"n": n, "values": np.zeros(4)}
            session = Session(names, optimize=3, native=native)
            try:
                session.run(source)
            except (ArithmeticError, LookupError) as error:
                names["error"] = repr(error)
            left.append({key: repr(names.get(key)) for key in "uakeq" if key in names})
        assert left[0] == left[1]
