"""Reading ONNX: what becomes of names, lengths, weights, older opsets, functions and branches."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from ahr.formats.onnx_reading import read_onnx
from ahr.running.onnx_backend import NoodleRep

F32 = TensorProto.FLOAT


def model(text: str) -> onnx.ModelProto:
    """A model from ONNX's own text form: its graph, behind the header."""
    return onnx.parser.parse_model(text)


def _both(proto: onnx.ModelProto, *inputs: Any) -> tuple[list[Any], tuple[Any, ...]]:
    """The outputs of ONNX Runtime and of the VM."""
    session = onnxruntime.InferenceSession(proto.SerializeToString(),
                                           providers=["CPUExecutionProvider"])  # fmt: skip
    named = dict(zip((each.name for each in session.get_inputs()), inputs, strict=True))
    return session.run(None, named), NoodleRep(read_onnx(proto)).run(inputs)


def _same(proto: onnx.ModelProto, *inputs: Any) -> None:
    for wanted, result in zip(*_both(proto, *inputs), strict=True):
        assert wanted.dtype == result.dtype
        np.testing.assert_allclose(result, wanted, rtol=1e-5, atol=1e-5)


def floats(*shape: int, seed: int = 0) -> np.ndarray[Any, Any]:
    return np.random.default_rng(seed).standard_normal(shape).astype(np.float32)


X = floats(2, 3, 4)

OLDER = {
    "squeeze": (11, "y = Squeeze <axes = [0]> (x)", floats(1, 3)),
    "squeeze-all": (11, "y = Squeeze (x)", floats(1, 3)),
    "unsqueeze": (11, "y = Unsqueeze <axes = [0, -1]> (x)", X),
    "clip": (7, "y = Clip <min = -0.5, max = 0.5> (x)", X),
    "clip-below": (7, "y = Clip <min = -0.5> (x)", X),
    "slice": (9, "y = Slice <starts = [1], ends = [-1], axes = [2]> (x)", X),
    "pad": (9, "y = Pad <pads = [0, 1, 0, 0, 0, 2], value = 3.0> (x)", X),
    "split": (11, "y, z = Split <axis = 2, split = [1, 3]> (x)", X),
    "split-evenly": (11, "y, z = Split <axis = 2> (x)", X),
    "reduce": (11, "y = ReduceMean <axes = [1], keepdims = 0> (x)", X),
    "reduce-sum": (11, "y = ReduceSum <axes = [-1]> (x)", X),
    "softmax-of-rows": (11, "y = Softmax (x)", X),
    "softmax": (11, "y = Softmax <axis = 2> (x)", X),
    "log-softmax-of-all": (11, "y = LogSoftmax <axis = 0> (x)", X),
    "top-k": (9, "y, z = TopK <k = 2, axis = -1> (x)", X),
    "dropout": (10, "y = Dropout <ratio = 0.5> (x)", X),
    "upsample": (9, "s = Constant <value = float[4] {1.0, 1.0, 2.0, 2.0}> () y = Upsample (x, s)",
                 floats(1, 2, 3, 3)),
    "resize": (10, "s = Constant <value = float[4] {1.0, 1.0, 0.5, 2.0}> () "
                   "y = Resize <mode = \"linear\"> (x, s)", floats(1, 2, 4, 3)),
    "average-pool": (7, "y = AveragePool <kernel_shape = [2], auto_pad = \"SAME_LOWER\"> (x)", X),
}  # fmt: skip


@pytest.mark.parametrize("name", OLDER)
def test_older_opsets_mean_what_they_meant(name: str) -> None:
    opset, body, x = OLDER[name]
    shape = ", ".join(map(str, x.shape))
    outputs = "float[] y, int64[] z" if name == "top-k" else "float[] y, float[] z"
    outputs = outputs if "z =" in body else "float[] y"
    proto = model(f'<ir_version: 7, opset_import: ["": {opset}]> '
                  f"g (float[{shape}] x) => ({outputs}) {{ {body} }}".replace("[] ", " "))  # fmt: skip
    _same(proto, x)


@pytest.mark.parametrize("operator", ["LSTM", "GRU", "RNN"])
@pytest.mark.parametrize("direction", ["forward", "reverse", "bidirectional"])
def test_recurrent_layers_have_parameters_of_torchs_shapes(operator: str, direction: str) -> None:
    gates = {"LSTM": 4, "GRU": 3, "RNN": 1}[operator]
    sides = 2 if direction == "bidirectional" else 1
    held = {
        "w": floats(sides, gates * 5, 3), "r": floats(sides, gates * 5, 5, seed=1),
        "b": floats(sides, gates * 10, seed=2),
    }  # fmt: skip
    node = helper.make_node(operator, ["x", "w", "r", "b"], ["y", "h"], name="cell",
                            hidden_size=5, direction=direction)  # fmt: skip
    proto = _graph([node], {"x": (4, 2, 3)}, ["y", "h"], held)
    found = read_onnx(proto)
    assert found.parameters["cell/weight_ih"].shape == (gates * 5, 3)
    assert found.parameters.keys().isdisjoint(held)
    assert len(found.parameters) == 4 * sides
    _same(proto, floats(4, 2, 3, seed=3))


def test_weights_are_parameters_and_other_numbers_are_constants() -> None:
    held = {
        "weight": floats(3, 4), "bias": floats(4), "mask": np.array([0, 0, 0, -np.inf], np.float32),
        "scale": np.float32(2.0), "shape": np.array([-1], np.int64),
    }  # fmt: skip
    nodes = [
        helper.make_node("MatMul", ["x", "weight"], ["a"]),
        helper.make_node("Add", ["a", "bias"], ["b"]),
        helper.make_node("Add", ["b", "mask"], ["c"]),
        helper.make_node("Mul", ["c", "scale"], ["d"]),
        helper.make_node("Reshape", ["d", "shape"], ["y"]),
    ]
    found = read_onnx(_graph(nodes, {"x": (2, 3)}, ["y"], held))
    assert set(found.parameters) == {"weight", "bias"}
    assert set(found.graph.constants) == {"mask", "scale", "shape"}


def test_running_statistics_are_kept_but_not_learnt() -> None:
    held = {name: np.abs(floats(3, seed=at)) for at, name in enumerate("sbmv")}
    node = helper.make_node("BatchNormalization", ["x", *held], ["y"])
    graph = read_onnx(_graph([node], {"x": (2, 3, 4)}, ["y"], held)).graph
    assert [name for name, each in graph.parameters.items() if each.trainable] == ["s", "b"]


def test_names_of_lengths_are_made_identifiers_and_unknown_ones_get_names() -> None:
    value = helper.make_tensor_value_info("x:0", F32, ["batch size", "?", -1, 0, None, "class", 3])
    graph = helper.make_graph([helper.make_node("Relu", ["x:0"], ["y"])], "g", [value],
                              [helper.make_tensor_value_info("y", F32, None)])  # fmt: skip
    found = read_onnx(_of(graph))
    assert found.graph.specs["x:0"].dims == (
        "batch_size", "x_0_1", "x_0_2", "x_0_3", "x_0_4", "d_class", 3,
    )  # fmt: skip


def test_functions_of_the_model_and_of_onnx_are_put_in_place() -> None:
    proto = model("""<ir_version: 9, opset_import: ["": 17, "own": 1]>
        g (float[2, 3] x) => (float[2, 3] y) { a = own.twice (x) y = MeanVarianceNormalization
        <axes = [1]> (a) }
        <domain: "own", opset_import: ["": 17]> twice (x) => (y) { y = Add (x, x) }""")
    assert "add" in {node.op for node in read_onnx(proto).graph.nodes}
    _same(proto, floats(2, 3))


BRANCHES = """<ir_version: 9, opset_import: ["": 17]>
    g (bool c, float[2] x) => (float[2] y, float[2] z) { y, z = If (c) <
        then_branch = one () => (float[2] a, float[2] b) { a = Add (x, x)  b = Neg (a) },
        else_branch = two () => (float[2] a, float[2] b) { k = Constant <value = float[2] {1., 2.}>
            () a = Mul (x, k)  b = Identity (x) }> }"""


@pytest.mark.parametrize("condition", [True, False])
def test_branches_see_the_values_around_them(condition: bool) -> None:
    _same(model(BRANCHES), np.array(condition), floats(2))


def test_a_branch_whose_condition_is_known_is_read_in_its_place() -> None:
    text = BRANCHES.replace("bool c, ", "").replace("{ y, z", "{ s = Shape (x) n = Constant <value "
                            "= int64[1] {2}> () c = Equal (s, n) y, z", 1)  # fmt: skip
    assert "if" not in {node.op for node in read_onnx(model(text)).graph.nodes}
    _same(model(text), floats(2))


def test_what_only_computes_shapes_is_not_kept() -> None:
    proto = model("""<ir_version: 9, opset_import: ["": 17]>
        g (float[2, 3] x) => (float[a, b] y) { s = Shape (x) n = Gather <axis = 0> (s, i)
        t = Unsqueeze (n, j) u = Concat <axis = 0> (k, t) y = Reshape (x, u) }""")
    for name, value in {"i": 1, "j": [0], "k": [-1]}.items():
        proto.graph.initializer.append(numpy_helper.from_array(np.array(value, np.int64), name))
    graph = read_onnx(proto).graph
    assert [node.op for node in graph.nodes] == ["reshape"]
    assert graph.specs["y"].dims == (2, 3)


def test_inputs_that_are_given_out_come_from_a_node() -> None:
    graph = helper.make_graph([helper.make_node("Relu", ["x"], ["y"])], "g",
                              [helper.make_tensor_value_info("x", F32, [2])],
                              [helper.make_tensor_value_info(each, F32, [2]) for each in "xy"],
                              )  # fmt: skip
    x = floats(2)
    first, second = NoodleRep(read_onnx(_of(graph))).run([x])
    np.testing.assert_array_equal(first, x)
    np.testing.assert_array_equal(second, np.maximum(x, 0))


def test_files_are_read_with_the_data_beside_them(tmp_path: Path) -> None:
    proto = _graph([helper.make_node("MatMul", ["x", "w"], ["y"])], {"x": (2, 30)}, ["y"],
                   {"w": floats(30, 40)})  # fmt: skip
    onnx.save(proto, tmp_path / "net.onnx", save_as_external_data=True, location="net.data",
              size_threshold=0)  # fmt: skip
    found = read_onnx(tmp_path / "net.onnx")
    assert found.name == "net"
    np.testing.assert_array_equal(found.parameters["w"], floats(30, 40))


def _graph(
    nodes: list[onnx.NodeProto], inputs: dict[str, tuple[int, ...]], outputs: list[str],
    held: dict[str, Any],
) -> onnx.ModelProto:  # fmt: skip
    return _of(helper.make_graph(
        nodes, "g", [helper.make_tensor_value_info(name, F32, each) for name, each in
                     inputs.items()],
        [helper.make_tensor_value_info(name, F32, None) for name in outputs],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in held.items()],
    ))  # fmt: skip


def _of(graph: onnx.GraphProto) -> onnx.ModelProto:
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
