"""Sums over the rows of a matrix for each of its columns: strips of columns go through together."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nbc.native.lower import strips
from tests.unit.native.lower.agreement import Programs

SOURCE = """
def product(a, b, out):
    for i in range(a.shape[0]):
        for j in range(b.shape[1]):
            total = 0.0
            for k in range(a.shape[1]):
                total += a[i, k] * b[k, j]
            out[i, j] = total
    return total, i, j, k

def plain(a, b, out):
    total = None
    for i in range(a.shape[0]):
        for j in range(b.shape[1]):
            total = 0
            for k in range(a.shape[1]):
                total += a[i, k] * b[k, j]
            out[i, j] = total
    return total

def sums(b, out):
    rows, columns = b.shape
    for j in range(columns):
        s = 0
        for k in range(rows - 1, -1, -2):
            s = s + b[k, j]
        out[j] = 2.0 * s - out[j]
    return j, s, k

def inside(b, out):
    rows, columns = b.shape
    for j in range(1, columns - 1):
        s = -0.0
        for k in range(1, rows):
            s -= b[k - 1, j] - b[k, j + 1] * b[k, j - 1]
        out[j - 1] = s
    return s

def below(a, b, out):
    n = len(b)
    for i in range(n):
        for j in range(n):
            t = 1.0
            for k in range(i):
                t += b[k, j] * a[i, k] * 0.5
            out[i, j] = -t

def running(b, out):
    for j in range(b.shape[1]):
        r = 0.0
        for k in range(len(b)):
            r += b[k, j] + out[k]
        out[j] = r

def outside(b, out, n):
    for j in range(n):
        s = 0.0
        for k in range(n):
            s += b[k, j]
        out[j] = s
    return s
"""


@pytest.fixture(scope="module")
def programs() -> Programs:
    return Programs(SOURCE)


def _numbers(*shape: int, dtype: Any = float) -> Any:
    return (np.arange(np.prod(shape)) * 37 % 101 / 8.0).reshape(shape).astype(dtype)


@pytest.mark.parametrize("sizes", [(1, 1, 1), (3, 4, 5), (2, 3, 256), (2, 2, 257), (3, 1, 700)])
def test_products(programs: Programs, sizes: tuple[int, int, int]) -> None:
    n, depth, m = sizes
    for b in (_numbers(depth, m), _numbers(m, depth).T):
        programs.agree("product", _numbers(n, depth), b, np.zeros((n, m)))
    assert programs.is_native("product")


def test_other_types(programs: Programs) -> None:
    for dtype in (np.float32, np.int64, np.int32, np.uint8):
        a, b = _numbers(3, 4, dtype=dtype), _numbers(4, 300, dtype=dtype)
        programs.agree("product", a, b, np.zeros((3, 300), dtype))
        programs.agree("product", a, b.astype(float), np.zeros((3, 300), np.float32))
        programs.agree("sums", b, np.zeros(300))


def test_special_numbers(programs: Programs) -> None:
    a, b = _numbers(3, 4), _numbers(4, 300)
    a[1, 2], b[3, 7], b[0, 299], b[:, 5] = np.inf, np.nan, -np.inf, -0.0
    programs.agree("product", a, b, np.zeros((3, 300)))
    programs.agree("inside", np.full((4, 300), -0.0), np.zeros(300))


def test_other_nests(programs: Programs) -> None:
    for shape in ((1, 3), (2, 3), (5, 9), (4, 600)):
        for name in ("sums", "inside"):
            programs.agree(name, _numbers(*shape), np.zeros(shape[1]))
            programs.agree(name, _numbers(*shape)[::-1, ::-1], np.zeros(shape[1]))
            programs.agree(name, _numbers(shape[0], 2 * shape[1])[:, ::2], np.zeros(shape[1]))
    for n in (0, 1, 2, 30):
        programs.agree("below", _numbers(n, n), _numbers(n, n), np.zeros((n, n)))


def test_loops_without_rounds(programs: Programs) -> None:
    for n, depth, m in ((2, 0, 3), (2, 3, 0), (0, 3, 3)):
        programs.agree("plain", np.zeros((n, depth)), np.zeros((depth, m)), np.ones((n, m)))
    programs.agree("plain", np.ones((2, 3)), np.ones((3, 4)), np.ones((2, 4)))


def test_arrays_that_share_memory(programs: Programs) -> None:
    square = _numbers(9, 9)
    programs.agree("product", square, square, square)
    programs.agree("product", square, square[:, ::-1], np.zeros((9, 9)))
    programs.agree("running", _numbers(5, 5), np.ones(5))
    base = _numbers(40)
    programs.agree("sums", base[:36].reshape(6, 6), base[30:36])
    programs.agree("inside", base[:36].reshape(6, 6), base[4:])


def test_traps(programs: Programs) -> None:
    for n in (3, 4, 5, 6):
        programs.agree("outside", _numbers(4, 5), np.zeros(4), n)
    locked = np.zeros((3, 4))
    locked.flags.writeable = False
    programs.agree("product", _numbers(3, 2), _numbers(2, 4), locked)


def test_which_nests_go_in_strips() -> None:
    written: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        plain = strips._Strips.write

        def write(self: Any, columns: str, rows: str) -> None:
            plain(self, columns, rows)
            written.append(self.plan.total)

        patch.setattr(strips._Strips, "write", write)
        made = Programs(SOURCE.replace("total", "whole").replace("2.0 * s", "3.0 * s"))
        made.agree("product", _numbers(3, 4), _numbers(4, 5), np.zeros((3, 5)))
        made.agree("sums", _numbers(4, 5), np.zeros(5))
        made.agree("running", _numbers(5, 5), np.ones(5))
    assert set(written) == {"whole", "s"}
