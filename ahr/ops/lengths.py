"""Small integers that a network computes from shapes, known as arithmetic: `[2*N, 64]`.

A row's `lengths` rule says what its result is in terms of its inputs; shape rules read them with
`lengths`. So shapes that are put together while a network runs are known all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from ahr import dims
from ahr.dims import Dims
from ahr.ops.row import Call
from nbc.types.model import Dim

_AT_MOST: Final = 64
"""Numbers of a value that is followed; shapes are shorter."""


def lengths(call: Call, index: int) -> list[Dim] | None:
    """An input that is a list of integers: numbers, arithmetic, or None where nothing is known."""
    value = call.constant(index)
    if value is not None and value.dtype.kind in "iu" and value.size <= _AT_MOST:
        return [int(each) for each in np.ravel(value)]
    found = call.lengths[index] if index < len(call.lengths) else None
    return None if found is None else list(found)


def _flat(call: Call, index: int) -> list[Dim] | None:
    """As `lengths`, but not of matrices, whose numbers have another order when they are used."""
    dims_ = call.spec(index).dims
    return lengths(call, index) if dims_ is not None and len(dims_) < 2 else None


def of_shape(call: Call) -> Dims | None:
    found = call.spec(0).dims
    return None if found is None else found[call["start"] : call["end"]]


def of_size(call: Call) -> Dims | None:
    found = call.spec(0).dims
    return None if found is None else (dims.size(found),)


def passed_on(call: Call) -> Dims | None:
    """The same numbers, in another shape or type."""
    found = lengths(call, 0)
    integers = call.spec(0).dtype in ("i64", "i32")
    if found is None or not integers or call.attributes.get("to", "i64") not in ("i64", "i32"):
        return None
    return tuple(found)


def picked(call: Call) -> Dims | None:
    """Of gather: the numbers at known places."""
    found, at = _flat(call, 0), call.constant(1)
    if found is None or at is None:
        return None
    return tuple(found[int(each)] for each in np.ravel(at))


def joined(call: Call) -> Dims | None:
    parts = [_flat(call, index) for index in range(len(call.inputs))]
    made = [each for part in parts if part is not None for each in part]
    return None if None in parts or len(made) > _AT_MOST else tuple(made)


def cut(call: Call) -> Dims | None:
    """Of slice, from a list."""
    found = _flat(call, 0)
    ends = [lengths(call, index) for index in (1, 2)]
    step = lengths(call, 4) if call.has(4) else [1]
    if found is None or step is None:
        return None
    numbers = [each[0] for each in (*ends, step) if each and isinstance(each[0], int)]
    return tuple(found[slice(*numbers)]) if len(numbers) == 3 and numbers[2] != 0 else None


def calculated(function: Callable[[Dim, Dim], Dim]) -> Callable[[Call], Dims | None]:
    """Of arithmetic, number by number."""

    def rule(call: Call) -> Dims | None:
        one, other = _flat(call, 0), _flat(call, 1)
        if one is None or other is None or call.spec(0).dtype not in ("i64", "i32"):
            return None
        if max(len(one), len(other)) > min(len(one), len(other)) > 1:
            return None
        count = max(len(one), len(other)) if one and other else 0
        return tuple(
            function(one[at % len(one)], other[at % len(other)]) for at in range(count)
        )  # fmt: skip

    return rule


def quotient(length: Dim, divisor: Dim) -> Dim:
    """Lengths are not below 0, so that cutting off is rounding down."""
    if isinstance(divisor, int) and divisor > 0:
        return dims.floor_divide(length, divisor)
    return dims.divide_exactly(length, divisor)
