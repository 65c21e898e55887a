"""Networks called in a model function: their nodes become part of the graph that is recorded.

A network that is called twice has its parameters once. Numbers that it has already come with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ahr import dims
from ahr.copying import inner_graphs
from ahr.graph import Graph, TensorSpec
from ahr.ops.row import ShapeError
from ahr.trace.recording import Recording
from ahr.trace.tensor import Tensor
from nbc.errors import ModelError


def inline(
    record: Recording, graph: Graph, weights: Mapping[str, Any], inputs: Sequence[Tensor], key: int
) -> tuple[Tensor, ...]:
    """The outputs of a network for tensors. `key` tells networks apart."""
    if len(inputs) != len(graph.inputs):
        raise ModelError("N6002", f"{graph.name}() takes {len(graph.inputs)} inputs, got "
                         f"{len(inputs)}", record.place())  # fmt: skip
    label = record.label(graph.name)
    names = {"": ""}
    for name, tensor in zip(graph.inputs, inputs, strict=True):
        _check(record, graph, name, tensor)
        names[name] = tensor.name
    names |= _parameters(record, graph, weights, label, key)
    names |= {name: record.builder.constant(value, f"{label}.{name}")
              for name, value in graph.constants.items()}  # fmt: skip
    for node in graph.nodes:
        called = f"{label}.{node.name}"
        try:
            attributes = inner_graphs(node, record.builder, names, called)
        except ShapeError as error:
            raise ModelError("N6001", f"{called}: {error.message}", record.place(),
                             hint="give the inputs names as lengths, so that each branch may fit"
                             ) from None  # fmt: skip
        given = [names[name] for name in node.inputs]
        made = record.apply(node.op, given, attributes, name=called)
        names.update(pair for pair in zip(node.outputs, made, strict=True) if pair[0])
    return tuple(Tensor(record, names[name]) for name in graph.outputs)


def _check(record: Recording, graph: Graph, name: str, tensor: Tensor) -> None:
    """Raises ModelError N6001 where a tensor certainly is not what the network takes."""
    wanted, given = graph.specs[name], tensor.spec
    fits = wanted.dtype == given.dtype and _fit(wanted, given)
    if not fits:
        raise ModelError("N6001", f"{graph.name}() takes {name}: {wanted}, got {given}",
                         record.place())  # fmt: skip


def _fit(wanted: TensorSpec, given: TensorSpec) -> bool:
    if wanted.dims is None or given.dims is None:
        return True
    return len(wanted.dims) == len(given.dims) and not any(
        isinstance(want, int) and dims.disagree(want, have)
        for want, have in zip(wanted.dims, given.dims, strict=True)
    )


def _parameters(
    record: Recording, graph: Graph, weights: Mapping[str, Any], label: str, key: int
) -> dict[str, str]:
    if key not in record.shared:
        made = {
            name: record.builder.parameter(f"{label}.{name}", parameter)
            for name, parameter in graph.parameters.items()
        }
        record.shared[key] = made
        record.weights.update((made[name], value) for name, value in weights.items())
    return record.shared[key]
