"""A network's source for native code: what it knows beforehand, and that it is the same network."""

from __future__ import annotations

import ast
from typing import Any

import numpy as np
import pytest

from ahr.graph import TensorSpec
from ahr.models import Model
from ahr.running import native_source as made
from ahr.running import reference
from ahr.running.native_source import native_source
from ahr.running.nbc_engine import NativeRun
from ahr.trace.activations import gelu, relu, softmax
from ahr.trace.decorator import model
from ahr.trace.layers import conv2d, layer_norm, linear, max_pool2d
from ahr.trace.tensor import Tensor


@model(inputs={"x": TensorSpec("f32", ("N", 8))})
def plain(x: Tensor) -> Tensor:
    scores: Tensor = softmax(linear(relu(linear(x, 8)), 3))
    return scores


@model(inputs={"x": TensorSpec("f32", ("N", 2, 8, 8))})
def pictures(x: Tensor) -> Tensor:
    x = max_pool2d(relu(conv2d(x, 4, 3, padding=1)), 2)
    x = max_pool2d(relu(conv2d(x, 4, 3)), 2)
    scores: Tensor = softmax(layer_norm(linear(x.reshape(-1, 4), 5)))
    return scores


@model(inputs={"x": TensorSpec("f32", ("N", 4, 8))})
def attending(x: Tensor) -> Tensor:
    q, k, v = linear(x, 8), linear(x, 8), linear(x, 8)
    x = layer_norm(x + softmax(q @ k.transpose(0, 2, 1)) @ v)
    return layer_norm(x + linear(gelu(linear(x, 16)), 8))


@pytest.mark.parametrize(
    ("net", "shape"), [(plain, (4, 8)), (pictures, (3, 2, 8, 8)), (attending, (2, 4, 8))]
)
def test_the_source_computes_what_the_reference_does(net: Model, shape: tuple[int, ...]) -> None:
    """In CPython, where nothing but NumPy is asked."""
    net.init(0)
    written = native_source(net.graph)
    held = {**net.graph.constants, **net.parameters}
    namespace: dict[str, Any] = {each: held[name] for each, name in written.held.items()}
    exec(written.text, namespace)
    x = np.random.default_rng(0).standard_normal(shape).astype(np.float32)
    result = namespace[written.function](x)
    (wanted,) = reference.run(net.graph, net.parameters, {"x": x})
    np.testing.assert_allclose(result, wanted, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(("net", "shape"), [(plain, (4, 8)), (attending, (2, 4, 8))])
def test_a_network_of_products_becomes_native_as_a_whole(
    net: Model, shape: tuple[int, ...]
) -> None:  # fmt: skip
    run = NativeRun(net.init(0), 2)
    inputs = {"x": np.random.default_rng(0).standard_normal(shape).astype(np.float32)}
    for _ in range(300):
        (result,) = run(inputs)
    assert run.note() == "all native"
    (wanted,) = reference.run(net.graph, net.parameters, inputs)
    np.testing.assert_allclose(result, wanted, rtol=1e-5, atol=1e-6)


def test_functions_in_front_are_made_for_the_numbers_they_get() -> None:
    text = native_source(plain.graph).text
    assert "weights" not in text
    assert "def softmax(" not in text, "nothing calls it any more"
    assert "def softmax_(x):" in text
    assert "axis=-1" in text


CHOOSING = """
def shifted(x, by=None, scale=None):
    if scale is None:
        scale = 2
    y = x if by is None else x + by[0]
    if by is not None:
        y = y + 1
    return y * scale

def main(x):
    return (shifted(x), shifted(x, (3, 4), 5))
"""


def test_choices_by_what_is_none_are_taken() -> None:
    text = specialised(CHOOSING)
    assert "by is" not in text.partition("def shifted_")[2]
    namespace: dict[str, Any] = {}
    exec(text, namespace)
    assert namespace["main"](10) == (20, 70)


SOURCE = """
def scaled(x, by=2, *, axis=0):
    by = by + 1
    return x.sum(axis=axis) * by

def other(x, *more):
    return x

def main(x, n):
    return (scaled(x), scaled(x, 3, axis=1), scaled(x, by=n), scaled(x), scaled(*x), other(x, 1))
"""


def specialised(source: str) -> str:
    tree = ast.parse(source)
    functions = {each.name: each for each in tree.body if isinstance(each, ast.FunctionDef)}
    names = made._Fresh(set(functions))
    made._Specialising(functions, names).visit_in(tree, functions["main"])
    return ast.unparse(ast.fix_missing_locations(tree))


def test_calls_with_the_same_numbers_share_a_function() -> None:
    text = specialised(SOURCE)
    assert text.count("def scaled_") == 3, text
    assert "scaled(*x)" in text and "other(x, 1)" in text, "calls of other forms stay"
    plain_namespace: dict[str, Any] = {}
    namespace: dict[str, Any] = {}
    exec(SOURCE.replace(", scaled(*x)", ""), plain_namespace)
    exec(text.replace(", scaled(*x)", ""), namespace)
    x = np.arange(6).reshape(2, 3)
    for result, wanted in zip(namespace["main"](x, 5), plain_namespace["main"](x, 5), strict=True):
        np.testing.assert_array_equal(result, wanted)
