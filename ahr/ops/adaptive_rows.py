"""Adaptive average pooling: as many windows as are asked for, of nearly equal lengths.

ONNX has no such op: where the windows are equal it is an average pool, else a product with the
weights of the cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from ahr.dims import Dims
from ahr.dtypes import numpy_dtype
from ahr.graph import TensorSpec
from ahr.ops.row import ArrayLike, Call, CannotWrite, OnnxWriter, ShapeError, TensorOp, Use
from ahr.ops.rules import want
from ahr.ops.windows import per_axis
from ahr.ops.writing import in_wide


def _sizes(dims: Dims, output_size: int | Sequence[int]) -> tuple[int, ...]:
    return per_axis(output_size, len(dims) - 2, "output_size")


def _shape(call: Call) -> tuple[TensorSpec, ...]:
    x = want(call, 0, "f")
    if x.dims is None:
        return (x,)
    if len(x.dims) < 3:
        raise ShapeError(f"wants an input of [batch, channels, lengths...], got {x}", operands=(0,))
    return (TensorSpec(x.dtype, (*x.dims[:2], *_sizes(x.dims, call["output_size"]))),)


def _weights(length: int, size: int, dtype: np.dtype[np.generic]) -> ArrayLike:
    """What each cell gives to each window: [length, size]."""
    windows = np.arange(size)
    begins, ends = windows * length // size, -(-(windows + 1) * length // size)
    cells = np.arange(length)[:, None]
    made: ArrayLike = ((cells >= begins) & (cells < ends)) / (ends - begins)
    return made.astype(dtype)


def _meaning(x: ArrayLike, output_size: int | Sequence[int]) -> ArrayLike:
    for axis, size in enumerate(_sizes(x.shape, output_size), start=2):
        x = np.moveaxis(np.moveaxis(x, axis, -1) @ _weights(x.shape[axis], size, x.dtype), -1, axis)
    return x


def _written(use: Use) -> tuple[str, tuple[int, ...]]:
    dims = use.call.spec(0).dims
    if dims is None:
        raise CannotWrite("the number of axes is not known")
    return use.operands[0], _sizes(dims, use["output_size"])


def _torch(use: Use) -> str:
    x, sizes = _written(use)
    return f"F.adaptive_avg_pool{len(sizes)}d({x}, {sizes if len(set(sizes)) > 1 else sizes[0]})"


def _keras(use: Use) -> str:
    x, sizes = _written(use)
    return f'ops.adaptive_average_pool({x}, {sizes}, data_format="channels_first")'


def _onnx(write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]) -> None:
    dims = call.spec(0).dims
    if dims is None:
        raise CannotWrite("the number of axes is not known")
    sizes = _sizes(dims, call["output_size"])
    if set(sizes) == {1}:
        write.node("GlobalAveragePool", inputs, outputs)
        return
    lengths = [each for each in dims[2:] if isinstance(each, int)]
    if len(lengths) != len(sizes):
        raise CannotWrite("ONNX wants to know the lengths")
    steps = [length // size for length, size in zip(lengths, sizes, strict=True)]
    if all(length % size == 0 for length, size in zip(lengths, sizes, strict=True)):
        write.node("AveragePool", inputs, outputs, kernel_shape=steps, strides=steps)
        return
    name, rank = inputs[0], len(dims)
    for axis, (length, size) in enumerate(zip(lengths, sizes, strict=True), start=2):
        order = [*range(axis), *range(axis + 1, rank), axis]
        turned = write.node("Transpose", [name], perm=order)
        weights = write.constant(_weights(length, size, numpy_dtype(call.spec(0).dtype)))
        product = write.node("MatMul", [turned, weights])
        back = [*range(axis), rank - 1, *range(axis, rank - 1)]
        name = write.node("Transpose", [product], outputs if axis == rank - 1 else None, perm=back)


ROWS: Final = (
    TensorOp(
        "adaptive_average_pool", "x", _shape, in_wide(_meaning), _torch, _onnx, _keras,
        "the averages of as many windows as output_size says", {"output_size": 1},
    ),
)  # fmt: skip
