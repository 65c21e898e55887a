"""The names that cells have without an import."""

from __future__ import annotations

import math
import pickle
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from nbc.errors import OverflowTrap
from nbc.runtime.names import NAMES

N: Any = NAMES
INTEGERS = ("i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64")


@pytest.mark.parametrize("name", INTEGERS)
def test_integers_take_their_whole_range_and_no_more(name: str) -> None:
    limits = np.iinfo(N[name].dtype)
    for value in (int(limits.min), int(limits.max), 0):
        assert N[name](value) == value
    for beyond in (int(limits.min) - 1, int(limits.max) + 1, 1e30, -1e30):
        with pytest.raises(OverflowTrap) as caught:
            N[name](beyond)
        assert caught.value.code == "N5001"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, np.float32("nan")])
@pytest.mark.parametrize("name", INTEGERS)
def test_integers_refuse_nan_and_infinity(name: str, value: float) -> None:
    with pytest.raises(OverflowTrap):
        N[name](value)
    with pytest.raises(OverflowError):
        N[name](np.array([1.0, value]))


def test_conversion_gives_python_or_numpy_values() -> None:
    assert type(N["i64"](2.7)) is int and N["i64"](-2.7) == -2
    assert type(N["f64"](np.float32(1))) is float
    assert type(N["c128"](1)) is complex
    assert type(N["i8"](2.9)) is np.int8
    assert type(N["f32"](0.1)) is np.float32
    assert type(N["c64"](1j)) is np.complex64
    assert N["i64"]("12") == 12 and N["i64"]() == 0


@pytest.mark.parametrize("value", [None, [1], "x", 1j])
def test_conversion_refuses_what_int_refuses(value: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        N["i32"](value)


def test_arrays_are_converted_and_never_wrap() -> None:
    assert N["i8"](np.array([1.9, -2.0])).tolist() == [1, -2]
    assert N["f32"](np.ones((2, 2))).dtype == np.float32
    assert N["u8"](np.array([], dtype=float)).dtype == np.uint8
    with pytest.raises(OverflowTrap):
        N["i8"](np.array([1, 200]))
    with pytest.raises(TypeError):
        N["f64"](np.array([1j]))


def test_scalar_types_are_dtypes_for_numpy() -> None:
    for name in (*INTEGERS, "f32", "f64", "c64", "c128"):
        assert np.zeros(2, dtype=N[name]).dtype == N[name].dtype
        assert pickle.loads(pickle.dumps(N[name])) is N[name]
        assert repr(N[name]) == name


def test_functions_are_math_for_numbers_and_numpy_for_arrays() -> None:
    assert type(N["exp"](1)) is float and N["exp"](1.0) == math.e
    assert N["floor"](2.5) == 2 and type(N["floor"](2.5)) is int
    assert N["sqrt"](-1 + 0j) == 1j
    assert type(N["sin"](np.float32(1))) is np.float32
    assert N["exp"](np.zeros(2)).tolist() == [1.0, 1.0]
    assert N["log"](8, 2) == 3.0
    assert N["log"](np.array([8.0]), 2).tolist() == [3.0]
    with pytest.raises(ValueError, match="math domain"):
        N["sqrt"](-1.0)


def test_loops_are_ranges() -> None:
    assert list(N["parallel"](3)) == list(N["prange"](0, 3)) == [0, 1, 2]
    assert N["bigint"](2**70) == 2**70


def test_every_name_is_documented() -> None:
    own = {name: value for name, value in N.items()
           if not str(getattr(value, "__module__", "")).startswith("ahr.")}  # fmt: skip
    assert all(value.__doc__ and name in value.__doc__ for name, value in own.items())


def test_numpy_is_not_imported_before_it_is_needed() -> None:
    code = (
        "import sys; from nbc.runtime.names import NAMES; NAMES['exp'](1.0); NAMES['i64'](1.5)\n"
        "assert 'numpy' not in sys.modules; NAMES['i8'](1); assert 'numpy' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
