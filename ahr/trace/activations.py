"""Activations by name: of a tensor that is traced a node, of an array its values."""

from __future__ import annotations

from typing import Any

import numpy as np

from ahr.ops import lookup
from ahr.trace.tensor import Tensor


def relu(x: Any) -> Any:
    """max(x, 0)."""
    return _applied("relu", x)


def leaky_relu(x: Any, alpha: float = 0.01) -> Any:
    """x, or alpha * x below 0."""
    return _applied("leaky_relu", x, alpha=alpha)


def elu(x: Any, alpha: float = 1.0) -> Any:
    """x, or alpha * (exp(x) - 1) below 0."""
    return _applied("elu", x, alpha=alpha)


def selu(x: Any) -> Any:
    """elu, scaled so that layers keep mean and variance."""
    return _applied("selu", x)


def gelu(x: Any, approximate: str = "none") -> Any:
    """x times the normal distribution's probability of x; approximate: "none" or "tanh"."""
    return _applied("gelu", x, approximate=approximate)


def silu(x: Any) -> Any:
    """x * sigmoid(x)."""
    return _applied("silu", x)


def mish(x: Any) -> Any:
    """x * tanh(softplus(x))."""
    return _applied("mish", x)


def softplus(x: Any) -> Any:
    """log(1 + exp(x))."""
    return _applied("softplus", x)


def sigmoid(x: Any) -> Any:
    """1 / (1 + exp(-x))."""
    return _applied("sigmoid", x)


def hard_sigmoid(x: Any) -> Any:
    """x / 6 + 0.5, held between 0 and 1."""
    return _applied("hard_sigmoid", x, alpha=1 / 6, beta=0.5)


def hard_swish(x: Any) -> Any:
    """x * hard_sigmoid(x)."""
    return _applied("hard_swish", x)


def softmax(x: Any, axis: int = -1) -> Any:
    """exp(x) as parts of their sum over an axis."""
    return _applied("softmax", x, axis=axis)


def log_softmax(x: Any, axis: int = -1) -> Any:
    """The logarithm of softmax."""
    return _applied("log_softmax", x, axis=axis)


def _applied(op: str, x: Any, **attributes: Any) -> Any:
    if isinstance(x, Tensor):
        return x.apply(op, **attributes)
    row = lookup(op)
    return row.meaning(np.asarray(x), **{**row.attributes, **attributes})
