"""Parts picked by positions: gather and its kin, embeddings, one-hot rows, triangles.

Positions below 0 count from the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from ahr.graph import TensorSpec
from ahr.ops.lengths import picked
from ahr.ops.row import ArrayLike, Call, CannotWrite, Layer, OnnxWriter, ShapeError, TensorOp, Use
from ahr.ops.rules import agreed, axis_in, kept, want
from ahr.ops.writing import plain
from nbc.types.model import Dim


def _gather_shape(call: Call) -> tuple[TensorSpec, ...]:
    x, positions = call.spec(0), want(call, 1, "iu")
    if x.dims is None or positions.dims is None:
        return (TensorSpec(x.dtype, None),)
    axis = axis_in(call["axis"], len(x.dims), x)
    _inside(call, x.dims[axis], axis)
    return (TensorSpec(x.dtype, (*x.dims[:axis], *positions.dims, *x.dims[axis + 1 :])),)


def _inside(call: Call, length: Dim, axis: int) -> None:
    """Positions that are known must be there."""
    at = call.constant(1)
    if at is None or not isinstance(length, int) or not at.size:
        return
    if at.max() >= length or at.min() < -length:
        wrong = int(at.max()) if at.max() >= length else int(at.min())
        raise ShapeError(f"picks position {wrong} of axis {axis} of {call.spec(0)}, which has only "
                         f"{length}", operands=(0, 1))  # fmt: skip


def _gather(x: ArrayLike, positions: ArrayLike, axis: int) -> ArrayLike:
    return np.asarray(np.take(x, positions, axis=axis))


def _rank(use: Use) -> int:
    found = use.call.spec(0).dims
    if found is None:
        raise CannotWrite("the number of axes is not known")
    return len(found)


def _gather_torch(use: Use) -> str:
    at = use.call.constant(1)
    position = str(int(at)) if at is not None and at.ndim == 0 else use.operands[1]
    before = ":, " * axis_in(use["axis"], _rank(use))
    wide = use.call.spec(1).dtype in ("i64", "u8", "bool") or position.lstrip("-").isdigit()
    return f"{use.operands[0]}[{before}{position if wide else position + '.long()'}]"


def _gather_keras(use: Use) -> str:
    return f"ops.take({use.operands[0]}, {use.operands[1]}, axis={use['axis']})"


def _elements_shape(call: Call) -> tuple[TensorSpec, ...]:
    x, positions = call.spec(0), want(call, 1, "iu")
    if x.dims is not None:
        axis = axis_in(call["axis"], len(x.dims), x)
        if positions.dims is not None and len(positions.dims) != len(x.dims):
            raise ShapeError(f"wants as many axes of positions as of the input: {positions} for "
                             f"{x}", operands=(0, 1))  # fmt: skip
        _inside(call, x.dims[axis], axis)
    return (TensorSpec(x.dtype, positions.dims),)


def _elements(x: ArrayLike, positions: ArrayLike, axis: int) -> ArrayLike:
    found: list[Any] = list(np.ogrid[tuple(slice(length) for length in positions.shape)])
    found[axis] = positions
    made: ArrayLike = x[tuple(found)]
    return made


def _elements_torch(use: Use) -> str:
    x, at = use.operands
    axis = use["axis"]
    return f"torch.gather({x}, {axis}, ({at} % {x}.shape[{axis}]).long())"


def _elements_keras(use: Use) -> str:
    x, at = use.call.spec(0).dims or (), use.call.spec(1).dims or ()
    axis = axis_in(use["axis"], len(x))
    if x[:axis] != at[:axis] or x[axis + 1 :] != at[axis + 1 :]:
        raise CannotWrite("Keras wants positions for all of the other axes")
    return f"ops.take_along_axis({use.operands[0]}, {use.operands[1]}, axis={axis})"


def _nd_shape(call: Call) -> tuple[TensorSpec, ...]:
    x, positions = call.spec(0), want(call, 1, "iu")
    batch = call["batch_dims"]
    if x.dims is None or positions.dims is None or not positions.dims:
        return (TensorSpec(x.dtype, None),)
    count = positions.dims[-1]
    if not isinstance(count, int):
        return (TensorSpec(x.dtype, None),)
    if batch + count > len(x.dims):
        raise ShapeError(f"picks by {count} axes behind {batch} of the batch, but the input is {x}",
                         operands=(0, 1))  # fmt: skip
    shared = [
        agreed(call, [(0, x.dims[axis]), (1, positions.dims[axis])], "has batches that differ")
        for axis in range(batch)
    ]
    rest = x.dims[batch + count :]
    return (TensorSpec(x.dtype, (*shared, *positions.dims[batch:-1], *rest)),)


def _nd(x: ArrayLike, positions: ArrayLike, batch_dims: int) -> ArrayLike:
    places: list[Any] = list(np.ogrid[tuple(slice(length) for length in positions.shape[:-1])])
    made: ArrayLike = x[(*places[:batch_dims], *np.moveaxis(positions, -1, 0))]
    return made


def _nd_source(counted: str, listed: str) -> Any:
    def build(use: Use) -> str:
        rank, batch = len(use.call.spec(1).dims or ()), use["batch_dims"]
        x, at = use.operands
        if not batch:
            return f"{x}[tuple({listed.format(at)})]"
        places = [counted.format(at, axis, (*(1,) * axis, -1, *(1,) * (rank - 2 - axis)))
                  for axis in range(batch)]  # fmt: skip
        return f"{x}[({', '.join(places)}, *{listed.format(at)})]"

    return build


def _embedding_shape(call: Call) -> tuple[TensorSpec, ...]:
    positions, weight = want(call, 0, "iu"), want(call, 1, "f")
    if weight.dims is not None and len(weight.dims) != 2:
        raise ShapeError(f"wants a weight of [entries, features], got {weight}", operands=(1,))
    if weight.dims is None or positions.dims is None:
        return (TensorSpec(weight.dtype, None),)
    return (TensorSpec(weight.dtype, (*positions.dims, weight.dims[1])),)


def _embedding(positions: ArrayLike, weight: ArrayLike) -> ArrayLike:
    return np.asarray(weight[positions])


def _embedding_layer(make: str, weight: str) -> Any:
    def build(use: Use) -> Layer:
        entries, features = use.call.spec(1).dims or ()
        return Layer(make.format(entries, features), "{layer}(" + use.operands[0] + ")",
                     {1: weight})  # fmt: skip

    return build


def _embedding_onnx(
    write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]
) -> None:
    write.node("Gather", [inputs[1], inputs[0]], outputs, axis=0)


def _one_hot_shape(call: Call) -> tuple[TensorSpec, ...]:
    positions, values = call.spec(0), call.spec(2)
    if positions.dims is None:
        return (TensorSpec(values.dtype, None),)
    axis = axis_in(call["axis"], len(positions.dims) + 1)
    depth = call.constant(1)
    length = None if depth is None else int(np.ravel(depth)[0])
    made = (*positions.dims[:axis], length, *positions.dims[axis:])
    return (TensorSpec(values.dtype, made),)


def _one_hot(
    positions: ArrayLike, depth: ArrayLike, values: ArrayLike, axis: int
) -> ArrayLike:  # fmt: skip
    """Nothing is hot where a position is outside."""
    count = int(np.ravel(depth)[0])
    at = np.where(positions < 0, positions + count, positions)
    hot = np.expand_dims(at, axis) == np.expand_dims(
        np.arange(count), tuple(range(1, at.ndim + 1 - axis % (at.ndim + 1))))  # fmt: skip
    made: ArrayLike = np.where(hot, values[1], values[0])
    return made


def _one_hot_source(text: str) -> Any:
    def build(use: Use) -> str:
        count = int(np.ravel(use.known(1, "the depth"))[0])
        rank = _rank(use)
        axis = axis_in(use["axis"], rank + 1)
        at, values = use.operands[0], use.operands[2]
        return text.format(at=at, n=count, axis=axis, values=values,
                           shape=(-1, *(1,) * (rank - axis)))  # fmt: skip

    return build


def _triangle(name: str, upper: int) -> TensorOp:
    function = np.triu if upper else np.tril

    def meaning(x: ArrayLike, k: ArrayLike | None = None) -> Any:
        return function(x, 0 if k is None else int(np.ravel(k)[0]))

    def source(module: str) -> Any:
        def build(use: Use) -> str:
            k = int(np.ravel(use.known(1, "the diagonal"))[0]) if use.call.has(1) else 0
            return f"{module}.{name}({use.operands[0]}{f', {k}' if k else ''})"

        return build

    def onnx(write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]) -> None:
        write.node("Trilu", inputs, outputs, upper=upper)

    def shape(call: Call) -> tuple[TensorSpec, ...]:
        x = call.spec(0)
        if x.dims is not None and len(x.dims) < 2:
            raise ShapeError(f"wants matrices, got {x}", operands=(0,))
        return kept("fiub")(call)

    side = "on and above" if upper else "on and below"
    return TensorOp(name, "x k?", shape, meaning, source("torch"), onnx, source("ops"),
                    f"what stands {side} the k-th diagonal, zeros elsewhere")  # fmt: skip


def _embedding_torch(use: Use) -> str:
    return f"F.embedding({use.operands[0]}, {use.operands[1]})"


def _embedding_keras(use: Use) -> str:
    return f"ops.take({use.operands[1]}, {use.operands[0]}, axis=0)"


ROWS: Final = (
    TensorOp("gather", "x positions", _gather_shape, _gather, _gather_torch,
             plain("Gather", axis="axis"), _gather_keras, "the parts at positions of an axis",
             {"axis": 0}, lengths=picked),
    TensorOp("gather_elements", "x positions", _elements_shape, _elements, _elements_torch,
             plain("GatherElements", axis="axis"), _elements_keras,
             "for each place, the element that stands there at another position of the axis",
             {"axis": 0}),
    TensorOp("gather_nd", "x positions", _nd_shape, _nd,
             _nd_source("torch.arange({0}.shape[{1}]).reshape({2})", "{}.unbind(-1)"),
             plain("GatherND", batch_dims="batch_dims"),
             _nd_source("ops.reshape(ops.arange({0}.shape[{1}]), {2})",
                        "ops.unstack({}, axis=-1)"),
             "the parts at positions of several axes, which the last axis of `positions` lists",
             {"batch_dims": 0}),
    TensorOp("embedding", "positions weight", _embedding_shape, _embedding, _embedding_torch,
             _embedding_onnx, _embedding_keras, "rows of a table",
             torch_layer=_embedding_layer("nn.Embedding({}, {})", "weight"),
             keras_layer=_embedding_layer("layers.Embedding({}, {})", "embeddings")),
    TensorOp("one_hot", "positions depth values", _one_hot_shape, _one_hot,
             _one_hot_source("torch.where(torch.where({at} < 0, {at} + {n}, {at}).unsqueeze({axis})"
                             " == torch.arange({n}).reshape{shape}, {values}[1], {values}[0])"),
             plain("OneHot", axis="axis"),
             _one_hot_source("ops.where(ops.expand_dims(ops.where({at} < 0, {at} + {n}, {at}), "
                             "{axis}) == ops.reshape(ops.arange({n}), {shape}), {values}[1], "
                             "{values}[0])"),
             "values[1] at the positions of a new axis, values[0] elsewhere", {"axis": -1}),
    _triangle("tril", 0),
    _triangle("triu", 1),
)  # fmt: skip
