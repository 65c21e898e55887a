"""Promotion and the dtypes of operators are NumPy's, for every pair of dtypes."""

from __future__ import annotations

import itertools
import operator
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from nbc.types import dtype_name, promote, result_dtype, type_of
from nbc.types.arithmetic import DtypeError, operator_dtype, unary_dtype
from nbc.types.model import Array, Scalar
from nbc.types.promote import can_cast_same_kind, promote_weak

CODES = {"bool": "?", "i8": "i1", "i16": "i2", "i32": "i4", "i64": "i8", "u8": "u1", "u16": "u2",
         "u32": "u4", "u64": "u8", "f16": "f2", "f32": "f4", "f64": "f8", "c64": "c8",
         "c128": "c16"}  # fmt: skip
PYTHON: dict[str, Any] = {"bool": True, "i64": 1, "f64": 1.0, "c128": 1j}
OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "ADD": operator.add, "SUBTRACT": operator.sub, "MULTIPLY": operator.mul,
    "DIVIDE": operator.truediv, "FLOOR_DIVIDE": operator.floordiv, "MODULO": operator.mod,
    "POWER": operator.pow, "LEFT_SHIFT": operator.lshift, "RIGHT_SHIFT": operator.rshift,
    "BIT_AND": operator.and_, "BIT_OR": operator.or_, "BIT_XOR": operator.xor,
    "MATRIX_MULTIPLY": operator.matmul, "LESS": operator.lt, "EQUAL": operator.eq,
}  # fmt: skip
PAIRS = list(itertools.product(CODES, CODES))


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


def test_promote_is_result_type() -> None:
    for a, b in PAIRS:
        expected = np.result_type(np.dtype(CODES[a]), np.dtype(CODES[b]))
        assert promote(a, b) == dtype_name(expected), (a, b)


def test_python_scalars_are_weak() -> None:
    for dtype, python in itertools.product(CODES, PYTHON):
        expected = np.result_type(np.ones(2, CODES[dtype]), PYTHON[python])
        assert promote_weak(dtype, python) == dtype_name(expected), (dtype, python)


def test_same_kind_casts() -> None:
    for a, b in PAIRS:
        assert can_cast_same_kind(a, b) == np.can_cast(CODES[a], CODES[b], "same_kind"), (a, b)


@pytest.mark.parametrize("name", OPERATORS)
def test_operators_on_arrays(name: str) -> None:
    for a, b in PAIRS:
        _compare(name, np.ones(3, CODES[a]), np.ones(3, CODES[b]))


@pytest.mark.parametrize("name", [name for name in OPERATORS if name != "MATRIX_MULTIPLY"])
def test_operators_with_scalars(name: str) -> None:
    for dtype, python in itertools.product(CODES, PYTHON):
        _compare(name, np.ones(3, CODES[dtype]), PYTHON[python])
        _compare(name, PYTHON[python], np.ones(3, CODES[dtype]))
        _compare(name, np.ones(3, "f4"), np.dtype(CODES[dtype]).type(1))


@pytest.mark.parametrize("name", ["NEGATE", "POSITIVE", "INVERT"])
def test_unary_operators(name: str) -> None:
    compute: Any = {"NEGATE": operator.neg, "POSITIVE": operator.pos, "INVERT": operator.invert}[
        name
    ]
    for dtype in CODES:
        array = np.ones(3, CODES[dtype])
        try:
            expected: str | None = dtype_name(compute(array).dtype)
        except TypeError:
            with pytest.raises(DtypeError):
                unary_dtype(name, dtype)
        else:
            assert unary_dtype(name, dtype) == expected


def test_what_is_unknown_stays_unknown() -> None:
    assert promote("f64", "datetime64[ns]") is None
    assert result_dtype(Array(None, (3,)), Array("f64", (3,))) is None
    assert result_dtype(Array("f64", (3,)), Scalar("f64", None)) is None
    assert operator_dtype("ADD", Array("object", (3,)), Array("f64", (3,))) is None


def _compare(name: str, a: Any, b: Any) -> None:
    """One operator on two values: NumPy's dtype or its refusal."""
    try:
        expected = dtype_name(np.asarray(OPERATORS[name](a, b)).dtype)
    except TypeError:
        with pytest.raises(DtypeError):
            operator_dtype(name, type_of(a), type_of(b))
        return
    except ValueError:  # integers to negative powers
        return
    assert operator_dtype(name, type_of(a), type_of(b)) == expected, (name, a, b)
