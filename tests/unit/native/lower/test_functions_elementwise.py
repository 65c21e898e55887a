"""Ufunc calls, their methods, and elementwise functions: native code against NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import nbc
from nbc.errors import OverflowTrap
from nbc.runtime.names import NAMES
from tests.unit.native.lower.expressions import agree

_RANDOM = np.random.default_rng(5)
_GRID = _RANDOM.standard_normal((4, 6))
_ROW = _RANDOM.standard_normal(6)
_WHOLE = _RANDOM.integers(-9, 9, (4, 6))
_COMPLEX = _GRID + 1j * _GRID[::-1]
_SPECIAL = np.array([np.inf, -np.inf, np.nan, 0.0, -0.0, 1e308, -1.5])

_ONE = "exp log sqrt sin cos tanh arctan floor ceil rint sign square absolute isnan isfinite "
_TWO = "maximum minimum fmax fmin arctan2 hypot copysign logaddexp fmod remainder floor_divide "


@pytest.mark.parametrize("dtype", ["f8", "f4", "i4", "c16"])
def test_ufuncs_of_one_operand(dtype: str) -> None:
    names = [name for name in _ONE.split() if dtype != "c16" or name not in
             ("floor", "ceil", "sign", "rint")]  # fmt: skip
    calls = ", ".join(f"np.{name}(a)" for name in names)
    values = (_COMPLEX if dtype == "c16" else _GRID * 3).astype(dtype)
    agree(f"({calls})", values, ulp=32)


@pytest.mark.parametrize("dtype", ["f8", "f4", "i8"])
def test_ufuncs_of_two_operands(dtype: str) -> None:
    calls = ", ".join(f"np.{name}(a, b)" for name in _TWO.split())
    agree(f"({calls})", (_GRID * 5).astype(dtype), (_ROW * 3).astype(dtype), ulp=32)


def test_special_values() -> None:
    one = ", ".join(f"np.{name}(a)" for name in _ONE.split())
    two = ", ".join(f"np.{name}(a[:, None], a)" for name in _TWO.split())
    agree(f"({one})", _SPECIAL, ulp=32)
    agree(f"({two})", _SPECIAL, ulp=32)


@pytest.mark.parametrize("value", [2.5, 3, np.float32(0.5), np.int32(7), True], ids=repr)
def test_scalars_become_numpy_scalars(value: Any) -> None:
    agree("(np.add(a, 1), np.multiply(a, a), np.maximum(a, 2), np.sqrt(np.float64(a)))", value)


_CASES = [
    ("np.where(a > 0, a, b)", _GRID, _ROW), ("np.where(a > 0, 1, 2.5)", _WHOLE),
    ("np.clip(a, -1, 1) + np.clip(a, b, 2)", _GRID, _ROW), ("a.clip(0, 3)", _WHOLE),
    ("(np.round(a, 2), np.round(a), a.round(-1))", _GRID * 40),
    ("(a.astype(np.float32), a.astype(int), a.astype('i2'), a.astype(bool))", _GRID * 9),
    ("(np.float32(a), np.int64(3), np.float64(b))", 2.5, 7),
    ("(a.real, a.imag, np.angle(a), np.conj(a), np.abs(a))", _COMPLEX),
    ("(np.isclose(a, b), np.allclose(a, b))", _GRID, _GRID + 1e-9),
    ("np.nan_to_num(a)", _SPECIAL),
    ("(a ** 3, a ** -2, a ** b)", _COMPLEX, 2.5), ("(a ** 7, a ** b)", _WHOLE, 3),
    ("(np.add.outer(a, b), np.maximum.accumulate(a), np.add.reduce(a))", _ROW, _ROW[:3]),
    ("a ** b", _WHOLE, _WHOLE),
    ("np.add(a, b, out=c)\nc", _GRID, _ROW, np.zeros((4, 6))),
    ("np.exp(a, out=a)\na", _GRID), ("np.exp(a, out=b)\nb", _GRID, np.zeros((4, 5))),
    ("a + b", _GRID, _ROW[:5]),
]  # fmt: skip


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case[0])
def test_function(case: tuple[Any, ...]) -> None:
    agree(*case)


def test_casts_of_noodle() -> None:
    values = (3, -3.7, 2**40, float("nan"), np.float32(1e20), np.uint64(2**63), True)
    for value in values:
        for name in ("i8", "u8", "i64", "f32", "f64"):
            _cast_agrees(name, value)


def _cast_agrees(name: str, value: Any) -> None:
    if (name, type(value)) not in _SESSIONS:
        session = nbc.Session(optimize=3, native="always")
        session.run(f"def f(a):\n    return {name}(a)\n")
        _SESSIONS[name, type(value)] = session
    convert: Any = NAMES[name]
    try:
        wanted = convert(value)
    except OverflowTrap as error:
        with pytest.raises(OverflowTrap) as raised:
            _SESSIONS[name, type(value)].namespace["f"](value)
        assert raised.value.message == error.message
        return
    found = _SESSIONS[name, type(value)].namespace["f"](value)
    assert type(found) is type(wanted) and (found == wanted or wanted != wanted)


_SESSIONS: dict[tuple[str, type], Any] = {}
