"""Normalisation: numbers moved to mean 0 and spread 1, then scaled and shifted by parameters.

Statistics are taken over channels' images, groups of channels or the last axes; `batch_norm` has
them as inputs, as it has when a trained network runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np

from ahr import dims
from ahr.dims import shown
from ahr.dtypes import numpy_dtype
from ahr.graph import TensorSpec
from ahr.ops.row import ArrayLike, Call, CannotWrite, Layer, OnnxWriter, ShapeError, TensorOp, Use
from ahr.ops.rules import same_dtype, want
from ahr.ops.writing import plain
from nbc.types.model import Dim


def _channels(call: Call, names: Sequence[str]) -> TensorSpec:
    """The input, whose axis 1 every other operand has a number for."""
    x = want(call, 0, "f")
    if x.dims is None:
        return x
    if len(x.dims) < 2:
        raise ShapeError(f"wants an input of [batch, channels, ...], got {x}", operands=(0,))
    for index, name in enumerate(names, start=1):
        shape = call.spec(index).dims
        if shape is not None and (len(shape) != 1 or dims.disagree(shape[0], x.dims[1])):
            raise ShapeError(
                f"has an input of {x.dims[1]} channels ({x}), but a {name} of {shown(shape)}",
                operands=(0, index),
            )  # fmt: skip
    return x


def _batch_shape(call: Call) -> tuple[TensorSpec, ...]:
    return (_channels(call, ("scale", "bias", "mean", "variance")),)


def _image_shape(call: Call) -> tuple[TensorSpec, ...]:
    x = _channels(call, ("scale", "bias"))
    same_dtype(call, (0, 1, 2))
    groups = call["groups"] if "groups" in call.attributes else 1
    channels = x.dims[1] if x.dims else None
    if isinstance(channels, int) and channels % groups:
        raise ShapeError(f"cannot divide {channels} channels into {groups} groups", operands=(0,))
    return (x,)


def by_channel(values: ArrayLike, rank: int) -> ArrayLike:
    """One number a channel, in a shape that combines with an image."""
    return values.reshape(-1, *(1,) * (rank - 2))


def _batch_norm(
    x: ArrayLike, scale: ArrayLike, bias: ArrayLike, mean: ArrayLike, variance: ArrayLike,
    epsilon: float, momentum: float,
) -> ArrayLike:  # fmt: skip
    factor = scale / np.sqrt(variance + epsilon)
    y = x * by_channel(factor, x.ndim) + by_channel(bias - mean * factor, x.ndim)
    made: ArrayLike = y.astype(x.dtype, copy=False)
    return made


def normalised(x: ArrayLike, axes: tuple[int, ...], epsilon: float) -> ArrayLike:
    mean = x.mean(axis=axes, keepdims=True)
    made: ArrayLike = (x - mean) / np.sqrt(x.var(axis=axes, keepdims=True) + epsilon)
    return made.astype(x.dtype, copy=False)


def _instance_norm(x: ArrayLike, scale: ArrayLike, bias: ArrayLike, epsilon: float) -> ArrayLike:
    y = normalised(x, tuple(range(2, x.ndim)), epsilon)
    return y * by_channel(scale, x.ndim) + by_channel(bias, x.ndim)


def _group_norm(
    x: ArrayLike, scale: ArrayLike, bias: ArrayLike, groups: int, epsilon: float
) -> ArrayLike:
    flat = x.reshape(x.shape[0], groups, -1)
    y = normalised(flat, (2,), epsilon).reshape(x.shape)
    return y * by_channel(scale, x.ndim) + by_channel(bias, x.ndim)


def _rank(use: Use) -> int:
    shape = use.call.spec(0).dims
    if shape is None:
        raise CannotWrite("the number of axes is not known")
    return len(shape)


def _batch_torch(use: Use) -> str:
    x, scale, bias, mean, variance = use.operands
    return f"F.batch_norm({x}, {mean}, {variance}, {scale}, {bias}, eps={use['epsilon']})"


def _batch_torch_layer(use: Use) -> Layer:
    channels = (use.call.spec(1).dims or (0,))[0]
    settings = _said(use, "epsilon", "eps", 1e-5)
    if use["momentum"] != 0.9:
        settings += f", momentum={round(1 - use['momentum'], 12)}"
    make = f"nn.BatchNorm{max(1, _rank(use) - 2)}d({channels}{settings})"
    made = _layer(use, make, ("weight", "bias", "running_mean", "running_var"))
    return replace(made, counters=("num_batches_tracked",))


def _said(use: Use, ours: str, theirs: str, usual: float) -> str:
    return "" if use[ours] == usual else f", {theirs}={use[ours]}"


def _layer(use: Use, make: str, names: Sequence[str]) -> Layer:
    named = {index: name for index, name in enumerate(names, start=1) if use.call.has(index)}
    return Layer(make, "{layer}(" + use.operands[0] + ")", named)


def _batch_keras(use: Use) -> str:
    x, scale, bias, mean, variance = use.operands
    return (f"ops.batch_normalization({x}, {mean}, {variance}, axis=1, offset={bias}, "
            f"scale={scale}, epsilon={use['epsilon']})")  # fmt: skip


def _batch_keras_layer(use: Use) -> Layer:
    make = (f"layers.BatchNormalization(axis=1, momentum={use['momentum']}, "
            f"epsilon={use['epsilon']})")  # fmt: skip
    return _layer(use, make, ("gamma", "beta", "moving_mean", "moving_variance"))


def _instance_torch(use: Use) -> str:
    x, scale, bias = use.operands
    return f"F.instance_norm({x}, weight={scale}, bias={bias}, eps={use['epsilon']})"


def _instance_torch_layer(use: Use) -> Layer | None:
    channels = (use.call.spec(1).dims or (0,))[0]
    if not 3 <= _rank(use) <= 5:
        return None
    settings = _said(use, "epsilon", "eps", 1e-5) + ", affine=True"
    return _layer(use, f"nn.InstanceNorm{_rank(use) - 2}d({channels}{settings})",
                  ("weight", "bias"))  # fmt: skip


def _group_torch(use: Use) -> str:
    x, scale, bias = use.operands
    return f"F.group_norm({x}, {use['groups']}, {scale}, {bias}, eps={use['epsilon']})"


def _group_torch_layer(use: Use) -> Layer:
    channels = (use.call.spec(1).dims or (0,))[0]
    settings = f"{use['groups']}, {channels}" + _said(use, "epsilon", "eps", 1e-5)
    return _layer(use, f"nn.GroupNorm({settings})", ("weight", "bias"))


def _keras_layer(groups: Callable[[Use], Dim]) -> Callable[[Use], Layer]:
    def build(use: Use) -> Layer:
        make = (f"layers.GroupNormalization(groups={groups(use)}, axis=1, "
                f"epsilon={use['epsilon']})")  # fmt: skip
        return _layer(use, make, ("gamma", "beta"))

    return build


def _grouped_keras(groups: Callable[[Use], Dim]) -> Callable[[Use], str]:
    """Of images reshaped to [batch, groups, rest]."""

    def build(use: Use) -> str:
        x, scale, bias = use.operands
        shape = (-1, *(1,) * (_rank(use) - 2))
        flat = f"ops.reshape({x}, (ops.shape({x})[0], {groups(use)}, -1))"
        mean = "ops.mean(flat, axis=2, keepdims=True)"
        spread = f"ops.sqrt(ops.var(flat, axis=2, keepdims=True) + {use['epsilon']})"
        return (f"(lambda flat: ops.reshape((flat - {mean}) / {spread}, ops.shape({x})))({flat})"
                f" * ops.reshape({scale}, {shape}) + ops.reshape({bias}, {shape})")  # fmt: skip

    return build


def _all_channels(use: Use) -> Dim:
    return (use.call.spec(1).dims or (None,))[0]


def _groups(use: Use) -> Dim:
    groups: int = use["groups"]
    return groups


def _group_onnx(
    write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]
) -> None:
    """Opset 20 scales groups, not channels: its instances are normalised, then scaled here."""
    shape = call.spec(0).dims
    if shape is None:
        raise CannotWrite("the number of axes is not known")
    x, groups = inputs[0], call["groups"]
    flat = write.node("Reshape", [x, write.constant(np.array([0, groups, -1]))])
    ones = np.ones(groups, numpy_dtype(call.spec(0).dtype))
    even = write.node("InstanceNormalization",
                      [flat, write.constant(ones), write.constant(ones * 0)],
                      epsilon=call["epsilon"])  # fmt: skip
    y = write.node("Reshape", [even, write.node("Shape", [x])])
    wide = write.constant(np.array([-1, *(1,) * (len(shape) - 2)]))
    scaled = write.node("Mul", [y, write.node("Reshape", [inputs[1], wide])])
    write.node("Add", [scaled, write.node("Reshape", [inputs[2], wide])], outputs)


def _lrn(x: ArrayLike, size: int, alpha: float, beta: float, bias: float) -> Any:
    before = (size - 1) // 2
    around = ((0, 0), (before, size - 1 - before), *((0, 0) for _ in x.shape[2:]))
    squares = np.pad(x * x, around)
    total = sum(squares[:, at : at + x.shape[1]] for at in range(size))
    return (x / (bias + alpha / size * total) ** beta).astype(x.dtype, copy=False)


def _lrn_shape(call: Call) -> tuple[TensorSpec, ...]:
    return (_channels(call, ()),)


def _lrn_torch(use: Use) -> str:
    """torch looks one channel further back, not ahead, where the size is even."""
    settings = f"{use['size']}, alpha={use['alpha']}, beta={use['beta']}, k={use['bias']}"
    if use["size"] % 2:
        return f"F.local_response_norm({use.operands[0]}, {settings})"
    return f"F.local_response_norm({use.operands[0]}.flip(1), {settings}).flip(1)"


def _lrn_onnx(write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]) -> None:
    """ONNX Runtime has no even sizes: there the squares are an image whose columns are averaged."""
    size, shape = call["size"], call.spec(0).dims or (None, None)
    if size % 2:
        plain("LRN", size="size", alpha="alpha", beta="beta", bias="bias")(
            write, call, inputs, outputs)  # fmt: skip
        return
    if not isinstance(shape[1], int):
        raise CannotWrite("the number of channels is not known")
    x, before = inputs[0], (size - 1) // 2
    columns = write.constant(np.array([0, 1, shape[1], -1]))
    squares = write.node("Reshape", [write.node("Mul", [x, x]), columns])
    mean = write.node("AveragePool", [squares], kernel_shape=[size, 1], count_include_pad=1,
                      pads=[before, 0, size - 1 - before, 0])  # fmt: skip
    back = write.node("Reshape", [mean, write.node("Shape", [x])])
    alpha, beta, bias = (write.constant(np.array(call[name], numpy_dtype(call.spec(0).dtype)))
                         for name in ("alpha", "beta", "bias"))  # fmt: skip
    total = write.node("Add", [write.node("Mul", [back, alpha]), bias])
    write.node("Div", [x, write.node("Pow", [total, beta])], outputs)


def _lrn_keras(use: Use) -> str:
    x, size, shape = use.operands[0], use["size"], use.call.spec(0).dims or ()
    area = dims.size(shape[2:])
    if not isinstance(area, int) or not isinstance(shape[1], int):
        raise CannotWrite("Keras wants to know the lengths")
    before = (size - 1) // 2
    squares = f"ops.reshape(ops.square({x}), (-1, 1, {shape[1]}, {area}))"
    around = f"((0, 0), (0, 0), ({before}, {size - 1 - before}), (0, 0))"
    mean = (f"ops.average_pool(ops.pad({squares}, {around}), ({size}, 1), strides=1, "
            'data_format="channels_first")')  # fmt: skip
    return (f"{x} / ops.power({use['bias']} + {use['alpha']} * ops.reshape({mean}, "
            f"ops.shape({x})), {use['beta']})")  # fmt: skip


ROWS: Final = (
    TensorOp(
        "batch_norm", "x scale bias mean variance", _batch_shape, _batch_norm, _batch_torch,
        plain("BatchNormalization", epsilon="epsilon", momentum="momentum"), _batch_keras,
        "channels with known mean and variance made even, scaled and shifted",
        {"epsilon": 1e-5, "momentum": 0.9}, torch_layer=_batch_torch_layer,
        keras_layer=_batch_keras_layer,
    ),
    TensorOp(
        "instance_norm", "x scale bias", _image_shape, _instance_norm, _instance_torch,
        plain("InstanceNormalization", epsilon="epsilon"), _grouped_keras(_all_channels),
        "each channel of each sample made even, scaled and shifted", {"epsilon": 1e-5},
        torch_layer=_instance_torch_layer, keras_layer=_keras_layer(_all_channels),
    ),
    TensorOp(
        "group_norm", "x scale bias", _image_shape, _group_norm, _group_torch, _group_onnx,
        _grouped_keras(_groups), "groups of channels of each sample made even, scaled and shifted",
        {"groups": 1, "epsilon": 1e-5}, torch_layer=_group_torch_layer,
        keras_layer=_keras_layer(_groups),
    ),
    TensorOp(
        "lrn", "x", _lrn_shape, _lrn, _lrn_torch, _lrn_onnx, _lrn_keras,
        "x / (bias + alpha * mean of the squares of `size` channels around) ** beta",
        {"size": 5, "alpha": 1e-4, "beta": 0.75, "bias": 1.0},
    ),
)  # fmt: skip
