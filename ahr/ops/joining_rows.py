"""Tensors put together and taken apart: concat, split, slice, tile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from ahr import dims
from ahr.dims import Dims
from ahr.graph import TensorSpec
from ahr.ops.lengths import cut, joined, lengths
from ahr.ops.reshape_rows import count_of, numbers
from ahr.ops.row import ArrayLike, Call, CannotWrite, OnnxWriter, ShapeError, TensorOp, Use
from ahr.ops.rules import agreed, axis_in, same_dtype
from ahr.ops.writing import plain
from nbc.types.model import Dim

_FAR: Final = 1_000_000_000
"""Further than any axis reaches: exporters write it, or more, for the end."""

_COMPUTED: Final = "where it cuts is computed by the model itself"


def _concat_shape(call: Call) -> tuple[TensorSpec, ...]:
    indices = range(len(call.inputs))
    dtype = same_dtype(call, indices)
    shapes = [call.spec(index).dims for index in indices]
    known = [(index, shape) for index, shape in enumerate(shapes) if shape is not None]
    if len(known) < len(shapes):
        return (TensorSpec(dtype, None),)
    first = known[0][1]
    for index, shape in known:
        if len(shape) != len(first):
            raise ShapeError(f"joins tensors of equally many axes, got {call.spec(0)} and "
                             f"{call.spec(index)}", operands=(0, index))  # fmt: skip
    axis = axis_in(call["axis"], len(first), call.spec(0))
    found = [
        dims.add(*(shape[at] for _, shape in known)) if at == axis else
        agreed(call, [(index, shape[at]) for index, shape in known],
               f"joins along axis {axis}, but the lengths of axis {at} differ")
        for at in range(len(first))
    ]  # fmt: skip
    return (TensorSpec(dtype, tuple(found)),)


def _concat(*operands: ArrayLike, axis: int) -> ArrayLike:
    return np.concatenate(operands, axis=axis)


def _concat_source(text: str) -> Any:
    def build(use: Use) -> str:
        return text.format(", ".join(use.operands), use["axis"])

    return build


def _split_shape(call: Call) -> tuple[TensorSpec, ...]:
    x = call.spec(0)
    count = _parts(call)
    if x.dims is None:
        return (TensorSpec(x.dtype, None),) * count
    axis = axis_in(call["axis"], len(x.dims), x)
    lengths = _part_lengths(call, x.dims[axis], count)
    return tuple(
        TensorSpec(x.dtype, (*x.dims[:axis], length, *x.dims[axis + 1 :])) for length in lengths
    )


def _parts(call: Call) -> int:
    """How many there are. The lengths say it, or `num_outputs`."""
    if not call.has(1):
        wanted: int = call["num_outputs"]
        return wanted
    sizes = numbers(call, 1)
    count = count_of(call, 1) if sizes is None else len(sizes)
    if count is None:
        raise ShapeError("wants to know into how many parts it splits", operands=(1,))
    return count


def _part_lengths(call: Call, length: Dim, count: int) -> list[Dim]:
    if call.has(1):
        sizes = numbers(call, 1)
        if sizes is None:
            return [None] * count
        if dims.disagree(length, sum(sizes)):
            raise ShapeError(f"cannot split a length of {length} into {sizes}: their sum is "
                             f"{sum(sizes)}", operands=(0,))  # fmt: skip
        return list(sizes)
    exact = dims.divide_exactly(length, count)
    if exact is not None:
        return [exact] * count
    part = dims.floor_divide(dims.add(length, count - 1), count)
    return [*[part] * (count - 1), dims.subtract(length, dims.multiply(part, count - 1))]


def _split(
    x: ArrayLike, split: ArrayLike | None = None, *, axis: int, num_outputs: int
) -> tuple[ArrayLike, ...]:
    if split is None:
        part = -(-x.shape[axis] // num_outputs)
        ends = [min(part * (at + 1), x.shape[axis]) for at in range(num_outputs - 1)]
    else:
        ends = [int(each) for each in np.cumsum(split)[:-1]]
    return tuple(np.split(x, ends, axis=axis))


def _lengths(use: Use) -> list[int]:
    """What the parts have on the axis. Raises CannotWrite."""
    found = [(spec.dims or (None,) * 99)[use["axis"]] for spec in use.outputs]
    known = [each for each in found if isinstance(each, int)]
    if len(known) < len(found):
        raise CannotWrite("the lengths of the parts are not known")
    return known


def _split_torch(use: Use) -> str:
    text = f"{use.operands[0]}.split({_lengths(use)}, dim={use['axis']})"
    return text if len(use.outputs) > 1 else f"{text}[0]"


def _split_keras(use: Use) -> str:
    ends = [int(each) for each in np.cumsum(_lengths(use))[:-1]]
    text = f"ops.split({use.operands[0]}, {ends}, axis={use['axis']})"
    return text if len(use.outputs) > 1 else use.operands[0]


def _split_onnx(
    write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]
) -> None:
    """ONNX Runtime wants the number or the lengths, not both."""
    count = {} if call.has(1) else {"num_outputs": len(outputs)}
    write.node("Split", inputs, outputs, axis=call["axis"], **count)


def _slice_shape(call: Call) -> tuple[TensorSpec, ...]:
    x = call.spec(0)
    if x.dims is None:
        return (x,)
    cuts = _cuts(call)
    if cuts is None:
        return (TensorSpec(x.dtype, (None,) * len(x.dims)),)
    found = list(x.dims)
    for axis, start, end, step in cuts:
        if step == 0:
            raise ShapeError("cannot step by 0", operands=(0,))
        found[axis] = slice_length(x.dims[axis], start, end, step)
    return (TensorSpec(x.dtype, tuple(found)),)


def _cuts(call: Call) -> list[tuple[int, Dim, Dim, int]] | None:
    """(axis, start, end, step) each, where axes and steps are known."""
    x, given = call.spec(0), [numbers(call, index) for index in (3, 4)]
    starts, ends = lengths(call, 1), lengths(call, 2)
    if x.dims is None or any(
        call.has(index) and given[index - 3] is None for index in (3, 4)
    ):  # fmt: skip
        return None
    known = starts or ends or given[0] or given[1]
    if known is None:
        return None
    starts, ends = starts or [None] * len(known), ends or [None] * len(known)
    axes = given[0] if given[0] is not None else list(range(len(starts)))
    steps = given[1] if given[1] is not None else [1] * len(starts)
    if not len(starts) == len(ends) == len(axes) == len(steps):
        raise ShapeError(f"has {len(starts)} starts, {len(ends)} ends, {len(axes)} axes and "
                         f"{len(steps)} steps")  # fmt: skip
    return [(axis_in(axis, len(x.dims), x), start, end, step)
            for axis, start, end, step in zip(axes, starts, ends, steps, strict=True)]  # fmt: skip


def slice_length(length: Dim, start: Dim, end: Dim, step: int) -> Dim:
    """How many are kept. A length that is not known is taken to reach as far as the slice does,
    and a slice that ends at one not to reach further than the input."""
    if isinstance(start, str) or isinstance(end, str):
        return _between(length, start, end, step)
    if start is None or end is None:
        return None
    if isinstance(length, int):
        return len(range(*_python_slice(start, end, step, length).indices(length)))
    if step < 0:  # the same cells from the other side, for slices of everything
        whole = start in (-1,) or start >= _FAR
        return slice_length(length, 0, _FAR, -step) if whole and end <= -_FAR else None
    if start < 0 <= end < _FAR:
        return None
    if start >= 0 and 0 <= end < _FAR:
        return 0 if end <= start else None
    return _between(length, start, end, step)


def _between(length: Dim, start: Dim, end: Dim, step: int) -> Dim:
    """The cells from a place to another, one of which is arithmetic; numbers below 0 count from
    the end."""
    first, last = (
        dims.add(length, each) if isinstance(each, int) and each < 0 else each
        for each in (start, end)
    )
    over = dims.subtract(last, length)
    if (isinstance(end, int) and end >= _FAR) or (isinstance(over, int) and over > 0):
        last = length
    kept = dims.subtract(last, first)
    if step < 1 or (isinstance(kept, int) and kept <= 0):
        return None if step < 1 else 0
    return dims.floor_divide(dims.add(kept, step - 1), step)


def _python_slice(start: int, end: int, step: int, length: int) -> slice:
    """Backwards, ONNX begins at the first cell where Python begins before it."""
    return slice(max(start, -length) if step < 0 else start, end, step)


def _slice(
    x: ArrayLike, starts: ArrayLike, ends: ArrayLike, axes: ArrayLike | None = None,
    steps: ArrayLike | None = None,
) -> ArrayLike:  # fmt: skip
    found = [slice(None)] * x.ndim
    chosen = range(len(starts)) if axes is None else axes
    by = [1] * len(starts) if steps is None else steps
    for axis, start, end, step in zip(chosen, starts, ends, by, strict=True):
        found[int(axis)] = _python_slice(int(start), int(end), int(step), x.shape[int(axis)])
    return x[tuple(found)]


def _slice_source(flipped: str) -> Any:
    """torch has no steps backwards: there the axis is turned round first."""

    def build(use: Use) -> str:
        cuts = _cuts(use.call)
        if cuts is None:
            raise CannotWrite(_COMPUTED)
        text, parts = use.operands[0], [":"] * len(use.call.spec(0).dims or ())
        for axis, start, end, step in cuts:
            if not isinstance(start, int) or not isinstance(end, int):
                raise CannotWrite(_COMPUTED)
            if step < 0:
                text, length = flipped.format(text, axis), (use.call.spec(0).dims or ())[axis]
                start = max(start, -length) if isinstance(length, int) else start
                start, end, step = -1 - start, -1 - end, -step
            parts[axis] = _written(start, end, step)
        while parts and parts[-1] == ":":
            parts.pop()
        return f"{text}[{', '.join(parts)}]" if parts else text

    return build


def _written(start: int, end: int, step: int) -> str:
    first = "" if start == 0 or start <= -_FAR else str(min(start, _FAR))
    last = "" if end >= _FAR else str(max(end, -_FAR))
    return f"{first}:{last}:{step}" if step != 1 else f"{first}:{last}"


def _tile_shape(call: Call) -> tuple[TensorSpec, ...]:
    x, repeats = call.spec(0), numbers(call, 1)
    if x.dims is None or repeats is None:
        return (TensorSpec(x.dtype, None if x.dims is None else (None,) * len(x.dims)),)
    if len(repeats) != len(x.dims):
        raise ShapeError(f"has {len(repeats)} repeats for the {len(x.dims)} axes of {x}",
                         operands=(0, 1))  # fmt: skip
    made: Dims = tuple(dims.multiply(*pair) for pair in zip(x.dims, repeats, strict=True))
    return (TensorSpec(x.dtype, made),)


def _tile(x: ArrayLike, repeats: ArrayLike) -> ArrayLike:
    return np.tile(x, tuple(int(each) for each in repeats))


def _tile_source(text: str) -> Any:
    def build(use: Use) -> str:
        repeats = tuple(int(each) for each in use.known(1, "how often it is repeated"))
        return text.format(use.operands[0], repeats)

    return build


ROWS: Final = (
    TensorOp("concat", "operands*", _concat_shape, _concat,
             _concat_source("torch.cat([{}], dim={})"), plain("Concat", axis="axis"),
             _concat_source("ops.concatenate([{}], axis={})"), "tensors behind each other",
             {"axis": 0}, lengths=joined),
    TensorOp("split", "x split?", _split_shape, _split, _split_torch, _split_onnx, _split_keras,
             "parts of these lengths, or `num_outputs` of nearly equal ones",
             {"axis": 0, "num_outputs": 1}, outputs="parts*"),
    TensorOp("slice", "x starts ends axes? steps?", _slice_shape, _slice,
             _slice_source("{}.flip({})"), plain("Slice"), _slice_source("ops.flip({}, {})"),
             "what is left from `starts` to before `ends`, as Python slices", lengths=cut),
    TensorOp("tile", "x repeats", _tile_shape, _tile, _tile_source("torch.tile({}, {})"),
             plain("Tile"), _tile_source("ops.tile({}, {})"), "x repeated along its axes"),
)  # fmt: skip
