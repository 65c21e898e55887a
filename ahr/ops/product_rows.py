"""Products: linear layers and matrix multiplication."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ahr import dims
from ahr.graph import TensorSpec
from ahr.ops.row import ArrayLike, Call, Layer, OnnxWriter, ShapeError, TensorOp, Use
from nbc.types.model import Dim


def _linear_shape(call: Call) -> tuple[TensorSpec, ...]:
    x, weight = call.spec(0), call.spec(1)
    if weight.dims is None or x.dims is None:
        return (TensorSpec(x.dtype, None),)
    if not x.dims:
        raise ShapeError("wants a tensor of at least one axis, got a single number", operands=(0,))
    if dims.disagree(x.dims[-1], weight.dims[1]):
        raise ShapeError(
            f"the last axis of the input has {x.dims[-1]} features ({x}), "
            f"but the weight is made for {weight.dims[1]} ({weight})", operands=(0, 1),
        )  # fmt: skip
    return (TensorSpec(x.dtype, (*x.dims[:-1], weight.dims[0])),)


def _linear(x: ArrayLike, weight: ArrayLike, bias: ArrayLike | None = None) -> ArrayLike:
    y = x @ weight.T
    return y if bias is None else y + bias


def _linear_torch(use: Use) -> str:
    given = ", ".join(text for text in use.operands if text)
    return f"F.linear({given})"


def _linear_layer(use: Use) -> Layer:
    out_features, in_features = use.call.spec(1).dims or ()
    bias = "" if use.call.has(2) else ", bias=False"
    return Layer(f"nn.Linear({in_features}, {out_features}{bias})", "{layer}(" + use.operands[0] +
                 ")", {1: "weight", 2: "bias"} if use.call.has(2) else {1: "weight"})  # fmt: skip


def _linear_onnx(
    write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]
) -> None:
    x = call.spec(0)
    if x.dims is not None and len(x.dims) == 2:
        write.node("Gemm", inputs, outputs, transB=1)
        return
    turned = write.node("Transpose", [inputs[1]], perm=[1, 0])
    if call.has(2):
        write.node("Add", [write.node("MatMul", [inputs[0], turned]), inputs[2]], outputs)
    else:
        write.node("MatMul", [inputs[0], turned], outputs)


def _linear_keras(use: Use) -> str:
    x, weight, *bias = use.operands
    product = f"ops.matmul({x}, ops.transpose({weight}))"
    return f"{product} + {bias[0]}" if bias and bias[0] else product


def _linear_keras_layer(use: Use) -> Layer:
    units = (use.call.spec(1).dims or ())[0]
    bias = "" if use.call.has(2) else ", use_bias=False"
    named = {1: "kernel", 2: "bias"} if use.call.has(2) else {1: "kernel"}
    return Layer(f"layers.Dense({units}{bias})", "{layer}(" + use.operands[0] + ")", named,
                 {1: (1, 0)})  # fmt: skip


def _linear_macs(call: Call, outputs: tuple[TensorSpec, ...]) -> Dim:
    weight = call.spec(1).dims
    return dims.multiply(*(outputs[0].dims or (None,)), weight[1] if weight else None)


ROWS: Final = (
    TensorOp(
        "linear", "x weight bias?", _linear_shape, _linear, _linear_torch, _linear_onnx,
        _linear_keras, "x @ weight.T + bias over the last axis", macs=_linear_macs,
        torch_layer=_linear_layer, keras_layer=_linear_keras_layer,
    ),
)  # fmt: skip
