"""Masks and arrays of integers as indices, unpacking and membership."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.native.lower.agreement import Programs

_MASKED = """
def read(a, m): return a[m]
def large(a): return a[a > 3]
def write(a, m): a[m] = 7
def clear(a): a[a > 3] = 0
def double(a): a[a > 3] *= 2
def values(a, m, v): a[m] = v
def add(a, m, v): a[m] += v
def where(a): return np.nonzero(a > 3)
def lazy(a): return (a * 2)[a > 3] + 1
def both(a): a[~(a > 3) & (a < 9)] -= 1
"""
_INDEXED = """
def rows(a, i): return a[i]
def second(a, i): return a[i, 1]
def columns(a, i): return a[:, i]
def pairs(a, i, j): return a[i, j]
def outer(a, i, j): return a[i[:, None], j]
def twice(a, i): return a[i] * 2 + a[i]
def later(a, i): return a[1:, i]
def moved(a, i): return a[i + 1]
def put(a, i, v): a[i] = v
def add(a, i, v): a[i] += v
def put_columns(a, i, v): a[:, i] = v
def subtract(a, i, j, v): a[i, j] -= v
def itself(a, i): a[:] = a[i]
"""
_ITEMS = """
def two(a):
    x, y = a
    return x * y
def three(a):
    x, y, z = a * 2
    return z + x
def held(a, v): return v in a, v not in a
def rows(a):
    s = 0.0
    for r in a:
        s += r[0]
        r[1] = s
    return s
"""


def _names(source: str) -> list[str]:
    return [line.split("(")[0][4:] for line in source.splitlines() if line.startswith("def ")]


@pytest.mark.parametrize("dtype", ["f8", "u1"])
def test_masks_of_vectors(dtype: str) -> None:
    programs, random = Programs(_MASKED), np.random.default_rng(1)
    for size in (0, 1, 12):
        array, mask = (random.random(size) * 10).astype(dtype), random.random(size) > 0.5
        for name in ("large", "clear", "double", "where", "lazy", "both"):
            programs.agree(name, array)
            programs.agree(name, array[::-1])
        for name in ("read", "write"):
            programs.agree(name, array, mask)
            programs.agree(name, array, random.random(size + 1) > 0.5)
        for value in (array[mask], array[:1], array, 3):
            programs.agree("values", array, mask, value)
            programs.agree("add", array, mask, value)
    assert all(map(programs.is_native, _names(_MASKED)))


def test_masks_of_matrices() -> None:
    programs, random = Programs(_MASKED), np.random.default_rng(2)
    square = np.arange(20.0).reshape(4, 5) % 7
    for matrix in (square, square.T, square[:, ::-1], np.asfortranarray(square)):
        mask = random.random(matrix.shape) > 0.5
        for name in ("large", "clear", "double", "where", "lazy", "both"):
            programs.agree(name, matrix)
        for name in ("read", "write"):
            programs.agree(name, matrix, mask)
            programs.agree(name, matrix, mask[:, 0])
            programs.agree(name, matrix, mask.T)
        programs.agree("values", matrix, mask, matrix[mask])


@pytest.mark.parametrize("dtype", ["i8", "u1"])
def test_arrays_of_indices(dtype: str) -> None:
    programs, random = Programs(_INDEXED), np.random.default_rng(3)
    square = np.arange(20.0).reshape(4, 5)
    i, j = (random.integers(0, 2, 6).astype(dtype) for _ in range(2))
    if dtype != "u1":
        i[0] = -1
    for matrix in (square, square.T, np.asfortranarray(square)):
        for name in ("rows", "second", "columns", "twice", "later", "moved"):
            programs.agree(name, matrix, i)
            programs.agree(name, matrix, i + 3)
        for name in ("pairs", "outer"):
            for other in (j, j[:1], j[:3], j + 5):
                programs.agree(name, matrix, i, other)
        for value in (2.5, matrix[0], matrix[:1], matrix[:3]):
            programs.agree("put", matrix, i, value)
            programs.agree("add", matrix, i, value)
        programs.agree("put_columns", matrix, i, matrix[:, :1])
        programs.agree("subtract", matrix, i, j, 1.0)
    assert all(map(programs.is_native, set(_names(_INDEXED)) - {"itself"}))


def test_indices_that_share_memory_with_what_they_index() -> None:
    programs = Programs(_INDEXED)
    numbers = np.arange(5)
    programs.agree("put", numbers, numbers, numbers[::-1])
    programs.agree("add", numbers, numbers[::-1], numbers)
    programs.agree("itself", numbers, numbers[::-1])


def test_unpacking_iteration_and_membership() -> None:
    programs = Programs(_ITEMS)
    for size in range(4):
        vector, matrix = np.arange(float(size)), np.arange(3.0 * size).reshape(size, 3)
        for array in (vector, matrix):
            programs.agree("two", array)
            programs.agree("three", array)
            programs.agree("held", array, 2.0)
            programs.agree("held", array, 2)
        programs.agree("rows", matrix)
