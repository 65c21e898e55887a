"""BLAS by symbol: NumPy's own library, SciPy's as fall-back, called from IR."""

from __future__ import annotations

import ctypes
import sys

import numpy as np
import pytest

from nbc.native import llvm
from nbc.native.llvm import blas

CALL = f"""{blas.declaration("dgemm_")}
define void @product(ptr %a, ptr %b, ptr %c, i64 %n) {{
  %size = alloca i64
  %one = alloca double
  %zero = alloca double
  %no = alloca i8
  store i64 %n, ptr %size
  store double 1.0, ptr %one
  store double 0.0, ptr %zero
  store i8 78, ptr %no
  call void @dgemm_(ptr %no, ptr %no, ptr %size, ptr %size, ptr %size, ptr %one, ptr %b, ptr %size,
                    ptr %a, ptr %size, ptr %zero, ptr %c, ptr %size)
  ret void
}}
"""


@pytest.mark.parametrize("library", ["numpy", "scipy"])
@pytest.mark.parametrize("n", [1, 8, 65])
def test_dgemm_is_the_product(library: str, n: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if library == "scipy":
        monkeypatch.setattr(blas, "_in_numpy", lambda symbol: None)
    generator = np.random.default_rng(n)
    a, b, c = generator.random((n, n)), generator.random((n, n)), np.empty((n, n))
    loaded = llvm.machine_code(CALL, ["product"])
    product = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 3, ctypes.c_int64)
    product(loaded.addresses["product"])(a.ctypes.data, b.ctypes.data, c.ctypes.data, n)
    if library == "numpy" and blas._in_numpy("dgemm_"):
        assert np.array_equal(c, a @ b), "not bit by bit NumPy's"
    assert np.allclose(c, a @ b, rtol=1e-13)


@pytest.mark.parametrize("symbol", sorted(blas.ROUTINES))
def test_every_routine_is_in_scipy(symbol: str) -> None:
    assert blas._in_scipy(symbol)


@pytest.mark.skipif(sys.platform != "linux", reason="NumPy's wheels for Linux bring OpenBLAS")
def test_numpys_own_library_is_preferred() -> None:
    if blas._in_numpy("dgemm_") is None:
        pytest.skip("this NumPy was built with another BLAS")
    for symbol, address in blas.ROUTINES.items():
        assert address() == blas._in_numpy(symbol)


def test_declarations_say_what_is_returned() -> None:
    assert blas.declaration("ddot_") == "declare double @ddot_(ptr, ptr, ptr, ptr, ptr) nounwind"
    assert blas.declaration("sscal_") == "declare void @sscal_(ptr, ptr, ptr, ptr) nounwind"
