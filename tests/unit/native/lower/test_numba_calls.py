"""Functions that numba compiled, called from native code."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from nbc.native.dispatch import tier
from nbc.session import Session

numba = pytest.importorskip("numba")

MODULE = """
import numba

@numba.njit
def square(x): return x * x + 1

@numba.njit
def total(a):
    s = 0.0
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            s += a[i, j]
    return s

@numba.njit
def limited(x):
    if x > 3:
        raise ValueError("too large")
    return x

@numba.njit
def fill(a): a[0] = 7.0
"""
CELL = """
import numba, neighbour_of_noodle as there

@numba.njit
def own(x): return x + 1.5

def mixed(n):
    t = 0.0
    for i in range(n):
        t += there.square(i * 0.5) + own(i)
    return t

def of_array(a): return there.total(a) + there.square(3)
def limited(x): return there.limited(x)
def filled(a):
    there.fill(a)
    return a[0]
"""


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    (tmp_path / "neighbour_of_noodle.py").write_text(MODULE)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "neighbour_of_noodle", raising=False)
    made = Session(optimize=3, native="always")
    made.run(CELL)
    return made


def test_calls_stay_native(session: Session) -> None:
    assert session["mixed"](10) == sum((i * 0.5) ** 2 + 1 + i + 1.5 for i in range(10))
    ones = np.ones((3, 4))
    assert session["of_array"](ones) == 22.0
    assert session["of_array"](ones[::2, ::-1]) == 18.0
    assert session["filled"](np.zeros(3)) == 7.0
    assert session["limited"](2) == 2
    for name in ("mixed", "of_array", "filled", "limited"):
        assert tier(session[name]).tier == "native", name


def test_its_exceptions_are_raised(session: Session) -> None:
    with pytest.raises(ValueError, match="too large"):
        session["limited"](5)
