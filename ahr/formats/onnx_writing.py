"""A graph as an ONNX model: each node as its row's builder says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, final

import numpy as np
import onnx
from onnx import helper, numpy_helper

from ahr.dims import Dims
from ahr.dtypes import BY_NAME
from ahr.graph import Graph, Node, TensorSpec
from ahr.ops import lookup
from ahr.ops.row import Call

OPSET: Final = 20
IR_VERSION: Final = 10


@final
class _Writer:
    """Nodes and constants in the order of writing (see `ahr.ops.row.OnnxWriter`)."""

    def __init__(self, graph: Graph) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []
        self._taken = set(graph.specs)
        self._label = ""

    def add(self, graph: Graph, node: Node, known: Mapping[str, Any]) -> None:
        self._label = node.name
        call = Call(
            tuple(graph.specs[name] if name else None for name in node.inputs), node.attributes,
            tuple(known.get(name) for name in node.inputs),
        )  # fmt: skip
        lookup(node.op).onnx(self, call, node.inputs, node.outputs)

    def node(
        self, op_type: str, inputs: Sequence[str], outputs: Sequence[str] | None = None,
        **attributes: Any,
    ) -> str:  # fmt: skip
        made = list(outputs) if outputs is not None else [self.fresh(op_type)]
        name = f"{self._label}/{op_type}_{len(self.nodes)}"
        given = list(inputs)
        while given and not given[-1]:
            given.pop()  # ONNX Runtime falls over what is left out at the end, if it is listed
        self.nodes.append(helper.make_node(op_type, given, made, name=name, **attributes))
        return made[0]

    def constant(self, value: np.ndarray[Any, Any]) -> str:
        name = self.fresh("constant")
        self.initializers.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def graph(self, graph: Graph) -> onnx.GraphProto:
        """A graph inside an attribute. It sees the values around it, so no name may be there twice;
        its results must be its own nodes' (ONNX has no outputs that come from outside)."""
        inner = _Writer(graph)
        inner._taken |= self._taken
        for node in graph.nodes:
            inner.add(graph, node, graph.constants)
        self._taken |= inner._taken
        outputs = []
        for name in graph.outputs:
            made = inner.fresh("result")
            inner.node("Identity", [name], [made])
            outputs.append(_value(graph, name, made))
        inner.initializers[:0] = _tensors(graph, graph.constants)
        return helper.make_graph(inner.nodes, graph.name, [], outputs, inner.initializers)

    def fresh(self, stem: str) -> str:
        number = len(self._taken)
        while f"{self._label}/{stem}_{number}" in self._taken:
            number += 1
        name = f"{self._label}/{stem}_{number}"
        self._taken.add(name)
        return name


def to_onnx(graph: Graph, weights: Mapping[str, Any]) -> onnx.ModelProto:
    """A checked ONNX model. Raises CannotWrite."""
    write = _Writer(graph)
    for node in graph.nodes:
        write.add(graph, node, graph.constants)
    write.initializers[:0] = _tensors(graph, {**graph.constants, **weights})
    made = helper.make_graph(
        write.nodes, graph.name, [_value(graph, name) for name in graph.inputs],
        [_value(graph, name) for name in graph.outputs], write.initializers,
    )  # fmt: skip
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)],
                              ir_version=IR_VERSION, producer_name="noodle")  # fmt: skip
    onnx.checker.check_model(model, full_check=True)
    return model


def _tensors(graph: Graph, held: Mapping[str, Any]) -> list[onnx.TensorProto]:
    return [
        numpy_helper.from_array(np.asarray(held[name], order="C"), name)
        for name in (*graph.parameters, *graph.constants)
    ]


def _value(graph: Graph, name: str, called: str = "") -> onnx.ValueInfoProto:
    spec: TensorSpec = graph.specs[name]
    dims: Dims | None = spec.dims
    return helper.make_tensor_value_info(called or name, BY_NAME[spec.dtype].onnx, dims)
