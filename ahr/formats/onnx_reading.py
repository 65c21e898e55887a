"""ONNX models as graphs with weights.

The file is checked first (`onnx_checking`); each node is then read by its operator's adapter
(`onnx_operators`). Shapes are inferred anew by our own rules; names of the file are kept where they
are free. Which numbers become parameters is said in `onnx_weights`; the rest are constants, which
may be infinite (masks are), while parameters must be finite.
"""

from __future__ import annotations

import keyword
import re
from collections import ChainMap
from pathlib import Path
from typing import Any, final

import numpy as np
import onnx
from onnx import numpy_helper

from ahr.building import GraphBuilder
from ahr.dtypes import BY_ONNX, noodle_name
from ahr.formats.onnx_checking import Source, checked_proto, damaged, opset_of
from ahr.formats.onnx_operators import ADAPTERS, OnnxNode
from ahr.formats.onnx_operators.control import type_name
from ahr.formats.onnx_operators.node import decoded
from ahr.formats.onnx_pruning import pruned
from ahr.formats.onnx_weights import Weights, find_weights
from ahr.graph import Graph, Parameter, TensorSpec
from ahr.models import Model
from ahr.ops.row import ShapeError
from nbc.errors import ModelError
from nbc.types.model import Dim

_WRONG_VALUES = (ArithmeticError, LookupError, TypeError, ValueError, AssertionError, MemoryError)
"""What computing with constants that do not fit may raise."""


def read_onnx(source: Source, *, name: str | None = None) -> Model:
    """The model in an ONNX file, its bytes or a `ModelProto`. Raises ModelError: N6005 where it is
    damaged, N6006 where it holds what is not allowed, N6007 where it needs what is not supported,
    N6001 where its shapes do not fit, N6009 where weights are not finite."""
    proto, place = checked_proto(source)
    named = name or (Path(place).stem if "." in place else proto.graph.name or "model")
    weights = find_weights(proto.graph)
    reading = _Reading(GraphBuilder(named), place, opset_of(proto), weights)
    try:
        reading.declare_inputs(proto.graph)
        outputs = reading.run(proto.graph)
    except UnicodeDecodeError:
        raise damaged(place, "a text in it is none") from None
    graph = pruned(reading.builder, outputs)
    held = {key: reading.weights[key] for key in graph.parameters}
    return Model(graph, held, metadata=_metadata(proto))


@final
class _Reading:
    """Reads nodes into a builder (see `onnx_operators.node.Reader`). `names` leads from the names
    of the file to ours; graphs inside see those around them."""

    def __init__(
        self, builder: GraphBuilder, place: str, opset: int, found: Weights,
        outer: _Reading | None = None,
    ) -> None:  # fmt: skip
        self.builder = builder
        self.place = place
        self.opset = opset
        self.found = found
        self.root: GraphBuilder = outer.root if outer else builder
        self.weights: dict[str, np.ndarray[Any, Any]] = outer.weights if outer else {}
        self.names: ChainMap[str, str] = outer.names.new_child() if outer else ChainMap()

    def declare_inputs(self, graph: onnx.GraphProto) -> None:
        """Inputs; older files list the weights among them too."""
        held = {each.name for each in graph.initializer}
        for value in graph.input:
            if value.name not in held:
                name = self.define(value.name)
                self.builder.input(name, self.spec(value))

    def spec(self, value: onnx.ValueInfoProto) -> TensorSpec:
        """An input's. Lengths that are not known are named after their place."""
        kind = value.type.WhichOneof("value")
        if kind in ("sequence_type", "optional_type"):
            return TensorSpec("list", None)
        if kind != "tensor_type":
            raise ModelError("N6007", f"{self.place}: {value.name} is no tensor but a "
                             f"{(kind or 'nothing').removesuffix('_type')}")  # fmt: skip
        tensor = value.type.tensor_type
        row = BY_ONNX.get(tensor.elem_type)
        if row is None:
            raise ModelError("N6007", f"{self.place}: {value.name} is a tensor of "
                             f"{type_name(tensor.elem_type)}, which is not supported")  # fmt: skip
        if not tensor.HasField("shape"):
            return TensorSpec(row.name, None)
        own = identifier(value.name)
        lengths = [_length(dim, f"{own}_{axis}") for axis, dim in enumerate(tensor.shape.dim)]
        return TensorSpec(row.name, tuple(lengths))

    def run(self, graph: onnx.GraphProto) -> list[str]:
        """Reads all nodes; the names of the outputs."""
        if graph.sparse_initializer:
            raise ModelError("N6007", f"{self.place}: sparse tensors are not read")
        for tensor in graph.initializer:
            self.names[tensor.name] = self.hold(tensor.name, self.array(tensor))
        for node in graph.node:
            self.node(node)
        return [self.output(value.name) for value in graph.output]

    def array(self, tensor: onnx.TensorProto) -> np.ndarray[Any, Any]:
        try:
            return np.asarray(numpy_helper.to_array(tensor))
        except (ValueError, TypeError, KeyError) as error:
            raise damaged(self.place, f"tensor {tensor.name} is not whole: {error}") from None

    def output(self, raw: str) -> str:
        """What is given out is made by a node, also where the file gives out an input."""
        name = self.names.get(raw, "")
        if not name:
            raise damaged(self.place, f"nothing makes its output {raw}")
        if any(name in node.outputs for node in self.builder.nodes):
            return name
        made = self.builder.fresh(raw)
        return self.builder.apply("identity", [name], name=made, outputs=[made])[0]

    def node(self, node: onnx.NodeProto) -> None:
        label = self.builder.fresh(node.name or f"{node.op_type}_{node.output[0]}")
        try:
            attributes = {each.name: decoded(each) for each in node.attribute}
        except (ValueError, TypeError, KeyError) as error:
            raise damaged(self.place, f"an attribute of {label} is not whole: {error}") from None
        inputs = tuple(self.names[name] if name else "" for name in node.input)
        reading = OnnxNode(node.op_type, label, inputs, tuple(node.output), attributes, self.opset,
                           self.builder, self)  # fmt: skip
        try:
            ADAPTERS[node.op_type](reading)
        except ShapeError as error:
            raise ModelError("N6001", f"{self.place}: {label} ({node.op_type}) {error.message}",
                             hint=error.hint or None) from None  # fmt: skip
        except _WRONG_VALUES as error:
            raise ModelError("N6001", f"{self.place}: {label} ({node.op_type}) cannot be computed: "
                             f"{error}") from None  # fmt: skip

    def define(self, raw: str) -> str:
        name = self.builder.fresh(raw)
        self.names[raw] = name
        return name

    def alias(self, raw: str, name: str) -> None:
        self.names[raw] = name

    def hold(self, raw: str, value: np.ndarray[Any, Any]) -> str:
        try:
            noodle_name(value.dtype)
        except TypeError:
            raise ModelError("N6007", f"{self.place}: {raw} is a tensor of {value.dtype}, which is "
                             "not supported") from None  # fmt: skip
        if not self.found.has(raw, value):
            return self.builder.constant(value, raw)
        return self.learnt(raw, value, trainable=raw not in self.found.running)

    def weight(self, name: str) -> np.ndarray[Any, Any] | None:
        return self.weights.get(name)

    def learnt(self, stem: str, value: np.ndarray[Any, Any], *, trainable: bool = True) -> str:
        spec = TensorSpec(noodle_name(value.dtype), value.shape)
        name = self.root.parameter(stem, Parameter(spec, trainable=trainable))
        self.weights[name] = value
        return name

    def inline(self, graph: onnx.GraphProto) -> list[str]:
        inner = _Reading(self.builder, self.place, self.opset, self.found, self)
        inner.root = self.root
        return inner.run(graph)

    def nested(self, graph: onnx.GraphProto, name: str) -> Graph:
        builder = self.builder.nested(name)
        inner = _Reading(builder, self.place, self.opset, self.found, self)
        return builder.finish(inner.run(graph))


def identifier(text: str) -> str:
    """The text as a name that lengths can have."""
    made = re.sub(r"\W+", "_", text, flags=re.ASCII)
    if not made or made[0].isdigit() or keyword.iskeyword(made):
        made = f"d_{made}"
    return made


def _length(dim: onnx.TensorShapeProto.Dimension, unnamed: str) -> Dim:
    """Files say 0, -1 or ? where they do not know a length; a 0 that is meant is one too."""
    if dim.WhichOneof("value") == "dim_value":
        return dim.dim_value if dim.dim_value > 0 else unnamed
    return identifier(dim.dim_param) if re.search(r"\w", dim.dim_param) else unnamed


def _metadata(proto: onnx.ModelProto) -> dict[str, Any]:
    said = {"producer": f"{proto.producer_name} {proto.producer_version}".strip(),
            "description": proto.doc_string[:1000], "opset": opset_of(proto)}  # fmt: skip
    given = {each.key: each.value for each in proto.metadata_props}
    return {"onnx": {**{key: value for key, value in said.items() if value}, **given}}
