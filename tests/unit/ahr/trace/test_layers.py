"""Layers make the parameters that torch's make, and compute what torch's compute."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from ahr.graph import TensorSpec
from ahr.initial import initial_weights
from ahr.running import reference
from ahr.running.torch_module import live_module
from ahr.trace import layers, sequences, trace
from nbc.errors import ModelError


class _First(nn.Module):
    """A recurrent layer's results without its last states."""

    def __init__(self, layer: nn.Module) -> None:
        super().__init__()
        self.layer = layer

    def forward(self, x: Any) -> Any:
        return self.layer(x)[0]


class _Attention(nn.Module):
    """Attention of a sequence to itself."""

    def __init__(self, features: int, heads: int) -> None:
        super().__init__()
        self.layer = nn.MultiheadAttention(features, heads, batch_first=True)

    def forward(self, x: Any) -> Any:
        return self.layer(x, x, x, need_weights=False)[0]


def _inner(module: nn.Module) -> Any:
    return getattr(module, "layer", module)


CASES: dict[str, tuple[Callable[..., Any], Callable[[], nn.Module], tuple[int, ...]]] = {
    "linear": (lambda x: layers.linear(x, 5), lambda: nn.Linear(7, 5), (4, 7)),
    "conv1d": (
        lambda x: layers.conv1d(x, 6, 3, stride=2, padding=1, groups=2),
        lambda: nn.Conv1d(4, 6, 3, stride=2, padding=1, groups=2), (2, 4, 9),
    ),
    "conv2d": (
        lambda x: layers.conv2d(x, 5, (3, 2), padding="same", dilation=2),
        lambda: nn.Conv2d(4, 5, (3, 2), padding="same", dilation=2), (2, 4, 9, 8),
    ),
    "conv_transpose1d": (
        lambda x: layers.conv_transpose1d(x, 6, 3, stride=2, padding=1),
        lambda: nn.ConvTranspose1d(4, 6, 3, stride=2, padding=1), (2, 4, 5),
    ),
    "conv_transpose2d": (
        lambda x: layers.conv_transpose2d(x, 6, 3, stride=2, output_padding=1, groups=2),
        lambda: nn.ConvTranspose2d(4, 6, 3, stride=2, output_padding=1, groups=2), (2, 4, 5, 4),
    ),
    "batch_norm": (layers.batch_norm, lambda: nn.BatchNorm2d(3), (4, 3, 5, 5)),
    "layer_norm": (lambda x: layers.layer_norm(x, axes=2), lambda: nn.LayerNorm((5, 6)), (4, 5, 6)),
    "group_norm": (lambda x: layers.group_norm(x, 2), lambda: nn.GroupNorm(2, 6), (3, 6, 4)),
    "attention": (lambda x: sequences.attention(x, 2), lambda: _Attention(6, 2), (3, 5, 6)),
    "lstm": (lambda x: sequences.lstm(x, 4), lambda: _First(nn.LSTM(3, 4, batch_first=True)),
             (2, 5, 3)),
    "gru": (lambda x: sequences.gru(x, 4, bidirectional=True),
            lambda: _First(nn.GRU(3, 4, batch_first=True, bidirectional=True)), (2, 5, 3)),
    "rms_norm": (layers.rms_norm, lambda: nn.RMSNorm(6, eps=1e-5), (3, 6)),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_layers_are_torchs(name: str) -> None:
    layer, make, shape = CASES[name]
    graph = trace(layer, {"x": TensorSpec("f32", shape)}, name=name)
    torch.manual_seed(0)
    module = make().eval()
    theirs = {key: value.numpy() for key, value in _inner(module).state_dict().items()
              if key != "num_batches_tracked"}  # fmt: skip
    label = graph.nodes[0].name
    ours = {key.removeprefix(f"{label}."): each for key, each in graph.parameters.items()}
    assert {key: each.spec.dims for key, each in ours.items()} == {
        key: value.shape for key, value in theirs.items()
    }
    x = np.random.default_rng(0).standard_normal(shape).astype(np.float32)
    weights = {f"{label}.{key}": value for key, value in theirs.items()}
    (result,) = reference.run(graph, weights, {"x": x})
    with torch.no_grad():
        expected = module(torch.from_numpy(x)).numpy()
    np.testing.assert_allclose(result, expected, rtol=1e-4, atol=1e-5)
    assert graph.specs[graph.outputs[0]] == TensorSpec("f32", expected.shape)


@pytest.mark.parametrize("name", CASES)
def test_parameters_start_as_torchs_do(name: str) -> None:
    layer, make, shape = CASES[name]
    graph = trace(layer, {"x": TensorSpec("f32", shape)}, name=name)
    torch.manual_seed(0)
    theirs = _inner(make()).state_dict()
    label = graph.nodes[0].name
    for key, array in initial_weights(graph, 0).items():
        other = theirs[key.removeprefix(f"{label}.")].numpy()
        if other.std() == 0:
            np.testing.assert_array_equal(array, other)
        else:
            assert 0.6 < np.abs(array).max() / np.abs(other).max() < 1.67


@pytest.mark.parametrize("name", CASES)
def test_layers_train_in_torch_as_torchs_own_modules(name: str) -> None:
    layer, make, shape = CASES[name]
    graph = trace(layer, {"x": TensorSpec("f32", shape)}, name=name)
    live = live_module(graph, initial_weights(graph, 0))
    assert type(next(iter(live.module.children()))) is type(_inner(make()))


@pytest.mark.parametrize(
    ("layer", "shape", "said"),
    [
        (lambda x: layers.conv2d(x, 8, 3, groups=3), ("N", 4, 8, 8), "by 3 groups"),
        (lambda x: layers.conv2d(x, 8, 3), ("N", 4, 8), "[N, channels, height, width]"),
        (lambda x: layers.conv2d(x, 8, 9), ("N", 4, 8, 8), "windows of 9"),
        (lambda x: layers.conv2d(x, 8, (3, 3, 3)), ("N", 4, 8, 8), "wants 2 sizes"),
        (lambda x: layers.linear(x, 0), ("N", 4), "above 0, got 0"),
        (lambda x: layers.linear(x, 3), ("N", None), "must be known"),
        (lambda x: layers.group_norm(x, 3), ("N", 4, 5), "into 3 groups"),
    ],
)
def test_what_does_not_fit_is_said(layer: Callable[..., Any], shape: Any, said: str) -> None:
    with pytest.raises(ModelError) as caught:
        trace(layer, {"x": TensorSpec("f32", shape)}, name="net")
    assert caught.value.code in ("N6001", "N6002")
    assert said in caught.value.message
    assert caught.value.span is not None


def test_layers_outside_of_models_say_where_they_belong() -> None:
    with pytest.raises(ModelError, match="are called in a model function"):
        layers.linear(np.zeros((2, 3)), 4)  # type: ignore[arg-type]
