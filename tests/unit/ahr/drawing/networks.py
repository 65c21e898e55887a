"""The networks that are drawn: a small CNN, twelve transformer-like blocks, one with scopes."""

from __future__ import annotations

from ahr.graph import Graph, TensorSpec
from ahr.trace import activations, layers, trace
from ahr.trace.tensor import Tensor

DEPTH = 12


def _digits(x: Tensor) -> Tensor:
    h = activations.relu(layers.batch_norm(layers.conv2d(x, 16, 3, padding=1)))
    h = layers.max_pool2d(activations.relu(layers.conv2d(h, 32, 3, padding=1)), 2)
    return layers.linear(layers.global_avg_pool(h), 10)


def block(x: Tensor, width: int) -> Tensor:
    n = layers.layer_norm(x)
    q, k, v = (layers.linear(n, width) for _ in range(3))
    scores = activations.softmax((q @ k.transpose(0, 2, 1)) * 0.125)
    x = x + layers.linear(scores @ v, width)
    m = layers.layer_norm(x)
    result: Tensor = x + layers.linear(activations.gelu(layers.linear(m, 4 * width)), width)
    return result


def _stack(x: Tensor) -> Tensor:
    h = layers.linear(x, 64)
    for _ in range(DEPTH):
        h = block(h, 64)
    return layers.linear(layers.layer_norm(h), 10)


def digits() -> Graph:
    return trace(_digits, {"x": TensorSpec("f32", ("N", 1, 8, 8))}, name="digits")


def stack() -> Graph:
    return trace(_stack, {"x": TensorSpec("f32", ("N", 16, 32))}, name="stack")
