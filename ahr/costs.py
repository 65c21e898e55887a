"""What a network costs, node by node: parameters, multiply-accumulates, bytes.

Counts may depend on symbolic lengths (the batch): then they are texts as in `ahr.dims`, and numbers
for one sample where `for_lengths` gives the lengths. A parameter that several nodes share is
counted at the first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, final

from ahr import dims
from ahr.dtypes import BY_NAME
from ahr.graph import Graph, Node, TensorSpec
from ahr.ops import lookup
from ahr.ops.row import Call
from nbc.types.model import Dim

ONE_SAMPLE: Final = 1
"""What an unnamed symbolic length is taken as."""


@final
@dataclass(frozen=True, slots=True)
class NodeCost:
    """`macs` are multiply-accumulates; `activation_bytes` what the node's outputs take."""

    node: Node
    outputs: tuple[TensorSpec, ...]
    parameters: int
    parameter_bytes: int
    macs: Dim
    activation_bytes: Dim


def node_costs(graph: Graph) -> list[NodeCost]:
    """One entry a node, in their order."""
    counted: set[str] = set()
    return [_cost(graph, node, counted) for node in graph.nodes]


def for_lengths(count: Dim, lengths: Mapping[str, int] | None = None) -> int | None:
    """A count as a number; lengths that are not given are one."""
    known = dict.fromkeys(dims.names(count), ONE_SAMPLE) | dict(lengths or {})
    return dims.evaluate(count, known)


def size_bytes(spec: TensorSpec) -> Dim:
    """What a tensor takes."""
    if spec.dims is None:
        return None
    return dims.multiply(dims.size(spec.dims), BY_NAME[spec.dtype].size_bytes)


def _cost(graph: Graph, node: Node, counted: set[str]) -> NodeCost:
    call = Call(
        tuple(graph.specs[name] if name else None for name in node.inputs), node.attributes,
        tuple(graph.constants.get(name) for name in node.inputs),
    )  # fmt: skip
    outputs = tuple(graph.specs[name] for name in node.outputs if name)
    own = [name for name in dict.fromkeys(node.inputs)
           if name in graph.parameters and name not in counted]  # fmt: skip
    counted.update(own)
    specs = [graph.parameters[name].spec for name in own]
    return NodeCost(
        node, outputs,
        sum(for_lengths(dims.size(spec.dims or (None,))) or 0 for spec in specs),
        sum(for_lengths(size_bytes(spec)) or 0 for spec in specs),
        lookup(node.op).macs(call, outputs), dims.add(*map(size_bytes, outputs)),
    )  # fmt: skip
