"""The order of elements along an axis: the largest and their places, running sums."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from ahr.graph import TensorSpec
from ahr.ops.reshape_rows import numbers
from ahr.ops.row import ArrayLike, Call, OnnxWriter, ShapeError, TensorOp, Use
from ahr.ops.rules import axis_in, want
from ahr.ops.writing import by_width, plain, template


def _arg_shape(call: Call) -> tuple[TensorSpec, ...]:
    x = want(call, 0, "fiu")
    if x.dims is None:
        return (TensorSpec("i64", None),)
    axis = axis_in(call["axis"], len(x.dims), x)
    if x.dims[axis] == 0:
        raise ShapeError(f"has nothing to choose from on axis {axis} of {x}", operands=(0,))
    one: tuple[int, ...] = (1,) if call["keepdims"] else ()
    return (TensorSpec("i64", (*x.dims[:axis], *one, *x.dims[axis + 1 :])),)


def _arg(name: str, op_type: str, summary: str) -> TensorOp:
    function = getattr(np, name)

    def meaning(x: ArrayLike, axis: int, keepdims: bool, select_last_index: bool) -> Any:
        if not select_last_index:
            return np.asarray(function(x, axis=axis, keepdims=keepdims))
        last = function(np.flip(x, axis), axis=axis, keepdims=keepdims)
        return np.asarray(x.shape[axis] - 1 - last)

    def source(first: str, flip: str, cast: str) -> Any:
        def build(use: Use) -> str:
            keep = first.partition("|")[2] if use["keepdims"] else ""
            x = use.operands[0]
            turned = flip.format(x, use["axis"]) if use["select_last_index"] else x
            found = first.partition("|")[0].format(turned, use["axis"], keep)
            if use["select_last_index"]:
                found = f"{x}.shape[{use['axis']}] - 1 - {found}"
            return cast.format(found)

        return build

    return TensorOp(
        name, "x", _arg_shape, meaning,
        source(f"torch.{name}({{}}, {{}}{{}})|, keepdim=True", "{}.flip({})", "{}"),
        plain(op_type, axis="axis", keepdims="keepdims", select_last_index="select_last_index"),
        source(f"ops.{name}({{}}, axis={{}}{{}})|, keepdims=True", "ops.flip({}, {})",
               'ops.cast({}, "int64")'),
        summary, {"axis": 0, "keepdims": True, "select_last_index": False},
    )  # fmt: skip


def _top_shape(call: Call) -> tuple[TensorSpec, ...]:
    x, k = want(call, 0, "fiu"), numbers(call, 1)
    if x.dims is None:
        return (TensorSpec(x.dtype, None), TensorSpec("i64", None))
    axis = axis_in(call["axis"], len(x.dims), x)
    count, length = None if k is None else k[0], x.dims[axis]
    if count is not None and isinstance(length, int) and count > length:
        raise ShapeError(f"picks {count} of the {length} elements of axis {axis} of {x}",
                         operands=(0, 1))  # fmt: skip
    made = (*x.dims[:axis], count, *x.dims[axis + 1 :])
    return (TensorSpec(x.dtype, made), TensorSpec("i64", made))


def _top_k(x: ArrayLike, k: ArrayLike, axis: int, largest: bool, sorted: bool) -> Any:
    """Of equal ones the first comes first."""
    if largest:
        upward = np.argsort(np.flip(x, axis), axis=axis, kind="stable")
        order = x.shape[axis] - 1 - np.flip(upward, axis)
    else:
        order = np.argsort(x, axis=axis, kind="stable")
    places = np.take(order, range(int(np.ravel(k)[0])), axis=axis)
    return np.take_along_axis(x, places, axis), places


def _top_torch(use: Use) -> str:
    count = int(np.ravel(use.known(1, "how many are picked"))[0])
    smallest = "" if use["largest"] else ", largest=False"
    return f"torch.topk({use.operands[0]}, {count}, dim={use['axis']}{smallest})"


def _top_keras(use: Use) -> str:
    """Keras has it for the last axis, for the largest, with places of 32 bits."""
    count = int(np.ravel(use.known(1, "how many are picked"))[0])
    rank = len(use.call.spec(0).dims or ())
    last = axis_in(use["axis"], rank) == rank - 1
    x = use.operands[0] if last else f"ops.moveaxis({use.operands[0]}, {use['axis']}, -1)"
    x, sign = (x, "") if use["largest"] else (f"-{x}", "-")
    back = "{}" if last else f"ops.moveaxis({{}}, -1, {use['axis']})"
    values, places = back.format(f"{sign}v"), back.format('ops.cast(i, "int64")')
    return f"(lambda v, i: ({values}, {places}))(*ops.top_k({x}, {count}))"


def _cumsum_shape(call: Call) -> tuple[TensorSpec, ...]:
    x, axis = want(call, 0, "fiu"), numbers(call, 1)
    if x.dims is not None and axis is not None:
        axis_in(axis[0], len(x.dims), x)
    return (x,)


def _cumsum(x: ArrayLike, axis: ArrayLike, exclusive: bool, reverse: bool) -> ArrayLike:
    at = int(np.ravel(axis)[0])
    turned = np.flip(x, at) if reverse else x
    total = np.cumsum(turned, axis=at, dtype=x.dtype)
    if exclusive:
        total = np.roll(total, 1, at)
        total[(slice(None),) * (at % x.ndim) + (slice(0, 1),)] = 0
    made: ArrayLike = np.flip(total, at) if reverse else total
    return made


def _cumsum_source(text: str, flip: str) -> Any:
    def build(use: Use) -> str:
        axis = int(np.ravel(use.known(1, "the axis"))[0])
        x = use.operands[0]
        turned = flip.format(x, axis) if use["reverse"] else x
        total = template(text.replace("{axis}", str(axis)).replace("{0}", turned))(use)
        total = flip.format(total, axis) if use["reverse"] else total
        return f"{total} - {x}" if use["exclusive"] else total

    return build


def _cumsum_onnx(
    write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]
) -> None:
    write.node("CumSum", inputs, outputs, exclusive=int(call["exclusive"]),
               reverse=int(call["reverse"]))  # fmt: skip


ROWS: Final = (
    _arg("argmax", "ArgMax", "where along the axis the largest stands first"),
    _arg("argmin", "ArgMin", "where along the axis the smallest stands first"),
    TensorOp("top_k", "x k", _top_shape, _top_k, _top_torch,
             plain("TopK", axis="axis", largest="largest", sorted="sorted"), _top_keras,
             "the k largest along the axis (largest=False: the smallest), and where they stand",
             {"axis": -1, "largest": True, "sorted": True}, outputs="values places"),
    TensorOp("cumsum", "x axis", _cumsum_shape, _cumsum,
             _cumsum_source("torch.cumsum({0}, {axis}, dtype=torch.{dtype})", "{}.flip({})"),
             _cumsum_onnx,
             by_width(_cumsum_source("ops.cumsum({0}, {axis})", "ops.flip({}, {})")),
             "running sums along an axis", {"exclusive": False, "reverse": False}),
)  # fmt: skip
