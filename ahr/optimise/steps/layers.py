"""Products with one parameter as linear layers, which is what pruning knows: files have matrix
products instead. Names stay; a weight that stood the other way round is turned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from ahr.building import GraphBuilder
from ahr.graph import Graph, Node, TensorSpec
from ahr.models import Model


def with_layers(model: Model) -> Model:
    """The same network; the model itself where there is nothing to change."""
    graph = model.graph
    users, producers = graph.users(), graph.producers()
    turned: set[str] = set()
    nodes: list[Node] = []
    for node in graph.nodes:
        found = _layer(node, graph, producers)
        if found is None or not _is_alone(graph, users, found[0].inputs[1], node.inputs[1]):
            nodes.append(node)
            continue
        made, is_turned = found
        if made.inputs[1] != node.inputs[1]:
            nodes.remove(producers[node.inputs[1]])
        if is_turned:
            turned.add(made.inputs[1])
        nodes.append(made)
    if nodes == list(graph.nodes):
        return model
    arrays = {name: np.ascontiguousarray(value.T) if name in turned else value
              for name, value in model.parameters.items()}  # fmt: skip
    return Model(_made(graph, nodes, arrays), arrays, metadata=model.metadata)


def _is_alone(graph: Graph, users: Mapping[str, list[Node]], *names: str) -> bool:
    """Whether nothing else uses these values."""
    return all(len(users[name]) == 1 and name not in graph.outputs for name in names)


def _layer(node: Node, graph: Graph, producers: Mapping[str, Node]) -> tuple[Node, bool] | None:
    """A product as a linear layer, and whether its weight must be turned for that; or None."""
    if node.op not in ("matmul", "gemm"):
        return None
    weight, is_turned = node.inputs[1], not node.attributes.get("trans_b", False)
    before = producers.get(weight)
    if before is not None and before.op == "transpose":
        weight, is_turned = before.inputs[0], not is_turned
    if weight not in graph.parameters or len(graph.parameters[weight].spec.dims or ()) != 2:
        return None
    bias: tuple[str, ...] = ()
    if node.op == "gemm":
        bias = tuple(each for each in node.inputs[2:] if each)
        said = node.attributes
        if said["trans_a"] or said["alpha"] != 1 or (bias and said["beta"] != 1):
            return None
        if bias and (bias[0] not in graph.parameters or len(graph.specs[bias[0]].dims or ()) != 1):
            return None
    layer = replace(node, op="linear", inputs=(node.inputs[0], weight, *bias), attributes={})
    return layer, is_turned


def _made(graph: Graph, nodes: list[Node], arrays: dict[str, Any]) -> Graph:
    builder = GraphBuilder(graph.name)
    for name in graph.inputs:
        builder.input(name, graph.specs[name])
    for name, parameter in graph.parameters.items():
        spec = TensorSpec(parameter.spec.dtype, arrays[name].shape)
        builder.parameter(name, replace(parameter, spec=spec))
    for name, value in graph.constants.items():
        builder.constant(value, name)
    for node in nodes:
        builder.apply(node.op, node.inputs, node.attributes, name=node.name, outputs=node.outputs,
                      path=node.path, span=node.span)  # fmt: skip
    return builder.finish(graph.outputs)
