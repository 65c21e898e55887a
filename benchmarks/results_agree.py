"""Whether two results of a program are equal, with the differences that rounding explains.

Results are numbers, arrays, and tuples or lists of them. Integers and bools must be equal, floats
close: `rtol` is relative to the larger of the element and the largest element of its array, since
a sum of terms that cancel is only as exact as its terms.
"""

from __future__ import annotations

from typing import Any

import numpy


def difference(expected: Any, found: Any, rtol: float, *, apart: float = 0.0) -> str | None:
    """What differs, or None. `apart`: the share of integers that may differ (by rounding in a
    comparison that a fused multiply-add decides otherwise)."""
    if isinstance(expected, tuple | list):
        if not isinstance(found, tuple | list) or len(found) != len(expected):
            return f"{len(expected)} results expected"
        pairs = enumerate(zip(expected, found, strict=True))
        wrong = ((at, difference(one, other, rtol, apart=apart)) for at, (one, other) in pairs)
        return next((f"result {at}: {text}" for at, text in wrong if text), None)
    if expected is None or isinstance(expected, str):
        return None if expected == found else f"{expected!r} expected, got {found!r}"
    return array_difference(numpy.asarray(expected), numpy.asarray(found), rtol, apart)


def array_difference(
    expected: numpy.ndarray[Any, Any], found: numpy.ndarray[Any, Any], rtol: float, apart: float
) -> str | None:
    if expected.shape != found.shape:
        return f"shape {expected.shape} expected, got {found.shape}"
    if expected.dtype != found.dtype:
        return f"dtype {expected.dtype} expected, got {found.dtype}"
    if expected.size == 0:
        return None
    if expected.dtype.kind in "iub":
        share = float((expected != found).mean())
        return f"{share:.2%} of the integers differ" if share > apart else None
    finite = numpy.isfinite(expected)
    if not numpy.array_equal(expected[~finite], found[~finite], equal_nan=True):
        return "different infinities or NaNs"
    if not finite.any():
        return None
    scale = float(numpy.abs(expected[finite]).max())
    worst = float(numpy.abs(expected[finite] - found[finite]).max())
    return f"off by {worst:.1e} of {scale:.1e}" if not worst <= rtol * scale else None
