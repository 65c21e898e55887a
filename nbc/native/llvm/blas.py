"""BLAS and LAPACK by symbol: the library that NumPy's own `@` runs on, else SciPy's.

IR calls the Fortran routines (`@dgemm_`), all arguments by pointer, matrices in column order.
**Integers are i64 in memory, below 2**31.** NumPy's OpenBLAS reads all 64 bits; SciPy's reads the
low 32, which is the same on a little-endian machine. So an integer result (`info`) must be set to 0
before, and only its low 32 bits be read; pivots are opaque, 8 bytes each are enough.
Nothing is imported and no symbol looked up until IR names a routine.

Measured beside `@` into an array that exists (one thread): gemm 8x8 0.78 of the time, 64x64 0.97,
1000x1000 1.00; gemv 8x8 0.74, 1000x1000 0.99; gemm, gemv and dot equal `@` bit by bit, also with
two threads. SciPy's is as fast, differs in last bits with two threads, brings a second pool of
threads and 240 ms of imports. For `a @ a.T` NumPy calls syrk, whose result is symmetric.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from functools import cache, partial
from typing import Any, Final

from nbc.errors import InternalError

ARGUMENTS: Final = {
    # BLAS: "sdcz" are the item types the routine exists for.
    "gemm sdcz": "transa transb m n k alpha a lda b ldb beta c ldc",
    "gemv sdcz": "trans m n alpha a lda x incx beta y incy",
    "ger sd": "m n alpha x incx y incy a lda",
    "geru cz": "m n alpha x incx y incy a lda",
    "gerc cz": "m n alpha x incx y incy a lda",
    "dot sd": "n x incx y incy -> item",
    "nrm2 sd": "n x incx -> item",
    "asum sd": "n x incx -> item",
    "axpy sdcz": "n alpha x incx y incy",
    "scal sdcz": "n alpha x incx",
    "syrk sdcz": "uplo trans n k alpha a lda beta c ldc",
    "symm sdcz": "side uplo m n alpha a lda b ldb beta c ldc",
    "symv sd": "uplo n alpha a lda x incx beta y incy",
    "trsm sdcz": "side uplo transa diag m n alpha a lda b ldb",
    "trsv sdcz": "uplo trans diag n a lda x incx",
    "trmm sdcz": "side uplo transa diag m n alpha a lda b ldb",
    # LAPACK
    "gesv sdcz": "n nrhs a lda ipiv b ldb info",
    "getrf sdcz": "m n a lda ipiv info",
    "getri sdcz": "n a lda ipiv work lwork info",
    "getrs sdcz": "trans n nrhs a lda ipiv b ldb info",
    "potrf sdcz": "uplo n a lda info",
    "potrs sdcz": "uplo n nrhs a lda b ldb info",
    "trtrs sdcz": "uplo trans diag n nrhs a lda b ldb info",
    "geqrf sdcz": "m n a lda tau work lwork info",
    "orgqr sd": "m n k a lda tau work lwork info",
    "ungqr cz": "m n k a lda tau work lwork info",
    "syevd sd": "jobz uplo n a lda w work lwork iwork liwork info",
    "heevd cz": "jobz uplo n a lda w work lwork rwork lrwork iwork liwork info",
    "gesdd sd": "jobz m n a lda s u ldu vt ldvt work lwork iwork info",
    "gelsd sd": "m n nrhs a lda b ldb s rcond rank work lwork iwork info",
}
"""A routine, the item types it exists for, and its arguments: each a pointer."""

_SIGNATURES: Final = {
    f"{letter}{row.split()[0]}_": (letter, arguments)
    for row, arguments in ARGUMENTS.items()
    for letter in row.split()[1]
}


def declaration(symbol: str) -> str:
    """How IR declares a routine."""
    letter, text = _SIGNATURES[symbol]
    arguments, arrow, _ = text.partition(" -> ")
    result = {"s": "float", "d": "double"}[letter] if arrow else "void"
    return f"declare {result} @{symbol}({', '.join('ptr' for _ in arguments.split())}) nounwind"


def address(symbol: str) -> int:
    """Where a routine is: in NumPy's BLAS where that has it, else in SciPy's."""
    found = _in_numpy(symbol) or _in_scipy(symbol)
    if not found:
        raise InternalError("N9001", f"no BLAS library has {symbol}")
    return found


@cache
def _in_numpy(symbol: str) -> int | None:
    """From the libraries that NumPy's extension module was linked with. Measured: 0.06 ms, and
    results equal NumPy's bit by bit, since `@` calls the same code."""
    library = _numpy_library()
    if library is None or sys.byteorder != "little":
        return None
    for name in (f"scipy_{symbol}64_", f"{symbol}64_", f"scipy_{symbol}", symbol):
        if hasattr(library, name):
            return ctypes.cast(getattr(library, name), ctypes.c_void_p).value
    return None


@cache
def _numpy_library() -> Any | None:
    import numpy._core._multiarray_umath as multiarray  # type: ignore[import-not-found]  # lazy: NumPy is heavy

    try:
        return ctypes.CDLL(multiarray.__file__)
    except OSError:
        return None


@cache
def _in_scipy(symbol: str) -> int | None:
    """From the C API of SciPy's Cython modules. Their import takes 240 ms."""
    from scipy import linalg  # type: ignore[import-untyped]  # lazy: slow, and seldom needed

    name = symbol.removesuffix("_")
    for module in (linalg.cython_blas, linalg.cython_lapack):
        capsule = module.__pyx_capi__.get(name)
        if capsule is not None:
            return _capsule_pointer(capsule)
    return None


def _capsule_pointer(capsule: object) -> int | None:
    get_name = ctypes.pythonapi.PyCapsule_GetName
    get_name.argtypes, get_name.restype = [ctypes.py_object], ctypes.c_char_p
    get_pointer = ctypes.pythonapi.PyCapsule_GetPointer
    get_pointer.argtypes, get_pointer.restype = [ctypes.py_object, ctypes.c_char_p], ctypes.c_void_p
    return get_pointer(capsule, get_name(capsule))  # type: ignore[no-any-return]


ROUTINES: Final[dict[str, Callable[[], int]]] = {
    symbol: partial(address, symbol) for symbol in _SIGNATURES
}
"""The symbols that IR may name, and what gives their addresses."""
