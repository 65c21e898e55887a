"""Which values of one network are those of another that was made of it.

Techniques keep the names of values; where several layers became one, the last one's value is left.
Networks that were written to a file and read again name values after the nodes that make them, and
those names begin with what they were made of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ahr.graph import Graph, Node


def same_values(a: Graph, b: Graph, layers: Sequence[Node]) -> dict[str, str]:
    """For the values that `layers` of `a` make, those of `b` that are the same, by name."""
    by_name, made = {node.name: node for node in b.nodes}, b.producers()
    users = b.users()
    stems = _stems(a, b)
    ends = {_end(a, node, stems): stems[node.name] for node in layers if node.name in stems}
    found: dict[str, str] = {}
    for value in (node.outputs[0] for node in layers):
        quantised = by_name.get(f"{value}_QuantizeLinear")
        biased = by_name.get(f"{value}_bias_add")
        maker = made.get(value)
        if maker is not None and (maker.name != value or ends.get(value) == value):
            same = value
        elif quantised is not None:
            same = quantised.inputs[0]
        else:
            same = biased.outputs[0] if biased is not None else ends.get(value, "")
        same = _after_rounding(same, users)
        if same in b.specs and b.specs[same].dtype == a.specs[value].dtype:
            found[value] = same
    return found


def owners_of(graph: Graph, same: Mapping[str, str]) -> dict[str, list[Node]]:
    """The nodes that count to each value: what makes it, and what only it needs first."""
    made, values = graph.producers(), set(same.values())
    needed: dict[str, list[Node]] = {}
    taken: set[str] = set()
    for node in graph.nodes:
        for value in node.outputs:
            if value in values:
                needed[value] = _needed(node, made, values, taken)
    return {value: needed[other] for value, other in same.items() if other in needed}


def used_by(node: Node) -> set[str]:
    return {name for name in node.inputs if name}


def _after_rounding(value: str, users: Mapping[str, list[Node]]) -> str:
    """A value as it is used: where it is quantised, the rounded one (a relu is done by that)."""
    behind = users.get(value, [])
    if len(behind) != 1 or behind[0].op != "quantize_linear":
        return value
    again = users.get(behind[0].outputs[0], [])
    return again[0].outputs[0] if again and again[0].op == "dequantize_linear" else value


def _stems(a: Graph, b: Graph) -> dict[str, str]:
    """For names of nodes of `a`, the last value of `b` that is made by a node with that name, or
    with more behind it."""
    known = {node.name for node in a.nodes}
    found: dict[str, str] = {}
    for node in b.nodes:
        name = node.name
        while name and name not in known:
            name = name.rpartition("/")[0]
        if name and node.outputs:
            found[name] = node.outputs[0]
    return found


def _end(graph: Graph, node: Node, stems: Mapping[str, str]) -> str:
    """The value of a node, or of the last of those behind it that became part of it."""
    users = graph.users()
    value = node.outputs[0]
    while len(behind := users.get(value, [])) == 1 and value not in graph.outputs:
        if behind[0].name in stems or not behind[0].outputs:
            break
        value = behind[0].outputs[0]
    return value


def _needed(
    node: Node, made: Mapping[str, Node], values: Iterable[str], taken: set[str]
) -> list[Node]:  # fmt: skip
    found, waiting = [], [node]
    while waiting:
        each = waiting.pop()
        if each.name in taken:
            continue
        taken.add(each.name)
        found.append(each)
        waiting += [made[name] for name in each.inputs if name in made and name not in values]
    return found
