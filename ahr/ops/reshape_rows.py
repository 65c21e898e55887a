"""Other shapes of the same numbers: reshape, transpose, axes of length 1, broadcasting to a shape.

Shapes and axes are inputs, as in ONNX; where they are constants, the result's shape is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from ahr import dims
from ahr.dims import Dims, shown
from ahr.graph import TensorSpec
from ahr.ops.lengths import lengths, passed_on
from ahr.ops.row import ArrayLike, Call, CannotWrite, ShapeError, TensorOp, Use
from ahr.ops.rules import axes_in, axis_in, broadcast_dims
from ahr.ops.writing import plain, template
from nbc.types.model import Dim


def numbers(call: Call, index: int) -> list[int] | None:
    """An input that is a list of integers, where it is known."""
    value = call.constant(index)
    return None if value is None else [int(each) for each in np.ravel(value)]


def count_of(call: Call, index: int) -> int | None:
    """How many numbers an input has that is a list of integers."""
    found = call.spec(index).dims
    if found is None or len(found) != 1 or not isinstance(found[0], int):
        return None
    return found[0]


def _reshape_shape(call: Call) -> tuple[TensorSpec, ...]:
    x, wanted = call.spec(0), lengths(call, 1)
    if wanted is None:
        count = count_of(call, 1)
        return (TensorSpec(x.dtype, None if count is None else (None,) * count),)
    found: list[Dim] = []
    for axis, length in enumerate(wanted):
        if not isinstance(length, int):
            found.append(length)
        elif length == 0 and not call["allow_zero"]:
            if x.dims is not None and axis >= len(x.dims):
                raise ShapeError(f"takes axis {axis} over from {x}, which has no such axis",
                                 operands=(0, 1))  # fmt: skip
            found.append(x.dims[axis] if x.dims is not None else None)
        elif length < -1:
            raise ShapeError(f"cannot make a shape of {wanted}", operands=(1,))
        else:
            found.append(length)
    return (TensorSpec(x.dtype, _filled(x, found)),)


def _filled(x: TensorSpec, wanted: list[Dim]) -> Dims:
    """With the one length that follows from the others (-1)."""
    open_axes = [axis for axis, length in enumerate(wanted) if length == -1]
    rest = dims.size(length for length in wanted if length != -1)
    total = None if x.dims is None else dims.size(x.dims)
    if len(open_axes) > 1:
        raise ShapeError(f"can find only one length by itself, not {len(open_axes)}")
    missing = dims.divide_exactly(total, rest) if open_axes else None
    whole = isinstance(total, int) and isinstance(rest, int)
    fits = missing is not None or not whole or rest == total == 0
    if (open_axes and not fits) or (not open_axes and dims.disagree(total, rest)):
        raise ShapeError(
            f"cannot make {shown(tuple(wanted))} of {x}: it has {total} elements", operands=(0,),
            hint="the product of the lengths stays the same; -1 stands for the one that is left",
        )  # fmt: skip
    return tuple(missing if length == -1 else length for length in wanted)


def _reshape(x: ArrayLike, shape: ArrayLike, allow_zero: bool) -> ArrayLike:
    wanted = [int(each) for each in shape]
    if not allow_zero:
        wanted = [x.shape[axis] if each == 0 else each for axis, each in enumerate(wanted)]
    return x.reshape(wanted)


def _reshape_torch(use: Use) -> str:
    return f"{use.operands[0]}.reshape({_wanted(use, '{0}.shape', '{1}.tolist()')})"


def _reshape_keras(use: Use) -> str:
    wanted = _wanted(use, "ops.shape({0})", "map(int, {1})")
    return f"ops.reshape({use.operands[0]}, {wanted})"


def _wanted(use: Use, shape: str, listed: str) -> str:
    """A tuple: numbers, or lengths of the input where 0 says so."""
    own, wanted = shape.format(*use.operands), numbers(use.call, 1)
    if wanted is None:
        items = f"enumerate({listed.format(*use.operands)})"
        keep = "n" if use["allow_zero"] else f"n or {own}[i]"
        return f"tuple({keep} for i, n in {items})"
    parts = [f"{own}[{axis}]" if length == 0 and not use["allow_zero"] else str(length)
             for axis, length in enumerate(wanted)]  # fmt: skip
    return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"


def _flatten_shape(call: Call) -> tuple[TensorSpec, ...]:
    x = call.spec(0)
    if x.dims is None:
        return (TensorSpec(x.dtype, (None, None)),)
    at = _flatten_axis(call["axis"], len(x.dims), x)
    return (TensorSpec(x.dtype, (dims.size(x.dims[:at]), dims.size(x.dims[at:]))),)


def _flatten_axis(axis: int, rank: int, spec: TensorSpec | None = None) -> int:
    return rank if axis == rank else 0 if axis == -rank else axis_in(axis, rank, spec)


def _flatten(x: ArrayLike, axis: int) -> ArrayLike:
    at = _flatten_axis(axis, x.ndim)
    return x.reshape(int(np.prod(x.shape[:at])), int(np.prod(x.shape[at:])))


def _rank(use: Use) -> int:
    found = use.call.spec(0).dims
    if found is None:
        raise CannotWrite("the number of axes is not known")
    return len(found)


def _flatten_torch(use: Use) -> str:
    rank, x = _rank(use), use.operands[0]
    at = _flatten_axis(use["axis"], rank)
    if at == 0:
        return f"{x}.reshape(1, {x}.numel())"
    if at == rank:
        return f"{x}.reshape({x}.numel(), 1)"
    return f"{x}.flatten(1)" if at == 1 else f"{x}.flatten(0, {at - 1}).flatten(1)"


def _flatten_keras(use: Use) -> str:
    rank, x = _rank(use), use.operands[0]
    at = _flatten_axis(use["axis"], rank)
    rows, columns = use.outputs[0].dims or (None, None)
    if at == 1:
        known = columns if isinstance(columns, int) else -1
        return f"ops.reshape({x}, (ops.shape({x})[0], {known}))"
    if not isinstance(rows, int) and not isinstance(columns, int):
        raise CannotWrite("neither length of the result is known")
    lengths = tuple(each if isinstance(each, int) else -1 for each in (rows, columns))
    return f"ops.reshape({x}, {lengths})"


def _transpose_shape(call: Call) -> tuple[TensorSpec, ...]:
    x, order = call.spec(0), call["perm"]
    if x.dims is None:
        return (x,)
    order = range(len(x.dims))[::-1] if order is None else order
    if sorted(each % max(1, len(order)) for each in order) != list(range(len(x.dims))):
        raise ShapeError(f"wants each of the {len(x.dims)} axes of {x} once, got {tuple(order)}",
                         operands=(0,))  # fmt: skip
    return (TensorSpec(x.dtype, tuple(x.dims[axis] for axis in order)),)


def _transpose(x: ArrayLike, perm: Sequence[int] | None) -> ArrayLike:
    return x.transpose(perm)


def _order(use: Use) -> tuple[int, ...]:
    return tuple(use["perm"]) if use["perm"] is not None else tuple(range(_rank(use)))[::-1]


def _transpose_torch(use: Use) -> str:
    return f"{use.operands[0]}.permute({_order(use)})"


def _transpose_keras(use: Use) -> str:
    return f"ops.transpose({use.operands[0]}, {_order(use)})"


def _squeeze_shape(call: Call) -> tuple[TensorSpec, ...]:
    x, axes = call.spec(0), numbers(call, 1)
    if x.dims is None or (call.has(1) and axes is None):
        return (TensorSpec(x.dtype, None),)
    if axes is None:
        known = all(isinstance(each, int) for each in x.dims)
        return (
            TensorSpec(x.dtype, tuple(each for each in x.dims if each != 1) if known else None),
        )
    gone = axes_in(axes, len(x.dims), x)
    for axis in gone:
        if dims.disagree(x.dims[axis], 1):
            raise ShapeError(f"cannot drop axis {axis} of {x}: its length is {x.dims[axis]}, not 1",
                             operands=(0,))  # fmt: skip
    kept = tuple(each for axis, each in enumerate(x.dims) if axis not in gone)
    return (TensorSpec(x.dtype, kept),)


def _squeeze(x: ArrayLike, axes: ArrayLike | None = None) -> ArrayLike:
    return x.squeeze() if axes is None else x.squeeze(tuple(int(each) for each in axes))


def _squeeze_source(text: str) -> Any:
    def build(use: Use) -> str:
        if not use.call.has(1):
            return text.format(use.operands[0], "").replace(", )", ")")
        axes = tuple(int(each) for each in use.known(1, "which axes are dropped"))
        return text.format(use.operands[0], axes[0] if len(axes) == 1 else axes)

    return build


def _unsqueeze_shape(call: Call) -> tuple[TensorSpec, ...]:
    x, axes = call.spec(0), numbers(call, 1)
    if x.dims is None or axes is None:
        return (TensorSpec(x.dtype, None),)
    found = list(x.dims)
    for axis in axes_in(axes, len(x.dims) + len(axes)):
        found.insert(axis, 1)
    return (TensorSpec(x.dtype, tuple(found)),)


def _unsqueeze(x: ArrayLike, axes: ArrayLike) -> ArrayLike:
    made: ArrayLike = np.expand_dims(x, tuple(int(each) for each in np.ravel(axes)))
    return made


def _unsqueeze_source(text: str) -> Any:
    def build(use: Use) -> str:
        axes = [int(each) for each in np.ravel(use.known(1, "where axes are added"))]
        made = use.operands[0]
        for axis in axes if len(axes) == 1 else axes_in(axes, _rank(use) + len(axes)):
            made = text.format(made, axis)
        return made

    return build


def _expand_shape(call: Call) -> tuple[TensorSpec, ...]:
    x, wanted = call.spec(0), lengths(call, 1)
    if wanted is None:
        count = count_of(call, 1)
        known = count is not None and x.dims is not None
        rank = max(count or 0, len(x.dims or ()))
        return (TensorSpec(x.dtype, (None,) * rank if known else None),)
    return (TensorSpec(x.dtype, broadcast_dims(x.dims, tuple(wanted))),)


def _expand(x: ArrayLike, shape: ArrayLike) -> ArrayLike:
    wanted = np.broadcast_shapes(x.shape, tuple(int(each) for each in shape))
    return np.broadcast_to(x, wanted)


def _expand_torch(use: Use) -> str:
    x, wanted = use.operands[0], numbers(use.call, 1)
    if wanted is not None and 1 not in wanted and len(wanted) >= _rank(use):
        return f"{x}.expand({tuple(wanted)})"
    shape = f"tuple({use.operands[1]}.tolist())" if wanted is None else tuple(wanted)
    return f"{x}.expand(torch.broadcast_shapes({x}.shape, {shape}))"


def _expand_keras(use: Use) -> str:
    return f"ops.broadcast_to({use.operands[0]}, {shape_text(use, use.outputs[0].dims)})"


def shape_text(use: Use, wanted: Dims | None) -> str:
    """A shape for Keras: numbers, and lengths of the first operand. Raises CannotWrite."""
    own = list(use.call.spec(0).dims or ())
    parts = []
    for length in wanted if wanted is not None else (None,):
        if not isinstance(length, int) and (length is None or length not in own):
            raise CannotWrite("the shape of the result is not known")
        parts.append(str(length) if isinstance(length, int)
                     else f"ops.shape({use.operands[0]})[{own.index(length)}]")  # fmt: skip
    return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"


ROWS: Final = (
    TensorOp(
        "reshape", "x shape", _reshape_shape, _reshape, _reshape_torch,
        plain("Reshape", allowzero="allow_zero"), _reshape_keras,
        "the same numbers in another shape; 0 takes a length over, -1 stands for what is left",
        {"allow_zero": False}, lengths=passed_on,
    ),
    TensorOp("flatten", "x", _flatten_shape, _flatten, _flatten_torch,
             plain("Flatten", axis="axis"), _flatten_keras,
             "a matrix: the axes before `axis` and those from it on", {"axis": 1}),
    TensorOp("transpose", "x", _transpose_shape, _transpose, _transpose_torch,
             plain("Transpose", perm="perm"), _transpose_keras,
             "the axes in another order; turned round if none is said", {"perm": None}),
    TensorOp("squeeze", "x axes?", _squeeze_shape, _squeeze, _squeeze_source("{}.squeeze({})"),
             plain("Squeeze"), _squeeze_source("ops.squeeze({}, {})"), "without axes of length 1",
             lengths=passed_on),
    TensorOp("unsqueeze", "x axes", _unsqueeze_shape, _unsqueeze,
             _unsqueeze_source("{}.unsqueeze({})"), plain("Unsqueeze"),
             _unsqueeze_source("ops.expand_dims({}, {})"),
             "with axes of length 1 at these places of the result", lengths=passed_on),
    TensorOp("expand", "x shape", _expand_shape, _expand, _expand_torch, plain("Expand"),
             _expand_keras, "broadcast to a shape, and it to x"),
    TensorOp("identity", "x", lambda call: (call.spec(0),), lambda x: x, template("{0}"),
             plain("Identity"), template("{0}"), "x", lengths=passed_on),
)  # fmt: skip
