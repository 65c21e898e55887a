"""ONNX files: what they say besides the nodes, and what is refused before it is written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest

import ahr
from ahr.formats import onnx_writing
from ahr.formats.onnx_writing import beside, to_onnx
from ahr.graph import TensorSpec
from ahr.models import Model
from ahr.trace.activations import relu
from ahr.trace.decorator import model
from ahr.trace.layers import conv1d, linear
from ahr.trace.tensor import Tensor
from nbc.errors import ModelError


@pytest.fixture
def net() -> Model:
    @model(inputs={"x": TensorSpec("f32", ("N", 4, "L"))})
    def net(x: Tensor) -> Tensor:
        return linear(relu(conv1d(x, 8, 3)).transpose(0, 2, 1), 300)

    net.metadata["lineage"] = ["made by a test"]
    net.metadata["note"] = "é"
    return net.init(seed=1)


def _shape(value: onnx.ValueInfoProto) -> list[int | str]:
    return [each.dim_param or each.dim_value for each in value.type.tensor_type.shape.dim]


def test_the_file_says_names_shapes_and_metadata(net: Model, tmp_path: Path) -> None:
    net.export(tmp_path / "net.onnx")
    made = onnx.load(tmp_path / "net.onnx")
    onnx.checker.check_model(made, full_check=True)
    assert [each.name for each in made.graph.input] == ["x"]
    assert _shape(made.graph.input[0]) == ["N", 4, "L"]
    assert _shape(made.graph.output[0]) == ["N", "L - 2", 300]
    assert {each.name for each in made.graph.initializer} >= set(net.parameters)
    said = {each.key: each.value for each in made.metadata_props}
    assert said == {"lineage": '["made by a test"]', "note": "é"}
    assert len({each.name for each in made.graph.node}) == len(made.graph.node)
    assert ahr.load(tmp_path / "net.onnx").name == "net"


def test_the_same_model_gives_the_same_bytes(net: Model, tmp_path: Path) -> None:
    for name in ("a.onnx", "b.onnx", "a.trm", "b.trm", "a.safetensors", "b.safetensors"):
        net.export(tmp_path / name)
    for suffix in (".onnx", ".trm", ".safetensors"):
        first, second = (tmp_path / f"{stem}{suffix}" for stem in "ab")
        assert first.read_bytes() == second.read_bytes()


def test_arrays_beside_a_model_give_the_same_results(net: Model) -> None:
    data, apart = beside(net.graph, net.parameters)
    assert set(apart) == {"linear.weight", "linear.bias"}
    assert len(data) < net.parameters["linear.weight"].nbytes
    x = np.random.default_rng(0).standard_normal((2, 4, 9)).astype(np.float32)
    whole = to_onnx(net.graph, net.parameters).SerializeToString()
    session = onnxruntime.InferenceSession(whole, providers=["CPUExecutionProvider"])
    np.testing.assert_array_equal(net(x), session.run(None, {"x": x})[0])


def test_what_is_too_large_is_refused(
    net: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onnx_writing, "_BYTES_AT_MOST", 1000)
    with pytest.raises(ModelError, match="N6012"):
        net.export(tmp_path / "net.onnx")
    assert not list(tmp_path.iterdir())


def test_places_that_cannot_be_written_to_are_named(net: Model, tmp_path: Path) -> None:
    for suffix in (".onnx", ".trm", ".safetensors", ".py"):
        with pytest.raises(ModelError, match="N6005") as caught:
            net.export(tmp_path / "none" / f"net{suffix}")
        assert "No such file or directory" in caught.value.message
