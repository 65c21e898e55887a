"""Networks that choose a branch while they run, as parts of other networks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import helper, numpy_helper

from ahr.copying import refitted
from ahr.formats import trm
from ahr.formats.onnx_reading import read_onnx
from ahr.formats.onnx_writing import onnx_bytes
from ahr.graph import TensorSpec
from ahr.models import Model
from ahr.ops.row import ShapeError
from ahr.running import reference
from ahr.trace.decorator import model
from benchmarks.real_models import MODELS, found
from nbc.errors import ModelError

FLOAT, RANDOM = onnx.TensorProto.FLOAT, np.random.default_rng(0)
WEIGHT = RANDOM.standard_normal((4, 4)).astype(np.float32)
X = RANDOM.standard_normal((3, 4)).astype(np.float32)


def _branch(name: str, op: str, weight: np.ndarray[Any, Any]) -> onnx.GraphProto:
    """y = op(x @ weight): it uses what is around it, and names of its own."""
    nodes = [helper.make_node("MatMul", ["doubled", "w"], ["product"]),
             helper.make_node(op, ["product"], ["y"])]  # fmt: skip
    result = helper.make_tensor_value_info("y", FLOAT, ["N", 4])
    return helper.make_graph(nodes, name, [], [result], [numpy_helper.from_array(weight, "w")])


@pytest.fixture
def chooser() -> Model:
    """x + x through one of two branches, as the sum of x says."""
    nodes = [
        helper.make_node("Add", ["x", "x"], ["doubled"]),
        helper.make_node("ReduceSum", ["x"], ["total"], keepdims=0),
        helper.make_node("Greater", ["total", "zero"], ["positive"]),
        helper.make_node("If", ["positive"], ["z"], then_branch=_branch("one", "Relu", WEIGHT),
                         else_branch=_branch("other", "Tanh", -WEIGHT)),
    ]  # fmt: skip
    graph = helper.make_graph(
        nodes, "chooser", [helper.make_tensor_value_info("x", FLOAT, ["N", 4])],
        [helper.make_tensor_value_info("z", FLOAT, ["N", 4])],
        [numpy_helper.from_array(np.zeros((), np.float32), "zero")],
    )  # fmt: skip
    return read_onnx(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)],
                                       ir_version=10))  # fmt: skip


def _twice(chooser: Model) -> Model:
    @model(inputs={"x": TensorSpec("f32", ("N", 4))})
    def twice(x: Any) -> Any:
        return chooser(chooser(x) - 1.0) + chooser(x * -1.0)

    return twice.init(0)


@pytest.mark.parametrize("sign", [1, -1])
def test_branches_become_part_of_another_network(chooser: Model, sign: int) -> None:
    net, x = _twice(chooser), sign * X
    expected = chooser(chooser(x) - np.float32(1)) + chooser(-x)
    np.testing.assert_allclose(net(x), expected, rtol=1e-5, atol=1e-6)
    (result,) = reference.run(net.graph, net.parameters, {"x": x})
    np.testing.assert_allclose(result, expected, rtol=1e-5, atol=1e-6)


def test_parameters_in_branches_are_there_once(chooser: Model) -> None:
    assert len(_twice(chooser).graph.parameters) == len(chooser.graph.parameters) == 2


def test_it_is_saved_and_written_like_any_other(chooser: Model, tmp_path: Path) -> None:
    net = _twice(chooser)
    net.save(tmp_path / "twice.trm")
    np.testing.assert_array_equal(trm.load(tmp_path / "twice.trm")(X), net(X))
    again = read_onnx(onnx.load_from_string(onnx_bytes(net.graph, net.parameters)))
    np.testing.assert_allclose(again(X), net(X), rtol=1e-6)


def test_a_voice_detector_in_another_network() -> None:
    real = next(each for each in MODELS if each.name == "silero-vad")
    path = found(real)
    if path is None:
        pytest.skip("its package is not there: make real-models")
    detector = read_onnx(path)

    def louder(x: Any, state: Any, rate: Any) -> Any:
        return detector(x * 2.0, state, rate)[0]

    given = {"state": TensorSpec("f32", (2, "N", 128)), "rate": TensorSpec("i64", ())}
    net = model(inputs={"x": TensorSpec("f32", ("N", "T")), **given})(louder).init(0)
    x = RANDOM.standard_normal((1, 576)).astype(np.float32)
    state, rate = np.zeros((2, 1, 128), np.float32), np.array(16000)
    expected = detector(2 * x, state, rate)[0]
    np.testing.assert_allclose(net(x, state, rate), expected, rtol=1e-5, atol=1e-6)
    with pytest.raises(ModelError, match="N6001"):  # its branch for another rate does not fit
        model(inputs={"x": TensorSpec("f32", ("N", 576)), **given})(louder)


def test_graphs_for_inputs_of_other_shapes(chooser: Model) -> None:
    net = _twice(chooser)
    assert refitted(net.graph, {"x": TensorSpec("f32", (7, 4))}).specs["x"].dims == (7, 4)
    with pytest.raises(ShapeError):
        refitted(net.graph, {"x": TensorSpec("f32", (7, 5))})
