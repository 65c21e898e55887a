"""Graphs made anew: for inputs of other shapes, or as a part of another graph.

Every shape is inferred again, and every name of a graph that stands in an attribute is a new one,
so that a network can be part of another twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ahr.building import GraphBuilder
from ahr.graph import Attribute, Graph, Node, TensorSpec

_NOTHING: Final = {"": ""}


def refitted(graph: Graph, inputs: Mapping[str, TensorSpec]) -> Graph:
    """The graph for inputs of these shapes. Raises ShapeError where they certainly do not fit."""
    builder = GraphBuilder(graph.name)
    names = _NOTHING | {name: builder.input(name, inputs[name]) for name in graph.inputs}
    for name, parameter in graph.parameters.items():
        names[name] = builder.parameter(name, parameter)
    return _copied(graph, builder, names, "")


def inner_graphs(
    node: Node, builder: GraphBuilder, names: Mapping[str, str], label: str
) -> dict[str, Attribute | Graph]:
    """The attributes of a node, with its graphs as parts of another one. `names` leads from the
    values that they may use to the builder's; `label` begins the names of what is in them. Raises
    ShapeError, also where the branch that does not fit is one that would never be taken."""
    made: dict[str, Attribute | Graph] = dict(node.attributes)
    for key, value in node.attributes.items():
        if isinstance(value, Graph):
            inside = builder.fresh(f"{label}/{key}")
            made[key] = _copied(value, builder.nested(inside), dict(names), f"{inside}/")
    return made


def _copied(graph: Graph, builder: GraphBuilder, names: dict[str, str], label: str) -> Graph:
    names |= {name: builder.constant(value, label + name)
              for name, value in graph.constants.items()}  # fmt: skip
    for node in graph.nodes:
        called = label + node.name
        attributes = inner_graphs(node, builder, names, called)
        made = [builder.fresh(label + each) if each else "" for each in node.outputs]
        builder.apply(node.op, [names[each] for each in node.inputs], attributes, name=called,
                      outputs=made, path=node.path)  # fmt: skip
        names.update(zip(node.outputs, made, strict=True))
    return builder.finish([names[each] for each in graph.outputs])
