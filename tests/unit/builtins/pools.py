"""Argument values for the comparison with CPython and NumPy, by the name of the parameter.

Small on purpose: every dtype, ranks 0 to 3, empty arrays, weak and strong scalars, tuples, lists,
and a class that takes NumPy's calls over.
"""

from __future__ import annotations

from typing import Any

import numpy as np

DTYPES = (
    "?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "c8", "c16",
)  # fmt: skip
SHAPES = ((), (0,), (1,), (3,), (4,), (1, 3), (3, 1), (2, 3), (3, 3), (0, 3), (2, 3, 4), (2, 3, 3))


class Duck:
    """Takes over every call of NumPy that it is given to."""

    def __array_function__(self, function: Any, types: Any, args: Any, kwargs: Any) -> str:
        return "duck"

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> str:
        return "duck"


def filled(shape: tuple[int, ...], dtype: str) -> np.ndarray[Any, Any]:
    """Small positive numbers, so that functions are defined there."""
    count = int(np.prod(shape, dtype=int))
    return ((np.arange(count) * 7 % 3) + 1).reshape(shape).astype(dtype)


ARRAYS: list[Any] = [filled(shape, dtype) for shape in SHAPES for dtype in ("f8", "i8")]
ARRAYS += [filled((3,), dtype) for dtype in DTYPES] + [filled((3, 3), dtype) for dtype in DTYPES]
ARRAYS += [filled((3,), "f4"), filled((2, 3), "f4"), filled((), "i1"), filled((0,), "u1")]
ODD_ARRAYS: list[Any] = [
    np.array([1, 2.5, 3], dtype=object),
    np.array(["a", "b", "c"]),
    np.array(["2020-01-01", "2021-01-01", "2022-01-01"], dtype="M8[D]"),
]
WEAK: list[Any] = [True, False, 0, 1, 2, 3, -1, 2.5, -0.5, 1j]
STRONG: list[Any] = [
    np.float64(1.5), np.float32(2), np.float16(1), np.int64(2), np.int8(1), np.uint64(3),
    np.bool_(True), np.complex64(1j),
]  # fmt: skip
SEQUENCES: list[Any] = [
    (1, 2, 3), (1, 2.5), (), ((1, 2), (3, 4)), [1, 2, 3], [1.5], [], [[1, 2], [3, 4]],
    (True, False), range(4), (np.float32(1), 2), [np.zeros(3), np.ones(3)],
]  # fmt: skip
OTHERS: list[Any] = [None, "abc", b"abc", Duck(), {1: 2}, {1, 2}, 2**70, len, slice(1, 2), object()]

NUMERIC: list[Any] = ARRAYS * 2 + WEAK + STRONG + SEQUENCES + ODD_ARRAYS + [None, "abc", Duck()]
ANYTHING: list[Any] = ARRAYS[:24] + WEAK + STRONG + SEQUENCES + OTHERS
AXES: list[Any] = [None, 0, 0, 1, -1, 2, -3, 5, (0, 1), (0,), (0, 0), np.int64(0), 1.5, "x"]
SHAPE_VALUES: list[Any] = [
    3, 0, (2, 3), (), (0,), (3,), (3, 2), -1, (-1, 2), (3, -1), [3, 1], (1, 3, 1), 6, 2.5, (2, 3, 3),
    (9,), (24,), (4, -1), None, np.int64(3), (np.int64(2), 3), "x", (0, -1), (-1, -1),
]  # fmt: skip
FLAGS: list[Any] = [True, False]
KINDS: list[Any] = [
    None,
    float,
    int,
    bool,
    "f4",
    "int32",
    np.float32,
    np.int8,
    np.dtype("f4"),
    "c8",
]
COUNTS: list[Any] = [0, 1, 2, 3, 5, -1, 2.5, np.int64(3), True, "x"]
MATRICES: list[Any] = [
    filled(shape, dtype) + np.eye(shape[-1], dtype=dtype)
    for shape in ((3, 3), (2, 3, 3), (1, 1))
    for dtype in ("f8", "i8", "f4", "c8")
]
MATRICES += [filled((2, 3), "f8"), filled((3,), "f8"), filled((3, 3), "f2"), filled((0, 0), "f8")]
GROUPS: list[Any] = [
    (filled((3,), "f8"), filled((3,), "i8")), [filled((3,), "f4"), filled((3,), "f4")],
    (filled((2, 3), "f8"), filled((2, 3), "f8")), (filled((2, 3), "f8"), filled((1, 3), "i1")),
    (filled((2, 3), "f8"), filled((3,), "f8")), (filled((3,), "?"), filled((4,), "u1")),
    (filled((2, 3), "f8"), filled((2, 4), "f8")), (1, 2, 3), [1.5, 2], (), [], filled((2, 3), "f4"),
    filled((3,), "f8"), filled((2, 3, 4), "i2"), (filled((), "f8"), filled((), "f8")),
    (filled((2, 3, 4), "f8"), filled((2, 3, 4), "f8")), ([1, 2], (3, 4)), (Duck(), filled((3,), "f8")),
    (filled((3, 1), "f8"), filled((3, 1), "f4")), 5, "abc", None,
]  # fmt: skip
TEXTS: list[Any] = ["", "a", "abc", "a b", "12", "x y z", "Hello"]
_INTEGERS: list[Any] = [0, 1, 2, 3, 5, -1, True, np.int64(2), 1.5, None, "x", (1,), 2**70]

BY_NAME: dict[str, list[Any]] = {
    "axis": AXES, "axes": [None, 0, 1, 2, (0, 1), (1, 0), ((0,), (1,)), (2, 0, 1), ([0], [0]), 5],
    "axis1": [0, 1, -1, 2, 7], "axis2": [0, 1, -1, 2, 7], "source": [0, -1, 1, (0, 1), 9],
    "destination": [0, -1, 1, (1, 0), 9], "axisa": [0, -1], "axisb": [0, -1], "axisc": [0, -1],
    "shape": SHAPE_VALUES, "newshape": SHAPE_VALUES, "new_shape": SHAPE_VALUES, "size": SHAPE_VALUES,
    "dimensions": [(2, 3), (3,), (), 3], "reps": [2, (2, 1), (1, 2, 3), 0, 2.5, [2, 2]],
    "repeats": [2, 0, [1, 2, 3], 1, -1], "keepdims": FLAGS, "dtype": KINDS, "out": [None],
    "like": [None], "order": ["C"], "device": [None], "subok": FLAGS, "casting": ["same_kind"],
    "where": [True, np.array([True, False, True]), False], "initial": [0, 1.5], "sig": [None],
    "signature": [None], "extobj": [None], "copy": [True, None], "ndmin": [0, 1, 2, 3],
    "ndmax": [0], "k": [0, 1, -1, 2, -5, 2.5], "N": COUNTS, "M": [0, 3, 5, None], "n": COUNTS,
    "num": COUNTS, "start": [0, 1, 2.5, -1, np.float32(1), True, 1j, filled((3,), "f4"), (1, 2)],
    "stop": [3, 10, 0, 7.5, 1j, np.int8(3), filled((3,), "f8"), None], "step": [1, 2, -1, 0.5, 0],
    "endpoint": FLAGS, "retstep": FLAGS, "base": [2, 10.0, np.float32(2)], "decimals": [0, 1, -1],
    "offset": [0, 1, -1], "ddof": [0, 1], "q": [50, 0.5, (0.25, 0.5), filled((2, 3), "f8") / 9, 0],
    "bins": [3, 10, (1, 2, 3), filled((3,), "f8").cumsum(), "auto", 0], "range": [(0, 5), None],
    "density": [None, True, False], "weights": [None, filled((3,), "f8"), filled((3,), "i8")],
    "return_index": FLAGS, "return_inverse": FLAGS, "return_counts": FLAGS, "equal_nan": FLAGS,
    "sorted": FLAGS, "indices": [0, 2, (0, 1), filled((3,), "i8") % 2, [[0, 1], [1, 0]], 1.5, -1],
    "indices_or_sections": [1, 2, 3, (1, 2), 0, 5], "condition": [*NUMERIC],
    "arrays": GROUPS, "tup": GROUPS, "pad_width": [1, (1, 2), ((1, 1), (2, 0)), 0, -1, ((1, 2),)],
    "sparse": FLAGS, "indexing": ["xy", "ij", "zz"], "mode": ["full", "same", "valid", "raise"],
    "method": ["linear"], "interpolation": [None], "returned": FLAGS, "include_initial": FLAGS,
    "a_min": [0, 1.5, None, filled((3,), "f4"), np.int8(1)], "kth": [0, 1], "kind": [None],
    "a_max": [2, 2.5, None, filled((3,), "f8"), np.int8(2)], "min": [0, 1.5], "max": [2, 2.5],
    "ord": [None, 1, 2, np.inf, "fro"], "p": [None, 0.5], "compute_uv": FLAGS, "a": NUMERIC,
    "object": ANYTHING, "fill_value": [0, 1.5, True, np.float32(1), "x", (1, 2, 3), None, Duck()],
    "correction": [0, 1], "mean": [0.5], "overwrite_input": [False], "stable": [None],
    "unique": FLAGS, "assume_unique": [False], "invert": FLAGS, "rtol": [0.1], "atol": [0.1],
    "prepend": [0], "append": [0], "dx": [1.0, 2], "s": [None], "norm": [None], "d": [1.0, 2, 0.1],
    "high": [10, 5.5, (7, 8)], "low": [0, 1, (1, 2)], "shift": [1, (1, 2)], "nan": [0.0],
    "x": NUMERIC, "subscripts": ["ij,jk->ik"], "pvals": [(0.5, 0.5)], "alpha": [(1, 2)],
    "loc": [0, 1.5, (1, 2), filled((2, 3), "f4")], "scale": [1, 2.5, (1, 2, 3), Duck()],
    "ndim": [0, 1, 2, 3], "sep": [None, " ", ",", 1], "chars": [None, "a", 2], "maxsplit": [-1, 1],
    "prefix": ["a", ("a", "b"), 1], "suffix": ["c", 2], "sub": ["a", "zz", 1, None],
    "old": ["a", 1], "new": ["b", None], "width": [3, 10, "x", 2.5], "fillchar": ["*", 1],
    "count": [1, -1], "encoding": ["utf-8"], "errors": ["strict"], "rel_tol": [0.1], "abs_tol": [0.1],
    "exp": [0, 1, 2, -1, 0.5, True, 2.0, 1j, -0.5], "mod": [None, 3], "i": [65, "x", 1.5, -1, 2**70],
    "ndigits": [None, 0, 1, -1, 2.5], "c": ["a", "ab", 1, b"x", "", (1,)], "key": [None],
    "default": [0, None], "full_matrices": FLAGS, "hermitian": [False], "UPLO": ["L"],
    "rcond": [None], "upper": FLAGS, "bytes": [b"ab"], "byteorder": ["big"], "signed": FLAGS,
    "number": [*WEAK, *STRONG, 2**70, None, "x", filled((3,), "f8"), (1, 2), [1]],
    "integers": _INTEGERS, "string": ["1f", "0x1p3"], "mapping": [{"a": 1}], "table": [{97: "b"}],
    "optimize": [False], "length": [3, 8], "byte": [1], "steps": [None, 1], "a1": NUMERIC,
}  # fmt: skip
"""Values for the parameters with these names; `ANYTHING` for the others."""
