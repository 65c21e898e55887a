"""Exported source: reads and is laid out as a person would write it, and runs by itself."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ahr.building import GraphBuilder
from ahr.graph import Parameter, TensorSpec
from ahr.models import Model
from ahr.source.keras_source import keras_source
from ahr.source.layout import WIDTH, laid_out
from ahr.source.torch_source import torch_source
from ahr.trace import layers
from ahr.trace.activations import gelu, relu, softmax
from ahr.trace.decorator import model
from ahr.trace.tensor import Tensor
from nbc.errors import ModelError

RUFF = [sys.executable, "-m", "ruff"]


def images() -> Model:
    @model(inputs={"x": TensorSpec("f32", ("N", 3, 16, 16))})
    def residual_images(x: Tensor) -> Tensor:
        x = relu(layers.batch_norm(layers.conv2d(x, 8, 3, padding=1, bias=False)))
        for _ in range(2):
            shortcut = x
            x = relu(layers.group_norm(layers.conv2d(x, 8, (3, 5), padding=(1, 2), dilation=1), 2))
            x = shortcut + layers.conv2d(x, 8, 3, padding=1, groups=8)
        x = layers.max_pool2d(x, 2)
        return layers.linear(layers.global_avg_pool(x).reshape(-1, 8), 10)

    return residual_images


def texts() -> Model:
    @model(inputs={"x": TensorSpec("f32", ("N", 6, 8))})
    def texts(x: Tensor) -> Tensor:
        for _ in range(2):
            heads = [layers.linear(x, 8).reshape(-1, 6, 2, 4).transpose(0, 2, 1, 3) for _ in "qkv"]
            weights = softmax(heads[0] @ heads[1].transpose(0, 1, 3, 2) * 0.5)
            seen = (weights @ heads[2]).transpose(0, 2, 1, 3).reshape(-1, 6, 8)
            x = layers.layer_norm(x + layers.linear(seen, 8))
            x = layers.layer_norm(x + layers.linear(gelu(layers.linear(x, 16)), 8))
        return layers.linear(x, 5)

    return texts


def awkward() -> Model:
    """Names that mean something to Python, a value that nobody uses, long constants."""
    builder = GraphBuilder('class """import os""" \\')
    x = builder.input("torch", TensorSpec("f32", ("N", 12)))
    keras = builder.input("keras", TensorSpec("f32", ("N", 12)))
    weight = builder.parameter("self.weight!", Parameter(TensorSpec("f32", (12,))))
    builder.apply("relu", [keras])
    numbers = builder.constant(np.linspace(-1, 1, 12, dtype=np.float32))
    (made,) = builder.apply("add", [x, numbers], name="return")
    (made,) = builder.apply("mul", [made, weight], name="F")
    (made,) = builder.apply("add", [made, builder.constant(np.float32(1e-12))], name="ops")
    (other,) = builder.apply("sub", [builder.constant(np.float32(0.1)), keras])
    return Model(builder.finish([made, other]))


MODELS: dict[str, Callable[[], Model]] = {"images": images, "texts": texts, "awkward": awkward}
IMPORTED = {"torch": {"torch"}, "keras": {"keras"}}


@pytest.fixture(params=MODELS)
def net(request: pytest.FixtureRequest) -> Model:
    return MODELS[request.param]().init(seed=3)


def _inputs(net: Model) -> list[Any]:
    random = np.random.default_rng(0)
    return [
        random.standard_normal((2, *(net.graph.specs[name].dims or ())[1:])).astype(np.float32)  # type: ignore[arg-type]
        for name in net.graph.inputs
    ]


@pytest.mark.parametrize("target", ["torch", "keras"])
def test_source_is_laid_out_and_names_nothing_in_vain(
    net: Model, target: str, tmp_path: Path
) -> None:
    path = tmp_path / "exported.py"
    net.export(path, target=target)
    text = path.read_text()
    for arguments in (
        ["check", "--isolated", "--line-length", "88", "--select", "E,F,W,I,B,UP,SIM,RET"],
        ["format", "--isolated", "--diff"],
    ):
        done = subprocess.run([*RUFF, *arguments, path], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    imported = {
        alias.name.partition(".")[0] if isinstance(node, ast.Import) else str(node.module)
        for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }  # fmt: skip
    assert {each.partition(".")[0] for each in imported} <= IMPORTED[target]
    assert f"Gives {', '.join(map(_numpy_spec, _outputs(net)))}." in text


def _outputs(net: Model) -> list[TensorSpec]:
    return [net.graph.specs[name] for name in net.graph.outputs]


def _numpy_spec(spec: TensorSpec) -> str:
    return str(spec).replace("f32", "float32")


def _as_tuple(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, tuple | list) else (value,)


def test_torch_source_computes_the_same(net: Model) -> None:
    import torch

    made = torch_source(net.graph)
    namespace: dict[str, Any] = {}
    exec(compile(net.to_torch_source(), "<exported>", "exec"), namespace)
    module = namespace[made.class_name]()
    state = {key: torch.from_numpy(np.array(({**net.graph.constants, **net.parameters})[name]))
             for name, key in made.keys.items()}  # fmt: skip
    module.load_state_dict(state, strict=False)
    given = _inputs(net)
    with torch.no_grad():
        results = _as_tuple(module.eval()(*map(torch.from_numpy, given)))
    for result, expected in zip(results, _as_tuple(net(*given)), strict=True):
        np.testing.assert_allclose(result.numpy(), expected, rtol=1e-4, atol=1e-5)


def test_keras_source_computes_the_same(net: Model) -> None:
    os.environ["KERAS_BACKEND"] = "torch"
    from ahr.running.keras_model import keras_model

    assert net.to_keras_source() == keras_source(net.graph).text
    given = _inputs(net)
    results = _as_tuple(keras_model(net.graph, net.parameters, given)(*given))
    for result, expected in zip(results, _as_tuple(net(*given)), strict=True):
        np.testing.assert_allclose(result.detach().numpy(), expected, rtol=1e-4, atol=1e-5)


def test_values_take_over_names_and_calls_are_nested() -> None:
    @model(inputs={"x": TensorSpec("f32", ("N", 4))})
    def net(x: Tensor) -> Tensor:
        y = relu(layers.linear(x, 4)) * 2.0
        return layers.linear(x + y, 2)

    assert net.to_torch_source().partition("forward")[2].splitlines()[1:] == [
        "        y = F.relu(self.linear(x))",
        "        y = y * 2.0",
        "        x = x + y",
        "        return self.linear_2(x)",
    ]


@pytest.mark.parametrize(
    ("statement", "lines"),
    [
        ("x = (a @ b)", ["x = a @ b"]),
        ("x = (a, b)", ["x = (a, b)"]),
        ("x = (a + b) * (c + d)", ["x = (a + b) * (c + d)"]),
        ("x = f('reflect', mode='a\"b')", ['x = f("reflect", mode=\'a"b\')']),
        ("return (x)", ["return x"]),
    ],
)
def test_statements_are_laid_out(statement: str, lines: list[str]) -> None:
    assert laid_out(statement, 0) == lines


def test_long_calls_are_broken_item_by_item() -> None:
    call = f"x = function({', '.join(f'argument_{n}=[{n}, {n}]' for n in range(9))})"
    lines = laid_out(call, 8)
    assert lines[0] == "        x = function("
    assert lines[1] == "            argument_0=[0, 0],"
    assert lines[-1] == "        )"
    assert max(map(len, lines)) <= WIDTH


def test_other_targets_are_refused(tmp_path: Path) -> None:
    net = images().init()
    for path, target in (("a.py", "fortran"), ("a.onnx", "torch"), ("a.xyz", None)):
        with pytest.raises(ModelError, match="N6012"):
            net.export(tmp_path / path, target=target)
    with pytest.raises(ModelError, match="N6012"):
        net.save(tmp_path / "a.onnx")
    assert not list(tmp_path.iterdir())
