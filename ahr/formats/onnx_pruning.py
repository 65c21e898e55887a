"""Graphs without what leads to nothing: values that are known become constants.

Exporters compute shapes inside of models; once the shapes are known, most of that is not needed.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ahr.building import GraphBuilder
from ahr.graph import Graph, Node


def pruned(builder: GraphBuilder, outputs: list[str]) -> Graph:
    """The finished graph with the nodes, parameters and constants that its outputs need."""
    graph = builder.finish(outputs)
    needed = set(outputs)
    nodes: list[Node] = []
    constants: dict[str, np.ndarray[Any, Any]] = {}
    for node in reversed(graph.nodes):
        if not needed.intersection(node.outputs):
            continue
        if _is_known(node, builder, outputs):
            constants.update({name: builder.known[name] for name in node.outputs if name in needed})
            continue
        nodes.append(node)
        needed.update(_used(node))
    constants.update({name: value for name, value in graph.constants.items() if name in needed})
    parameters = {name: each for name, each in graph.parameters.items() if name in needed}
    kept = {
        *graph.inputs,
        *parameters,
        *constants,
        *(out for node in nodes for out in node.outputs),
    }
    specs = {name: spec for name, spec in graph.specs.items() if name in kept}
    return Graph(graph.name, graph.inputs, graph.outputs, tuple(reversed(nodes)), specs,
                 parameters, constants)  # fmt: skip


def _is_known(node: Node, builder: GraphBuilder, outputs: list[str]) -> bool:
    """Outputs of the whole are made by nodes, even if they are known."""
    made = [name for name in node.outputs if name]
    return all(name in builder.known and name not in outputs for name in made)


def _used(node: Node) -> set[str]:
    """What a node uses, in graphs inside it too."""
    found = {name for name in node.inputs if name}
    for value in node.attributes.values():
        if isinstance(value, Graph):
            found |= set(value.outputs).union(*map(_used, value.nodes))
    return found
