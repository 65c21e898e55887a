"""Products: linear layers, matrices with broadcasting, and ONNX's gemm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from ahr import dims
from ahr.dims import Dims
from ahr.graph import TensorSpec
from ahr.ops.row import (
    ArrayLike,
    Call,
    Layer,
    OnnxWriter,
    ShapeError,
    SourceBuilder,
    TensorOp,
    Use,
)
from ahr.ops.rules import broadcast_dims, same_dtype, want
from ahr.ops.writing import by_width, plain, template
from nbc.types.model import Dim


def _linear_shape(call: Call) -> tuple[TensorSpec, ...]:
    x, weight = want(call, 0, "f"), call.spec(1)
    same_dtype(call, (0, 1, 2))
    if weight.dims is None or x.dims is None:
        return (TensorSpec(x.dtype, None),)
    if len(weight.dims) != 2:
        raise ShapeError(f"wants a weight of [outputs, inputs], got {weight}", operands=(1,))
    if not x.dims:
        raise ShapeError("wants a tensor of at least one axis, got a single number", operands=(0,))
    if dims.disagree(x.dims[-1], weight.dims[1]):
        raise ShapeError(
            f"the last axis of the input has {x.dims[-1]} features ({x}), "
            f"but the weight is made for {weight.dims[1]} ({weight})", operands=(0, 1),
        )  # fmt: skip
    bias = call.spec(2).dims if call.has(2) else None
    if bias is not None and (len(bias) != 1 or dims.disagree(bias[0], weight.dims[0])):
        raise ShapeError(f"makes {weight.dims[0]} features, but the bias is {call.spec(2)}",
                         operands=(1, 2))  # fmt: skip
    return (TensorSpec(x.dtype, (*x.dims[:-1], weight.dims[0])),)


def _linear(x: ArrayLike, weight: ArrayLike, bias: ArrayLike | None = None) -> ArrayLike:
    y = _matmul(x, weight.T)
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


def _matmul_shape(call: Call) -> tuple[TensorSpec, ...]:
    same_dtype(call, (0, 1))
    return (TensorSpec(want(call, 0, "fiu").dtype, product_dims(call)),)


def product_dims(call: Call) -> Dims | None:
    """The shape of x @ y."""
    x, y = call.spec(0), call.spec(1)
    if x.dims is None or y.dims is None:
        return None
    if not x.dims or not y.dims:
        raise ShapeError(f"multiplies matrices, not single numbers: {x} and {y}", operands=(0, 1))
    inner = y.dims[-2] if len(y.dims) > 1 else y.dims[0]
    if dims.disagree(x.dims[-1], inner):
        raise ShapeError(
            f"cannot multiply {x} by {y}: the rows of the first have {x.dims[-1]} numbers, the "
            f"columns of the second {inner}", operands=(0, 1),
        )  # fmt: skip
    stacks = broadcast_dims(x.dims[:-2], y.dims[:-2]) or ()
    rows = x.dims[-2:-1]
    columns = y.dims[-1:] if len(y.dims) > 1 else ()
    return (*stacks, *rows, *columns)


def _matmul(x: ArrayLike, y: ArrayLike) -> ArrayLike:
    """Half floats are added up in 32 bits."""
    if x.dtype.itemsize == 2 and x.dtype.kind not in "iu":
        product: ArrayLike = x.astype(np.float32) @ y.astype(np.float32)
        return product.astype(x.dtype)
    made: ArrayLike = np.matmul(x, y)
    return made


def _matmul_onnx(
    write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]
) -> None:
    """A vector on the right is written as a matrix: ONNX Runtime gives wrong numbers where it
    fuses Transpose with the product of a matrix and a vector."""
    x, y = call.spec(0).dims, call.spec(1).dims
    if x is None or y is None or len(y) != 1 or len(x) < 2:
        write.node("MatMul", inputs, outputs)
        return
    axis = write.constant(np.array([-1]))
    column = write.node("Unsqueeze", [inputs[1], write.constant(np.array([1]))])
    write.node("Squeeze", [write.node("MatMul", [inputs[0], column]), axis], outputs)


def _matmul_macs(call: Call, outputs: tuple[TensorSpec, ...]) -> Dim:
    x = call.spec(0).dims
    return dims.multiply(*(outputs[0].dims or (None,)), x[-1] if x else None)


def _gemm_shape(call: Call) -> tuple[TensorSpec, ...]:
    a, b = want(call, 0, "fiu"), call.spec(1)
    dtype = same_dtype(call, (0, 1, 2))
    if a.dims is None or b.dims is None:
        return (TensorSpec(dtype, None),)
    if len(a.dims) != 2 or len(b.dims) != 2:
        raise ShapeError(f"multiplies two matrices, got {a} and {b}", operands=(0, 1))
    left = a.dims[::-1] if call["trans_a"] else a.dims
    right = b.dims[::-1] if call["trans_b"] else b.dims
    turned = Call((TensorSpec(dtype, left), TensorSpec(dtype, right)), {})
    made = product_dims(turned)
    if call.has(2) and broadcast_dims(made, call.spec(2).dims) is not None:
        shape = call.spec(2).dims or ()
        if len(shape) > 2:
            raise ShapeError(f"adds a matrix at most, got {call.spec(2)}", operands=(2,))
    return (TensorSpec(dtype, made),)


def _gemm(
    a: ArrayLike, b: ArrayLike, c: ArrayLike | None = None, *, alpha: float, beta: float,
    trans_a: bool, trans_b: bool,
) -> ArrayLike:  # fmt: skip
    product = _matmul(a.T if trans_a else a, b.T if trans_b else b)
    y = product if alpha == 1 else alpha * product
    if c is not None:
        y = y + (c if beta == 1 else beta * c)
    return y.astype(a.dtype, copy=False)


def _gemm_source(product: str, turned: str) -> SourceBuilder:
    def build(use: Use) -> str:
        a, b, *c = use.operands
        left = turned.format(a) if use["trans_a"] else a
        right = turned.format(b) if use["trans_b"] else b
        text = product.format(left, right)
        text = text if use["alpha"] == 1 else f"{use['alpha']} * {text}"
        if not c or not c[0]:
            return text
        return f"{text} + {c[0]}" if use["beta"] == 1 else f"{text} + {use['beta']} * {c[0]}"

    return build


def _gemm_macs(call: Call, outputs: tuple[TensorSpec, ...]) -> Dim:
    a = call.spec(0).dims
    inner = a[0 if call["trans_a"] else 1] if a else None
    return dims.multiply(*(outputs[0].dims or (None,)), inner)


ROWS: Final = (
    TensorOp(
        "matmul", "x y", _matmul_shape, _matmul, template("{0} @ {1}"), _matmul_onnx,
        by_width(template("ops.matmul({0}, {1})"), template("{0} @ {1}")),
        "x @ y: matrices, stacks of them, or vectors", macs=_matmul_macs,
    ),
    TensorOp(
        "gemm", "a b c?", _gemm_shape, _gemm, _gemm_source("({} @ {})", "{}.T"),
        plain("Gemm", alpha="alpha", beta="beta", transA="trans_a", transB="trans_b"),
        _gemm_source("ops.matmul({}, {})", "ops.transpose({})"),
        "alpha * a @ b + beta * c, either matrix turned first",
        {"alpha": 1.0, "beta": 1.0, "trans_a": False, "trans_b": False}, macs=_gemm_macs,
    ),
    TensorOp(
        "linear", "x weight bias?", _linear_shape, _linear, _linear_torch, _linear_onnx,
        _linear_keras, "x @ weight.T + bias over the last axis", macs=_linear_macs,
        torch_layer=_linear_layer, keras_layer=_linear_keras_layer,
    ),
)  # fmt: skip
