"""Activations: elementwise functions of one tensor of floats, and softmax along an axis."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from ahr.dtypes import numpy_dtype
from ahr.graph import TensorSpec
from ahr.ops.row import ArrayLike, Call, OnnxBuilder, OnnxWriter, ShapeError, TensorOp, Use
from ahr.ops.rules import axis_in, broadcast, kept, same_dtype, want
from ahr.ops.unary_rows import erf
from ahr.ops.writing import keeping_dtype, plain, template

_SELU: Final = {"alpha": 1.6732632423543772, "gamma": 1.0507009873554805}


def _sigmoid(x: ArrayLike) -> Any:
    """Far below 0 the power overflows to infinity, and 1 / infinity is the 0 that is meant."""
    with np.errstate(over="ignore"):
        e = np.exp(np.negative(x))
    return 1 / (1 + e)


def _softplus(x: ArrayLike) -> Any:
    return np.log1p(np.exp(-np.abs(x))) + np.maximum(x, 0)


def _leaky_relu(x: ArrayLike, alpha: float) -> Any:
    return np.where(x < 0, alpha * x, x)


def _elu(x: ArrayLike, alpha: float) -> Any:
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))


def _selu(x: ArrayLike, alpha: float, gamma: float) -> Any:
    return gamma * _elu(x, alpha)


def _celu(x: ArrayLike, alpha: float) -> Any:
    return np.maximum(x, 0) + np.minimum(0, alpha * np.expm1(np.minimum(x, 0) / alpha))


def _gelu(x: ArrayLike, approximate: str) -> Any:
    if approximate == "tanh":
        return x / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))
    return x / 2 * (1 + erf(x / np.sqrt(2).astype(x.dtype)))


def _silu(x: ArrayLike) -> Any:
    return x * _sigmoid(x)


def _mish(x: ArrayLike) -> Any:
    return x * np.tanh(_softplus(x))


def _softsign(x: ArrayLike) -> Any:
    return x / (1 + np.abs(x))


def _hard_sigmoid(x: ArrayLike, alpha: float, beta: float) -> Any:
    return np.clip(alpha * x + beta, 0, 1)


def _hard_swish(x: ArrayLike) -> Any:
    return x * np.clip(x / 6 + 0.5, 0, 1)


def _thresholded_relu(x: ArrayLike, alpha: float) -> Any:
    return np.where(x > alpha, x, 0)


def _prelu(x: ArrayLike, slope: ArrayLike) -> Any:
    return np.where(x < 0, x * slope, x)


def _softmax(x: ArrayLike, axis: int) -> Any:
    e = np.exp(x - x.max(axis=axis, keepdims=True)) if x.size else x
    return e / e.sum(axis=axis, keepdims=True)


def _log_softmax(x: ArrayLike, axis: int) -> Any:
    if not x.size:
        return x
    shifted = x - x.max(axis=axis, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))


def _hardmax(x: ArrayLike, axis: int) -> Any:
    """1 where the largest stands first, else 0."""
    first = np.expand_dims(x.argmax(axis=axis), axis)
    positions = np.expand_dims(np.arange(x.shape[axis]), tuple(range(1, x.ndim - axis % x.ndim)))
    return (positions == first).astype(x.dtype)


def _along_axis(call: Call) -> tuple[TensorSpec, ...]:
    x = want(call, 0, "f")
    if x.dims is not None:
        axis_in(call["axis"], len(x.dims), x)
    return (x,)


def _prelu_shape(call: Call) -> tuple[TensorSpec, ...]:
    x = want(call, 0, "f")
    made = TensorSpec(same_dtype(call, (0, 1)), broadcast(call, (0, 1)))
    if made.dims is not None and x.dims is not None and len(made.dims) != len(x.dims):
        raise ShapeError(f"wants slopes of at most the input's axes: {call.spec(1)} for {x}",
                         operands=(0, 1))  # fmt: skip
    return (x if made.dims is None else made,)


def _celu_onnx(
    write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]
) -> None:
    """ONNX has Celu for 32 bits alone; others are alpha * elu(x / alpha)."""
    dtype = call.spec(0).dtype
    if dtype == "f32":
        write.node("Celu", inputs, outputs, alpha=call["alpha"])
        return
    alpha = write.constant(np.array(call["alpha"], numpy_dtype(dtype)))
    inner = write.node("Elu", [write.node("Div", [inputs[0], alpha])])
    write.node("Mul", [inner, alpha], outputs)


def _silu_onnx(
    write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]
) -> None:
    write.node("Mul", [inputs[0], write.node("Sigmoid", inputs)], outputs)


def _hard_sigmoid_source(sixths: str, text: str) -> Callable[[Use], str]:
    def build(use: Use) -> str:
        usual = abs(use["alpha"] - 1 / 6) < 1e-7 and use["beta"] == 0.5
        return template(sixths if usual else text)(use)

    return build


def _gelu_source(exact: str, by_tanh: str) -> Callable[[Use], str]:
    def build(use: Use) -> str:
        return template(by_tanh if use["approximate"] == "tanh" else exact)(use)

    return build


def _prelu_torch(use: Use) -> str:
    """torch's has one slope, or one for each channel of axis 1."""
    x, slope = use.call.spec(0).dims, use.call.spec(1).dims
    if x is not None and slope is not None and len(x) > 1:
        at_channels = (1,) * (len(x) - len(slope)) + slope
        if all(at_channels[axis] == 1 for axis in range(len(x)) if axis != 1):
            return template("F.prelu({0}, {1}.reshape(-1))")(use)
    return template("torch.where({0} < 0, {0} * {1}, {0})")(use)


def _row(
    name: str, meaning: Callable[..., Any], torch: str, onnx: OnnxBuilder | str, keras: str,
    summary: str, attributes: Mapping[str, Any] | None = None,
) -> TensorOp:  # fmt: skip
    """A word alone for torch or Keras is a function of the operand."""
    attributes = attributes or {}
    written = plain(onnx, **{each: each for each in attributes}) if isinstance(onnx, str) else onnx
    rule = _along_axis if "axis" in attributes else kept("f")
    return TensorOp(name, "x", rule, keeping_dtype(meaning),
                    template(torch if "{" in torch else torch + "({0})"), written,
                    template(keras if "{" in keras else keras + "({0})"), summary,
                    attributes)  # fmt: skip


ROWS: Final = (
    _row("relu", lambda x: np.maximum(x, 0), "F.relu", "Relu", "ops.relu", "max(x, 0)"),
    _row("sigmoid", _sigmoid, "torch.sigmoid", "Sigmoid", "ops.sigmoid", "1 / (1 + exp(-x))"),
    _row("tanh", np.tanh, "torch.tanh", "Tanh", "ops.tanh", "the hyperbolic tangent"),
    _row("leaky_relu", _leaky_relu, "F.leaky_relu({0}, {alpha})", "LeakyRelu",
         "ops.leaky_relu({0}, {alpha})", "x, or alpha * x below 0", {"alpha": 0.01}),
    _row("elu", _elu, "F.elu({0}, {alpha})", "Elu", "ops.elu({0}, {alpha})",
         "x, or alpha * (exp(x) - 1) below 0", {"alpha": 1.0}),
    _row("celu", _celu, "F.celu({0}, {alpha})", _celu_onnx, "ops.celu({0}, {alpha})",
         "x, or alpha * (exp(x / alpha) - 1) below 0", {"alpha": 1.0}),
    _row("selu", _selu, "{gamma} * F.elu({0}, {alpha})", "Selu",
         "{gamma} * ops.elu({0}, {alpha})", "gamma * elu(x, alpha)", _SELU),
    TensorOp(
        "gelu", "x", kept("f"), keeping_dtype(_gelu),
        _gelu_source("F.gelu({0})", 'F.gelu({0}, approximate="tanh")'),
        plain("Gelu", approximate="approximate"),
        _gelu_source("ops.gelu({0}, approximate=False)", "ops.gelu({0})"),
        'x times the chance that a normal number is below x; approximate: "none" or "tanh"',
        {"approximate": "none"},
    ),
    _row("silu", _silu, "F.silu", _silu_onnx, "ops.silu", "x * sigmoid(x)"),
    _row("mish", _mish, "F.mish", "Mish", "{0} * ops.tanh(ops.softplus({0}))",
         "x * tanh(softplus(x))"),
    _row("softplus", _softplus, "F.softplus", "Softplus", "ops.softplus", "log(1 + exp(x))"),
    _row("softsign", _softsign, "F.softsign", "Softsign", "ops.softsign", "x / (1 + abs(x))"),
    TensorOp(
        "hard_sigmoid", "x", kept("f"), keeping_dtype(_hard_sigmoid),
        _hard_sigmoid_source("F.hardsigmoid({0})", "torch.clamp({alpha} * {0} + {beta}, 0, 1)"),
        plain("HardSigmoid", alpha="alpha", beta="beta"),
        _hard_sigmoid_source("ops.hard_sigmoid({0})", "ops.clip({alpha} * {0} + {beta}, 0, 1)"),
        "alpha * x + beta, held between 0 and 1", {"alpha": 0.2, "beta": 0.5},
    ),
    _row("hard_swish", _hard_swish, "F.hardswish", "HardSwish", "ops.hard_swish",
         "x * hard_sigmoid(x) with alpha = 1/6"),
    _row("thresholded_relu", _thresholded_relu, "torch.where({0} > {alpha}, {0}, 0)",
         "ThresholdedRelu", "ops.where({0} > {alpha}, {0}, ops.zeros_like({0}))",
         "x where it is above alpha, else 0", {"alpha": 1.0}),
    TensorOp("prelu", "x slope", _prelu_shape, keeping_dtype(_prelu), _prelu_torch,
             plain("PRelu"), template("ops.where({0} < 0, {0} * {1}, {0})"),
             "x, or slope * x below 0"),
    _row("softmax", _softmax, "F.softmax({0}, dim={axis})", "Softmax",
         "ops.softmax({0}, axis={axis})", "exp(x), made to sum to 1 along the axis", {"axis": -1}),
    _row("log_softmax", _log_softmax, "F.log_softmax({0}, dim={axis})", "LogSoftmax",
         "ops.log_softmax({0}, axis={axis})", "the logarithm of softmax", {"axis": -1}),
    _row("hardmax", _hardmax,
         "torch.zeros_like({0}).scatter({axis}, {0}.argmax({axis}, keepdim=True), 1)", "Hardmax",
         "ops.one_hot(ops.argmax({0}, {axis}), {0}.shape[{axis}], axis={axis}, dtype='{dtype}')",
         "1 where the largest along the axis stands first, else 0", {"axis": -1}),
)  # fmt: skip
