"""A node of an ONNX graph that is being read, and what adapters do with it.

Inputs and outputs are names of the graph that grows. Attributes that a node leaves out have the
value that ONNX gives them in the node's opset.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, final

import numpy as np
import onnx
from onnx import numpy_helper

from ahr.building import GraphBuilder
from ahr.graph import Graph, TensorSpec
from ahr.ops import lookup
from nbc.errors import ModelError


class Reader(Protocol):
    """What a node asks of the reading that it is part of; `raw` are names of the file."""

    def define(self, raw: str) -> str:
        """A name in the graph for a value that is about to be made."""

    def alias(self, raw: str, name: str) -> None:
        """The value has a name in the graph already."""

    def hold(self, raw: str, value: np.ndarray[Any, Any]) -> str:
        """Takes numbers of the file: as a parameter where they are weights, else a constant."""

    def weight(self, name: str) -> np.ndarray[Any, Any] | None:
        """The numbers of a parameter of ours; None for another value."""

    def learnt(self, stem: str, value: np.ndarray[Any, Any]) -> str:
        """A new parameter with these numbers."""

    def inline(self, graph: onnx.GraphProto) -> list[str]:
        """Reads a graph that stands in an attribute into this one; its outputs' names."""

    def nested(self, graph: onnx.GraphProto, name: str) -> Graph:
        """Reads a graph that stands in an attribute, as one of its own."""


@final
@dataclass(frozen=True, slots=True)
class OnnxNode:
    """`inputs` are names of our graph, `outputs` still those of the file; empty where left out.
    `attributes` are decoded: tensors are arrays, texts are str, lists tuples."""

    op_type: str
    name: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    attributes: Mapping[str, Any]
    opset: int
    builder: GraphBuilder
    reader: Reader

    def __getitem__(self, attribute: str) -> Any:
        """The attribute, ONNX's default, or None."""
        if attribute in self.attributes:
            return self.attributes[attribute]
        return _defaults(self.op_type, self.opset).get(attribute)

    def has(self, index: int) -> bool:
        return index < len(self.inputs) and bool(self.inputs[index])

    def input(self, index: int) -> str:
        """The name of an input, empty where it is left out."""
        return self.inputs[index] if index < len(self.inputs) else ""

    def wants(self, index: int) -> bool:
        """Whether anything may use this output."""
        return index < len(self.outputs) and bool(self.outputs[index])

    def spec(self, index: int) -> TensorSpec:
        return self.builder.spec(self.inputs[index])

    def rank(self, index: int) -> int:
        """How many axes an input has. Raises ModelError N6007 where that is not known."""
        dims = self.spec(index).dims
        if dims is None:
            raise self.unsupported(f"the number of axes of input {index + 1} is not known")
        return len(dims)

    def known(self, index: int) -> np.ndarray[Any, Any] | None:
        """The value of an input, where it is known before anything runs."""
        return self.builder.value(self.inputs[index]) if self.has(index) else None

    def constant(self, value: Any, what: str) -> str:
        return self.builder.constant(value, f"{self.name}/{what}")

    def integers(self, values: Any, what: str) -> str:
        return self.constant(np.array(values, np.int64), what)

    def apply(self, op: str, inputs: Sequence[str], **attributes: Any) -> str:
        """A step on the way to the result; the name of its first output."""
        label = self.builder.fresh(f"{self.name}/{op}")
        return self.builder.apply(op, inputs, attributes, name=label, path=self.path)[0]

    def finish(self, op: str, inputs: Sequence[str], **attributes: Any) -> None:
        """The step whose outputs are the node's."""
        given = list(inputs)
        while given and not given[-1]:
            given.pop()
        count = len(lookup(op).shape(self.builder.call(op, given, attributes)))
        made = [self.reader.define(raw) if raw else "" for raw in self.outputs[:count]]
        made += [""] * (count - len(made))
        self.builder.apply(op, given, attributes, name=self.name, outputs=made, path=self.path)

    def finish_one(self, index: int, op: str, inputs: Sequence[str], **attributes: Any) -> None:
        """A step whose result is one of the node's outputs."""
        if self.wants(index):
            made = self.reader.define(self.outputs[index])
            label = self.name if index == 0 else self.builder.fresh(f"{self.name}/{op}")
            self.builder.apply(op, inputs, attributes, name=label, outputs=[made], path=self.path)

    @property
    def path(self) -> tuple[str, ...]:
        """The scopes in its name, as exporters write them: /encoder/layer.0/MatMul."""
        return tuple(part for part in self.name.split("/")[:-1] if part)

    def unsupported(self, why: str) -> ModelError:
        return ModelError("N6007", f"{self.name} ({self.op_type}): {why}")


Adapter = Callable[[OnnxNode], None]


def decoded(attribute: onnx.AttributeProto) -> Any:
    """The value of an attribute."""
    value = onnx.helper.get_attribute_value(attribute)
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, onnx.TensorProto):
        return numpy_helper.to_array(value)
    if isinstance(value, onnx.GraphProto | onnx.SparseTensorProto | onnx.TypeProto):
        return value
    if isinstance(value, int | float):
        return value
    return tuple(each.decode() if isinstance(each, bytes) else each for each in value)


@cache
def _defaults(op_type: str, opset: int) -> Mapping[str, Any]:
    attributes = onnx.defs.get_schema(op_type, opset).attributes
    return {
        name: decoded(each.default_value)
        for name, each in attributes.items()
        if each.default_value.name
    }


def same(op: str, **attributes: str) -> Adapter:
    """The adapter of an operator that one op says; `alpha="alpha"` takes ONNX's attribute over."""
    usual = lookup(op).attributes

    def adapt(node: OnnxNode) -> None:
        given = {ours: node[theirs] for ours, theirs in attributes.items()}
        node.finish(op, node.inputs, **{
            ours: bool(value) if isinstance(usual[ours], bool) else value
            for ours, value in given.items()
            if value is not None
        })  # fmt: skip

    return adapt
