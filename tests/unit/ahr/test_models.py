"""Models: parameters, calls and what is said of input that does not fit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ahr.graph import TensorSpec
from ahr.models import Model
from ahr.trace.activations import relu
from ahr.trace.decorator import model
from ahr.trace.layers import linear
from ahr.trace.tensor import Tensor
from nbc.errors import ModelError

X = np.random.default_rng(0).standard_normal((5, 8)).astype(np.float32)


@pytest.fixture
def net() -> Model:
    @model(inputs={"x": TensorSpec("f32", ("N", 8))})
    def net(x: Tensor) -> Tensor:
        return linear(relu(linear(x, 16)), 3)

    return net


def test_a_seed_gives_the_same_numbers(net: Model) -> None:
    first = dict(net.init(seed=3).parameters)
    again = dict(net.init(seed=3).parameters)
    other = dict(net.init(seed=4).parameters)
    assert all(np.array_equal(first[name], again[name]) for name in first)
    assert not any(np.array_equal(first[name], other[name]) for name in first)
    bound = 1 / np.sqrt(8)
    assert np.abs(first["linear.weight"]).max() <= bound
    assert np.abs(first["linear.weight"]).max() > 0.9 * bound


def test_a_call_computes_the_layers(net: Model) -> None:
    p = net.init(seed=0).parameters
    hidden = np.maximum(X @ p["linear.weight"].T + p["linear.bias"], 0)
    expected = hidden @ p["linear_2.weight"].T + p["linear_2.bias"]
    np.testing.assert_allclose(net(X), expected, rtol=1e-5, atol=1e-6)
    assert net(X).dtype == np.float32


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((X[0],), "add the axis of the batch"),
        ((X[:, :7],), "axis 1 must have 8 elements"),
        ((X.astype(complex),), "array of complex128"),
        ((), "takes 1 inputs"),
    ],
)
def test_input_that_does_not_fit_is_refused(
    net: Model, given: tuple[object, ...], said: str
) -> None:
    with pytest.raises(ModelError) as caught:
        net.init()(*given)
    assert caught.value.code == "N6010"
    assert said in f"{caught.value.message} {caught.value.hint}"


def test_a_model_without_parameters_says_what_to_do(net: Model) -> None:
    with pytest.raises(ModelError, match="N6004") as caught:
        net(X)
    assert "net.init(seed=0)" in str(caught.value.hint)


def test_weights_that_do_not_fit_change_nothing(net: Model) -> None:
    before = dict(net.init().parameters)
    broken = {**before, "linear.bias": np.full(16, np.nan, np.float32)}
    with pytest.raises(ModelError, match="N6009"):
        net.load_weights(broken)
    with pytest.raises(ModelError, match="N6004"):
        net.load_weights({**before, "linear.bias": np.zeros(3, np.float32)})
    with pytest.raises(ModelError, match=r"linear\.bias is missing"):
        net.load_weights({name: before[name] for name in before if name != "linear.bias"})
    assert all(np.array_equal(before[name], net.parameters[name]) for name in before)


def test_networks_are_layers_of_others(net: Model) -> None:
    net.init(seed=1)

    @model(inputs={"x": TensorSpec("f32", ("N", 8)), "y": TensorSpec("f32", ("N", 8))})
    def twins(x: Tensor, y: Tensor) -> Any:
        return net(x) - net(y)

    assert [name.removeprefix("net.") for name in twins.graph.parameters] == list(net.parameters)
    twins.init(seed=2)
    np.testing.assert_allclose(twins(X, X[::-1]), net(X) - net(X[::-1]), rtol=1e-5, atol=1e-6)
    assert len({node.name for node in twins.graph.nodes}) == len(twins.graph.nodes)


def test_networks_that_do_not_fit_into_others_are_refused(net: Model) -> None:
    def wrong(x: Tensor) -> Any:
        return net(linear(x, 7))

    with pytest.raises(ModelError, match=r"net\(\) takes x: f32\[N, 8\], got f32\[N, 7\]"):
        model(inputs={"x": TensorSpec("f32", ("N", 8))})(wrong)


def test_parameters_without_a_type_are_asked_for_one() -> None:
    with pytest.raises(ModelError, match="given as 'y' is not known") as caught:
        model(inputs={"x": TensorSpec("f32", ("N", 8))})(lambda x, y: x)
    assert "annotate" in str(caught.value.hint)
