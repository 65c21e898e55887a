"""Tensors in other shapes: reshape, transpose, indexing, joining, as NumPy does them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from ahr import dims
from ahr.trace.lengths import Length, dim_of
from ahr.trace.tensor import Tensor


def integers(values: Any) -> np.ndarray[Any, Any]:
    """An operand that says axes or lengths."""
    return np.asarray(values, np.int64)


def reshape(x: Tensor, *shape: Any) -> Tensor:
    """As `ndarray.reshape`; lengths of `x` may stand in the shape."""
    wanted = list(shape[0]) if len(shape) == 1 and isinstance(shape[0], tuple | list) else [*shape]
    return x.apply("reshape", shape_operand(x, wanted))


def shape_operand(x: Tensor, wanted: Sequence[Any]) -> Any:
    """A shape as constant: a symbolic length is copied from the same axis, or is the one that is
    left over; what is neither is computed by the network."""
    given = [dim_of(each) if isinstance(each, Length) else int(each) for each in wanted]
    if given.count(-1) == 1:
        others = dims.multiply(*(each for each in given if each != -1))
        left = dims.divide_exactly(dims.size(x.spec.dims or (None,)), others)
        given = [left if each == -1 and isinstance(left, int) else each for each in given]
    constant: list[int] = []
    for axis, dim in enumerate(given):
        own = x.spec.dims[axis] if x.spec.dims is not None and axis < len(x.spec.dims) else None
        if isinstance(dim, int):
            constant.append(dim)
        elif dim is not None and dim == own:
            constant.append(0)  # copied
        else:
            constant.append(-1)
    if constant.count(-1) <= 1:
        return integers(constant)
    return _computed(x, given)


def _computed(x: Tensor, given: Sequence[Any]) -> Tensor:
    """A shape put together at run time, of lengths that axes of `x` have."""
    parts: list[Tensor] = []
    for dim in given:
        if isinstance(dim, int):
            parts.append(x.lift([dim], np.int64))
            continue
        own = x.spec.dims or ()
        if dim is None or dim not in own:
            x.refuse(f"the length {dim}", "use lengths of the tensor's own axes")
        axis = own.index(dim)
        parts.append(x.apply("shape", start=axis, end=axis + 1))
    return concatenate(parts)


def transpose(x: Tensor, *axes: Any) -> Tensor:
    """As `ndarray.transpose`."""
    order = axes[0] if len(axes) == 1 and isinstance(axes[0], tuple | list) else axes
    if not order or order[0] is None:
        return x.apply("transpose")
    return x.apply("transpose", perm=tuple(int(axis) % x.ndim for axis in order))


def swapaxes(x: Tensor, first: int, second: int) -> Tensor:
    order = list(range(x.ndim))
    order[first], order[second] = order[second], order[first]
    return transpose(x, order)


def moveaxis(x: Tensor, source: int, destination: int) -> Tensor:
    order = [axis for axis in range(x.ndim) if axis != source % x.ndim]
    order.insert(destination % x.ndim, source % x.ndim)
    return transpose(x, order)


def squeeze(x: Tensor, axis: Any = None) -> Tensor:
    if axis is None:
        return x.apply("squeeze")
    return x.apply("squeeze", integers(np.atleast_1d(axis)))


def expand_dims(x: Tensor, axis: Any) -> Tensor:
    return x.apply("unsqueeze", integers(np.atleast_1d(axis)))


def broadcast_to(x: Tensor, shape: Any) -> Tensor:
    wanted = shape if isinstance(shape, tuple | list) else (shape,)
    return x.apply("expand", shape_operand(x, wanted))


def concatenate(parts: Sequence[Any], axis: int = 0) -> Tensor:
    """As `np.concatenate`; element types are promoted."""
    first = next(each for each in parts if isinstance(each, Tensor))
    kind = np.result_type(*(each.dtype for each in parts))
    lifted = [first.lift(each, kind) for each in parts]
    return lifted[0].apply("concat", *lifted[1:], axis=axis)


def stack(parts: Sequence[Any], axis: int = 0) -> Tensor:
    """As `np.stack`."""
    first = next(each for each in parts if isinstance(each, Tensor))
    lifted = [first.lift(each, each.dtype) for each in parts]
    rank = lifted[0].ndim + 1
    return concatenate([expand_dims(each, axis % rank) for each in lifted], axis % rank)


def split(x: Tensor, parts: Any, axis: int = 0) -> list[Tensor]:
    """As `np.split`: a number of equal parts, or the places to cut at."""
    length = x.shape[axis]
    if isinstance(parts, int):
        names = x.recording.apply("split", [x.name], {"axis": axis, "num_outputs": parts})
        return [Tensor(x.recording, name) for name in names]
    if not isinstance(length, int):
        x.refuse(f"the length of axis {axis} of {x.spec}")
    cuts = [0, *parts, length]
    sizes = integers([stop - start for start, stop in pairwise(cuts)])
    names = x.recording.apply("split", [x.name, x.named(sizes)], {"axis": axis})
    return [Tensor(x.recording, name) for name in names]


def index(x: Tensor, key: Any) -> Tensor:
    """As `ndarray.__getitem__`: numbers, slices, None and `...`; one array of positions."""
    keys = list(key) if isinstance(key, tuple) else [key]
    taken = sum(each is not None and each is not Ellipsis for each in keys)
    if Ellipsis in [each for each in keys if not isinstance(each, Tensor | np.ndarray)]:
        at = next(i for i, each in enumerate(keys) if each is Ellipsis)
        keys[at : at + 1] = [slice(None)] * (x.ndim - taken)
    made, axis = x, 0
    dropped: list[int] = []
    added: list[int] = []
    for each in keys:
        if each is None:
            added.append(axis - len(dropped) + len(added))
            continue
        made, drops = _along(made, axis, each)
        dropped += [axis] if drops else []
        axis += 1
    if dropped:
        made = squeeze(made, dropped)
    return expand_dims(made, added) if added else made


def _along(x: Tensor, axis: int, key: Any) -> tuple[Tensor, bool]:
    """One axis cut by a key; whether the axis goes."""
    if axis >= x.ndim:
        x.refuse(f"axis {axis} of {x.spec}", "there are too many indices")
    if isinstance(key, slice):
        return _sliced(x, axis, key), False
    if isinstance(key, Tensor | np.ndarray | list):
        positions = x.lift(key, np.int64)
        if positions.ndim != 1:
            x.refuse("picking by several axes of positions", "use one array of positions")
        return x.apply("gather", positions, axis=axis), False
    number = int(key)
    stop = number + 1 if number != -1 else np.iinfo(np.int64).max
    return x.apply("slice", integers([number]), integers([stop]), integers([axis])), True


def _sliced(x: Tensor, axis: int, key: slice) -> Tensor:
    if key == slice(None):
        return x
    step = 1 if key.step is None else int(key.step)
    limit = np.iinfo(np.int64)
    start = (0 if step > 0 else limit.max) if key.start is None else int(key.start)
    stop = (limit.max if step > 0 else limit.min) if key.stop is None else int(key.stop)
    return x.apply("slice", integers([start]), integers([stop]), integers([axis]),
                   integers([step]))  # fmt: skip


def flat(x: Tensor) -> Tensor:
    return reshape(x, -1)


def size(x: Tensor) -> Any:
    """How many elements there are, where that is known."""
    found = dims.size(x.spec.dims or (None,))
    return found if isinstance(found, int) else Length(found)
