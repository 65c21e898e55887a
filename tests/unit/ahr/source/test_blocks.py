"""Repeated blocks in exported source: one class, made several times; the same results; and weights
in `.safetensors` files that load strictly."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import ahr
from ahr.graph import TensorSpec
from ahr.models import Model
from ahr.source.torch_source import torch_source
from ahr.trace import layers
from ahr.trace.activations import gelu, relu
from ahr.trace.decorator import model
from ahr.trace.sequences import attention, lstm
from ahr.trace.tensor import Tensor

RUFF = [sys.executable, "-m", "ruff"]
F32 = ("f32", ("N", 6, 8))


def encoder() -> Model:
    """Blocks that all get the same mask, between other layers."""

    @model(inputs={"x": TensorSpec(*F32), "mask": TensorSpec("bool", (6, 6))})
    def encoder(x: Tensor, mask: Tensor) -> Tensor:
        x = layers.linear(x, 8)
        for _ in range(6):
            x = layers.layer_norm(x + attention(x, 2, mask=mask))
            x = layers.layer_norm(x + layers.linear(gelu(layers.linear(x, 16)), 8))
        return layers.linear(x, 3)

    return encoder


def residual() -> Model:
    """Two runs of blocks with buffers; the input of the first run is used behind it."""

    @model(inputs={"x": TensorSpec("f32", ("N", 3, 8, 8))})
    def residual(x: Tensor) -> Tensor:
        first = layers.conv2d(x, 4, 3, padding=1)
        y = first
        for _ in range(5):
            z = relu(layers.batch_norm(layers.conv2d(y, 4, 3, padding=1, bias=False)))
            y = y + layers.batch_norm(layers.conv2d(z, 4, 3, padding=1, bias=False))
        y = layers.max_pool2d(relu(y + first), 2)
        for _ in range(4):
            y = y + relu(layers.batch_norm(layers.conv2d(y, 4, 3, padding=1)))
        return layers.linear(layers.flatten(y), 10)

    return residual


def two_streams() -> Model:
    """Blocks that give two values on."""

    @model(inputs={"x": TensorSpec("f32", ("N", 4))})
    def two_streams(x: Tensor) -> Any:
        a, b = x, x * 2
        for _ in range(4):
            a = a + relu(layers.linear(b, 4))
            b = relu(layers.linear(a, 4)) - b
        return a + b

    return two_streams


def recurrent() -> Model:
    @model(inputs={"x": TensorSpec(*F32)})
    def recurrent(x: Tensor) -> Tensor:
        for _ in range(3):
            x = layers.layer_norm(x + layers.linear(lstm(x, 4, bidirectional=True), 8))
        return x

    return recurrent


def tied() -> Model:
    """The same weights in every step: what is shared is no block's own."""
    from ahr.building import GraphBuilder
    from ahr.graph import Initial, Parameter

    builder = GraphBuilder("block")
    x = builder.input("x", TensorSpec("f32", ("N", 4)))
    kept = Initial("uniform", 0.5)
    weight = builder.parameter("w", Parameter(TensorSpec("f32", (4, 4)), kept))
    large = builder.constant(np.linspace(0, 1, 4 * 8, dtype=np.float32).reshape(8, 4))
    for step in range(5):
        (y,) = builder.apply("matmul", [x, weight])
        scale = Parameter(TensorSpec("f32", (4,)), kept)
        (y,) = builder.apply("mul", [y, builder.parameter(f"scale{step}", scale)])
        (y,) = builder.apply("linear", [y, large])
        (y,) = builder.apply("tanh", [y])
        (y,) = builder.apply("matmul", [y, large])
        (x,) = builder.apply("add", [x, y])
    return Model(builder.finish([x]))


MODELS: dict[str, Callable[[], Model]] = {
    "encoder": encoder, "residual": residual, "two_streams": two_streams, "recurrent": recurrent,
    "tied": tied,
}  # fmt: skip
COUNTS = {"encoder": [6], "residual": [5, 4], "two_streams": [4], "recurrent": [3], "tied": [5]}


@pytest.fixture(params=MODELS)
def net(request: pytest.FixtureRequest) -> Model:
    return MODELS[request.param]().init(seed=3)


def given_to(net: Model) -> list[Any]:
    random = np.random.default_rng(0)
    found: list[Any] = []
    for name in net.graph.inputs:
        spec = net.graph.specs[name]
        dims = [2 if each == "N" else each for each in spec.dims or ()]
        made = random.standard_normal(dims)  # type: ignore[arg-type]
        found.append(made > -1 if spec.dtype == "bool" else made.astype(np.float32))
    return found


def module_of(text: str, name: str) -> Any:
    namespace: dict[str, Any] = {}
    exec(compile(text, "<exported>", "exec"), namespace)
    return namespace[name]


def test_each_run_is_one_class_that_is_made_as_often(net: Model) -> None:
    made = torch_source(net.graph)
    counts = [int(each) for each in re.findall(r"\(\) for _ in range\((\d+)\)", made.text)]
    key = re.sub(r"(?<!^)([A-Z])", r"_\1", made.class_name).lower()
    assert counts == COUNTS["tied" if key == "block" else key], made.text
    assert len(re.findall(r"^class ", made.text, re.M)) == 1 + len(counts)
    assert net.to_keras_source().count("() for _ in range(") == len(counts)


def test_torch_loads_the_weights_file_strictly(net: Model, tmp_path: Path) -> None:
    import safetensors.torch
    import torch

    net.export(tmp_path / "net.safetensors")
    made = torch_source(net.graph)
    module = module_of(net.to_torch_source(), made.class_name)()
    state = safetensors.torch.load_file(tmp_path / "net.safetensors")
    assert state.keys() == module.state_dict().keys()
    module.load_state_dict(state, strict=True)
    given = given_to(net)
    with torch.no_grad():
        result = module.eval()(*map(torch.from_numpy, given)).numpy()
    np.testing.assert_allclose(result, net(*given), rtol=1e-4, atol=1e-5)
    again = ahr.load(tmp_path / "net.safetensors")
    assert again.graph.parameters.keys() == net.graph.parameters.keys()
    for name, array in net.parameters.items():
        np.testing.assert_array_equal(again.parameters[name], array)
    filled = MODELS[next(key for key in MODELS if MODELS[key]().name == net.name)]()
    ahr.load(tmp_path / "net.safetensors", filled)
    np.testing.assert_array_equal(filled(*given), net(*given))


def test_keras_computes_the_same(net: Model) -> None:
    os.environ["KERAS_BACKEND"] = "torch"
    from ahr.running.keras_model import keras_model

    given = given_to(net)
    result = keras_model(net.graph, net.parameters, given)(*given)
    np.testing.assert_allclose(result.detach().numpy(), net(*given), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("target", ["torch", "keras"])
def test_source_is_laid_out(net: Model, target: str, tmp_path: Path) -> None:
    path = tmp_path / "exported.py"
    net.export(path, target=target)
    for arguments in (["check", "--isolated"], ["format", "--isolated", "--diff"]):
        done = subprocess.run([*RUFF, *arguments, path], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_text_of_blocks() -> None:
    text = encoder().to_torch_source()
    assert text.partition("def forward")[2].partition("class Encoder")[0].splitlines()[1:] == [
        "        y = self.attention(x, x, x, attn_mask=~mask, need_weights=False)[0]",
        "        x = x + y",
        "        x = self.layer_norm(x)",
        "        y = self.linear_2(F.gelu(self.linear(x)))",
        "        x = x + y",
        "        return self.layer_norm_2(x)", "", "",
    ]  # fmt: skip
    assert text.rpartition("def forward")[2].splitlines()[1:] == [
        "        x = self.linear(x)",
        "        for block in self.blocks:",
        "            x = block(x, mask)",
        "        return self.linear_14(x)",
    ]


def test_a_value_that_is_used_later_is_kept() -> None:
    forward = residual().to_torch_source().rpartition("def forward")[2]
    assert "        y = x\n        for block in self.blocks:\n            y = block(y)\n" in forward


def test_parameters_that_nothing_needs_come_back(tmp_path: Path) -> None:
    @model(inputs={"x": TensorSpec("f32", ("N", 4))})
    def net(x: Tensor) -> Tensor:
        layers.linear(x, 7)
        return layers.linear(x, 2)

    net.init(1).export(tmp_path / "net.safetensors")
    for again in (ahr.load(tmp_path / "net.safetensors"),
                  ahr.load(tmp_path / "net.safetensors", Model(net.graph))):  # fmt: skip
        np.testing.assert_array_equal(again.parameters["linear.weight"],
                                      net.parameters["linear.weight"])  # fmt: skip


def test_what_differs_is_no_block() -> None:
    @model(inputs={"x": TensorSpec("f32", ("N", 4))})
    def differing(x: Tensor) -> Tensor:
        for step in range(4):
            x = relu(layers.linear(x, 4 + step)) * (step + 0.5) + 1.0
        return x

    @model(inputs={"x": TensorSpec("f32", ("N", 4))})
    def seen_from_outside(x: Tensor) -> Any:
        kept = []
        for _ in range(4):
            y = layers.linear(x, 4)
            kept.append(y)
            x = relu(y * 2.0) + x
        return x + kept[0] + kept[2]

    assert "Block" not in differing.to_torch_source()
    assert "Block" not in seen_from_outside.to_torch_source()
