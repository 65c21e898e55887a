"""A graph made again with narrower parameters: the same nodes and names, other lengths.

Every shape rule runs again, so a graph comes out that fits or none. What says lengths of channels
besides parameters (groups of convolutions, lengths of reshapes) is calculated anew; nodes that pick
channels by number are refused, because the numbers would mean others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np

from ahr.building import GraphBuilder
from ahr.dims import Dims, divide_exactly, multiply
from ahr.graph import Graph, Node, TensorSpec
from ahr.ops.row import ShapeError

Array = np.ndarray[Any, Any]

_BY_AXIS: Final = {"gather", "gather_elements", "split", "softmax", "log_softmax", "hardmax",
                   "top_k", "cumsum", "argmax", "argmin"}  # fmt: skip
_BY_NUMBER: Final = {"gather_nd", "one_hot", "tile", "expand", "lrn"}
"""Ops to which the place of a channel means something, along an axis or at all."""


class CannotNarrow(Exception):
    """Why a graph cannot have these parameters. `block`: it might, if so many neighbouring channels
    went together."""

    def __init__(self, reason: str, block: int = 0) -> None:
        super().__init__(reason)
        self.block = block


def narrowed(graph: Graph, arrays: Mapping[str, Array]) -> Graph:
    """The graph for parameters of these shapes, with the same inputs and outputs. Raises
    CannotNarrow."""
    builder = GraphBuilder(graph.name)
    for name in graph.inputs:
        builder.input(name, graph.specs[name])
    for name, parameter in graph.parameters.items():
        spec = TensorSpec(parameter.spec.dtype, arrays[name].shape)
        builder.parameter(name, replace(parameter, spec=spec))
    for name, value in graph.constants.items():
        builder.constant(value, name)
    for node in graph.nodes:
        try:
            _add(node, builder, graph)
        except ShapeError as error:
            raise CannotNarrow(f"{node.name}: {error.message}") from None
    made = builder.finish(graph.outputs)
    for name in graph.outputs:
        if made.specs[name] != graph.specs[name]:
            raise CannotNarrow(f"the output {name} would be {made.specs[name]}")
    return _without_unused(made)


def _add(node: Node, builder: GraphBuilder, graph: Graph) -> None:
    changed = [name for name in node.inputs if name and name not in graph.parameters
               and builder.specs[name] != graph.specs[name]]  # fmt: skip
    inputs, attributes = list(node.inputs), dict(node.attributes)
    if changed:
        _refuse_numbered(node, builder, graph)
        if node.op == "reshape" and node.inputs[1] in graph.constants:
            inputs[1] = _other_lengths(node, builder, graph)
        if node.op in ("conv", "conv_transpose"):
            attributes["groups"] = _groups(node, builder, graph)
    builder.apply(node.op, inputs, attributes, name=node.name, outputs=node.outputs,
                  path=node.path, span=node.span)  # fmt: skip


def _refuse_numbered(node: Node, builder: GraphBuilder, graph: Graph) -> None:
    """Raises CannotNarrow where `node` picks channels by number, along an axis that is narrower."""
    if any(isinstance(value, Graph) for value in node.attributes.values()):
        raise CannotNarrow(f"{node.name} has branches")
    if node.op in _BY_NUMBER:
        raise CannotNarrow(f"{node.name} ({node.op}) depends on the number of channels")
    if node.op not in _BY_AXIS and node.op != "slice":
        return
    before, now = graph.specs[node.inputs[0]].dims, builder.specs[node.inputs[0]].dims
    if before is None or now is None or len(before) != len(now):
        raise CannotNarrow(f"{node.name}: its input has no known shape")
    axes = {axis % len(before) for axis in _axes(node, builder, len(before))}
    if any(before[axis] != now[axis] for axis in axes):
        raise CannotNarrow(f"{node.name} ({node.op}) goes by the order of the channels")


def _axes(node: Node, builder: GraphBuilder, rank: int) -> Iterator[int]:
    """The axes that a node works along; all of them where they are not known."""
    if node.op != "slice":
        yield int(node.attributes.get("axis", -1))  # type: ignore[arg-type]  # it is an axis
        return
    given = len(node.inputs) > 3 and node.inputs[3]
    found = builder.value(node.inputs[3 if given else 1])
    if found is None:
        yield from range(rank)
    elif given:
        yield from (int(each) for each in np.ravel(found))
    else:
        yield from range(np.size(found))


def _groups(node: Node, builder: GraphBuilder, graph: Graph) -> int:
    """How many groups a convolution has now: depthwise ones have one for each channel."""
    x, weight = builder.specs[node.inputs[0]].dims, builder.specs[node.inputs[1]].dims
    before = int(node.attributes["groups"])  # type: ignore[arg-type]  # it is a number
    old = graph.specs[node.inputs[0]].dims
    if before == 1 or not x or not weight or not old or not isinstance(x[1], int):
        return before
    return x[1] if before == old[1] else before


def _other_lengths(node: Node, builder: GraphBuilder, graph: Graph) -> str:
    """The lengths of a reshape of something narrower: axes that it joined are joined again, and
    where it split one the first part is what is shorter."""
    wanted = [int(each) for each in np.ravel(graph.constants[node.inputs[1]])]
    before, now = graph.specs[node.inputs[0]].dims, builder.specs[node.inputs[0]].dims
    after = graph.specs[node.outputs[0]].dims
    if before is None or now is None or after is None or len(before) != len(now):
        raise CannotNarrow(f"{node.name}: its shapes are not known")
    for inner, outer in _segments(before, after, node.name):
        if before[inner] == now[inner]:
            continue
        if outer.stop == outer.start:
            raise CannotNarrow(f"{node.name} drops the axis of the channels")
        total, rest = multiply(*now[inner]), multiply(*after[outer.start + 1 : outer.stop])
        if not isinstance(total, int) or not isinstance(rest, int) or rest == 0:
            raise CannotNarrow(f"{node.name} mixes channels with an axis of unknown length")
        if total % rest:
            raise CannotNarrow(f"{node.name} splits the channels", block=rest)
        if wanted[outer.start] != -1:
            wanted[outer.start] = total // rest
    return builder.constant(np.array(wanted, dtype=np.int64), f"{node.outputs[0]}.lengths")


def _segments(before: Dims, after: Dims, name: str) -> list[tuple[slice, slice]]:
    """The shortest runs of axes on both sides that hold the same numbers. Raises CannotNarrow."""
    found = []
    left = right = 0
    while left < len(before) or right < len(after):
        start, begin = left, right
        left, right = min(left + 1, len(before)), min(right + 1, len(after))
        while (pair := (multiply(*before[start:left]), multiply(*after[begin:right]))) and (
            pair[0] != pair[1] or None in pair
        ):
            if left < len(before) and (right == len(after) or _is_less(*pair)):
                left += 1
            elif right < len(after):
                right += 1
            else:
                raise CannotNarrow(f"{name} mixes axes in a way that is not known")
        found.append((slice(start, left), slice(begin, right)))
    return found


def _is_less(one: Any, other: Any) -> bool:
    """Whether more axes belong to the first side."""
    if isinstance(one, int) and isinstance(other, int):
        return one < other
    return divide_exactly(other, one) is not None


def _without_unused(graph: Graph) -> Graph:
    """Without constants that nothing uses any more."""
    used = {name for node in graph.walk() for name in node.inputs} | set(graph.outputs)
    kept = {name: value for name, value in graph.constants.items() if name in used}
    gone = graph.constants.keys() - kept.keys()
    specs = {name: spec for name, spec in graph.specs.items() if name not in gone}
    return replace(graph, constants=kept, specs=specs)
