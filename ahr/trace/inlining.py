"""Networks called in a model function: their nodes become part of the graph that is recorded.

A network that is called twice has its parameters once. Numbers that it has already come with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ahr import dims
from ahr.graph import Graph, TensorSpec
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
        attributes = dict(node.attributes)
        if any(isinstance(each, Graph) for each in attributes.values()):
            raise ModelError("N6002", f"{graph.name} has branches and cannot be part of another "
                             "network yet", record.place())  # fmt: skip
        given = [names[name] for name in node.inputs]
        made = record.apply(node.op, given, attributes, name=f"{label}.{node.name}")
        names.update(zip(node.outputs, made, strict=True))
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
