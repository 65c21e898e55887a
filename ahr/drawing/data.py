"""A network as plain data, for pictures and for other programs: JSON's values and nothing else.

`nodes` are in an order in which they can run; inputs come first, outputs last. `edges` lead from
the node that makes a value to those that use it. `groups` are scopes and repeated blocks, each a
run of nodes: `size` of them from the index `first` on. Counts are for one sample, unless `lengths`
says how long the symbolic axes are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ahr.costs import NodeCost, for_lengths, node_costs
from ahr.drawing.families import OTHER, kinds
from ahr.drawing.groups import Item, grouped
from ahr.graph import Graph, Node, TensorSpec
from ahr.repeats import Wiring
from nbc.errors import ModelError

if TYPE_CHECKING:
    from ahr.models import Model

FORMAT: Final = "noodle-graph/1"
SUMS: Final = ("parameters", "parameter_bytes", "macs", "bytes")
_SHOWN_ELEMENTS: Final = 16
"""Of a constant; of larger ones only the shape is told."""
_MEASURES: Final = ("shape", "size")
"""Ops whose results depend on an input's shape alone."""

Json = dict[str, Any]
Overlays = Mapping[str, Mapping[str, float]]


def graph(model: Model | Graph, *, overlays: Overlays | None = None, **lengths: int) -> Json:
    """A network of any origin as data: `nodes`, `edges`, `groups`, `inputs`, `outputs`, `totals`.

    overlays: further numbers for nodes, to be shown as heat: {"time": {"conv": 1e-3}}, by the names
    of nodes. Raises ModelError N6010 for what is no model and for nodes that it does not have.
    """
    network = model if isinstance(model, Graph) else getattr(model, "graph", None)
    if not isinstance(network, Graph):
        raise ModelError("N6010", f"graph() wants a model, got {type(model).__name__}",
                         hint="give it a @model function, or what ahr.load() returns")  # fmt: skip
    _check_overlays(network, overlays or {})
    return _data(network, overlays or {}, lengths)


def _check_overlays(network: Graph, overlays: Overlays) -> None:
    names = {node.name for node in network.nodes}
    for title, numbers in overlays.items():
        for name in sorted(numbers.keys() - names):
            raise ModelError("N6010", f"the overlay {title!r} has a number for {name!r}, which is "
                             f"no node of {network.name}")  # fmt: skip


def _data(network: Graph, overlays: Overlays, lengths: Mapping[str, int]) -> Json:
    costs = node_costs(network)
    minor = _minor(network)
    nodes = [_input(network, name) for name in network.inputs]
    at = {id(node): len(nodes) + index for index, node in enumerate(network.nodes)}
    made = {output: at[id(node)] for node in network.nodes for output in node.outputs if output}
    made |= {name: index for index, name in enumerate(network.inputs)}
    nodes += [_node(network, cost, lengths, overlays, minor) for cost in costs]
    nodes += [_output(network, name) for name in network.outputs]
    used = [(made.get(name), at[id(node)], name)
            for node in network.nodes for name in _used(node)]  # fmt: skip
    used += [(made.get(name), len(nodes) - len(network.outputs) + index, name)
             for index, name in enumerate(network.outputs)]  # fmt: skip
    for index, each in enumerate(nodes):
        each["id"] = f"n{index}"
    groups = _groups(network, nodes, used)
    return {
        "format": FORMAT,
        "name": network.name,
        "inputs": [f"n{index}" for index in range(len(network.inputs))],
        "outputs": [each["id"] for each in nodes[len(nodes) - len(network.outputs) :]],
        "lengths": dict(lengths),
        "totals": _totals(nodes),
        "overlays": sorted(overlays),
        "nodes": nodes,
        "edges": [
            {"from": f"n{source}", "to": f"n{target}", "value": name,
             "shape": str(network.specs[name])}
            for source, target, name in dict.fromkeys(used) if source is not None
        ],
        "groups": groups,
    }  # fmt: skip


def _input(network: Graph, name: str) -> Json:
    return _end("input", name, [_tensor(name, network.specs[name])])


def _output(network: Graph, name: str) -> Json:
    return _end("output", name, [_tensor(name, network.specs[name])])


def _end(kind: str, name: str, tensors: list[Json]) -> Json:
    zeros: Json = dict.fromkeys(SUMS, 0)
    return {"kind": kind, "op": kind, "name": name, "path": [], "family": kind, "outputs": tensors,
            "weights": [], "constants": [], "attributes": {}, "overlays": {}, "minor": False,
            **zeros}  # fmt: skip


def _node(
    network: Graph, cost: NodeCost, lengths: Mapping[str, int], overlays: Overlays,
    minor: set[str],
) -> Json:  # fmt: skip
    node = cost.node
    return {
        "kind": "op",
        "op": node.op,
        "name": node.name,
        "path": list(path_of(node)),
        "family": kinds().get(node.op, OTHER),
        "outputs": [_tensor(name, network.specs[name]) for name in node.outputs if name],
        "weights": [
            {**_tensor(name, network.parameters[name].spec),
             "trainable": network.parameters[name].trainable}
            for name in dict.fromkeys(node.inputs) if name in network.parameters
        ],
        "constants": [
            {"input": index, **_tensor(name, network.specs[name]),
             "value": _value(network.constants[name])}
            for index, name in enumerate(node.inputs) if name in network.constants
        ],
        "attributes": {name: _plain(value, lengths) for name, value in node.attributes.items()},
        "overlays": {title: _number(numbers[node.name])
                     for title, numbers in overlays.items() if node.name in numbers},
        "minor": any(name in minor for name in node.outputs),
        "parameters": cost.parameters,
        "parameter_bytes": cost.parameter_bytes,
        "macs": for_lengths(cost.macs, lengths),
        "bytes": for_lengths(cost.activation_bytes, lengths),
    }  # fmt: skip


def path_of(node: Node) -> tuple[str, ...]:
    """The scopes of a node; those that its name tells where it has no others."""
    return node.path or tuple(part for part in node.name.split("/")[:-1] if part)


def _tensor(name: str, spec: TensorSpec) -> Json:
    dims = None if spec.dims is None else list(spec.dims)
    return {"name": name, "dtype": spec.dtype, "dims": dims, "shape": str(spec)}


def _value(array: np.ndarray[Any, Any]) -> Any:
    """A small constant as lists and numbers, else None."""
    return _plain(array.tolist(), {}) if 0 < array.size <= _SHOWN_ELEMENTS else None


def _plain(value: Any, lengths: Mapping[str, int]) -> Any:
    if isinstance(value, Graph):
        return _data(value, {}, lengths)
    if isinstance(value, tuple | list):
        return [_plain(each, lengths) for each in value]
    if isinstance(value, np.ndarray):
        return _plain(value.tolist(), lengths)
    if isinstance(value, float | np.floating):
        return _number(float(value))
    return value if isinstance(value, bool | int | str | None) else str(value)


def _number(value: float) -> float | str:
    """JSON has no infinities."""
    return value if math.isfinite(value) else str(value)


def _used(node: Node) -> Iterator[str]:
    """Values that a node takes, those for the graphs inside it too."""
    yield from (name for name in node.inputs if name)
    for value in node.attributes.values():
        if isinstance(value, Graph):
            inner = {name for each in value.walk() for name in (*each.outputs, *value.inputs)}
            taken = (name for each in value.walk() for name in each.inputs)
            yield from (name for name in (*taken, *value.outputs) if name and name not in inner)


def _minor(network: Graph) -> set[str]:
    """Values that do not depend on the data: made of weights, constants and shapes alone."""
    still = {*network.parameters, *network.constants}
    for node in network.nodes:
        if node.op in _MEASURES or all(name in still for name in _used(node)):
            still.update(name for name in node.outputs if name not in network.outputs)
    return still


def _totals(nodes: Iterable[Json]) -> Json:
    """Sums; None as soon as a part is unknown."""
    listed = list(nodes)
    return {
        key: None if any(node[key] is None for node in listed) else sum(n[key] for n in listed)
        for key in SUMS
    }


def _groups(
    network: Graph, nodes: list[Json], used: Sequence[tuple[int | None, int, str]]
) -> list[Json]:
    """Groups of the ops, outer ones first; writes to each node in which it stands."""
    first, count = len(network.inputs), len(network.nodes)
    inputs: list[list[int | None]] = [[] for _ in range(count)]
    for source, target, _ in used:
        if first <= target < first + count:
            inner = None if source is None or source < first else source - first
            inputs[target - first].append(inner)
    known: dict[str, int] = {}
    ops = nodes[first : first + count]
    tokens = [known.setdefault(_likeness(each), len(known)) for each in ops]
    found: list[Json] = []
    for each in nodes:
        each["group"] = None
    wiring = Wiring(inputs, [bool(each["minor"]) for each in ops])
    for item in grouped([tuple(each["path"]) for each in ops], tokens, wiring):
        _list(item, None, first, nodes, found)
    return found


def _likeness(node: Json) -> str:
    """What two nodes have in common that differ but in their names."""
    tensors = [
        [(each["shape"], each.get("value"), each.get("trainable")) for each in node[key]]
        for key in ("outputs", "weights", "constants")
    ]
    return repr((node["op"], node["attributes"], tensors, node["minor"]))


def _list(item: Item, parent: str | None, first: int, nodes: list[Json], found: list[Json]) -> None:
    if item.kind is None:
        nodes[first + item.first]["group"] = parent
        return
    start = first + item.first
    name = f"g{len(found)}"
    found.append({
        "id": name, "kind": item.kind, "name": item.name, "parent": parent,
        "first": start, "size": item.size, "open": item.is_open,
        "count": len(item.items) if item.kind == "repeat" else 1,
        **_totals(nodes[start : start + item.size]),
    })  # fmt: skip
    for child in item.items:
        _list(child, name, first, nodes, found)
