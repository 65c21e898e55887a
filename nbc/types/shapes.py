"""Shape rules: what NumPy makes of the axes of its operands.

A shape is a tuple of axes, or None where even the rank is unknown; an axis is a number, a symbolic
name or None. `ShapeError` is raised only where known axes certainly disagree; what is unknown stays
unknown. Indexing is in `indexing`.
"""

from __future__ import annotations

from typing import final

from nbc.types.model import Dim

Dims = tuple[Dim, ...] | None


@final
class ShapeError(ValueError):
    """Axes that certainly do not fit; the message says which lengths differ."""


def broadcast(a: Dims, b: Dims) -> Dims:
    """The shape of an elementwise operation."""
    if a is None or b is None:
        return None
    if a == b:
        return a
    long, short = (a, b) if len(a) >= len(b) else (b, a)
    lead = len(long) - len(short)
    pairs = list(zip(long[lead:], short, strict=True))
    from_the_right = [_broadcast_axis(x, y) for x, y in reversed(pairs)]
    return long[:lead] + tuple(reversed(from_the_right))


def broadcast_into(target: Dims, given: Dims) -> None:
    """Check that `given` can be stored in `target`, which keeps its shape."""
    if target is None or given is None:
        return
    extra = len(given) - len(target)
    if extra > 0:
        lead = next((dim for dim in given[:extra] if isinstance(dim, int) and dim != 1), None)
        if lead is not None:
            raise ShapeError(f"{lead} and 1 differ")
        given = given[extra:]
    for have, want in zip(reversed(given), reversed(target), strict=False):
        if isinstance(have, int) and isinstance(want, int) and have not in (1, want):
            raise ShapeError(f"{have} and {want} differ")


def matmul(a: Dims, b: Dims) -> Dims:
    """The shape of `a @ b`; () where both are vectors."""
    if a is None or b is None:
        if a == () or b == ():
            raise ShapeError("a value without axes cannot be multiplied with @")
        return None
    if not a or not b:
        raise ShapeError("a value without axes cannot be multiplied with @")
    inner = a[-1], b[-2] if len(b) > 1 else b[-1]
    if isinstance(inner[0], int) and isinstance(inner[1], int) and inner[0] != inner[1]:
        raise ShapeError(f"{inner[0]} and {inner[1]} differ")
    rows = a[-2:-1] if len(a) > 1 else ()
    columns = b[-1:] if len(b) > 1 else ()
    batch = broadcast(a[:-2], b[:-2])
    return None if batch is None else batch + rows + columns


def size(dims: Dims) -> int | None:
    """The number of elements, where every axis is known."""
    if dims is None:
        return None
    total = 1
    for dim in dims:
        if not isinstance(dim, int):
            return None
        total *= dim
    return total


def _broadcast_axis(x: Dim, y: Dim) -> Dim:
    if x == y:
        return x
    if x == 1:
        return y
    if y == 1:
        return x
    if isinstance(x, int) and isinstance(y, int):
        raise ShapeError(f"{x} and {y} differ")
    if isinstance(x, int):
        return x if x > 1 else None
    if isinstance(y, int):
        return y if y > 1 else None
    return None
