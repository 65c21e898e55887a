"""Profiles: every step of an engine led back to the nodes of the network that it does."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import onnx
import pytest

import ahr
from ahr.bench import onnx_steps, profiling
from ahr.bench.fused import Group, Step, groups
from ahr.bench.profiles import Profile, ProfileRow
from ahr.bench.profiling import profile
from ahr.formats.onnx_reading import read_onnx
from ahr.graph import TensorSpec
from ahr.models import Model
from ahr.running import reference
from ahr.trace.activations import gelu, relu, softmax
from ahr.trace.decorator import model
from ahr.trace.layers import batch_norm, conv2d, layer_norm, linear, max_pool2d
from ahr.trace.tensor import Tensor
from nbc.errors import ModelError


@model(inputs={"x": TensorSpec("f32", ("N", 3, 16, 16))})
def pictures(x: Tensor) -> Tensor:
    y = relu(batch_norm(conv2d(x, 16, 3, padding=1, name="first"), name="norm"))
    y = max_pool2d(relu(conv2d(y, 16, 3, padding=1, name="second")), 2)
    y = linear(y.reshape(-1, 1024), 10, name="last")
    scores: Tensor = softmax(y)
    return scores


@model(inputs={"x": TensorSpec("f32", ("N", 8, 32))})
def attention(x: Tensor) -> Tensor:
    q, k, v = linear(x, 32), linear(x, 32), linear(x, 32)
    x = layer_norm(x + softmax(q @ k.transpose(0, 2, 1) * 0.2) @ v)
    return layer_norm(x + linear(gelu(linear(x, 64)), 32))


@pytest.fixture(autouse=True)
def initialised() -> None:
    pictures.init(0)
    attention.init(0)


def rows_of(found: Profile) -> dict[str, ProfileRow]:
    return {row.node: row for row in found}


@pytest.mark.parametrize("net", [pictures, attention])
@pytest.mark.parametrize("engine", ["onnxruntime", "reference"])
def test_every_node_has_a_row_and_they_sum_to_the_whole(net: Model, engine: str) -> None:
    found = ahr.profile(net, engine=engine, rounds=3)
    assert [row.node for row in found] == [node.name for node in net.graph.nodes]
    assert sum(row.share for row in found) == pytest.approx(1.0)
    assert sum(row.time_s for row in found) == found.total_s > 0
    assert found.run_s > 0 and found.latency_s > 0
    for row in found:
        assert bool(row.time_s) != bool(row.part_of), f"{row.node} is timed, or part of another"
    if engine == "reference":
        assert all(row.time_s for row in found)


def test_nothing_that_onnx_runtime_does_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[onnx_steps.Steps] = []

    def keeping(*given: Any, **more: Any) -> onnx_steps.Steps:
        kept.append(onnx_steps.profiled(*given, **more))
        return kept[-1]

    monkeypatch.setattr(profiling, "profiled", keeping)
    for net in (pictures, attention):
        found = profiling.profile(net, rounds=3)
        assert found.total_s == pytest.approx(sum(kept.pop().times_s.values()))


def test_fused_nodes_stand_at_the_layer() -> None:
    rows = rows_of(profile(pictures, rounds=3))
    assert rows["norm"].part_of == rows["relu"].part_of == "first"
    assert set(rows["first"].includes) == {"norm", "relu"}
    assert rows["relu_2"].part_of == "second"
    assert rows["first"].time_s > 0 and rows["last"].time_s > 0


def test_a_product_with_its_transposition_and_scale_is_one() -> None:
    found = profile(attention, rounds=3)
    rows = rows_of(found)
    assert rows["transpose"].part_of == rows["mul"].part_of == "matmul"
    assert rows["add"].part_of == "layer_norm"
    assert rows["gelu"].time_s > 0, (
        "a bias that is fused into it does not make it part of the layer"
    )
    assert sum(found.by_op().values()) == pytest.approx(found.total_s)
    assert list(found.by_op().values()) == sorted(found.by_op().values(), reverse=True)
    assert found.slowest(2)[0].time_s == max(row.time_s for row in found)


def test_costs_are_those_of_the_batch() -> None:
    one = rows_of(profile(pictures, rounds=1, engine="reference"))["second"]
    data = np.zeros((4, 3, 16, 16), np.float32)
    found = profile(pictures, data, rounds=1, engine="reference", batch_size=4)
    four = rows_of(found)["second"]
    assert one.macs == 16 * 16 * 16 * 16 * 9
    assert four.macs == 4 * one.macs
    assert four.parameters == one.parameters == 16 * 16 * 9 + 16
    assert one.bytes == 4 * (16 * 16 * 16 + one.parameters)
    assert found.inputs == "x f32[4, 3, 16, 16]"
    assert four.macs_per_s == pytest.approx((four.macs or 0) / four.time_s)


def test_times_are_an_overlay_of_the_picture() -> None:
    found = profile(pictures, rounds=1)
    shown = ahr.graph(pictures, overlays={"time": found.times()})
    assert len(shown["nodes"]) > len(found)


def test_a_profile_is_data_and_a_table() -> None:
    found = profile(pictures, rounds=1)
    told = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert [row["node"] for row in told["rows"]] == [row.node for row in found]
    assert told["cpu"]["name"] == found.cpu.name
    frame = found.to_pandas()
    assert frame["time_s"].sum() == pytest.approx(found.total_s)
    text = str(found)
    assert "in first" in text and "pictures on onnxruntime" in text and "█" in text
    assert found._repr_html_().count("<tr>") == len(found) + 1


def test_branches_are_timed_as_one() -> None:
    """What runs inside a branch is not counted twice."""
    helper, kind = onnx.helper, onnx.TensorProto.FLOAT
    value = helper.make_tensor_value_info
    inner = [
        helper.make_graph([helper.make_node(op, ["x", "x"], [f"{op}_r"])], op, [],
                          [value(f"{op}_r", kind, [4, 4])])
        for op in ("Add", "MatMul")
    ]  # fmt: skip
    graph = helper.make_graph(
        [helper.make_node("If", ["c"], ["y"], name="choice", then_branch=inner[0], else_branch=inner[1]),
         helper.make_node("Relu", ["y"], ["z"], name="after")],
        "branches", [value("c", onnx.TensorProto.BOOL, []), value("x", kind, [4, 4])],
        [value("z", kind, [4, 4])],
    )  # fmt: skip
    data = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
    net = read_onnx(data)
    found = profiling.profile(net, (np.array(False), np.ones((4, 4), np.float32)), rounds=2)
    assert {row.op for row in found} == {"if", "relu"}
    assert all(row.time_s > 0 for row in found)


def test_the_reference_gives_the_same_results_while_it_is_timed() -> None:
    graph, inputs = pictures.graph, {"x": np.ones((1, 3, 16, 16), np.float32)}
    values: dict[str, Any] = {**graph.constants, **pictures.parameters, **inputs}
    for node in graph.nodes:
        values.update(zip(node.outputs, reference.results_of(node, values), strict=True))
    np.testing.assert_array_equal(
        values[graph.outputs[0]], reference.run(graph, pictures.parameters, inputs)[0]
    )


def test_engines_that_do_not_tell_and_what_is_no_model_are_refused() -> None:
    with pytest.raises(ModelError, match="does not tell the time of a node") as caught:
        profile(pictures, engine="torch")
    assert caught.value.code == "N6010"
    with pytest.raises(ModelError, match="wants models"):
        profile(3)  # type: ignore[arg-type]


def step(name: str, op: str, inputs: str, outputs: str) -> Step:
    return Step(name, op, tuple(inputs.split()), tuple(outputs.split()))


def test_quantised_steps_are_called_after_what_they_calculate() -> None:
    written = [
        step("q1", "QuantizeLinear", "x", "a"), step("d1", "DequantizeLinear", "a", "b"),
        step("soft", "Softmax", "b", "c"), step("q2", "QuantizeLinear", "c", "d"),
        step("d2", "DequantizeLinear", "d", "e"),
    ]  # fmt: skip
    optimised = [
        step("q1", "QuantizeLinear", "x", "a"), step("new", "QLinearSoftmax", "a", "d"),
        step("d2", "DequantizeLinear", "d", "e"),
    ]  # fmt: skip
    found = groups(written, optimised)
    assert found["new"].main == "soft"
    assert set(found["new"].members) == {"q2", "soft", "d1"}
    assert found["q1"] == Group("q1", ("q1",))


def test_steps_that_only_move_data_belong_to_their_neighbour() -> None:
    written = [step("conv/Conv_1", "Conv", "x w", "y"), step("conv/Conv_12", "Conv", "y w", "z")]
    optimised = [
        step("ReorderInput", "ReorderInput", "x", "r"),
        step("y_nchwc", "Conv", "r w", "s"),
        step("conv/Conv_12_token_3", "Conv", "s w", "t"),
        step("ReorderOutput", "ReorderOutput", "t", "z"),
    ]
    found = groups(written, optimised)
    assert [found[each.name].main for each in optimised] == [
        "conv/Conv_1", "conv/Conv_1", "conv/Conv_12", "conv/Conv_12",
    ]  # fmt: skip
    assert groups(written, [step("stray", "Shape", "n", "m")]) == {}
