"""Every engine computes what the reference does, or says why it cannot."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np
import onnx
import pytest
import torch

from ahr.graph import TensorSpec
from ahr.models import Model
from ahr.running import reference
from ahr.running.engines import ENGINES, engine, note, onnx_bytes, open_engine
from ahr.source.numpy_source import TEXTS
from ahr.trace.activations import relu, softmax
from ahr.trace.decorator import model
from ahr.trace.layers import batch_norm, conv2d, linear
from ahr.trace.tensor import Tensor
from nbc.errors import ModelError

QUICK = [each.name for each in ENGINES if each.is_installed and each.name != "torch.compile"]
"""torch.compile takes too long to be tried here."""

X = np.random.default_rng(0).standard_normal((3, 1, 6, 6)).astype(np.float32)


@model(inputs={"x": TensorSpec("f32", ("N", 1, 6, 6))})
def pictures(x: Tensor) -> tuple[Tensor, Tensor]:
    x = relu(batch_norm(conv2d(x, 4, 3, padding=1)))
    scores = linear(x.reshape(-1, 144), 5)
    return softmax(scores), scores


@model(inputs={"x": TensorSpec("f32", ("N", 8))})
def plain(x: Tensor) -> Tensor:
    return linear(relu(linear(x, 8)), 3)


@pytest.fixture(scope="module")
def network() -> Model:
    return pictures.init(0)


@pytest.fixture(autouse=True)
def torch_threads() -> Iterator[None]:
    was = torch.get_num_threads()
    yield
    assert torch.get_num_threads() == was, "engines leave the process as it was"


@pytest.mark.parametrize("name", QUICK)
def test_an_engine_computes_what_the_reference_does(name: str, network: Model) -> None:
    inputs = {"x": X}
    wanted = reference.run(network.graph, network.parameters, inputs)
    run = open_engine(name, network, threads=1)
    for _ in range(2):
        results = run(inputs)
        assert [each.dtype for each in results] == [each.dtype for each in wanted]
        for result, value in zip(results, wanted, strict=True):
            np.testing.assert_allclose(result, value, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("name", QUICK)
def test_results_are_the_callers(name: str, network: Model) -> None:
    """A later call does not write over them, and inputs may be read-only."""
    run = open_engine(name, network)
    given = X.copy()
    given.flags.writeable = False
    first = run({"x": given})
    kept = [each.copy() for each in first]
    run({"x": X * 2})
    for each, copy in zip(first, kept, strict=True):
        np.testing.assert_array_equal(each, copy)


def test_torch_calculates_in_bf16(network: Model) -> None:
    exact = open_engine("torch", network)({"x": X})[1]
    narrow = open_engine("torch:bf16", network)({"x": X})[1]
    assert narrow.dtype == np.float32
    assert 1e-5 < np.abs(narrow - exact).max() < 0.1


@pytest.mark.parametrize("precision", ["bf16", "f16"])
def test_openvino_takes_a_precision(precision: str, network: Model) -> None:
    pytest.importorskip("openvino")
    exact = open_engine("openvino", network)
    narrow = open_engine(f"openvino:{precision}", network)
    assert np.abs(narrow({"x": X})[1] - exact({"x": X})[1]).max() < 0.1
    assert note(exact) == ""
    assert note(narrow) in ("", f"in bf16: this processor has no {precision}",
                            f"in f32: this processor has no {precision}")  # fmt: skip


def test_native_says_how_much_is_native(network: Model) -> None:
    run = open_engine("native", network, threads=1)
    run({"x": X})
    said, _, why = note(run).partition(": ")
    native, total = said.removesuffix(" lines native").split(" of ")
    assert 0 <= int(native) < int(total), "it was called once"
    assert why
    assert note(open_engine("vm", network)) == ""


def test_bytes_are_those_of_an_onnx_file(network: Model) -> None:
    data = onnx_bytes(network)
    assert [each.name for each in onnx.load_from_string(data).graph.input] == ["x"]
    assert len(data) > sum(each.nbytes for each in network.parameters.values())


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch, network: Model) -> None:
    monkeypatch.setitem(sys.modules, "openvino", None)
    row, _ = engine("openvino")
    assert not row.is_installed
    with pytest.raises(ModelError, match="openvino") as caught:
        row.open(network)
    assert caught.value.code == "N6013"
    assert caught.value.hint == 'run: pip install "noodle-notebook[openvino]"'


def test_what_an_engine_cannot_say_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    @model(inputs={"x": TensorSpec("f32", ("N", 4))})
    def made(x: Tensor) -> Tensor:
        return linear(x, 3)

    with pytest.raises(ModelError) as caught:
        open_engine("onnxruntime", made)
    assert caught.value.code == "N6004"
    monkeypatch.delitem(TEXTS, "relu")
    with pytest.raises(ModelError, match=r"plain cannot run on Noodle's native tier: .*relu"):
        open_engine("native", plain.init(0))
    row, _ = engine("torch")
    with pytest.raises(ModelError, match=r"made cannot run on torch: no such kernel") as caught:  # noqa: SIM117
        with row.explaining("made"):
            raise NotImplementedError("no such kernel\nand a stack")
    assert caught.value.code == "N6012"
    with pytest.raises(KeyboardInterrupt), row.explaining("made"):
        raise KeyboardInterrupt


def test_onnx_runtimes_own_errors_are_told(network: Model) -> None:
    run = open_engine("onnxruntime", network)
    with (
        pytest.raises(ModelError, match="cannot run on ONNX Runtime"),
        engine("onnxruntime")[0].explaining("pictures"),
    ):
        run({"x": X[:, :, :3]})


@pytest.mark.parametrize("name", ["tensorrt", "openvino:f8", "vm:bf16", ""])
def test_unknown_engines_are_refused(name: str) -> None:
    with pytest.raises(ModelError, match="there is no engine") as caught:
        engine(name)
    assert caught.value.code == "N6010"
    assert "openvino:bf16" in (caught.value.hint or "")
    with pytest.raises(ModelError, match="does not calculate in i1"):
        engine("torch")[0].open(plain, precision="i1")
