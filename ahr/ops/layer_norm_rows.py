"""Normalisation over the last axes: layer_norm and rms_norm, as transformers have them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from ahr import dims
from ahr.dims import Dims
from ahr.dtypes import numpy_dtype
from ahr.graph import TensorSpec
from ahr.ops.row import ArrayLike, Call, CannotWrite, Layer, OnnxWriter, ShapeError, TensorOp, Use
from ahr.ops.rules import axis_in, same_dtype, want
from ahr.ops.writing import arguments, given


def _last_axes(call: Call) -> Dims | None:
    """The lengths that statistics are taken over. Checks that the parameters fit them."""
    x = want(call, 0, "f")
    same_dtype(call, range(len(call.inputs)))
    if x.dims is None:
        return None
    over = x.dims[axis_in(call["axis"], len(x.dims), x) :]
    for index in range(1, len(call.inputs)):
        shape = call.spec(index).dims if call.has(index) else ()
        if shape is None:
            continue
        pairs = zip(reversed(shape), reversed(x.dims), strict=False)
        if len(shape) > len(x.dims) or any(
            one != 1 and dims.disagree(one, other) for one, other in pairs
        ):
            raise ShapeError(
                f"normalises the last {len(over)} axes of {x}, but a parameter is "
                f"{call.spec(index)}", operands=(0, index),
            )  # fmt: skip
    return over


def _layer_shape(call: Call) -> tuple[TensorSpec, ...]:
    over, x = _last_axes(call), call.spec(0)
    if not call["statistics"]:
        return (x,)
    shape = None
    if x.dims is not None and over is not None:
        shape = (*x.dims[: len(x.dims) - len(over)], *(1 for _ in over))
    return (x, TensorSpec("f32", shape), TensorSpec("f32", shape))


def _rms_shape(call: Call) -> tuple[TensorSpec, ...]:
    _last_axes(call)
    return (call.spec(0),)


def _axes(rank: int, axis: int) -> tuple[int, ...]:
    return tuple(range(axis % rank, rank))


def _layer_norm(
    x: ArrayLike, scale: ArrayLike, bias: ArrayLike | None = None, *, axis: int, epsilon: float,
    statistics: bool,
) -> Any:  # fmt: skip
    """Half floats are normalised in 32 bits, as ONNX says."""
    wide = x.astype(np.float32) if x.dtype.itemsize < 4 else x
    axes = _axes(x.ndim, axis)
    mean = wide.mean(axis=axes, keepdims=True)
    inverse = 1 / np.sqrt(wide.var(axis=axes, keepdims=True) + epsilon)
    y = ((wide - mean) * inverse).astype(x.dtype, copy=False) * scale
    y = y if bias is None else y + bias
    if not statistics:
        return y
    return y, mean.astype(np.float32), inverse.astype(np.float32)


def _rms_norm(x: ArrayLike, scale: ArrayLike, axis: int, epsilon: float) -> Any:
    wide = x.astype(np.float32) if x.dtype.itemsize < 4 else x
    square = np.mean(wide * wide, axis=_axes(x.ndim, axis), keepdims=True)
    return (wide / np.sqrt(square + epsilon)).astype(x.dtype, copy=False) * scale


def _over(use: Use) -> Dims:
    shape = use.call.spec(0).dims
    if shape is None:
        raise CannotWrite("the number of axes is not known")
    return shape[axis_in(use["axis"], len(shape)) :]


def _own(use: Use) -> Dims | None:
    """The lengths, where the parameters have exactly these."""
    over = _over(use)
    parameters = [spec.dims for spec in use.call.inputs[1:] if spec is not None]
    known = all(isinstance(each, int) for each in over)
    return over if known and all(each == over for each in parameters) else None


def _layer_torch(use: Use) -> str:
    x, scale, *bias = use.operands
    shape, axes = _own(use), tuple(range(-len(_over(use)), 0))
    epsilon = use["epsilon"]
    if shape is not None:
        y = f"F.layer_norm({arguments(x, str(shape), scale, *bias)}, eps={epsilon})"
    else:
        spread = f"torch.sqrt({x}.var({axes}, correction=0, keepdim=True) + {epsilon})"
        y = f"({x} - {x}.mean({axes}, keepdim=True)) / {spread} * {scale}"
        y = f"{y} + {bias[0]}" if bias and bias[0] else y
    if not use["statistics"]:
        return y
    variance = f"torch.var({x}, {axes}, correction=0, keepdim=True)"
    mean, inverse = f"{x}.mean({axes}, keepdim=True)", f"torch.rsqrt({variance} + {epsilon})"
    narrow = "" if use.call.spec(0).dtype == "f32" else ".float()"
    return f"{y}, {mean}{narrow}, {inverse}{narrow}"


def _layer_keras(use: Use) -> str:
    x, scale, *bias = use.operands
    axes, epsilon = tuple(range(-len(_over(use)), 0)), use["epsilon"]
    mean = f"ops.mean({x}, axis={axes}, keepdims=True)"
    variance = f"ops.var({x}, axis={axes}, keepdims=True)"
    inverse = f"ops.rsqrt({variance} + {epsilon})"
    y = f"({x} - {mean}) * {inverse} * {scale}"
    y = f"{y} + {bias[0]}" if bias and bias[0] else y
    if use["statistics"] and use.call.spec(0).dtype != "f32":
        mean, inverse = (f'ops.cast({each}, "float32")' for each in (mean, inverse))
    return f"{y}, {mean}, {inverse}" if use["statistics"] else y


def _torch_layer(name: str) -> Any:
    def build(use: Use) -> Layer | None:
        shape = _own(use)
        if shape is None or use.call.attributes.get("statistics"):
            return None
        lengths = str(shape[0]) if len(shape) == 1 else str(shape)
        bias = ", bias=False" if name == "LayerNorm" and not use.call.has(2) else ""
        make = f"nn.{name}({lengths}, eps={use['epsilon']}{bias})"
        return Layer(make, "{layer}(" + use.operands[0] + ")", _named(use, "weight", "bias"))

    return build


def _keras_layer(name: str, scale: str) -> Any:
    def build(use: Use) -> Layer | None:
        shape = _own(use)
        if shape is None or use.call.attributes.get("statistics"):
            return None
        axes = -1 if len(shape) == 1 else list(range(-len(shape), 0))
        center = ", center=False" if name == "LayerNormalization" and not use.call.has(2) else ""
        make = f"layers.{name}(axis={axes}, epsilon={use['epsilon']}{center})"
        return Layer(make, "{layer}(" + use.operands[0] + ")", _named(use, scale, "beta"))

    return build


def _named(use: Use, scale: str, bias: str) -> dict[int, str]:
    return {1: scale, 2: bias} if use.call.has(2) else {1: scale}


def _rms_torch(use: Use) -> str:
    x, scale = use.operands
    shape, axes = _own(use), tuple(range(-len(_over(use)), 0))
    if shape is not None:
        return f"F.rms_norm({x}, {shape}, {scale}, eps={use['epsilon']})"
    mean = f"torch.mean({x} * {x}, {axes}, keepdim=True)"
    return f"{x} * torch.rsqrt({mean} + {use['epsilon']}) * {scale}"


def _rms_keras(use: Use) -> str:
    x, scale = use.operands
    axes = tuple(range(-len(_over(use)), 0))
    mean = f"ops.mean(ops.square({x}), axis={axes}, keepdims=True)"
    return f"{x} * ops.rsqrt({mean} + {use['epsilon']}) * {scale}"


def _layer_onnx(
    write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]
) -> None:
    write.node("LayerNormalization", inputs, outputs,
               **given(call, {"axis": "axis", "epsilon": "epsilon"}))  # fmt: skip


def _rms_onnx(write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]) -> None:
    """ONNX has it from opset 23 on."""
    x, scale = inputs
    shape = call.spec(0).dims
    if shape is None:
        raise CannotWrite("the number of axes is not known")
    axes = write.constant(np.arange(axis_in(call["axis"], len(shape)), len(shape)))
    mean = write.node("ReduceMean", [write.node("Mul", [x, x]), axes], keepdims=1)
    epsilon = write.constant(np.array(call["epsilon"], numpy_dtype(call.spec(0).dtype)))
    root = write.node("Sqrt", [write.node("Add", [mean, epsilon])])
    write.node("Mul", [write.node("Div", [x, root]), scale], outputs)


ROWS: Final = (
    TensorOp(
        "layer_norm", "x scale bias?", _layer_shape, _layer_norm, _layer_torch, _layer_onnx,
        _layer_keras, "the axes from `axis` on made even, scaled and shifted; statistics=True: "
        "and their mean and inverse spread",
        {"axis": -1, "epsilon": 1e-5, "statistics": False}, outputs="y mean? inverse_spread?",
        torch_layer=_torch_layer("LayerNorm"),
        keras_layer=_keras_layer("LayerNormalization", "gamma"),
    ),
    TensorOp(
        "rms_norm", "x scale", _rms_shape, _rms_norm, _rms_torch, _rms_onnx, _rms_keras,
        "the axes from `axis` on divided by their root mean square, and scaled",
        {"axis": -1, "epsilon": 1e-5}, torch_layer=_torch_layer("RMSNorm"),
        keras_layer=_keras_layer("RMSNormalization", "scale"),
    ),
)  # fmt: skip
