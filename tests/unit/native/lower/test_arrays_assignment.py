"""Assignment to parts of arrays, and operators in place, whatever shares memory."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.unit.native.lower.agreement import Programs

_ONE = """
def fill(a): a[1:-1] = 2.0
def neighbours(a): a[1:-1] = a[:-2] + a[2:]
def reverse(a): a[:] = a[::-1]
def both(a): a[:] = (a * 2)[::-1] + a
def floor(a): a //= 3
def square(a): a **= 2
def shift(a): a[:-1] = a[1:]
def chain(a):
    a[1:] += a[:-1]
    a[0] -= 1
    a[...] *= a
"""
_TWO = """
def copy(a, b): a[...] = b
def scaled(a, b): a[1:-1] = b[1:-1] * 2
def add(a, b): a += b
def tails(a, b): a[1:] -= b[1:]
def steps(a, b): a[::2] = b[::2] + 1
def both(a, b):
    a *= 2
    a -= b
    return a + b
"""
_ROWS = """
def first(a): a[0] = a[1] * 2
def columns(a): a[:, 0] = a[:, 1] * 2
def eliminate(a): a[1:, 1:] -= a[1:, 0:1] * a[0, 1:]
def rows(a): a[1] -= a[0]
def heat(a):
    for t in range(3):
        b = a * 1.0
        a[1:-1, 1:-1] = b[1:-1, 1:-1] + 0.1 * (b[2:, 1:-1] + b[:-2, 1:-1] - 2.0 * b[1:-1, 2:])
        a[0, :] = 0.0
        a[:, -1] = a[:, -2]
"""
_DTYPES = "bool i1 u1 i2 u2 i4 u4 i8 f4 f8 c16".split()


def _names(source: str) -> list[str]:
    return [line.split("(")[0][4:] for line in source.splitlines() if line.startswith("def ")]


def test_a_part_of_an_array_may_be_computed_from_the_array() -> None:
    programs = Programs(_ONE)
    for size in (2, 3, 9):
        for name in _names(_ONE):
            programs.agree(name, np.arange(float(size)))
            programs.agree(name, np.arange(2.0 * size)[::-2])
    assert all(map(programs.is_native, _names(_ONE)))


def test_arrays_that_share_memory_are_read_before_they_are_written() -> None:
    programs = Programs(_TWO)
    base = np.arange(12.0)
    pairs = [
        (base, base.copy()), (base, base), (base[1:], base[:-1]), (base[:-1], base[1:]),
        (base, base[::-1]), (base[:6], base[6:]), (base, base[:1]), (base, base[1:]),
    ]  # fmt: skip
    for name in _names(_TWO):
        for a, b in pairs:
            programs.agree(name, a, b)
    assert all(map(programs.is_native, _names(_TWO)))


def test_rows_columns_and_blocks_of_a_matrix() -> None:
    programs = Programs(_ROWS)
    square = np.arange(30.0).reshape(5, 6)
    for matrix in (square, square.T, square[::2], square[:, ::-1], np.asfortranarray(square)):
        for name in _names(_ROWS):
            programs.agree(name, matrix)
    assert all(map(programs.is_native, _names(_ROWS)))


@pytest.mark.parametrize("shape", [(4, 5), (1, 5), (5,), (4, 1), (1,), (2, 5), (4,)])
def test_values_are_broadcast_into_their_place(shape: Any) -> None:
    programs = Programs(_TWO)
    for name in ("copy", "add"):
        programs.agree(name, np.zeros((4, 5)), np.ones(shape))
        programs.agree(name, np.zeros((1, 5)), np.ones(shape))


@pytest.mark.parametrize("dtype", _DTYPES)
def test_scalars_and_arrays_are_cast_as_they_are_stored(dtype: str) -> None:
    programs = Programs(_TWO + "def element(a, v): a[1] = v\ndef part(a, v): a[:2] = v\n")
    array = np.arange(6).astype(dtype)
    for value in (
        1,
        -1,
        300,
        2.5,
        float("nan"),
        1e30,
        np.float64(3.7),
        np.int64(-1),
        np.uint8(200),
    ):
        programs.agree("element", array, value)
        programs.agree("part", array, value)
    for other in ("u1", "i8", "f8"):
        programs.agree("copy", array, np.arange(6).astype(other))
        programs.agree("add", array, np.arange(6).astype(other))


def test_what_is_read_only_stays_as_it_is() -> None:
    programs = Programs(_ONE + "def add(a): a += 1\ndef element(a): a[0] = 1\n")
    array = np.arange(5.0)
    array.flags.writeable = False
    for name in ("fill", "add", "element", "chain"):
        programs.agree(name, array)
