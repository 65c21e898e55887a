"""Networks as data: complete, JSON, the same numbers as the summary; groups that can be closed."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

import ahr
from ahr.building import GraphBuilder
from ahr.drawing import graph
from ahr.graph import Graph, TensorSpec
from ahr.models import Model
from ahr.summary import summary
from nbc.errors import ModelError
from tests.unit.ahr.drawing.networks import DEPTH, digits, stack

DIGITS, STACK = digits(), stack()


def _chain(*names: str) -> Graph:
    """Ops on one tensor, with these names (their scopes before slashes)."""
    builder = GraphBuilder("chain")
    value = builder.input("x", TensorSpec("f32", ("N", 4)))
    for name in names:
        (value,) = builder.apply(name.rpartition("/")[2].partition("_")[0], [value], name=name)
    return builder.finish([value])


@pytest.mark.parametrize("network", [DIGITS, STACK], ids=lambda each: each.name)
def test_the_data_are_json_and_complete(network: Graph) -> None:
    data = graph(Model(network))
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert [node["name"] for node in data["nodes"] if node["kind"] == "op"] == [
        node.name for node in network.nodes
    ]
    ids = {node["id"] for node in data["nodes"]}
    assert {end for edge in data["edges"] for end in (edge["from"], edge["to"])} <= ids
    ends = data["inputs"] + data["outputs"]
    assert [each["id"] for each in data["nodes"] if each["kind"] != "op"] == ends


def test_costs_are_those_of_the_summary() -> None:
    made, data = summary(STACK, {"N": 3}), graph(STACK, N=3)
    assert data["totals"] == {
        "parameters": made.parameters, "parameter_bytes": made.parameter_bytes,
        "macs": made.macs, "bytes": made.activation_bytes,
    }  # fmt: skip
    rows = [(node["name"], node["op"], node["parameters"], node["macs"], node["bytes"])
            for node in data["nodes"] if node["kind"] == "op"]  # fmt: skip
    assert rows == [(name, op, *numbers) for name, op, _, *numbers in made.rows]


def test_nodes_say_their_weights_constants_and_attributes() -> None:
    conv = next(node for node in graph(DIGITS)["nodes"] if node["op"] == "conv")
    assert [(each["name"], each["dims"]) for each in conv["weights"]] == [
        ("conv2d.weight", [16, 1, 3, 3]), ("conv2d.bias", [16])]  # fmt: skip
    assert conv["attributes"]["padding"] in (1, [1, 1], [1, 1, 1, 1])
    scaled = next(node for node in graph(STACK)["nodes"] if node["op"] == "mul")
    assert [each["value"] for each in scaled["constants"]] == [0.125]


def test_repeated_blocks_are_one_group() -> None:
    data = graph(STACK)
    outer = [group for group in data["groups"] if group["parent"] is None]
    assert [(group["kind"], group["count"]) for group in outer] == [("repeat", DEPTH)]
    block = outer[0]
    assert [data["nodes"][block["first"]]["op"], block["size"]] == ["layer_norm", 16 * DEPTH]
    assert sum(group["parent"] == block["id"] for group in data["groups"]) == DEPTH
    inside = data["nodes"][block["first"] : block["first"] + block["size"]]
    assert block["parameters"] == sum(node["parameters"] for node in inside)


@pytest.mark.parametrize("broken", ["shape", "skip", "order"])
def test_what_is_not_a_chain_of_copies_is_no_block(broken: str) -> None:
    builder = GraphBuilder("g")
    first = last = builder.input("x", TensorSpec("f32", ("N", 4)))
    for number in range(4):
        (left,) = builder.apply("relu", [first if broken == "skip" and number == 2 else last])
        (right,) = builder.apply("tanh", [left])
        ends = [right, left] if broken == "order" and number == 2 else [left, right]
        (last,) = builder.apply("concat" if broken == "shape" else "sub", ends,
                                {"axis": 1} if broken == "shape" else {})  # fmt: skip
    groups = graph(builder.finish([last]))["groups"]
    assert all(group["count"] < 4 for group in groups)
    assert (broken == "shape") <= (not groups)


def test_a_block_hangs_together() -> None:
    """Two lines side by side are as regular as a block, but say nothing together."""
    builder = GraphBuilder("g")
    left = right = builder.input("x", TensorSpec("f32", ("N", 4)))
    for _ in range(4):
        (left,) = builder.apply("relu", [left])
        (left,) = builder.apply("neg", [left])
        (right,) = builder.apply("abs", [right])
    assert graph(builder.finish([left, right]))["groups"] == []


def test_scopes_are_groups_and_repeat_like_nodes() -> None:
    names = [f"encoder/layer.{number}/{op}" for number in range(6) for op in ("relu", "neg")]
    data = graph(_chain("stem/relu", "stem/tanh", *names))
    outer = [(each["kind"], each["name"], each["count"]) for each in data["groups"]
             if each["parent"] is None]  # fmt: skip
    assert outer == [("scope", "stem", 1), ("repeat", "encoder/layer", 6)]


@pytest.mark.parametrize("network", [DIGITS, STACK, _chain(*["a/relu", "a/neg"] * 500)])
def test_groups_lie_inside_each_other_or_apart(network: Graph) -> None:
    data = graph(network)
    by_id = {group["id"]: group for group in data["groups"]}
    for group in data["groups"]:
        outer = by_id.get(group["parent"])
        if outer is not None:
            assert outer["first"] <= group["first"]
            assert group["first"] + group["size"] <= outer["first"] + outer["size"]
    for at, node in enumerate(data["nodes"]):
        if node["group"] is not None:
            group = by_id[node["group"]]
            assert group["first"] <= at < group["first"] + group["size"]


def test_what_data_do_not_reach_is_minor() -> None:
    builder = GraphBuilder("g")
    x = builder.input("x", TensorSpec("f32", ("N", 4)))
    (shape,) = builder.apply("shape", [x])
    (part,) = builder.apply("gather", [shape, builder.constant(np.array([0]))])
    (result,) = builder.apply("relu", [x])
    data = graph(builder.finish([result, part]))
    assert {node["op"]: node["minor"] for node in data["nodes"] if node["kind"] == "op"} == {
        "shape": True, "gather": False, "relu": False}  # fmt: skip


def test_overlays_are_numbers_of_nodes() -> None:
    data = graph(DIGITS, overlays={"time": {"conv2d": 0.5}})
    assert data["overlays"] == ["time"]
    assert [node["overlays"] for node in data["nodes"] if node["overlays"]] == [{"time": 0.5}]
    with pytest.raises(ModelError, match="no node of digits") as caught:
        graph(DIGITS, overlays={"time": {"nothing": 1.0}})
    assert caught.value.code == "N6010"


@pytest.mark.parametrize("wrong", [None, 3, "net"])
def test_other_things_are_refused(wrong: Any) -> None:
    with pytest.raises(ModelError, match="wants a model") as caught:
        ahr.graph(wrong)
    assert caught.value.code == "N6010"


@pytest.mark.parametrize("program", [
    "import ahr; found = ahr.graph; from ahr.graph import Graph",
    "import ahr; from ahr.graph import Graph; found = ahr.graph",
    "import ahr.graph as found; Graph = found.Graph",
    "from ahr import graph as found; from ahr.graph import Graph",
])  # fmt: skip
def test_graph_is_a_function_beside_its_module(program: str) -> None:
    lines = f"{program}\nprint(found(Graph('g', (), (), (), {{}}))['name'], Graph.__name__)"
    done = subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["g", "Graph"]
