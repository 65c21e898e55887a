"""Activations: elementwise functions of one tensor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np

from ahr.graph import TensorSpec
from ahr.ops.row import ArrayLike, Call, OnnxWriter, ShapeError, TensorOp, Use


def floating(call: Call) -> tuple[TensorSpec, ...]:
    """The result of an elementwise function of floats."""
    x = call.spec(0)
    if not x.dtype.startswith(("f", "bf")):
        raise ShapeError(f"wants a tensor of floats, got {x}", operands=(0,),
                         hint="convert it first with cast(x, f32)")  # fmt: skip
    return (x,)


def _relu(x: ArrayLike) -> ArrayLike:
    y: ArrayLike = np.maximum(x, x.dtype.type(0))
    return y


def _sigmoid(x: ArrayLike) -> ArrayLike:
    """Without overflow for large negative numbers."""
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e)).astype(x.dtype)


def _plain(op_type: str) -> Callable[[OnnxWriter, Call, Sequence[str], Sequence[str]], None]:
    def build(write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]) -> None:
        write.node(op_type, inputs, outputs)

    return build


def _row(
    name: str, meaning: Callable[[ArrayLike], Any], torch: str, onnx: str, keras: str, summary: str
) -> TensorOp:  # fmt: skip
    """`torch` and `keras` have `{x}` where the operand goes."""

    def in_torch(use: Use) -> str:
        return torch.format(x=use.operands[0])

    def in_keras(use: Use) -> str:
        return keras.format(x=use.operands[0])

    return TensorOp(name, "x", floating, meaning, in_torch, _plain(onnx), in_keras, summary)


ROWS: Final = (
    _row("relu", _relu, "F.relu({x})", "Relu", "ops.relu({x})", "max(x, 0)"),
    _row("sigmoid", _sigmoid, "torch.sigmoid({x})", "Sigmoid", "ops.sigmoid({x})",
         "1 / (1 + exp(-x))"),
    _row("tanh", np.tanh, "torch.tanh({x})", "Tanh", "ops.tanh({x})", "the hyperbolic tangent"),
)  # fmt: skip
